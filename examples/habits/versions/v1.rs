//! The first release: everything is a text or a number.

use heirloom::Migrate;
use serde::{Deserialize, Serialize};

/// Something to be done again and again.
#[derive(Serialize, Deserialize, Migrate, Debug, Clone, PartialEq)]
#[migrate(entity = "habit", version = 1)]
pub struct Habit {
    pub title: String,
    /// `daily` or `weekly`.
    pub every: String,
    /// As which it was painted.
    pub colour: String,
}

/// A habit, done once.
#[derive(Serialize, Deserialize, Migrate, Debug, Clone, PartialEq)]
#[migrate(entity = "completion", version = 1)]
pub struct Completion {
    pub habit: String,
    /// Such as `2023-05-01 07:10`.
    pub at: String,
    pub minutes: u32,
}

/// What all completions of a habit amount to, so that the start screen does not have to read them.
#[derive(Serialize, Deserialize, Migrate, Debug, Clone, PartialEq)]
#[migrate(entity = "statistics", version = 1)]
pub struct Statistics {
    pub habit: String,
    pub times: u32,
    pub streak: u32,
    pub best_streak: u32,
}
