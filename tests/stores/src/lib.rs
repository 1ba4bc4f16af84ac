//! What the tests of stores and the programs that they start share.

use std::path::Path;
use std::sync::{Arc, Mutex};

use diesel::connection::{InstrumentationEvent, SimpleConnection};
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Text};

pub mod fleet;
pub mod handle;
#[cfg(unix)]
pub mod mariadb;
#[cfg(unix)]
pub mod postgres;
pub mod server;
pub mod shop;
#[cfg(unix)]
pub mod throwaway;

diesel::table! {
    /// Users.
    users (id) {
        /// The key.
        id -> BigInt,
        /// The record.
        doc -> Nullable<Text>,
    }
}

/// The text of user `id` as version 1 wrote it.
pub fn old_text(id: i64) -> String {
    format!(r#"{{"$v":1,"name":"Ada{id} Lovelace{id}","email":"{id}@example.org"}}"#)
}

/// The text of user `id` as version 3 writes it.
pub fn new_text(id: i64) -> String {
    format!(
        r#"{{"$v":3,"first_name":"Ada{id}","last_name":"Lovelace{id}","email":"{id}@example.org","status":"Active","tags":[]}}"#
    )
}

/// A database file whose connections wait for each other, and write without waiting for the disk.
///
/// # Panics
///
/// When it cannot be opened.
pub fn open(path: &Path) -> SqliteConnection {
    let path = path.to_str().expect("a path that is text");
    let mut conn = SqliteConnection::establish(path).expect("a database");
    conn.batch_execute("PRAGMA busy_timeout = 10000; PRAGMA synchronous = OFF;").expect("pragmas");
    conn
}

/// Makes the table, with `rows` users of version 1 and keys from 1 on.
///
/// # Panics
///
/// When the database refuses.
pub fn fill(conn: &mut SqliteConnection, rows: i64) {
    let statement = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?) \
         INSERT INTO users SELECT i, replace(?, '#', i) FROM n";
    conn.batch_execute("CREATE TABLE users (id INTEGER PRIMARY KEY, doc TEXT)").expect("a table");
    if rows > 0 {
        diesel::sql_query(statement)
            .bind::<BigInt, _>(rows)
            .bind::<Text, _>(r##"{"$v":1,"name":"Ada# Lovelace#","email":"#@example.org"}"##)
            .execute(conn)
            .expect("rows");
    }
}

/// Key and document of each row, by key.
///
/// # Panics
///
/// When the database refuses.
pub fn all(conn: &mut SqliteConnection) -> Vec<(i64, Option<String>)> {
    users::table.order(users::id).load(conn).expect("rows")
}

/// The first words of the statements that a connection runs from now on.
///
/// # Panics
///
/// When a thread panicked while it noted one.
pub fn statements(conn: &mut impl Connection) -> Arc<Mutex<Vec<String>>> {
    let statements = Arc::default();
    let seen: Arc<Mutex<Vec<String>>> = Arc::clone(&statements);
    conn.set_instrumentation(move |event: InstrumentationEvent<'_>| {
        if let InstrumentationEvent::StartQuery { query, .. } = event {
            let word = query.to_string().split(' ').next().unwrap_or_default().to_owned();
            seen.lock().expect("no panic").push(word);
        }
    });
    statements
}
