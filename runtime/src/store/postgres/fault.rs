//! What PostgreSQL's errors mean. diesel hands on a kind and the message, not the code.

use diesel::result::{DatabaseErrorKind, Error};

use crate::store::StoreErrorKind;

pub(super) fn classify(error: Error) -> StoreErrorKind {
    let (kind, message) = match &error {
        Error::AlreadyInTransaction => return StoreErrorKind::InTransaction,
        Error::DatabaseError(kind, information) => (kind, information.message()),
        _ => return StoreErrorKind::Database(error),
    };
    match kind {
        DatabaseErrorKind::UniqueViolation
        | DatabaseErrorKind::ForeignKeyViolation
        | DatabaseErrorKind::NotNullViolation
        | DatabaseErrorKind::CheckViolation => StoreErrorKind::Refused(error),
        DatabaseErrorKind::ReadOnlyTransaction => StoreErrorKind::ReadOnly,
        // English, and so are these on most servers; in another language the error is told as it is.
        _ if message.starts_with("relation ") && message.ends_with(" does not exist") => {
            StoreErrorKind::NoTable
        }
        _ if message.starts_with("canceling statement due to lock timeout") => {
            StoreErrorKind::Locked
        }
        _ if message.contains("No space left on device") => StoreErrorKind::Full,
        _ => StoreErrorKind::Database(error),
    }
}
