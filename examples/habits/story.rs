//! Three releases of the app after each other, on one file.

use std::error::Error;
use std::io::Write;
use std::path::Path;
use std::sync::Arc;

use heirloom::store::{Collection, Redb};
use heirloom::{Pure, Version, Versioned};
use redb::Database;

use crate::book::{self, Book, count};
use crate::screen;
use crate::versions::{Habit, Rhythm, Seconds, v1, v2};

pub fn tell(file: &Path, out: &mut impl Write) -> Result<(), Box<dyn Error>> {
    let database = book::open(file)?;
    first_release(&database)?;
    second_release(&database)?;

    let book = Book::of(&database)?;
    writeln!(out, "what two releases have left:")?;
    for census in [book.habits.census()?, book.completions.census()?, book.statistics.census()?] {
        writeln!(out, "  {census}")?;
    }
    read_lazily(&book, out)?;
    go_on(&book, out)?;
    show_the_first_release(&book, out)?;
    check(&book)?;
    writeln!(out, "\nchecked: the statistics of each habit are what its completions amount to")?;
    Ok(())
}

/// The collection as a release had it that knew `T` as the latest version.
fn table<T: Pure>(database: &Arc<Database>, name: &str) -> Collection<T, Redb<String>> {
    Collection::new(Redb::new(database, name))
}

fn first_release(database: &Arc<Database>) -> Result<(), Box<dyn Error>> {
    let habits = table(database, "habits");
    for (key, title, every) in [("read", "Read a book", "daily"), ("swim", "Swim", "weekly")] {
        let (title, every, colour) = (title.into(), every.into(), "#4a8".into());
        habits.insert(key, v1::Habit { title, every, colour })?;
    }
    let completions = table(database, "completions");
    for (habit, at, minutes) in [
        ("read", "2023-05-01 07:10", 20),
        ("read", "2023-05-02 07:30", 25),
        ("swim", "2023-05-04 18:00", 45),
    ] {
        let done = v1::Completion { habit: habit.into(), at: at.into(), minutes };
        completions.insert(format!("{habit}/{at}"), done)?;
    }
    let statistics = table(database, "statistics");
    for (habit, times, streak) in [("read", 2, 2), ("swim", 1, 1)] {
        let counted = v1::Statistics { habit: habit.into(), times, streak, best_streak: streak };
        statistics.insert(habit, counted)?;
    }
    Ok(())
}

/// It reads what is there as its own, and writes only what it changes.
fn second_release(database: &Arc<Database>) -> Result<(), Box<dyn Error>> {
    let done = v2::Completion {
        habit: "swim".into(),
        day: "2023-05-09".parse()?,
        time: "18:30:00".parse()?,
        minutes: 50,
    };
    table(database, "completions").insert("swim/2023-05-09 18:30", done)?;
    let statistics = table::<v2::Statistics>(database, "statistics");
    statistics.update("swim", |statistics| {
        statistics.times = 2;
        statistics.streak = v2::Streak { current: 2, best: 2 };
    })?;
    Ok(())
}

/// Today's app reads all of it as today's types, and writes back what it has read by key.
fn read_lazily(book: &Book, out: &mut impl Write) -> Result<(), Box<dyn Error>> {
    writeln!(out, "\nread as today's:")?;
    screen::show(book, out)?;
    let statistics = book.statistics.census()?;
    writeln!(out, "and written back: {statistics}")?;
    assert_eq!((statistics.of(Version::major(3)), statistics.stale()), (2, 0));
    // Pages only look.
    assert_eq!(book.habits.census()?.stale(), 2);
    Ok(())
}

fn go_on(book: &Book, out: &mut impl Write) -> Result<(), Box<dyn Error>> {
    writeln!(out, "\ndone since:")?;
    let at = |text: &str| format!("{text}:00").parse();
    let read = book.done("read", at("2023-05-03T07:05")?, Seconds(930), None)?;
    writeln!(out, "  read: {}", screen::statistics(&read))?;
    // Two completions in minutes, of which the first release wrote one text each, and one in seconds.
    assert_eq!(read.spent, Some(Seconds(20 * 60 + 25 * 60 + 930)));
    assert_eq!((read.times, read.streak.current), (3, 3));

    book.add("run", "Run", Rhythm::TimesAWeek(2))?;
    book.done("run", at("2023-05-08T19:00")?, Seconds(1500), None)?;
    let run = book.done("run", at("2023-05-10T19:00")?, Seconds(1490), Some("hills".into()))?;
    writeln!(out, "  run: {}", screen::statistics(&run))?;
    assert_eq!((run.times, run.streak.current), (2, 1));
    Ok(())
}

/// A tablet still has the first release: it is sent what that can read, with the colour that the habit had there.
fn show_the_first_release(book: &Book, out: &mut impl Write) -> Result<(), Box<dyn Error>> {
    let read = book.habits.get("read")?.ok_or("no habit `read`")?;
    let older: Versioned<v1::Habit> = heirloom::downgrade(read)?;
    writeln!(
        out,
        "\nfor the first release: {}, {}, in {}",
        older.title, older.every, older.colour
    )?;
    assert_eq!((&*older.every, &*older.colour), ("daily", "#4a8"));

    let run = book.habits.get("run")?.ok_or("no habit `run`")?;
    let older: Versioned<v1::Habit> = heirloom::downgrade(run)?;
    assert_eq!(older.every, "weekly"); // the nearest that it knows
    let back: Versioned<Habit> = heirloom::upgrade(older)?;
    assert_eq!(back.rhythm, Rhythm::TimesAWeek(2)); // and nothing is lost
    Ok(())
}

fn check(book: &Book) -> Result<(), Box<dyn Error>> {
    let habits = book.habits.page(None, usize::MAX)?;
    assert_eq!(habits.len(), 3);
    for entry in habits {
        let (key, habit) = (entry.key, entry.record?);
        let stored = book.statistics.get(&*key)?.ok_or("no statistics")?;
        let counted = count(&key, habit.rhythm, &book.completions_of(&key)?);
        assert_eq!((stored.times, stored.streak), (counted.times, counted.streak), "{key}");
        assert!(stored.spent.is_none_or(|spent| Some(spent) == counted.spent), "{key}");
    }
    Ok(())
}
