//! What the errors of MySQL and MariaDB mean. diesel hands on a kind and the message, not the number.

use diesel::result::{DatabaseErrorKind, Error};

use crate::store::StoreErrorKind;

pub(super) fn classify(error: Error) -> StoreErrorKind {
    let (kind, message) = match &error {
        Error::AlreadyInTransaction => return StoreErrorKind::InTransaction,
        Error::DatabaseError(kind, information) => (kind, information.message()),
        _ => return StoreErrorKind::Database(error),
    };
    let has = |text| message.contains(text);
    match kind {
        DatabaseErrorKind::UniqueViolation
        | DatabaseErrorKind::ForeignKeyViolation
        | DatabaseErrorKind::NotNullViolation
        | DatabaseErrorKind::CheckViolation => StoreErrorKind::Refused(error),
        DatabaseErrorKind::ReadOnlyTransaction => StoreErrorKind::ReadOnly,
        // English, and so are these on most servers; in another language the error is told as it is.
        _ if has("Table '") && has("doesn't exist") => StoreErrorKind::NoTable,
        _ if has("Lock wait timeout exceeded") || has("Deadlock found") => StoreErrorKind::Locked,
        _ if has("--read-only option") => StoreErrorKind::ReadOnly,
        _ if has("No space left on device") || has("The table '") && has("is full") => {
            StoreErrorKind::Full
        }
        _ => StoreErrorKind::Database(error),
    }
}
