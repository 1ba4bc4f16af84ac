//! What a database brings, so that everything else is the same for each.

use std::borrow::Cow;

use crate::chain::Migrate;
use crate::store::place::{Form, Place};
use crate::store::value::Value;
use crate::store::{RowKey, StoreErrorKind};

pub(crate) type Result<T> = std::result::Result<T, StoreErrorKind>;

/// A connection whose tables hold records: a [`SqliteConnection`](diesel::SqliteConnection).
///
/// A pooled connection is passed as `&mut *conn`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a connection to a database that holds records",
    note = "records are kept in SQLite; a pooled connection is passed as `&mut *conn`"
)]
pub trait Store: Rows + Books {}

impl<C: Rows + Books> Store for C {}

/// Reading and swapping the rows of a user's table.
pub trait Rows: Sized {
    /// The JSON text of a value that was read.
    fn text<'a, T: Migrate>(form: Form, value: &'a Value<'_>) -> Result<Cow<'a, str>>;

    /// The value to write for a JSON text.
    fn value(form: Form, json: String) -> Result<Value<'static>>;

    /// The document of the row with this key, or `None` where there is no such row.
    fn read(&mut self, place: &Place, key: &RowKey) -> Result<Option<Value<'static>>>;

    /// Puts `new` in the place of exactly `old`; false if something else stood there.
    fn swap(
        &mut self,
        place: &Place,
        key: &RowKey,
        old: &Value<'_>,
        new: &Value<'_>,
    ) -> Result<bool>;
}

/// Transactions.
pub trait Books: Sized {
    /// Whether the connection is inside a transaction that somebody else began.
    fn in_transaction(&mut self) -> Result<bool>;

    /// Whether the transaction of this connection is still open after a statement in it has failed.
    fn transaction_survived(&mut self) -> bool;
}
