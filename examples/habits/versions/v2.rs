//! The second release: no more colours, and days that are days.

use chrono::{NaiveDate, NaiveDateTime, NaiveTime, ParseError};
use heirloom::{Migrate, Shape};
use serde::{Deserialize, Serialize};

use super::v1;

#[derive(Serialize, Deserialize, Migrate, Debug, Clone, PartialEq)]
#[migrate(from = v1::Habit, drop(colour, keep))] // who goes back to the first release finds it again
pub struct Habit {
    #[migrate(from = title)]
    pub name: String,
    #[migrate(from = every, map("daily" => Rhythm::Daily, "weekly" => Rhythm::Weekly))]
    pub rhythm: Rhythm,
    #[migrate(default)]
    pub archived: bool,
}

#[derive(Serialize, Deserialize, Migrate, Debug, Clone, Copy, PartialEq)]
#[migrate(entity = "rhythm", version = 1)]
pub enum Rhythm {
    Daily,
    Weekly,
}

#[derive(Serialize, Deserialize, Migrate, Debug, Clone, PartialEq)]
#[migrate(
    from = v1::Completion,
    split(at => day, time; try_up = |at: String| apart(&at), down = together, keep)
)]
pub struct Completion {
    pub habit: String,
    pub day: NaiveDate,
    pub time: NaiveTime,
    pub minutes: u32,
}

const AT: &str = "%Y-%m-%d %H:%M";

fn apart(at: &str) -> Result<(NaiveDate, NaiveTime), ParseError> {
    let at = NaiveDateTime::parse_from_str(at, AT)?;
    Ok((at.date(), at.time()))
}

fn together(day: NaiveDate, time: NaiveTime) -> String {
    day.and_time(time).format(AT).to_string()
}

#[derive(Serialize, Deserialize, Migrate, Debug, Clone, PartialEq)]
#[migrate(from = v1::Statistics)]
pub struct Statistics {
    pub habit: String,
    pub times: u32,
    #[migrate(nest(current = streak, best = best_streak))]
    pub streak: Streak,
}

/// How often in a row, without a day or a week left out.
#[derive(Serialize, Deserialize, Shape, Debug, Clone, Copy, Default, PartialEq)]
pub struct Streak {
    pub current: u32,
    pub best: u32,
}
