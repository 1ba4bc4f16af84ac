//! SQLite, as diesel brings it.

mod aside;
mod books;
mod cell;
mod column;
mod document;
mod fault;
mod jsonb;
mod names;
mod rows;
mod statement;
mod survey;
mod tables;

pub use jsonb::JsonbError;
pub(crate) use names::Names;
