//! Locks: the files that hold shipped versions, and the lines that tie them to the code.

mod entry;
mod freeze;
mod init;
mod place;
mod tie;

pub use entry::entry;
pub use freeze::freeze;
pub(crate) use init::of_entity;
pub use init::{Locked, LockedEntity, init, start};
pub use place::{Tied, file_name, lock_at, tied};
