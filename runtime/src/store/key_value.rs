//! Records in a key-value file, through redb.

use std::fmt;
use std::io::ErrorKind;
use std::marker::PhantomData;
use std::ops::Bound;
use std::sync::Arc;

use redb::{Database, ReadOnlyTable, ReadableTable, TableDefinition, TableError, Value};

use crate::store::{Backend, RowKey, StoreErrorKind, Visit};

/// A table of a redb file, in which each record is a value; feature `redb`.
///
/// For programs that keep their data in one file and have no server: a phone, a desktop. The program opens the [`Database`] (redb 2.6) and
/// shares it between its entities, each with a table of its own, and with tables that are none of ours. The table is redb's
/// `TableDefinition<i64, &[u8]>`, `<&str, &[u8]>` or `<&[u8], &[u8]>`, and is made by the first write.
///
/// Each write is a transaction of its own, on the disk when the call returns. redb has one write transaction at a time, so a call that
/// writes waits for the one that the program has open: end it first, since the same thread would wait for itself. A file is open in one
/// process at a time. A record has at most 3 GiB. Opening is redb's own: version 2.6 answers a file that is none of its own with an error, and
/// panics over one that was cut short.
///
/// See [`Collection`](crate::store::Collection) for what it can do.
///
/// ```
/// # let path = std::env::temp_dir().join(format!("heirloom-doc-{}.redb", std::process::id()));
/// use std::sync::Arc;
///
/// use heirloom::store::{Collection, Redb};
/// # use serde::{Deserialize, Serialize};
/// # #[derive(Serialize, Deserialize, heirloom::Migrate, Debug)]
/// # #[migrate(entity = "user", version = 1)]
/// # struct User {
/// #     name: String,
/// # }
///
/// // In the format that later versions of redb can open too.
/// let database = redb::Database::builder().create_with_file_format_v3(true).create(&path)?;
/// let database = Arc::new(database);
///
/// let users = Collection::<User, _>::new(Redb::<String>::new(&database, "users"));
/// users.insert("ada", User { name: "Ada".into() })?;
/// assert_eq!(users.get("ada")?.expect("a record").name, "Ada");
/// # std::fs::remove_file(path)?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct Redb<K> {
    database: Arc<Database>,
    table: String,
    keys: PhantomData<fn() -> K>,
}

/// A key of a redb table: `i64`, `String` (redb's `&str`) or `Vec<u8>` (redb's `&[u8]`).
pub trait RedbKey: Clone + Into<RowKey> + Native {}

impl<K: Clone + Into<RowKey> + Native> RedbKey for K {}

mod sealed {
    use redb::{Key, Value};

    /// A key as redb has it.
    pub trait Native: Sized {
        type Stored: Key + 'static;

        fn native(&self) -> <Self::Stored as Value>::SelfType<'_>;

        fn of_native(stored: <Self::Stored as Value>::SelfType<'_>) -> Self;
    }
}

use sealed::Native;

impl Native for i64 {
    type Stored = i64;

    fn native(&self) -> i64 {
        *self
    }

    fn of_native(stored: i64) -> Self {
        stored
    }
}

impl Native for String {
    type Stored = &'static str;

    fn native(&self) -> &str {
        self
    }

    fn of_native(stored: &str) -> Self {
        stored.to_owned()
    }
}

impl Native for Vec<u8> {
    type Stored = &'static [u8];

    fn native(&self) -> &[u8] {
        self
    }

    fn of_native(stored: &[u8]) -> Self {
        stored.to_vec()
    }
}

type Bytes = &'static [u8];

impl<K: RedbKey> Redb<K> {
    /// The records in a table of a database.
    pub fn new(database: &Arc<Database>, table: impl Into<String>) -> Self {
        Self { database: Arc::clone(database), table: table.into(), keys: PhantomData }
    }

    fn definition(&self) -> TableDefinition<'_, K::Stored, Bytes> {
        TableDefinition::new(&self.table)
    }

    /// The table as it is now; `None` as long as nothing was written.
    fn reader(&self) -> Result<Option<ReadOnlyTable<K::Stored, Bytes>>, StoreErrorKind> {
        match self.database.begin_read().map_err(fault)?.open_table(self.definition()) {
            Ok(table) => Ok(Some(table)),
            Err(TableError::TableDoesNotExist(_)) => Ok(None),
            Err(error) => Err(fault(error)),
        }
    }
}

impl<K: RedbKey> Backend for Redb<K> {
    type Key = K;

    fn read(&self, key: &K) -> Result<Option<Vec<u8>>, StoreErrorKind> {
        let Some(table) = self.reader()? else { return Ok(None) };
        let found = table.get(key.native()).map_err(fault)?;
        Ok(found.map(|bytes| bytes.value().to_vec()))
    }

    fn swap(
        &self,
        key: &K,
        old: Option<&[u8]>,
        new: Option<&[u8]>,
    ) -> Result<bool, StoreErrorKind> {
        // Undone when it is dropped, unless it is committed.
        let transaction = self.database.begin_write().map_err(fault)?;
        {
            let mut table = transaction.open_table(self.definition()).map_err(fault)?;
            if table.get(key.native()).map_err(fault)?.as_ref().map(redb::AccessGuard::value) != old
            {
                return Ok(false);
            }
            match new {
                Some(new) => table.insert(key.native(), new).map_err(fault)?,
                None => table.remove(key.native()).map_err(fault)?,
            };
        }
        transaction.commit().map_err(fault)?;
        Ok(true)
    }

    fn scan(&self, after: Option<&K>, visit: &mut Visit<'_, K>) -> Result<(), StoreErrorKind> {
        let Some(table) = self.reader()? else { return Ok(()) };
        let from = after.map_or(Bound::Unbounded, |key| Bound::Excluded(key.native()));
        let range = (from, Bound::Unbounded);
        for entry in table.range::<<K::Stored as Value>::SelfType<'_>>(range).map_err(fault)? {
            let (key, bytes) = entry.map_err(fault)?;
            if visit(K::of_native(key.value()), Ok(bytes.value().to_vec())).is_break() {
                break;
            }
        }
        Ok(())
    }

    fn place(&self) -> Option<String> {
        Some(self.table.clone())
    }
}

impl<K> Clone for Redb<K> {
    fn clone(&self) -> Self {
        let (database, table) = (Arc::clone(&self.database), self.table.clone());
        Self { database, table, keys: PhantomData }
    }
}

impl<K> fmt::Debug for Redb<K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Redb").field("table", &self.table).finish_non_exhaustive()
    }
}

fn fault(error: impl Into<redb::Error>) -> StoreErrorKind {
    match error.into() {
        redb::Error::Io(error) if error.kind() == ErrorKind::StorageFull => StoreErrorKind::Full,
        error => StoreErrorKind::Backend(Box::new(error)),
    }
}
