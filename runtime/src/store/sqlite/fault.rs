//! What SQLite's errors mean. diesel hands on the message alone, so it is read here, and nowhere else.

use diesel::result::{DatabaseErrorKind, Error};

use crate::store::StoreErrorKind;

pub(super) fn classify(error: Error) -> StoreErrorKind {
    let (kind, message) = match &error {
        Error::AlreadyInTransaction => return StoreErrorKind::InTransaction,
        Error::DatabaseError(kind, information) => (kind, information.message()),
        _ => return StoreErrorKind::Database(error),
    };
    if matches!(
        kind,
        DatabaseErrorKind::UniqueViolation
            | DatabaseErrorKind::ForeignKeyViolation
            | DatabaseErrorKind::NotNullViolation
            | DatabaseErrorKind::CheckViolation
    ) {
        return StoreErrorKind::Refused(error);
    }
    let starts = |beginnings: &[&str]| beginnings.iter().any(|text| message.starts_with(text));
    if starts(&["database is locked", "database table is locked", "database schema is locked"]) {
        StoreErrorKind::Locked
    } else if starts(&["attempt to write a readonly database"]) {
        StoreErrorKind::ReadOnly
    } else if starts(&["database or disk is full"]) {
        StoreErrorKind::Full
    } else if starts(&["cannot start a transaction within a transaction"]) {
        StoreErrorKind::InTransaction
    } else if starts(&["no such table: "]) {
        StoreErrorKind::NoTable
    } else if starts(OF_THE_DATABASE) || message.contains(" has no column named ") {
        StoreErrorKind::Database(error)
    } else {
        // What is left comes from the row: a trigger's own words, a value too large.
        StoreErrorKind::Refused(error)
    }
}

/// What every row would meet, so that no row is to blame.
const OF_THE_DATABASE: &[&str] = &[
    "no such ",
    "near ",
    "cannot ",
    "disk I/O error",
    "out of memory",
    "database disk image is malformed",
    "malformed database schema",
    "file is not a database",
    "unable to open database file",
    "locking protocol",
    "interrupted",
    "library routine called out of sequence",
    "bad parameter or other API misuse",
    "large file support is disabled",
    "database schema has changed",
    "unrecognized token",
    "unknown error",
    "not authorized",
];
