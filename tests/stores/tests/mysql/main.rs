//! MariaDB: columns, and records by key. Left out, with a word, where there is no server.

#![cfg(unix)]

mod column;
mod keys;
mod records;

use heirloom_store_tests::mariadb::{Database, server};
use heirloom_tests::user::{Status, User};

/// A database of its own for a test; `None` where there is no server.
fn database() -> Option<Database> {
    server().map(heirloom_store_tests::mariadb::Server::database)
}

fn ada() -> User {
    User {
        first_name: "Ada".into(),
        last_name: "Lovelace".into(),
        email: Some("ada@example.org".into()),
        status: Status::Active,
        tags: vec![],
    }
}
