//! SQLite, as diesel brings it.

mod cell;
mod column;
mod document;
mod jsonb;

pub use jsonb::JsonbError;
