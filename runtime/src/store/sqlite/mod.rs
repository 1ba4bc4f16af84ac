//! SQLite, as diesel brings it.

mod books;
mod cell;
mod column;
mod document;
mod fault;
mod jsonb;
mod names;
mod rows;
mod statement;

pub use jsonb::JsonbError;
pub(crate) use names::Names;
