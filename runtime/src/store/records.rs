//! Records by key: upgraded when they are read, and written back if wanted.

use std::marker::PhantomData;

use diesel::Column;

use crate::chain::Pure;
use crate::envelope::{Versioned, json};
use crate::store::Names;
use crate::store::backend::Store;
use crate::store::key::{AsKey, KeyType};
use crate::store::place::{DocumentType, Place};
use crate::store::value::Value;
use crate::store::{RowKey, StoreError, StoreErrorKind};

/// The records of one column, read by key.
///
/// Use it beside ordinary diesel models where stale rows are to be written back as they are read. A column
/// type alone cannot do that: it has no connection.
///
/// ```
/// # use diesel::prelude::*;
/// # use heirloom::{Migrate, Versioned};
/// # use serde::{Deserialize, Serialize};
/// # #[derive(Serialize, Deserialize, Migrate, Debug)]
/// # #[migrate(entity = "user", version = 1)]
/// # struct UserV1 {
/// #     name: String,
/// # }
/// # #[derive(Serialize, Deserialize, Migrate, Debug)]
/// # #[migrate(from = UserV1)]
/// # struct User {
/// #     #[migrate(from = name)]
/// #     full_name: String,
/// # }
/// # diesel::table! {
/// #     users (id) {
/// #         id -> BigInt,
/// #         doc -> Text,
/// #     }
/// # }
/// use heirloom::store::{Heal, Healed, Records};
///
/// # let conn = &mut SqliteConnection::establish(":memory:")?;
/// # diesel::sql_query("CREATE TABLE users (id INTEGER PRIMARY KEY, doc TEXT NOT NULL)").execute(conn)?;
/// # diesel::sql_query(r#"INSERT INTO users VALUES (1, '{"$v":1,"name":"Ada"}'), (2, '{"$v":1,"name":"Bob"}')"#).execute(conn)?;
/// let users = Records::<User, _>::new(users::id, users::doc).heal(Heal::Always);
///
/// let ada = users.get(conn, 1)?.expect("row 1");
/// assert_eq!(ada.full_name, "Ada");
/// assert!(!ada.is_stale()); // the row is of today's version now
///
/// assert_eq!(users.heal_row(conn, 2)?, Healed::Written);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// The two columns have to be of one table:
///
/// ```compile_fail
/// # use heirloom::Migrate;
/// # use serde::{Deserialize, Serialize};
/// # #[derive(Serialize, Deserialize, Migrate)]
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
/// # diesel::table! {
/// #     orders (id) {
/// #         id -> BigInt,
/// #         doc -> Text,
/// #     }
/// # }
/// heirloom::store::Records::<User, _>::new(users::id, orders::doc);
/// ```
#[derive(Debug, Clone)]
pub struct Records<T, K> {
    place: Place,
    heal: Heal,
    types: PhantomData<fn(K) -> T>,
}

/// Whether a stale row is written back when it is read.
///
/// Write back where rows are read far more often than written, and let a [bulk run](crate::job) do the rest. See
/// [`Records`] for an example.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Heal {
    /// Rows stay as they are. A read is a read.
    #[default]
    Never,
    /// Every stale row is written back. A read of one costs a write, which SQLite does one at a time.
    Always,
}

/// What became of a row that was to be healed, by [`Records::heal_row`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Healed {
    /// It was of today's version already.
    Current,
    /// It was stale, and is of today's version now.
    Written,
    /// Somebody else wrote it in between; what they wrote stands.
    Lost,
    /// There is no row with this key, or no document in it.
    Missing,
}

impl<T: Pure, K> Records<T, K>
where
    K: Column<SqlType: KeyType>,
{
    /// The records in the column `document`, whose rows are found by `key`.
    ///
    /// The key has to be unique: the primary key, or a column with a unique index of its own.
    pub fn new<D>(key: K, document: D) -> Self
    where
        K: Names,
        D: Column<Table = K::Table, SqlType: DocumentType>,
    {
        Self { place: Place::of(key, document), heal: Heal::Never, types: PhantomData }
    }

    /// Whether [`get`](Self::get) writes stale rows back.
    #[must_use]
    pub fn heal(self, heal: Heal) -> Self {
        Self { heal, ..self }
    }

    /// Reads a record of any version; `None` when there is no such row, or no document in it.
    ///
    /// With [`Heal::Always`] a stale row is then written back, if it still holds what was read. A write-back that does not
    /// succeed is dropped: the caller has the answer, and the next read tries again. [`heal_row`](Self::heal_row) says
    /// why it does not.
    ///
    /// # Errors
    ///
    /// When the record cannot be opened, or the database not be read.
    pub fn get<C: Store>(
        &self,
        conn: &mut C,
        key: impl AsKey<<K::SqlType as KeyType>::Kind>,
    ) -> Result<Option<Versioned<T>>, StoreError> {
        let key = key.as_key();
        let Some((stored, record)) = self.open(conn, &key)? else { return Ok(None) };
        if self.heal == Heal::Never || !record.is_stale() {
            return Ok(Some(record));
        }
        let outer = conn.in_transaction().map_err(|kind| self.error("read", &key, kind))?;
        match self.write_back(conn, &key, &stored, &record) {
            Ok(true) => Ok(Some(current(record))),
            // The caller would go on as if nothing had happened, each statement by itself.
            Err(kind) if outer && !conn.transaction_survived() => {
                Err(self.error("write back", &key, kind))
            }
            Ok(false) | Err(_) => Ok(Some(record)),
        }
    }

    /// Brings the row to today's version, for a model that was loaded with plain diesel and is stale.
    ///
    /// # Errors
    ///
    /// When the record cannot be opened or sealed, or the database refuses the write.
    pub fn heal_row<C: Store>(
        &self,
        conn: &mut C,
        key: impl AsKey<<K::SqlType as KeyType>::Kind>,
    ) -> Result<Healed, StoreError> {
        let key = key.as_key();
        let Some((stored, record)) = self.open(conn, &key)? else { return Ok(Healed::Missing) };
        if !record.is_stale() {
            return Ok(Healed::Current);
        }
        match self.write_back(conn, &key, &stored, &record) {
            Ok(true) => Ok(Healed::Written),
            Ok(false) => Ok(Healed::Lost),
            Err(kind) => Err(self.error("write back", &key, kind)),
        }
    }

    /// The document as it is stored, and the record in it.
    fn open<C: Store>(
        &self,
        conn: &mut C,
        key: &RowKey,
    ) -> Result<Option<(Value<'static>, Versioned<T>)>, StoreError> {
        let opened = conn.read(&self.place, key).and_then(|stored| match stored {
            None | Some(Value::Null) => Ok(None),
            Some(stored) => {
                let text = C::text::<T>(self.place.form, &stored)?;
                let record = json::open_str(&text).map_err(StoreErrorKind::Open)?;
                drop(text);
                Ok(Some((stored, record)))
            }
        });
        opened.map_err(|kind| self.error("read", key, kind))
    }

    fn write_back<C: Store>(
        &self,
        conn: &mut C,
        key: &RowKey,
        stored: &Value<'_>,
        record: &Versioned<T>,
    ) -> Result<bool, StoreErrorKind> {
        let json = json::seal_to_string(record).map_err(StoreErrorKind::Seal)?;
        let document = C::value(self.place.form, json)?;
        conn.swap(&self.place, key, stored, &document)
    }

    fn error(&self, doing: &'static str, key: &RowKey, kind: StoreErrorKind) -> StoreError {
        StoreError::new(doing, T::ENTITY, &self.place, Some(key), kind)
    }
}

/// The record, as it would be read from the row that was just written.
fn current<T: Pure>(record: Versioned<T>) -> Versioned<T> {
    let carry = record.carry().cloned();
    Versioned::from_record(record.into_inner(), T::VERSION, carry)
}
