#![doc = include_str!("../README.md")]

extern crate self as heirloom; // the derive names `::heirloom`, also in this crate's own tests

pub mod chain;
mod version;

#[doc(hidden)]
pub mod __private;

pub use chain::{Migrate, Step, StepError, FieldPath, Tag, downgrade, upgrade};
pub use heirloom_macros::Migrate;
pub use version::{ParseVersionError, Version};
