//! SQLite: columns, reads that write back, bulk runs.

#![expect(clippy::unwrap_used, reason = "a helper of a test may fail like the test")]

mod bulk;
mod carry;
mod column;
mod crash;
mod jsonb;
mod newer;
mod pin;
mod records;
mod steps;
mod steps_crash;
