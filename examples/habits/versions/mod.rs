//! What the app keeps, in the three versions that it has had: one file for each release.
//!
//! A completion and the statistics name the habit that they belong to by its key.

pub mod v1;
pub mod v2;
pub mod v3;

pub use v3::{Completion, Habit, Rhythm, Seconds, Statistics, Streak};
