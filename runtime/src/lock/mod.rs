//! The lock of an entity: its shipped versions, which do not change any more.
//!
//! Decision note 012. [`lock!`](crate::lock!) ties the file to the chain and holds both together at `cargo check`; the command line
//! writes the file.

#![expect(clippy::large_stack_arrays, reason = "no heap while compiling")]

mod blocks;
mod error;
mod held;
mod history;
mod report;

pub use error::LockError;
pub use history::{Entry, Lock};

#[doc(hidden)]
pub use held::{Frozen, FrozenVersion, held};
#[doc(hidden)]
pub use report::report;
