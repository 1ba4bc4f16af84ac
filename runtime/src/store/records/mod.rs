//! Records by key: upgraded when they are read, and written back if wanted.

mod handle;
mod list;
mod read;
mod row;
mod write;

pub use handle::Records;
