//! SQLite, through `Records`.

use std::path::PathBuf;
use std::sync::Arc;

use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Binary};
use heirloom::Versioned;
use heirloom::store::{Heal, Healed, Json, Records, StoreError};
use heirloom_store_tests::{fill, open, users};
use heirloom_tests::user::User;
use tempfile::TempDir;

use crate::subject::Subject;

/// A file, and a connection for each call.
struct Table(Arc<TempDir>);

#[derive(QueryableByName)]
struct Raw {
    #[diesel(sql_type = Binary)]
    doc: Vec<u8>,
}

impl Table {
    fn new() -> Self {
        let table = Self(Arc::new(tempfile::tempdir().unwrap()));
        let mut conn = open(&table.path());
        conn.batch_execute("PRAGMA journal_mode = WAL").unwrap();
        fill(&mut conn, 0);
        table
    }

    fn path(&self) -> PathBuf {
        self.0.path().join("users.sqlite")
    }

    fn conn(&self) -> SqliteConnection {
        open(&self.path())
    }
}

fn records() -> Records<User, users::id> {
    Records::new(users::id, users::doc)
}

impl Subject for Table {
    type Form = Json;

    fn other(&self) -> Self {
        Self(Arc::clone(&self.0))
    }

    fn get(&self, heal: Heal, key: i64) -> Result<Option<Versioned<User>>, StoreError> {
        records().heal(heal).get(&mut self.conn(), key)
    }

    fn heal_row(&self, key: i64) -> Result<Healed, StoreError> {
        records().heal_row(&mut self.conn(), key)
    }

    fn update(
        &self,
        key: i64,
        change: impl FnMut(&mut User),
    ) -> Result<Option<Versioned<User>>, StoreError> {
        records().update(&mut self.conn(), key, change)
    }

    fn plant(&self, key: i64, bytes: &[u8]) {
        diesel::sql_query("INSERT OR REPLACE INTO users VALUES (?, CAST(? AS TEXT))")
            .bind::<BigInt, _>(key)
            .bind::<Binary, _>(bytes)
            .execute(&mut self.conn())
            .unwrap();
    }

    fn raw(&self, key: i64) -> Option<Vec<u8>> {
        let select = diesel::sql_query("SELECT CAST(doc AS BLOB) AS doc FROM users WHERE id = ?");
        let row: Option<Raw> =
            select.bind::<BigInt, _>(key).get_result(&mut self.conn()).optional().unwrap();
        row.map(|row| row.doc)
    }
}

of_every_store!(Table::new());
