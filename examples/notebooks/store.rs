//! The notebooks in SQLite: each goes in at its own version, and all are brought to one.

use std::{collections::BTreeMap, error::Error};

use diesel::{
    Connection, QueryResult, RunQueryDsl, SqliteConnection, connection::SimpleConnection,
    prelude::*,
};
use heirloom::{
    Pure, Version,
    job::{Bulk, JobError, Report},
    json,
};

use crate::{
    convert::{Action, Notebook, convert, with_type_of},
    refusal::Refusal,
};

diesel::table! {
    notebooks (id) {
        id -> BigInt,
        name -> Text,
        doc -> Text,
    }
}

/// A table of notebooks.
pub struct Store {
    connection: SqliteConnection,
}

impl Store {
    /// An empty store, in memory.
    pub fn open() -> Result<Self, Box<dyn Error>> {
        let mut connection = SqliteConnection::establish(":memory:")?;
        connection.batch_execute(
            "CREATE TABLE notebooks (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, doc TEXT NOT NULL)",
        )?;
        Ok(Self { connection })
    }

    /// Stores a notebook as it is.
    pub fn insert(&mut self, name: &str, text: &str) -> QueryResult<()> {
        let row = (notebooks::name.eq(name), notebooks::doc.eq(text));
        diesel::insert_into(notebooks::table).values(row).execute(&mut self.connection).map(drop)
    }

    /// The notebooks by name.
    pub fn all(&mut self) -> QueryResult<Vec<(String, String)>> {
        let columns = (notebooks::name, notebooks::doc);
        notebooks::table.select(columns).order(notebooks::name).load(&mut self.connection)
    }

    /// Brings the notebooks to one version.
    pub fn bring_all_to(&mut self, to: Version) -> Result<Brought, Box<dyn Error>> {
        let run = with_type_of(to, Upgrade(&mut self.connection))?;
        let mut brought = Brought { upgraded: run.upgraded(), ..Brought::default() };
        self.connection.transaction(|connection| bring_down(connection, to, &mut brought))?;
        Ok(brought)
    }
}

/// What it took to bring all notebooks to one version.
#[derive(Debug, Default)]
pub struct Brought {
    /// How many were older.
    pub upgraded: u64,
    /// How many were newer.
    pub downgraded: u64,
    /// Those that cannot be brought there, by name. They stay as they are.
    pub refused: BTreeMap<String, Refusal>,
}

/// Upgrades the whole table to the version of the type. Whatever is newer, or cannot be upgraded,
/// is left alone.
struct Upgrade<'a>(&'a mut SqliteConnection);

impl Action for Upgrade<'_> {
    type Output = Result<Report, JobError>;

    fn with<T: Pure>(self) -> Self::Output {
        Bulk::<T>::new(notebooks::id, notebooks::doc).bar().run(self.0)
    }
}

/// Brings down what is newer than the version asked for, row by row: a bulk run only goes up. On
/// the way it meets the rows that the run has left alone, and learns from each what is wrong.
fn bring_down(
    connection: &mut SqliteConnection,
    to: Version,
    brought: &mut Brought,
) -> QueryResult<()> {
    let rows: Vec<(i64, String, String)> = notebooks::table.load(connection)?;
    for (id, name, doc) in rows {
        let newer = json::version_of::<Notebook>(&doc).is_ok_and(|stored| stored > to);
        match convert(&doc, to) {
            Ok(converted) => {
                let row = notebooks::table.find(id);
                diesel::update(row).set(notebooks::doc.eq(converted)).execute(connection)?;
                brought.downgraded += u64::from(newer);
            }
            Err(refusal) => drop(brought.refused.insert(name, refusal)),
        }
    }
    Ok(())
}
