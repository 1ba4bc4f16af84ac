//! What a bulk upgrade is to do.

use std::fmt;
use std::marker::PhantomData;
use std::time::Duration;

use diesel::Column;

use crate::chain::Migrate;
use crate::job::clock::{now, patiently};
use crate::job::progress::{OnBatch, Watch};
use crate::job::provide::{ContextOf, Provides};
use crate::job::run::{Limits, run};
use crate::job::{JobError, JobErrorKind, Needs, Progress, Removed, Report, SetAside};
use crate::store::backend::Result;
use crate::store::place::{CarryColumn, CarryType, Place};
use crate::store::{DocumentType, JobStore, KeyType, Names, StoreError};

/// The bulk upgrade of one column of a user's table to today's version.
///
/// See the [module](crate::job) for what a run does, and for an example.
///
/// A chain with a step that needs more than the record asks for more: [`context`](Self::context), [`emit`](Self::emit), [`join`](Self::join) and
/// [`allow_remove`](Self::allow_remove), each for the word of that name. A job that does not provide it does not compile.
pub struct Bulk<'a, T, N = Needs> {
    place: Place,
    name: String,
    limits: Limits,
    bar: bool,
    on_batch: Option<OnBatch<'a>>,
    needs: N,
    entity: PhantomData<fn() -> T>,
}

impl<T: Migrate> Bulk<'_, T> {
    /// The upgrade of the records in the column `document`, in the order of `key`.
    ///
    /// The key has to be the primary key, or have a unique index of its own; `run` checks. A type that says `pin` has none: the pin is
    /// raised first.
    ///
    /// ```compile_fail
    /// # use heirloom::Migrate;
    /// # use serde::{Deserialize, Serialize};
    /// # #[derive(Serialize, Deserialize, Migrate)]
    /// # #[migrate(entity = "user", version = 1)]
    /// # struct UserV1 {}
    /// #[derive(Serialize, Deserialize, Migrate)]
    /// #[migrate(from = UserV1, pin = 1)]
    /// struct User {}
    /// # diesel::table! {
    /// #     users (id) {
    /// #         id -> BigInt,
    /// #         doc -> Text,
    /// #     }
    /// # }
    ///
    /// heirloom::job::Bulk::<User>::new(users::id, users::doc);
    /// ```
    pub fn new<K, D>(key: K, document: D) -> Self
    where
        K: Column<SqlType: KeyType> + Names,
        D: Column<Table = K::Table, SqlType: DocumentType>,
    {
        const {
            assert!(
                !T::PIN.is_before(T::VERSION),
                "this type writes an older version, because it says `pin`: raise the pin before a bulk run"
            );
        };
        let place = Place::of(key, document);
        Self {
            name: format!("{}.{}/{}", place.table, place.document, T::ENTITY),
            place,
            limits: Limits::default(),
            bar: false,
            on_batch: None,
            needs: Needs::default(),
            entity: PhantomData,
        }
    }
}

impl<'a, T: Migrate, N> Bulk<'a, T, N> {
    /// Keeps the carry of each record in a nullable column beside it, for formats that have no place for one.
    ///
    /// See [`Records::carry`](crate::store::Records::carry). A job that was begun with the column cannot go on without it.
    #[must_use]
    pub fn carry<D>(mut self, _carry: D) -> Self
    where
        D: Column<SqlType: CarryType>,
    {
        self.place.carry = Some(CarryColumn::of::<D>());
        self
    }

    /// The name under which the job keeps where it stands: `table.document/entity` unless another is given.
    #[must_use]
    pub fn name(self, name: impl Into<String>) -> Self {
        Self { name: name.into(), ..self }
    }

    /// How many rows a batch has at most: 1000 unless said otherwise, and 1 at least.
    ///
    /// A batch holds the lock of the database while its rows are written: some milliseconds for 1000 small ones.
    #[must_use]
    pub fn batch_rows(mut self, rows: u32) -> Self {
        self.limits.rows = rows.max(1);
        self
    }

    /// How many bytes of documents, old and new, a batch holds in memory: 8 MiB unless said otherwise.
    ///
    /// A document that is larger than that makes a batch of its own.
    #[must_use]
    pub fn batch_bytes(mut self, bytes: usize) -> Self {
        self.limits.bytes = bytes;
        self
    }

    /// How often the table is gone through at most, until a pass finds nothing to upgrade: 3 unless said otherwise.
    #[must_use]
    pub fn passes(mut self, most: u32) -> Self {
        self.limits.passes = most.max(1);
        self
    }

    /// How long to wait for the lock of the database before giving up: 30 seconds unless said otherwise.
    #[must_use]
    pub fn patience(mut self, patience: Duration) -> Self {
        self.limits.patience = patience;
        self
    }

    /// Draws a progress bar, with rate and time left, on the error output. Silent where that is no terminal.
    #[must_use]
    pub fn bar(self) -> Self {
        Self { bar: true, ..self }
    }

    /// Calls a function before the first batch and after each.
    ///
    /// ```
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
    /// use heirloom::job::Bulk;
    ///
    /// # let conn = &mut SqliteConnection::establish(":memory:")?;
    /// # diesel::sql_query("CREATE TABLE users (id INTEGER PRIMARY KEY, doc TEXT NOT NULL)").execute(conn)?;
    /// Bulk::<User>::new(users::id, users::doc)
    ///     .on_batch(|progress| eprintln!("{} of {} rows", progress.tally.scanned, progress.rows))
    ///     .run(conn)?;
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn on_batch(self, watch: impl FnMut(&Progress) + 'a) -> Self {
        Self { on_batch: Some(Box::new(watch)), ..self }
    }

    /// Runs the job to its end: from where an earlier call was interrupted, or from the beginning.
    ///
    /// # Errors
    ///
    /// When the table cannot be worked through, the database is locked for too long or refuses what every row needs, or the
    /// job belongs to a newer program or to another table. What was done is kept.
    pub fn run<C: JobStore>(self, conn: &mut C) -> std::result::Result<Report, JobError>
    where
        N: Provides<T, C, ContextOf<T>>,
    {
        let Self { place, name, limits, bar, on_batch, needs, .. } = self;
        let mut watch = Watch::new(&name, bar, on_batch);
        run(&mut needs.work(), conn, &name, &place, limits, &mut watch)
    }

    /// The rows that stand in the quarantine, by key, `limit` of them at most.
    ///
    /// # Errors
    ///
    /// When the database cannot be read.
    pub fn quarantine<C: JobStore>(
        &self,
        conn: &mut C,
        limit: u32,
    ) -> std::result::Result<Vec<SetAside>, JobError> {
        self.list(conn, "list the quarantine of", |conn, job| conn.quarantine(job, limit))
    }

    /// The rows that steps took away, the last first, `limit` of them at most: removed, or joined into other records.
    ///
    /// They are all that is needed to put a row back by hand.
    ///
    /// # Errors
    ///
    /// When the database cannot be read.
    pub fn removed<C: JobStore>(
        &self,
        conn: &mut C,
        limit: u32,
    ) -> std::result::Result<Vec<Removed>, JobError> {
        self.list(conn, "list what was removed of", |conn, job| conn.removed(job, limit))
    }

    /// What the books list for the job; nothing if there is no such job.
    fn list<C: JobStore, R>(
        &self,
        conn: &mut C,
        doing: &'static str,
        list: impl Fn(&mut C, i64) -> Result<Vec<R>>,
    ) -> std::result::Result<Vec<R>, JobError> {
        let list = |conn: &mut C| {
            conn.open_books(now())?;
            let Some(job) = conn.job(&self.name)? else { return Ok(Vec::new()) };
            list(conn, job.mark.job)
        };
        patiently(self.limits.patience, || list(conn)).map_err(|kind| {
            let error = StoreError::new(doing, T::ENTITY, &self.place, None, kind);
            JobError::new(&self.name, JobErrorKind::Store(error))
        })
    }

    /// The same job, which provides something else.
    pub(super) fn needing<M>(self, change: impl FnOnce(N) -> M) -> Bulk<'a, T, M> {
        let Self { place, name, limits, bar, on_batch, needs, entity } = self;
        Bulk { place, name, limits, bar, on_batch, needs: change(needs), entity }
    }
}

impl<T, N> fmt::Debug for Bulk<'_, T, N> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Bulk")
            .field("name", &self.name)
            .field("place", &self.place)
            .field("limits", &self.limits)
            .finish_non_exhaustive()
    }
}
