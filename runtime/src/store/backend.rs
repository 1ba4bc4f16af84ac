//! What a database brings, so that everything else is the same for each.

use std::borrow::Cow;
#[cfg(feature = "diesel-sqlite")]
use std::ops::ControlFlow;

use diesel::backend::Backend;
use diesel::connection::LoadConnection;
use diesel::query_builder::AstPass;
use diesel::{Connection, QueryResult};

use crate::chain::Migrate;
#[cfg(feature = "diesel-sqlite")]
use crate::store::books::{
    Emission, Failed, Gone, JobRow, Mark, RangeRow, Removed, SetAside, Tally, Wanted,
};
use crate::store::kind::KeyForm;
use crate::store::place::{Form, Place};
use crate::store::statement::Piece;
use crate::store::stored::Stored;
use crate::store::value::Value;
use crate::store::{RowKey, StoreErrorKind};

pub(crate) type Result<T> = std::result::Result<T, StoreErrorKind>;

/// A connection whose tables hold records: any of diesel's to SQLite, PostgreSQL, MariaDB or MySQL, behind the
/// features `diesel-sqlite`, `diesel-postgres` and `diesel-mysql`.
///
/// A pooled connection is one, too.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a connection to a database that holds records",
    note = "records are kept in SQLite, PostgreSQL, MariaDB and MySQL, behind the features `diesel-sqlite`, `diesel-postgres` and `diesel-mysql`"
)]
pub trait Store: Rows {}

impl<C: Rows> Store for C {}

/// A connection to a database in which jobs can be run: a [`SqliteConnection`](diesel::SqliteConnection).
///
/// A pooled connection is passed as `&mut *conn`.
#[cfg(feature = "diesel-sqlite")]
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a connection to a database in which jobs can be run",
    note = "jobs are run in SQLite; a pooled connection is passed as `&mut *conn`"
)]
pub trait JobStore: Store + Pages + Books {}

#[cfg(feature = "diesel-sqlite")]
impl<C: Store + Pages + Books> JobStore for C {}

/// What is different from one database to another when records are read and swapped.
pub trait Database: Backend + Sized + 'static {
    /// What stands around names.
    const QUOTE: char;

    /// Binds a value as what it is, whatever the column declares.
    fn bind<'b>(value: &'b Value<'_>, out: &mut AstPass<'_, 'b, Self>) -> QueryResult<()>;

    /// The JSON text of a value that was read.
    fn text<'a, T: Migrate>(form: Form, value: &'a Value<'_>) -> Result<Cow<'a, str>>;

    /// The value to write for a JSON text.
    fn value(form: Form, json: String) -> Result<Value<'static>>;

    /// A key that was read, as its column has it.
    fn key(_: KeyForm, key: Value<'static>) -> Value<'static> {
        key
    }

    /// A column that is read, as text where it can be.
    fn shown<'a>(form: Form, column: &'a str, statement: &mut Vec<Piece<'a>>);

    /// A value that is written.
    fn written<'a>(form: Form, value: &'a Value<'a>, statement: &mut Vec<Piece<'a>>);

    /// A condition: the column is this value, to the byte, or `NULL` like it.
    fn unchanged<'a>(
        form: Form,
        column: &'a str,
        value: &'a Value<'a>,
        statement: &mut Vec<Piece<'a>>,
    );

    /// The rows of a statement, with the cells of [`columns`](crate::store::rows::columns).
    fn load<C>(
        conn: &mut C,
        statement: &[Piece<'_>],
        place: &Place,
    ) -> QueryResult<Vec<(RowKey, Stored)>>
    where
        C: LoadConnection<Backend = Self>;

    fn classify(error: diesel::result::Error) -> StoreErrorKind;

    /// Whether the transaction of this connection is still open after a statement in it has failed.
    fn transaction_survived<C: Connection<Backend = Self>>(conn: &mut C) -> bool;

    /// Whether a statement that fails takes the transaction around it along, so that it stands in a savepoint.
    const FAILS_WHOLE: bool;
}

/// Reading and swapping the rows of a user's table.
pub trait Rows: Sized {
    type Database: Database;

    /// The row with this key, and the key as the row has it; `None` where there is no such row.
    fn read(&mut self, place: &Place, key: &RowKey) -> Result<Option<(RowKey, Stored)>>;

    /// Puts `new` in the place of exactly `old`; false if something else stood there.
    fn swap(&mut self, place: &Place, key: &RowKey, old: &Stored, new: &Stored) -> Result<bool>;

    /// Puts a row under a key that is free; false if a trigger ignored it.
    fn insert(&mut self, place: &Place, key: &RowKey, new: &Stored) -> Result<bool>;

    /// Takes away the row, if it still is exactly `old`.
    fn delete(&mut self, place: &Place, key: &RowKey, old: &Stored) -> Result<bool>;

    /// Up to `limit` rows that have a key and a document, ordered by key, with keys behind `after`.
    fn list(
        &mut self,
        place: &Place,
        after: Option<&RowKey>,
        limit: u32,
    ) -> Result<Vec<(RowKey, Stored)>>;

    /// Whether the connection is inside a transaction that somebody else began.
    fn in_transaction(&mut self) -> Result<bool>;

    /// Whether the transaction of this connection is still open after a statement in it has failed.
    fn transaction_survived(&mut self) -> bool;
}

/// Going through a user's table.
#[cfg(feature = "diesel-sqlite")]
pub trait Pages: Sized {
    /// Shows up to `limit` rows to `visit`, ordered by key, with keys behind `after` up to `end`.
    ///
    /// Gives whether the end was reached: `visit` did not break off, and there were fewer rows.
    fn page(
        &mut self,
        place: &Place,
        after: Option<&RowKey>,
        end: &RowKey,
        limit: u32,
        visit: &mut dyn FnMut(RowKey, Stored) -> ControlFlow<()>,
    ) -> Result<bool>;

    /// The largest key; `None` where there is no row.
    fn largest_key(&mut self, place: &Place) -> Result<Option<RowKey>>;

    /// How many rows have a key that no row of `sources` has.
    fn orphans(&mut self, place: &Place, sources: &Place) -> Result<u64>;

    /// The number of rows.
    fn count(&mut self, place: &Place) -> Result<u64>;

    /// The place with its schema and the collation of its keys, if it can be worked through in pages.
    fn survey(&mut self, place: &Place) -> Result<Place>;
}

/// What was done since a savepoint was undone.
#[cfg(feature = "diesel-sqlite")]
#[derive(Debug)]
pub struct Undone {
    pub(crate) kind: StoreErrorKind,
    /// Whether the transaction around it is still open.
    pub(crate) survived: bool,
}

#[cfg(feature = "diesel-sqlite")]
impl From<StoreErrorKind> for Undone {
    fn from(kind: StoreErrorKind) -> Self {
        Self { kind, survived: true }
    }
}

#[cfg(feature = "diesel-sqlite")]
/// Transactions, and the tables in which a job keeps where it stands.
pub trait Books: Sized {
    /// Runs `act` in a transaction that holds the right to write from its first line on.
    fn write<R>(&mut self, act: impl FnOnce(&mut Self) -> Result<R>) -> Result<R>;

    /// Runs `act` inside a transaction such that nothing of it is left if it fails.
    fn savepoint<R>(
        &mut self,
        act: impl FnOnce(&mut Self) -> Result<R>,
    ) -> std::result::Result<R, Undone>;

    /// Makes the bookkeeping tables where they are missing.
    fn open_books(&mut self, now: i64) -> Result<()>;

    fn job(&mut self, name: &str) -> Result<Option<JobRow>>;

    /// Enters a job that is new, in its first run.
    fn enter(&mut self, name: &str, wanted: &Wanted<'_>, now: i64) -> Result<()>;

    /// Begins another run of a job, at a version that may be newer.
    fn restart(&mut self, job: i64, version: &str, now: i64) -> Result<()>;

    fn finish(&mut self, mark: Mark, stale: u64, now: i64) -> Result<()>;

    fn begin_pass(&mut self, mark: Mark, end: Option<&RowKey>) -> Result<()>;

    fn range(&mut self, mark: Mark) -> Result<Option<RangeRow>>;

    /// Moves a range on, if it still has the sequence number `from`.
    fn advance(&mut self, mark: Mark, from: i64, to: &RangeRow) -> Result<bool>;

    /// What became of the rows in each pass of a run.
    fn passes(&mut self, job: i64, run: i64) -> Result<Vec<Tally>>;

    fn set_aside(&mut self, mark: Mark, failed: &Failed<'_>, now: i64) -> Result<()>;

    /// Keeps what a step takes away.
    fn keep(&mut self, mark: Mark, gone: &Gone<'_>, now: i64) -> Result<()>;

    /// How many rows a run has removed.
    fn removals(&mut self, job: i64, run: i64) -> Result<u64>;

    /// What the job took away, the last first.
    fn removed(&mut self, job: i64, limit: u32) -> Result<Vec<Removed>>;

    /// The job, source and position that a row was emitted from, if the books say so.
    fn emitter(&mut self, table: &str, key: &RowKey) -> Result<Option<(i64, RowKey, i64)>>;

    fn emitted(&mut self, mark: Mark, row: &Emission<'_>, now: i64) -> Result<()>;

    /// How many rows a run has emitted, and how many it has joined.
    fn beside(&mut self, job: i64, run: i64) -> Result<(u64, u64)>;

    /// Lets those leave the quarantine that this pass did not see fail.
    fn release(&mut self, mark: Mark) -> Result<()>;

    fn quarantined(&mut self, job: i64) -> Result<u64>;

    fn quarantine(&mut self, job: i64, limit: u32) -> Result<Vec<SetAside>>;
}
