//! Where records live: columns of the user's own tables, through diesel.
//!
//! [`Versioned`](crate::Versioned) is a type for columns of `Text`, `Binary`, `Json` and `Jsonb`, nullable or not, in
//! ordinary diesel models. It upgrades what it reads and writes today's version:
//!
//! ```
//! use diesel::prelude::*;
//! use diesel::sqlite::Sqlite;
//! use heirloom::{Migrate, Versioned};
//! # use serde::{Deserialize, Serialize};
//! # #[derive(Serialize, Deserialize, Migrate, Debug)]
//! # #[migrate(entity = "user", version = 1)]
//! # struct UserV1 {
//! #     name: String,
//! # }
//! # #[derive(Serialize, Deserialize, Migrate, Debug)]
//! # #[migrate(from = UserV1)]
//! # struct User {
//! #     #[migrate(from = name)]
//! #     full_name: String,
//! # }
//!
//! diesel::table! {
//!     users (id) {
//!         id -> BigInt,
//!         doc -> Text,
//!     }
//! }
//!
//! #[derive(Queryable, Selectable, Insertable, AsChangeset, Identifiable)]
//! #[diesel(table_name = users, check_for_backend(Sqlite))]
//! struct UserRow {
//!     id: i64,
//!     doc: Versioned<User>,
//! }
//!
//! # let conn = &mut SqliteConnection::establish(":memory:")?;
//! # diesel::sql_query("CREATE TABLE users (id INTEGER PRIMARY KEY, doc TEXT NOT NULL)").execute(conn)?;
//! # diesel::sql_query(r#"INSERT INTO users VALUES (1, '{"$v":1,"name":"Ada"}')"#).execute(conn)?;
//! let row: UserRow = users::table.find(1).first(conn)?;
//! assert_eq!(row.doc.full_name, "Ada");
//! assert!(row.doc.is_stale());
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! A row of a newer version than the program knows cannot be read as `Versioned`. [`View`](crate::View) shows it, and
//! [`Found`](crate::Found) passes it on as it is; both are column types as well (a view is only read).
//!
//! A row that cannot be read is a [`diesel::result::Error`], whose `source()` is the [`OpenError`](crate::OpenError) of
//! the record, or a [`StoreError`] when the column does not hold JSON at all.
//!
//! A chain with a step that needs more than the record has no column type: [`Settled`](crate::Settled) has, for what a job has brought past that step.
//!
//! ```compile_fail
//! # use diesel::prelude::*;
//! # use heirloom::{Migrate, Versioned};
//! # use serde::{Deserialize, Serialize};
//! # #[derive(Serialize, Deserialize, Migrate, Debug)]
//! # #[migrate(entity = "user", version = 1)]
//! # struct UserV1 {}
//! # #[derive(Serialize, Deserialize, Migrate, Debug)]
//! # #[migrate(from = UserV1, context = u64, up = |_, _| User {}, down = |_| UserV1 {})]
//! # struct User {}
//! # diesel::table! {
//! #     users (id) {
//! #         id -> BigInt,
//! #         doc -> Text,
//! #     }
//! # }
//! # let conn = &mut SqliteConnection::establish(":memory:").unwrap();
//! let all: Vec<Versioned<User>> = users::table.select(users::doc).load(conn).unwrap();
//! ```
//!
//! On PostgreSQL (feature `diesel-postgres`) it is the same, with `check_for_backend(diesel::pg::Pg)` and `text`, `json`, `jsonb` or `bytea`. `jsonb`
//! keeps values and not their text: members are reordered, `-0.0` becomes `0.0`, and a text with `\u0000` is refused by the database.
//!
//! On MariaDB and MySQL (feature `diesel-mysql`) with `check_for_backend(diesel::mysql::Mysql)` and texts, `json` or blobs.
//!
//! Names of databases appear in this module alone. SQLite's own binary JSON (`Jsonb`) is read and written here, without
//! a `serde_json::Value` on the way.

pub(crate) mod backend;
#[cfg(feature = "diesel-sqlite")]
pub(crate) mod books;
mod column;
mod error;
mod key;
#[cfg(feature = "diesel-mysql")]
mod mysql;
mod names;
pub(crate) mod place;
#[cfg(feature = "diesel-postgres")]
mod postgres;
mod records;
mod rows;
#[cfg(feature = "diesel-sqlite")]
mod sqlite;
mod statement;
pub(crate) mod stored;
pub(crate) mod value;

#[cfg(feature = "diesel-sqlite")]
pub use backend::JobStore;
pub use backend::Store;
pub use error::{StoreError, StoreErrorKind};
pub use key::{AsKey, KeyType, RowKey};
pub(crate) use names::Names;
pub use place::{CarryType, DocumentType};
pub use records::{Heal, Healed, Records};
#[cfg(feature = "diesel-sqlite")]
pub use sqlite::JsonbError;
