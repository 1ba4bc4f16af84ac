//! One handle for every store that is no database, over the few calls that such a store brings (decision note 015).
//!
//! A [`Backend`] knows bytes and keys, and no record; [`Collection`] knows records, and nothing of where they lie.

mod backend;
mod handle;

pub use backend::{Backend, Visit};
pub use handle::Collection;
