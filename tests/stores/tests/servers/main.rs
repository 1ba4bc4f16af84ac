//! PostgreSQL and MariaDB: columns, and records by key. Left out, with a word, where there is no server.

#![cfg(unix)]

mod column;
mod keys;
mod mariadb;
mod postgres;
mod records;

use heirloom_tests::user::{Status, User};

fn ada() -> User {
    User {
        first_name: "Ada".into(),
        last_name: "Lovelace".into(),
        email: Some("ada@example.org".into()),
        status: Status::Active,
        tags: vec![],
    }
}
