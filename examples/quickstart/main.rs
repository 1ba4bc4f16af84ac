//! One SQLite file with records of three versions, as it is while programs of three ages write to it: read
//! lazily, upgraded in bulk, and written for an old reader.
//!
//! `cargo run --example quickstart`, or with `-- --rows 100000 --file tasks.sqlite`
#![expect(clippy::print_stdout, reason = "an example tells what it does")]
#![expect(
    missing_docs,
    unreachable_pub,
    reason = "an example is one program, and reads like a user's"
)]

mod versions;

use std::error::Error;
use std::path::PathBuf;

use clap::Parser;
use diesel::connection::DefaultLoadingMode;
use diesel::prelude::*;
use diesel::sqlite::Sqlite;
use heirloom::job::Bulk;
use heirloom::store::{Heal, Records};
use heirloom::{Migrate, Version, Versioned, json};

use versions::{State, Task, v1, v2};

diesel::table! {
    tasks (id) {
        id -> BigInt,
        doc -> Text,
    }
}

/// An ordinary diesel model: the column upgrades what it reads.
#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = tasks, check_for_backend(Sqlite))]
struct TaskRow {
    id: i64,
    doc: Versioned<Task>,
}

/// Records of three versions in one SQLite file, brought to today's.
#[derive(Parser)]
struct Options {
    /// How many records the old programs have written.
    #[arg(long, default_value_t = 3000)]
    rows: i64,
    /// The SQLite file; a temporary one if not given. It must not hold a table `tasks` yet.
    #[arg(long)]
    file: Option<PathBuf>,
}

fn main() -> Result<(), Box<dyn Error>> {
    let Options { rows, file } = Options::parse();
    let folder = tempfile::tempdir()?;
    let file = file.unwrap_or_else(|| folder.path().join("tasks.sqlite"));
    let conn = &mut SqliteConnection::establish(&file.to_string_lossy())?;

    old_programs_write(conn, rows)?;
    read_lazily(conn)?;
    heal_one(conn)?;
    upgrade_all(conn, rows)?;
    write_for_an_old_reader()?;

    check(conn, rows)?;
    println!(
        "\nchecked: {rows} tasks are stored at version {} and hold what was written",
        Task::VERSION
    );
    Ok(())
}

/// What programs of three ages have left: a third of the records each.
fn old_programs_write(conn: &mut SqliteConnection, rows: i64) -> Result<(), Box<dyn Error>> {
    diesel::sql_query("CREATE TABLE tasks (id INTEGER PRIMARY KEY, doc TEXT NOT NULL)")
        .execute(conn)?;
    conn.transaction(|conn| {
        for id in 1..=rows {
            let doc = match id % 3 {
                1 => json::to_string(&v1::Task {
                    title: name(id),
                    done: id % 2 == 0,
                    room: "anywhere".into(),
                })?,
                2 => json::to_string(&v2::Task { name: name(id), state: state_of_2(id) })?,
                _ => json::to_string(&expected(id))?,
            };
            diesel::insert_into(tasks::table)
                .values((tasks::id.eq(id), tasks::doc.eq(doc)))
                .execute(conn)?;
        }
        Ok::<_, Box<dyn Error>>(())
    })?;
    println!("{rows} tasks, written by programs of version 1, 2 and 3");
    Ok(())
}

/// Every read gives today's type, whatever the row holds.
fn read_lazily(conn: &mut SqliteConnection) -> Result<(), Box<dyn Error>> {
    println!("\nread lazily:");
    let rows: Vec<TaskRow> =
        tasks::table.order(tasks::id).limit(3).select(TaskRow::as_select()).load(conn)?;
    for row in &rows {
        let stored = row.doc.stored().map(|version| version.to_string()).unwrap_or_default();
        println!(
            "  {} is stored at version {stored}: {} ({:?}, priority {})",
            row.id, row.doc.name, row.doc.state, row.doc.priority
        );
        assert_eq!(*row.doc, expected(row.id));
    }
    Ok(())
}

/// A stale row can be written back as it is read, unless somebody else was faster.
fn heal_one(conn: &mut SqliteConnection) -> Result<(), Box<dyn Error>> {
    let records = Records::<Task, _>::new(tasks::id, tasks::doc).heal(Heal::Always);
    let task = records.get(conn, 1)?.ok_or("no task 1")?;
    let stored: String = tasks::table.find(1).select(tasks::doc).first(conn)?;
    println!("\nwritten back on read: {stored}");
    assert_eq!(*task, expected(1));
    Ok(())
}

/// All the others, in transactions of a thousand rows; a kill at any point loses nothing, and the next run goes on.
fn upgrade_all(conn: &mut SqliteConnection, rows: i64) -> Result<(), Box<dyn Error>> {
    // One record was damaged long ago. It stops nothing: it stays as it is, and its reason is recorded.
    let damaged = (tasks::id.eq(rows + 1), tasks::doc.eq(r#"{"$v":1,"title":"water the pl"#));
    diesel::insert_into(tasks::table).values(damaged).execute(conn)?;

    println!("\nupgraded in bulk:");
    let bulk = || Bulk::<Task>::new(tasks::id, tasks::doc);
    let report = bulk().bar().run(conn)?;
    println!("{report}");
    for row in bulk().quarantine(conn, 10)? {
        println!("  set aside: {}", row.reason);
    }
    assert_eq!((report.stale(), report.quarantined()), (1, 1));

    diesel::delete(tasks::table.find(rows + 1)).execute(conn)?; // repaired, for this example, by throwing it away
    let report = bulk().run(conn)?;
    assert!(report.is_complete());
    Ok(())
}

/// A program of version 1 is still in use: it gets what it can read, and what it does not know comes back from it.
fn write_for_an_old_reader() -> Result<(), Box<dyn Error>> {
    let task = Task {
        name: "call the plumber".into(),
        state: State::Waiting { reason: "no answer".into() },
        priority: 1,
        tags: vec![],
    };
    let stored = json::to_string_at(task.clone(), Version::major(1))?;
    println!("\nfor a reader of version 1: {stored}");

    // The old program: it sees its own fields, changes one of them, and writes the record back.
    let mut older: Versioned<v1::Task> = json::open_str(&stored)?;
    assert_eq!((&*older.title, older.done, &*older.room), ("call the plumber", false, "anywhere"));
    older.title = "call another plumber".into();
    let edited = json::seal_to_string(&older)?;

    let back: Task = json::from_str(&edited)?;
    println!("and back from there: {} ({:?}, priority {})", back.name, back.state, back.priority);
    assert_eq!(back, Task { name: "call another plumber".into(), ..task });
    Ok(())
}

/// Each row is stored at today's version, and is what was written.
fn check(conn: &mut SqliteConnection, rows: i64) -> Result<(), Box<dyn Error>> {
    let mut seen = 0;
    // One row at a time: a table is larger than a program.
    for row in tasks::table.order(tasks::id).load_iter::<(i64, String), DefaultLoadingMode>(conn)? {
        let (id, doc) = row?;
        assert_eq!(json::version_of::<Task>(&doc)?, Task::VERSION, "task {id}");
        assert_eq!(json::from_str::<Task>(&doc)?, expected(id), "task {id}");
        seen += 1;
    }
    assert_eq!(seen, rows);
    Ok(())
}

fn name(id: i64) -> String {
    format!("task no. {id}")
}

fn state_of_2(id: i64) -> v2::State {
    if id % 2 == 0 { v2::State::Done } else { v2::State::Open }
}

/// What a task has to be today.
fn expected(id: i64) -> Task {
    let state = match id {
        _ if id % 2 == 0 => State::Done,
        _ if id % 3 == 0 => State::Waiting { reason: "the weather".into() },
        _ => State::Open,
    };
    let tags = if id % 3 == 0 { vec!["garden".into()] } else { vec![] };
    Task { name: name(id), state, priority: 3, tags }
}
