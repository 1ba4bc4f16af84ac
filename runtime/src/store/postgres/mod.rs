//! PostgreSQL, as diesel knows it: whatever client the program brings.

mod cell;
mod column;
mod dialect;
mod fault;
