//! Why a store cannot do what it was asked.

use std::error::Error;
use std::{fmt, io};

use crate::envelope::{OpenError, SealError};
use crate::store::RowKey;
#[cfg(feature = "_diesel")]
use crate::store::place::Place;
#[cfg(feature = "diesel-sqlite")]
use crate::store::sqlite::JsonbError;
use crate::version::Version;

/// A store that could not do what it was asked. Stored records are as they were.
///
/// ```text
/// cannot read `user` 42 in `users`: the row holds a blob, and the column's type in the program is text; convert the row, or declare the column with the type that its rows have
/// ```
///
/// ```
/// # #[cfg(feature = "diesel-sqlite")]
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// # use diesel::prelude::*;
/// # use serde::{Deserialize, Serialize};
/// # #[derive(Serialize, Deserialize, heirloom::Migrate, Debug)]
/// # #[migrate(entity = "user", version = 1)]
/// # struct User {
/// #     name: String,
/// # }
/// # diesel::table! {
/// #     users (id) {
/// #         id -> BigInt,
/// #         doc -> Text,
/// #     }
/// # }
/// use heirloom::store::{Records, StoreErrorKind};
///
/// # let conn = &mut SqliteConnection::establish(":memory:")?;
/// # diesel::sql_query("CREATE TABLE users (id INTEGER PRIMARY KEY, doc TEXT NOT NULL)").execute(conn)?;
/// # diesel::sql_query("INSERT INTO users VALUES (7, x'00')").execute(conn)?;
/// let error = Records::<User, _>::new(users::id, users::doc).get(conn, 7).unwrap_err();
/// match error.kind() {
///     StoreErrorKind::WrongType { found, .. } => assert_eq!(*found, "a blob"),
///     kind => println!("try again later: {kind}"),
/// }
/// assert_eq!(error.key().map(ToString::to_string).as_deref(), Some("7"));
/// # Ok(())
/// # }
/// # #[cfg(not(feature = "diesel-sqlite"))]
/// # fn main() {}
/// ```
pub struct StoreError(Box<Inner>);

#[derive(Debug)]
struct Inner {
    doing: &'static str,
    entity: &'static str,
    table: Option<String>,
    key: Option<RowKey>,
    kind: StoreErrorKind,
}

/// What went wrong in a store.
#[derive(Debug)]
#[non_exhaustive]
pub enum StoreErrorKind {
    /// The record cannot be opened.
    Open(OpenError),
    /// The record cannot be sealed.
    Seal(SealError),
    /// The row holds a value of another type than its column declares.
    WrongType {
        /// What the column's type says.
        expected: &'static str,
        /// What the row holds.
        found: &'static str,
    },
    /// The row's binary JSON is damaged, or the record is too deep for it. Of SQLite alone.
    #[cfg(feature = "diesel-sqlite")]
    Jsonb(JsonbError),
    /// There is a record with this key already.
    KeyTaken,
    /// The key is too long to be the name of a file.
    KeyTooLong {
        /// The length of the name that it would have, in bytes.
        size: usize,
        /// The longest that there can be, in bytes.
        limit: usize,
    },
    /// The system refuses to read or to write.
    Io(io::Error),
    /// The store refuses, in words of its own.
    Backend(Box<dyn Error + Send + Sync>),
    /// The key names more than one row.
    KeyNotUnique,
    /// The key has another number of values than the rows' own keys: it is one of another table.
    OtherKey {
        /// The number of columns that name a row.
        expected: usize,
        /// The number of values.
        found: usize,
    },
    /// There is no column for a token.
    NoToken,
    /// Rows have no key.
    NullKeys {
        /// How many.
        count: u64,
    },
    /// There is no such table.
    NoTable,
    /// The table has no such column.
    NoColumn {
        /// The column.
        column: &'static str,
    },
    /// It is a view or a virtual table.
    NotATable {
        /// What it is, as the database calls it.
        found: String,
    },
    /// The table stands in an attached database, or is temporary.
    NotInMain {
        /// The name of that database.
        schema: String,
    },
    /// The bookkeeping tables were made by a newer program.
    NewerFormat {
        /// Their format.
        found: i64,
        /// The newest format that this program knows.
        known: i64,
    },
    /// What stands in the bookkeeping tables was not written by this library.
    BadBooks,
    /// Another connection holds the lock of the database.
    Locked,
    /// The database cannot be written to.
    ReadOnly,
    /// The disk is full.
    Full,
    /// The row was left as it was, although nobody else wrote it: a trigger ignores the update.
    Ignored,
    /// The id of a record that a step emits is that of another row.
    IdTaken {
        /// The table.
        table: String,
        /// The id.
        key: RowKey,
    },
    /// The chain does not have the version that is to be written.
    NoVersion {
        /// That version.
        version: Version,
        /// Those that it has, the oldest first.
        known: Vec<Version>,
    },
    /// The version that is to be written lies below a step that has no way back.
    OneWay {
        /// The version to which the step leads.
        step: Version,
        /// What it says of that.
        why: &'static str,
    },
    /// The connection is inside a transaction.
    InTransaction,
    /// The database refuses this row: a constraint or a trigger of the table.
    #[cfg(feature = "_diesel")]
    Refused(diesel::result::Error),
    /// The database refuses the statement.
    #[cfg(feature = "_diesel")]
    Database(diesel::result::Error),
}

impl StoreErrorKind {
    /// Whether it is about one row, and others can be dealt with all the same.
    #[cfg(feature = "diesel-sqlite")]
    pub(crate) fn is_of_the_row(&self) -> bool {
        matches!(
            self,
            Self::Open(_)
                | Self::Seal(_)
                | Self::WrongType { .. }
                | Self::Jsonb(_)
                | Self::Ignored
                | Self::IdTaken { .. }
                | Self::Refused(_)
        )
    }

    /// A stable word for the kind, to store, count and filter by.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Open(error) => error.kind().code(),
            Self::Seal(_) => "seal",
            Self::WrongType { .. } => "wrong_type",
            #[cfg(feature = "diesel-sqlite")]
            Self::Jsonb(_) => "malformed",
            Self::KeyTaken => "key_taken",
            Self::KeyTooLong { .. } => "key_too_long",
            Self::Io(_) => "io",
            Self::Backend(_) => "backend",
            Self::KeyNotUnique => "key_not_unique",
            Self::OtherKey { .. } => "other_key",
            Self::NoToken => "no_token",
            Self::NullKeys { .. } => "null_keys",
            Self::NoTable => "no_table",
            Self::NoColumn { .. } => "no_column",
            Self::NotATable { .. } => "not_a_table",
            Self::NotInMain { .. } => "not_in_main",
            Self::NewerFormat { .. } => "newer_format",
            Self::BadBooks => "bad_books",
            Self::Locked => "locked",
            Self::ReadOnly => "read_only",
            Self::Full => "full",
            Self::Ignored => "ignored",
            Self::IdTaken { .. } => "emit_conflict",
            Self::NoVersion { .. } => "no_version",
            Self::OneWay { .. } => "one_way",
            Self::InTransaction => "in_transaction",
            #[cfg(feature = "_diesel")]
            Self::Refused(_) => "refused",
            #[cfg(feature = "_diesel")]
            Self::Database(_) => "database",
        }
    }
}

impl StoreError {
    /// An error of a column, which knows neither its table nor its row.
    #[cfg(feature = "diesel-sqlite")]
    pub(crate) fn in_column(
        doing: &'static str,
        entity: &'static str,
        kind: StoreErrorKind,
    ) -> Self {
        Self(Box::new(Inner { doing, entity, table: None, key: None, kind }))
    }

    #[cfg(feature = "_diesel")]
    pub(crate) fn new(
        doing: &'static str,
        entity: &'static str,
        place: &Place,
        key: Option<&RowKey>,
        kind: StoreErrorKind,
    ) -> Self {
        Self::of(doing, entity, Some(place.table.clone()), key.cloned(), kind)
    }

    /// An error of a store that stands in `place`: a table, a folder.
    pub(crate) fn of(
        doing: &'static str,
        entity: &'static str,
        place: Option<String>,
        key: Option<RowKey>,
        kind: StoreErrorKind,
    ) -> Self {
        let kind = match (kind, &key) {
            (StoreErrorKind::Open(error), Some(key)) => StoreErrorKind::Open(error.with_key(key)),
            (kind, _) => kind,
        };
        Self(Box::new(Inner { doing, entity, table: place, key, kind }))
    }

    /// The entity whose records the store holds.
    pub fn entity(&self) -> &'static str {
        self.0.entity
    }

    /// The table or folder, where it is known; a column alone does not know its table.
    pub fn table(&self) -> Option<&str> {
        self.0.table.as_deref()
    }

    /// The key of the record, where it is about one.
    pub fn key(&self) -> Option<&RowKey> {
        self.0.key.as_ref()
    }

    /// What went wrong.
    pub fn kind(&self) -> &StoreErrorKind {
        &self.0.kind
    }
}

impl fmt::Debug for StoreError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl fmt::Display for StoreError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Inner { doing, entity, table, key, kind } = &*self.0;
        // These name the record and say what to do by themselves.
        match kind {
            StoreErrorKind::Open(error) => return error.fmt(f),
            StoreErrorKind::Seal(error) => return error.fmt(f),
            _ => {}
        }
        write!(f, "cannot {doing} `{entity}`")?;
        if let Some(key) = key {
            write!(f, " {key}")?;
        }
        if let Some(table) = table {
            write!(f, " in `{table}`")?;
        }
        write!(f, ": {kind}")
    }
}

impl fmt::Display for StoreErrorKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Open(error) => error.fmt(f),
            Self::Seal(error) => error.fmt(f),
            Self::WrongType { expected, found } => write!(
                f,
                "the row holds {found}, and the column's type in the program is {expected}; convert the row, or declare the column with the type that its rows have"
            ),
            #[cfg(feature = "diesel-sqlite")]
            Self::Jsonb(_) => f.write_str(
                "its binary JSON is no JSON that the database could have written; restore the row from a backup",
            ),
            Self::KeyTaken => f.write_str(
                "there is one with this key already; update that, or choose another key",
            ),
            Self::KeyTooLong { size, limit } => write!(
                f,
                "the name of its file would take {size} bytes, and {limit} are possible; use shorter keys"
            ),
            Self::Io(_) => f.write_str("the system refuses to read or to write"),
            Self::Backend(_) => f.write_str("the store refuses"),
            Self::KeyNotUnique => f.write_str(
                "the key names more than one row; name a key column that is the primary key or has a unique index of its own",
            ),
            Self::OtherKey { expected, found } => write!(
                f,
                "the key is of another table: rows are named by {expected} columns, and it has {found} values"
            ),
            Self::NoToken => f.write_str(
                "there is no column for a token; name one with `Records::token`, or use `update`",
            ),
            Self::NullKeys { count } => {
                write!(f, "{count} of its rows have no key; give them one, or name another key column")
            }
            Self::NoColumn { column } => {
                write!(f, "the table has no column `{column}`; run your own migrations first")
            }
            Self::NotATable { found } => {
                write!(f, "it is a {found}; name the table that holds the rows")
            }
            Self::NotInMain { schema } => write!(
                f,
                "it stands in the database `{schema}`, whose writes do not commit together with the bookkeeping; open that database by itself"
            ),
            Self::NewerFormat { found, known } => write!(
                f,
                "the tables `heirloom_*` have format {found}, and this program knows up to {known}; run it with the newer program"
            ),
            Self::BadBooks => f.write_str(
                "the tables `heirloom_*` hold what this library did not write; rename them, and the job starts over",
            ),
            Self::NoTable => f.write_str(
                "the database has no such table; run your own migrations first, or open the database that has it",
            ),
            Self::Locked => f.write_str(
                "another connection holds the lock of the database; end its transaction, or allow more time with `PRAGMA busy_timeout`",
            ),
            Self::ReadOnly => {
                f.write_str("the database is read-only; open it with the right to write")
            }
            Self::Full => f.write_str("the disk is full; make room and try again"),
            Self::Ignored => f.write_str(
                "the row was left as it was without an error; look for a trigger that ignores updates",
            ),
            Self::IdTaken { table, key } => write!(
                f,
                "the step emits a record under {key}, and `{table}` has another one there; make ids of the source's key and the index, or move that row"
            ),
            Self::NoVersion { version, known } => {
                let known: Vec<String> = known.iter().map(Version::to_string).collect();
                let known = known.join(", ");
                write!(f, "the chain has no version {version}; name one that it has: {known}")
            }
            Self::OneWay { step, why } => write!(
                f,
                "the step to version {step} has no way back ({why}); pin that version, or a newer one"
            ),
            Self::InTransaction => f.write_str(
                "the connection is inside a transaction; end it first, or use a connection of its own",
            ),
            #[cfg(feature = "_diesel")]
            Self::Refused(_) => {
                f.write_str("a constraint or trigger of the table refuses the new document")
            }
            #[cfg(feature = "_diesel")]
            Self::Database(_) => f.write_str("the database refuses the statement"),
        }
    }
}

impl Error for StoreError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        self.0.kind.source()
    }
}

impl StoreErrorKind {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::Open(error) => error.source(),
            Self::Seal(error) => error.source(),
            #[cfg(feature = "diesel-sqlite")]
            Self::Jsonb(source) => Some(source),
            #[cfg(feature = "_diesel")]
            Self::Refused(source) | Self::Database(source) => Some(source),
            Self::Io(source) => Some(source),
            Self::Backend(source) => Some(&**source),
            _ => None,
        }
    }
}
