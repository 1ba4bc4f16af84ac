//! Today: three times a week is a rhythm too, and time is taken to the second.

use chrono::{NaiveDate, NaiveTime};
use heirloom::{Migrate, Shape};
use serde::{Deserialize, Serialize};

pub use super::v2::Streak;

use super::v2;

#[derive(Serialize, Deserialize, Migrate, Debug, Clone, PartialEq)]
#[migrate(from = v2::Habit)]
pub struct Habit {
    pub name: String,
    #[migrate(nested)]
    pub rhythm: Rhythm,
    pub archived: bool,
}

#[derive(Serialize, Deserialize, Migrate, Debug, Clone, Copy, PartialEq)]
#[migrate(from = v2::Rhythm)]
pub enum Rhythm {
    Daily,
    Weekly,
    #[migrate(added, down = Weekly)] // what the second release shows
    TimesAWeek(u8),
}

#[derive(Serialize, Deserialize, Migrate, Debug, Clone, PartialEq)]
#[migrate(from = v2::Completion)]
pub struct Completion {
    pub habit: String,
    pub day: NaiveDate,
    pub time: NaiveTime,
    #[migrate(from = minutes, up = Seconds::of_minutes, down = Seconds::minutes, keep)]
    pub spent: Seconds,
    #[migrate(default)]
    pub remark: Option<String>,
}

#[derive(Serialize, Deserialize, Migrate, Debug, Clone, PartialEq)]
#[migrate(from = v2::Statistics)]
pub struct Statistics {
    pub habit: String,
    pub times: u32,
    pub streak: Streak,
    /// `None` until somebody counts: an older record does not know, and that is not zero.
    #[migrate(default)]
    pub spent: Option<Seconds>,
}

/// A type of its own, so that nobody takes them for minutes.
#[derive(Serialize, Deserialize, Shape, Debug, Clone, Copy, PartialEq)]
#[serde(transparent)]
pub struct Seconds(pub u64);

impl Seconds {
    pub fn of_minutes(minutes: u32) -> Self {
        Self(u64::from(minutes) * 60)
    }

    /// Whole ones; the step keeps the rest.
    pub fn minutes(self) -> u32 {
        u32::try_from(self.0 / 60).unwrap_or(u32::MAX)
    }
}
