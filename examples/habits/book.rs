//! The app itself: it knows today's types alone, whatever the file holds.

use std::collections::BTreeMap;
use std::error::Error;
use std::path::Path;
use std::sync::Arc;

use chrono::{Datelike, NaiveDate, NaiveDateTime};
use heirloom::Pure;
use heirloom::store::{Collection, Heal, Redb};
use redb::Database;

use crate::versions::{Completion, Habit, Rhythm, Seconds, Statistics, Streak};

/// The tables of a file. Their records refer to each other by key: a habit has a word as its key, its statistics have
/// the same one, and a completion has the habit's and the time.
pub struct Book {
    pub habits: Collection<Habit, Redb<String>>,
    pub completions: Collection<Completion, Redb<String>>,
    pub statistics: Collection<Statistics, Redb<String>>,
}

/// Opens a file, or makes it, in the format that later versions of redb can open too.
pub fn open(file: &Path) -> Result<Arc<Database>, Box<dyn Error>> {
    match Database::builder().create_with_file_format_v3(true).create(file) {
        Ok(database) => Ok(Arc::new(database)),
        Err(why) => {
            Err(format!("cannot open {} as a file of habits: {why}", file.display()).into())
        }
    }
}

impl Book {
    pub fn of(database: &Arc<Database>) -> Result<Self, Box<dyn Error>> {
        Ok(Self {
            habits: table(database, "habits")?,
            completions: table(database, "completions")?,
            statistics: table(database, "statistics")?,
        })
    }

    /// A new habit.
    pub fn add(&self, key: &str, name: &str, rhythm: Rhythm) -> Result<(), Box<dyn Error>> {
        if key.is_empty() || key.contains('/') {
            return Err(format!("`{key}` cannot be a key: use one word, without `/`").into());
        }
        let habit = Habit { name: name.to_owned(), rhythm, archived: false };
        Ok(self.habits.insert(key, habit)?)
    }

    /// Logs a completion, and counts all of them again.
    pub fn done(
        &self,
        key: &str,
        at: NaiveDateTime,
        spent: Seconds,
        remark: Option<String>,
    ) -> Result<Statistics, Box<dyn Error>> {
        let habit = self.habits.get(key)?.ok_or_else(|| format!("there is no habit `{key}`"))?;
        let done =
            Completion { habit: key.to_owned(), day: at.date(), time: at.time(), spent, remark };
        self.completions.insert(format!("{key}/{}", at.format("%Y-%m-%d %H:%M")), done)?;

        let counted = count(key, habit.rhythm, &self.completions_of(key)?);
        let known = self.statistics.update(key, |statistics| *statistics = counted.clone())?;
        if known.is_none() {
            self.statistics.insert(key, counted.clone())?;
        }
        Ok(counted)
    }

    /// All completions of a habit, the oldest first.
    pub fn completions_of(&self, key: &str) -> Result<Vec<Completion>, Box<dyn Error>> {
        let (before, mut found) = (format!("{key}/"), Vec::new());
        for entry in self.completions.page(Some(&before), usize::MAX)? {
            if !entry.key.starts_with(&before) {
                break;
            }
            found.push(entry.record?.into_inner());
        }
        Ok(found)
    }
}

/// The records of one entity, if this release can read all of them. What it reads is written back as today's: a phone
/// has nobody to start a bulk run.
fn table<T: Pure>(
    database: &Arc<Database>,
    name: &str,
) -> Result<Collection<T, Redb<String>>, Box<dyn Error>> {
    let records = Collection::new(Redb::new(database, name)).heal(Heal::Always);
    records.census()?.check::<T>()?;
    Ok(records)
}

/// What the completions of a habit amount to.
pub fn count(key: &str, rhythm: Rhythm, completions: &[Completion]) -> Statistics {
    let wanted = match rhythm {
        Rhythm::Daily | Rhythm::Weekly => 1,
        Rhythm::TimesAWeek(times) => usize::from(times),
    };
    let mut periods = BTreeMap::<i32, usize>::new();
    for completion in completions {
        *periods.entry(period(rhythm, completion.day)).or_default() += 1;
    }
    periods.retain(|_, times| *times >= wanted);

    let (mut streak, mut last) = (Streak::default(), None);
    for period in periods.into_keys() {
        streak.current = if last == Some(period - 1) { streak.current + 1 } else { 1 };
        streak.best = streak.best.max(streak.current);
        last = Some(period);
    }
    let spent = completions.iter().map(|completion| completion.spent.0);
    Statistics {
        habit: key.to_owned(),
        times: u32::try_from(completions.len()).unwrap_or(u32::MAX),
        streak,
        spent: Some(Seconds(spent.fold(0, u64::saturating_add))),
    }
}

/// The number of the day, or of the week.
fn period(rhythm: Rhythm, day: NaiveDate) -> i32 {
    let number = day.num_days_from_ce();
    match rhythm {
        Rhythm::Daily => number,
        Rhythm::Weekly | Rhythm::TimesAWeek(_) => (number - 1).div_euclid(7),
    }
}
