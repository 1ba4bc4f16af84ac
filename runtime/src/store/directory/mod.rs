//! A directory in which each record is a file (decision note 015).
//!
//! `name` says which file a key has, `slot` keeps writers apart and puts a file in the place of another, `folder` is the store.

mod folder;
mod name;
mod slot;

pub use folder::Directory;
pub use name::FileKey;
