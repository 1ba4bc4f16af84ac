//! What only the compiler knows: shapes, losses and verdicts of each version.
//!
//! The library writes a report for each `lock!` line, when its test runs with `HEIRLOOM_REPORT` in the environment (decision
//! note 012). [`collect`] makes that happen, and [`Report`] is what comes of it.

mod collect;
mod file;

pub use collect::{collect, collect_with};
pub use file::{Finding, Loss, Reading, Report, Reported, Verdict, read};
