//! A stream of records, one a line (NDJSON, JSON Lines); feature `files`.
//!
//! [`Filter`] brings each line to one version, between a pipe's two ends, in memory that does not grow with the stream. There are no
//! keys and nothing is stored, so there is nothing to write back.

mod filter;
mod lines;

pub use filter::{Counts, Filter};
