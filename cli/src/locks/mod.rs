//! Locks: the files that hold shipped versions, and the lines that tie them to the code.

mod entry;
mod init;
mod place;
mod tie;

pub use entry::entry;
pub(crate) use init::of_entity;
pub use init::{Locked, LockedEntity, init, start};
pub use place::{Tied, file_name, lock_at, lock_of, tied};
