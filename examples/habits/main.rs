//! A habit tracker as on a phone: one redb file, whose records three releases of the app have written.
//!
//! `cargo run --example habits` tells its story in a temporary file and checks itself. The app is there, too:
//!
//! ```text
//! cargo run --example habits -- --file habits.redb add read "Read a book"
//! cargo run --example habits -- --file habits.redb done read "2024-05-01 07:10" --seconds 1500
//! cargo run --example habits -- --file habits.redb show
//! ```
//!
//! Read [`versions`] first, then [`book`], which is the app, and [`story`].
#![expect(unreachable_pub, reason = "an example is laid out as a library")]

mod book;
mod screen;
mod story;
mod versions;

use std::error::Error;
use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use chrono::NaiveDateTime;
use clap::{Parser, Subcommand};

use book::Book;
use versions::{Rhythm, Seconds};

/// A habit tracker in one file, whose records three releases have written.
#[derive(Parser)]
struct Options {
    /// The file; for the story a new one, or a temporary one if not given
    #[arg(long)]
    file: Option<PathBuf>,
    /// Without one, the story is told
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Subcommand)]
enum Command {
    /// Begins a habit
    Add {
        /// A word for it
        key: String,
        name: String,
        /// Once a week
        #[arg(long)]
        weekly: bool,
        /// As often as this in each week
        #[arg(long, value_name = "N", conflicts_with = "weekly")]
        times_a_week: Option<u8>,
    },
    /// Logs a completion
    Done {
        key: String,
        /// Such as `2024-05-01 07:10`
        #[arg(value_parser = time)]
        at: NaiveDateTime,
        #[arg(long, default_value_t = 0)]
        seconds: u32,
        #[arg(long)]
        remark: Option<String>,
    },
    /// Shows all habits
    Show,
}

fn time(text: &str) -> Result<NaiveDateTime, chrono::ParseError> {
    NaiveDateTime::parse_from_str(text, "%Y-%m-%d %H:%M")
}

fn main() -> ExitCode {
    let done = run(Options::parse(), &mut io::stdout().lock());
    let Err(error) = done else { return ExitCode::SUCCESS };
    // Nobody can be told when stderr is gone as well.
    let _ = writeln!(io::stderr(), "error: {}", screen::error(&*error));
    ExitCode::FAILURE
}

fn run(options: Options, out: &mut impl Write) -> Result<(), Box<dyn Error>> {
    let Some(command) = options.command else {
        let folder = tempfile::tempdir()?;
        let file = options.file.unwrap_or_else(|| folder.path().join("habits.redb"));
        if file.exists() {
            return Err(format!(
                "{} is there already: the story begins with a new file",
                file.display()
            )
            .into());
        }
        return story::tell(&file, out);
    };
    let file = options.file.ok_or("say which file it is: `--file habits.redb`")?;
    let book = Book::of(&book::open(&file)?)?;
    match command {
        Command::Add { key, name, weekly, times_a_week } => {
            let rhythm = match times_a_week {
                Some(times) => Rhythm::TimesAWeek(times),
                None if weekly => Rhythm::Weekly,
                None => Rhythm::Daily,
            };
            book.add(&key, &name, rhythm)
        }
        Command::Done { key, at, seconds, remark } => {
            let statistics = book.done(&key, at, Seconds(seconds.into()), remark)?;
            Ok(writeln!(out, "{key}: {}", screen::statistics(&statistics))?)
        }
        Command::Show => screen::show(&book, out),
    }
}
