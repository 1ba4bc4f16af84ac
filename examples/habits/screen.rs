//! What the app shows.

use std::error::Error;
use std::io::Write;

use crate::book::Book;
use crate::versions::{Rhythm, Statistics};

/// A line for each habit. One that cannot be read hides no other.
pub fn show(book: &Book, out: &mut impl Write) -> Result<(), Box<dyn Error>> {
    let mut unreadable = Vec::new();
    for entry in book.habits.page(None, usize::MAX)? {
        let line = entry.record.and_then(|habit| {
            let counted = match book.statistics.get(entry.key.as_str())? {
                Some(counted) => statistics(&counted),
                None => "not done yet".to_owned(),
            };
            Ok(format!("{}: {}, {}: {counted}", entry.key, habit.name, rhythm(habit.rhythm)))
        });
        match line {
            Ok(line) => writeln!(out, "  {line}")?,
            Err(why) => unreadable.push(error(&why)),
        }
    }
    if unreadable.is_empty() { Ok(()) } else { Err(unreadable.join("\n").into()) }
}

fn rhythm(rhythm: Rhythm) -> String {
    match rhythm {
        Rhythm::Daily => "each day".to_owned(),
        Rhythm::Weekly => "each week".to_owned(),
        Rhythm::TimesAWeek(times) => format!("{times} times a week"),
    }
}

pub fn statistics(statistics: &Statistics) -> String {
    let spent = match statistics.spent {
        Some(spent) => format!("{} min {} s", spent.0 / 60, spent.0 % 60),
        None => "time not counted yet".to_owned(),
    };
    let Statistics { times, streak, .. } = statistics;
    format!("{times} done, {} in a row (best: {}), {spent}", streak.current, streak.best)
}

/// An error with its causes, on one line.
pub fn error(error: &dyn Error) -> String {
    let (mut line, mut cause) = (error.to_string(), error.source());
    while let Some(error) = cause {
        line = format!("{line}: {error}");
        cause = error.source();
    }
    line
}
