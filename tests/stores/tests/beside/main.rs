//! What stands beside a document in columns of its own: a version, a token, several keys; on each database.

#![expect(clippy::unwrap_used, reason = "a helper of a test may fail like the test")]

mod keys;
mod models;
mod multi;
mod pinned;
mod token;
mod version;

use diesel::SqliteConnection;
use heirloom_store_tests::open;
use heirloom_tests::user::{Status, User};
use tempfile::TempDir;

/// A database in a file of its own.
struct File(TempDir);

impl File {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    fn connect(&self) -> SqliteConnection {
        open(&self.0.path().join("test.sqlite"))
    }
}

/// The module that follows, once for each database: `database()` gives one, or `None` where there is no server;
/// `type Backend;` before it names diesel's.
macro_rules! on_each_database {
    ($(type $backend:ident;)? use $($body:tt)*) => {
        mod sqlite {
            fn database() -> Option<crate::File> {
                Some(crate::File::new())
            }

            $(type $backend = diesel::sqlite::Sqlite;)?

            use $($body)*
        }

        #[cfg(unix)]
        mod postgres {
            use heirloom_store_tests::postgres::database;

            $(type $backend = diesel::pg::Pg;)?

            use $($body)*
        }

        #[cfg(unix)]
        mod mariadb {
            use heirloom_store_tests::mariadb::database;

            $(type $backend = diesel::mysql::Mysql;)?

            use $($body)*
        }
    };
}
use on_each_database;

fn ada() -> User {
    User {
        first_name: "Ada".into(),
        last_name: "Lovelace".into(),
        email: Some("ada@example.org".into()),
        status: Status::Active,
        tags: vec![],
    }
}
