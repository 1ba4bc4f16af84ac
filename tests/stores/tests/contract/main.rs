//! The one contract that every store keeps, and what each adds to it.

#![expect(clippy::unwrap_used, reason = "a helper of a test may fail like the test")]

#[macro_use]
mod suite;
#[cfg(unix)]
mod directory;
mod doctor;
mod form;
mod memory;
mod ndjson;
mod redb;
#[cfg(unix)]
mod servers;
mod sqlite;
mod subject;
