//! SQLite, as diesel brings it.

mod aside;
mod books;
mod cell;
mod column;
mod dialect;
mod document;
mod fault;
mod jsonb;
mod rows;
mod survey;
mod tables;

pub use jsonb::JsonbError;
