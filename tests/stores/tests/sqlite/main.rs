//! SQLite: columns, reads that write back, bulk runs.

#![expect(clippy::unwrap_used, reason = "a helper of a test may fail like the test")]

mod column;
mod jsonb;
mod records;
