//! Records by key: upgraded when they are read, and written back if wanted.

use std::marker::PhantomData;

use diesel::Column;

use crate::chain::{Pure, assert_column};
use crate::envelope::{Found, Newer, OpenErrorKind, Versioned, View, json};
use crate::store::Names;
use crate::store::backend::{Database as _, Store};
use crate::store::keys::{Composite, Keys, Several};
use crate::store::kind::{AsKey, KeyType};
use crate::store::pin::Pin;
use crate::store::place::{CarryColumn, CarryType, DocumentType, Place, TokenType, VersionType};
use crate::store::stored::Stored;
use crate::store::value::Value;
use crate::store::{
    Census, Entry, Heal, Healed, RowKey, StoreError, StoreErrorKind, Token, Updated,
};
use crate::version::Version;

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
    pin: Pin,
    types: PhantomData<fn(K) -> T>,
}

impl<T: Pure, K: Several> Records<T, Composite<K>> {
    /// The records in the column `document`, whose rows are named by two to four columns together, such as the primary key of a table that
    /// holds several tenants.
    ///
    /// ```
    /// # use diesel::prelude::*;
    /// # use serde::{Deserialize, Serialize};
    /// # #[derive(Serialize, Deserialize, heirloom::Migrate, Debug)]
    /// # #[migrate(entity = "order", version = 1)]
    /// # struct Order {
    /// #     total: u64,
    /// # }
    /// diesel::table! {
    ///     orders (tenant, id) {
    ///         tenant -> Text,
    ///         id -> BigInt,
    ///         doc -> Text,
    ///     }
    /// }
    /// use heirloom::store::Records;
    ///
    /// # let conn = &mut SqliteConnection::establish(":memory:")?;
    /// # diesel::sql_query("CREATE TABLE orders (tenant TEXT, id INTEGER, doc TEXT NOT NULL, PRIMARY KEY (tenant, id))").execute(conn)?;
    /// let orders = Records::<Order, _>::composite((orders::tenant, orders::id), orders::doc);
    /// orders.insert(conn, ("north", 7), Order { total: 120 })?;
    /// assert_eq!(orders.get(conn, ("north", 7))?.expect("the order").total, 120);
    /// assert_eq!(orders.page(conn, None, 10)?[0].key.to_string(), "('north', 7)");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn composite<D>(key: K, _document: D) -> Self
    where
        D: Column<Table = K::Table, SqlType: DocumentType>,
    {
        Self::at(Place::keyed::<Composite<K>, D>(key.schema_and_table()))
    }
}

impl<T: Pure, K: Keys> Records<T, K> {
    /// The records in the column `document`, whose rows are found by `key`.
    ///
    /// The key has to be unique: the primary key, or a column with a unique index of its own.
    pub fn new<D>(key: K, document: D) -> Self
    where
        K: Column<Table = <K as Keys>::Table, SqlType: KeyType> + Names,
        D: Column<Table = <K as Keys>::Table, SqlType: DocumentType>,
    {
        Self::at(Place::of(key, document))
    }

    fn at(place: Place) -> Self {
        Self { place, heal: Heal::Never, pin: Pin::of::<T>(), types: PhantomData }
    }

    /// Keeps the version of each record in a column beside it, so that the document is the payload alone.
    ///
    /// The column holds the major. A row that has `NULL` there says its version in the document, as records without such a column do, so
    /// that a table goes over to it row by row. Version and document are read together, and written in one statement. Models have
    /// [`Columns`](crate::store::Columns) for it. Jobs do not know the column yet: go through such a table with [`page`](Self::page) and [`heal_row`](Self::heal_row).
    ///
    /// ```
    /// # use diesel::prelude::*;
    /// # use serde::{Deserialize, Serialize};
    /// # #[derive(Serialize, Deserialize, heirloom::Migrate, Debug)]
    /// # #[migrate(entity = "user", version = 1)]
    /// # struct UserV1 {
    /// #     name: String,
    /// # }
    /// # #[derive(Serialize, Deserialize, heirloom::Migrate, Debug)]
    /// # #[migrate(from = UserV1)]
    /// # struct User {
    /// #     #[migrate(from = name)]
    /// #     full_name: String,
    /// # }
    /// diesel::table! {
    ///     users (id) {
    ///         id -> BigInt,
    ///         version -> Integer,
    ///         doc -> Text,
    ///     }
    /// }
    /// # use heirloom::store::Records;
    /// # let conn = &mut SqliteConnection::establish(":memory:")?;
    /// # diesel::sql_query("CREATE TABLE users (id INTEGER PRIMARY KEY, version INTEGER NOT NULL, doc TEXT NOT NULL)").execute(conn)?;
    /// # diesel::sql_query(r#"INSERT INTO users VALUES (1, 1, '{"name":"Ada"}')"#).execute(conn)?;
    /// let users = Records::<User, _>::new(users::id, users::doc).version(users::version);
    /// users.update(conn, 1, |user| user.full_name.push_str(" Lovelace"))?;
    ///
    /// let row: (i32, String) = users::table.find(1).select((users::version, users::doc)).first(conn)?;
    /// assert_eq!(row, (2, r#"{"full_name":"Ada Lovelace"}"#.to_owned()));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// A chain with a minor version has no such column, and neither has a format with a tag of its own:
    ///
    /// ```compile_fail
    /// # use serde::{Deserialize, Serialize};
    /// # #[derive(Serialize, Deserialize, heirloom::Migrate)]
    /// # #[migrate(entity = "user", version = "1.2")]
    /// # struct User {
    /// #     name: String,
    /// # }
    /// # diesel::table! {
    /// #     users (id) {
    /// #         id -> BigInt,
    /// #         version -> Integer,
    /// #         doc -> Text,
    /// #     }
    /// # }
    /// heirloom::store::Records::<User, _>::new(users::id, users::doc).version(users::version);
    /// ```
    #[must_use]
    pub fn version<D>(mut self, _version: D) -> Self
    where
        D: Column<Table = K::Table, SqlType: VersionType>,
    {
        const { assert_column::<T>() };
        self.place.version = Some(D::NAME);
        self
    }

    /// Counts the writes of each row in a column, so that a write can name the row that it was made for.
    ///
    /// Each write through the handle adds one, and takes effect only on the token *and* the document that were read: programs that know the counter
    /// see these writes, and one that forgets it is not overwritten. A row is inserted with 1.
    ///
    /// ```
    /// # use diesel::prelude::*;
    /// # use serde::{Deserialize, Serialize};
    /// # #[derive(Serialize, Deserialize, heirloom::Migrate, Debug, PartialEq)]
    /// # #[migrate(entity = "user", version = 1)]
    /// # struct User {
    /// #     name: String,
    /// # }
    /// diesel::table! {
    ///     users (id) {
    ///         id -> BigInt,
    ///         revision -> BigInt,
    ///         doc -> Text,
    ///     }
    /// }
    /// use heirloom::store::{Records, Updated};
    ///
    /// # let conn = &mut SqliteConnection::establish(":memory:")?;
    /// # diesel::sql_query("CREATE TABLE users (id INTEGER PRIMARY KEY, revision INTEGER NOT NULL, doc TEXT NOT NULL)").execute(conn)?;
    /// let users = Records::<User, _>::new(users::id, users::doc).token(users::revision);
    /// users.insert(conn, 1, User { name: "Ada".into() })?;
    ///
    /// // Shown to somebody, with its token.
    /// let (user, token) = users.get_with_token(conn, 1)?.expect("row 1");
    /// // Meanwhile somebody else edits it.
    /// users.update(conn, 1, |user| user.name.push_str(" Lovelace"))?;
    /// // The edit of what was shown comes too late.
    /// let edited = users.update_at(conn, 1, token, |user| user.name = "Ada King".into())?;
    /// assert!(matches!(edited, Updated::Moved(now) if now != token));
    /// # assert_eq!(user.name, "Ada");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn token<D>(mut self, _token: D) -> Self
    where
        D: Column<Table = K::Table, SqlType: TokenType>,
    {
        self.place.token = Some(D::NAME);
        self
    }

    /// Keeps the carry of each record in a nullable column beside it, for formats that have no place for one.
    ///
    /// Both are read together, and written in one statement, if both still are what was read. The carry is bound to the row's key as
    /// [`RowKey`] prints it (`7`, `'ada'`, `x'cafe'`); that is the key for [`open_parts`](crate::json::open_parts) and
    /// [`seal_parts`](crate::json::seal_parts) where a program of yours does without `Records`.
    ///
    /// ```
    /// # use diesel::prelude::*;
    /// # use heirloom::Migrate;
    /// # use serde::{Deserialize, Serialize};
    /// # #[derive(Serialize, Deserialize, Migrate, Debug)]
    /// # #[migrate(entity = "page", version = "4.4", tag(major = "format", minor = "format_minor"))]
    /// # struct PageV1 {
    /// #     title: String,
    /// #     fax: String,
    /// # }
    /// # #[derive(Serialize, Deserialize, Migrate, Debug)]
    /// # #[migrate(from = PageV1, version = "4.5", compat = "none", drop(fax, keep))]
    /// # struct Page {
    /// #     title: String,
    /// # }
    /// diesel::table! {
    ///     pages (id) {
    ///         id -> BigInt,
    ///         doc -> Text,
    ///         carry -> Nullable<Text>,
    ///     }
    /// }
    /// use heirloom::store::{Heal, Records};
    ///
    /// # let conn = &mut SqliteConnection::establish(":memory:")?;
    /// # diesel::sql_query("CREATE TABLE pages (id INTEGER PRIMARY KEY, doc TEXT NOT NULL, carry TEXT)").execute(conn)?;
    /// # diesel::sql_query(r#"INSERT INTO pages (id, doc) VALUES (7, '{"format":4,"format_minor":4,"title":"Notes","fax":"12"}')"#).execute(conn)?;
    /// let pages = Records::<Page, _>::new(pages::id, pages::doc).carry(pages::carry).heal(Heal::Always);
    /// pages.get(conn, 7)?;
    ///
    /// let (doc, carry): (String, Option<String>) =
    ///     pages::table.find(7).select((pages::doc, pages::carry)).first(conn)?;
    /// assert_eq!(doc, r#"{"format":4,"format_minor":5,"title":"Notes"}"#);
    /// assert!(carry.is_some_and(|carry| carry.contains(r#""fax":"12""#)));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn carry<D>(mut self, _carry: D) -> Self
    where
        D: Column<Table = K::Table, SqlType: CarryType>,
    {
        self.place.carry = Some(CarryColumn::of::<D>());
        self
    }

    /// Whether [`get`](Self::get) writes stale rows back.
    #[must_use]
    pub fn heal(self, heal: Heal) -> Self {
        Self { heal, ..self }
    }

    /// Writes this version instead of the latest one or the [pin](Migrate::PIN) of the type, so that a fleet learns to read a version before any of it writes it.
    ///
    /// Rows that are older than the pin are stale for [`Heal`]; rows that are newer keep their version when they are updated, since no
    /// write makes a record older. What the pinned version has no place for is kept in the carry. For as long as the pin
    /// stands below the latest version, a write costs a second pass over the record. Diesel's own statements on a column of `Versioned<T>` know no pin.
    ///
    /// ```
    /// # use diesel::prelude::*;
    /// # use heirloom::{Migrate, Version};
    /// # use serde::{Deserialize, Serialize};
    /// # #[derive(Serialize, Deserialize, Migrate, Debug)]
    /// # #[migrate(entity = "user", version = 1)]
    /// # struct UserV1 {
    /// #     name: String,
    /// # }
    /// # #[derive(Serialize, Deserialize, Migrate, Debug)]
    /// # #[migrate(from = UserV1)]
    /// # struct User {
    /// #     name: String,
    /// #     #[migrate(default)]
    /// #     admin: bool,
    /// # }
    /// # diesel::table! {
    /// #     users (id) {
    /// #         id -> BigInt,
    /// #         doc -> Text,
    /// #     }
    /// # }
    /// # use heirloom::store::Records;
    /// # let conn = &mut SqliteConnection::establish(":memory:")?;
    /// # diesel::sql_query("CREATE TABLE users (id INTEGER PRIMARY KEY, doc TEXT NOT NULL)").execute(conn)?;
    /// # diesel::sql_query(r#"INSERT INTO users VALUES (1, '{"$v":1,"name":"Ada"}')"#).execute(conn)?;
    /// let users = Records::<User, _>::new(users::id, users::doc).pin(Version::major(1))?;
    /// users.update(conn, 1, |user| user.admin = true)?;
    ///
    /// let stored: String = users::table.find(1).select(users::doc).first(conn)?;
    /// assert!(stored.starts_with(r#"{"$v":1,"#)); // programs that know version 1 alone read it
    /// assert!(users.get(conn, 1)?.expect("row 1").admin); // and nothing is lost
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    ///
    /// When the chain has no such version, or a step above it is `one_way`.
    pub fn pin(self, version: Version) -> Result<Self, StoreError> {
        match Pin::at::<T>(version) {
            Ok(pin) => Ok(Self { pin, ..self }),
            Err(kind) => Err(StoreError::new("pin", T::ENTITY, &self.place, None, kind)),
        }
    }

    /// The version that is written: the pin of the handle, that of the type, or the latest one.
    pub fn writes(&self) -> Version {
        self.pin.0
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
        key: impl AsKey<K::Kind>,
    ) -> Result<Option<Versioned<T>>, StoreError> {
        let key = key.as_key();
        let Some((row, record)) = self.open(conn, &key)? else { return Ok(None) };
        if !self.pin.is_above(&record) || !self.heal.is_due() {
            return Ok(Some(record));
        }
        let outer = conn.in_transaction().map_err(|kind| self.error("read", &key, kind))?;
        match self.write_back(conn, &row, &record) {
            Ok(true) => Ok(Some(self.pin.written(record))),
            // The caller would go on as if nothing had happened, each statement by itself.
            Err(kind) if outer && !conn.transaction_survived() => {
                Err(self.error("write back", &key, kind))
            }
            Ok(false) | Err(_) => Ok(Some(record)),
        }
    }

    /// Reads a record to be looked at, which may be of a newer version than the program knows; it is never written back.
    ///
    /// `None` when there is no such row, or no document in it.
    ///
    /// # Errors
    ///
    /// When the record cannot be opened, or the database not be read.
    pub fn view<C: Store>(
        &self,
        conn: &mut C,
        key: impl AsKey<K::Kind>,
    ) -> Result<Option<View<T>>, StoreError> {
        let key = key.as_key();
        let Some((_, stored)) = self.read(conn, &key)? else { return Ok(None) };
        let view = stored.said::<T>(&self.place).and_then(|said| {
            let text = C::Database::text::<T>(self.place.form, &stored.document)?;
            json::view_laid(&text, said).map_err(StoreErrorKind::Open)
        });
        view.map(Some).map_err(|kind| self.error("read", &key, kind))
    }

    /// Reads a record as it is: one of a newer version than the program knows is not opened. Neither is written back.
    ///
    /// `None` when there is no such row, or no document in it.
    ///
    /// # Errors
    ///
    /// When the record cannot be opened, or the database not be read.
    pub fn find<C: Store>(
        &self,
        conn: &mut C,
        key: impl AsKey<K::Kind>,
    ) -> Result<Option<Found<T>>, StoreError> {
        let key = key.as_key();
        let Some((own, stored)) = self.read(conn, &key)? else { return Ok(None) };
        let found = match stored.open::<T, C::Database>(&self.place, &own) {
            Ok(record) => Ok(Found::Known(record)),
            Err(StoreErrorKind::Open(error)) => match (error.kind(), error.found()) {
                (OpenErrorKind::TooNew, Some(found)) => {
                    C::Database::text::<T>(self.place.form, &stored.document)
                        .map(|text| Found::Newer(Newer::new(found, &text)))
                }
                _ => Err(StoreErrorKind::Open(error)),
            },
            Err(kind) => Err(kind),
        };
        found.map(Some).map_err(|kind| self.error("read", &key, kind))
    }

    /// Brings the row to today's version, for a model that was loaded with plain diesel and is stale.
    ///
    /// # Errors
    ///
    /// When the record cannot be opened or sealed, or the database refuses the write.
    pub fn heal_row<C: Store>(
        &self,
        conn: &mut C,
        key: impl AsKey<K::Kind>,
    ) -> Result<Healed, StoreError> {
        let key = key.as_key();
        let Some((row, record)) = self.open(conn, &key)? else { return Ok(Healed::Missing) };
        if !self.pin.is_above(&record) {
            return Ok(Healed::Current);
        }
        match self.write_back(conn, &row, &record) {
            Ok(true) => Ok(Healed::Written),
            Ok(false) => Ok(Healed::Lost),
            Err(kind) => Err(self.error("write back", &key, kind)),
        }
    }

    /// Reads a record, changes it, and writes it back with what it carries, at today's version.
    ///
    /// The row is written only if it still is what was read; where somebody else wrote it in between, it is read and changed again.
    /// Gives the record as it was written; `None` when there is no such row, or no document in it.
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
    /// # use heirloom::store::Records;
    /// # let conn = &mut SqliteConnection::establish(":memory:")?;
    /// # diesel::sql_query("CREATE TABLE users (id INTEGER PRIMARY KEY, doc TEXT NOT NULL)").execute(conn)?;
    /// # diesel::sql_query(r#"INSERT INTO users VALUES (1, '{"$v":1,"name":"Ada"}')"#).execute(conn)?;
    /// let users = Records::<User, _>::new(users::id, users::doc);
    /// users.update(conn, 1, |user| user.name.push_str(" Lovelace"))?;
    /// assert_eq!(users.get(conn, 1)?.expect("row 1").name, "Ada Lovelace");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    ///
    /// When the record cannot be opened or sealed, or the database refuses the write.
    pub fn update<C: Store>(
        &self,
        conn: &mut C,
        key: impl AsKey<K::Kind>,
        mut change: impl FnMut(&mut T),
    ) -> Result<Option<Versioned<T>>, StoreError> {
        let key = key.as_key();
        let mut ignored = 0;
        loop {
            let Some((row, mut record)) = self.open(conn, &key)? else { return Ok(None) };
            change(&mut record);
            match self.write_back(conn, &row, &record) {
                Ok(true) => return Ok(Some(self.pin.written(record))),
                // If nobody has written it, the database will refuse it again. Somebody may have, there and back.
                Ok(false) if self.read(conn, &key)?.is_some_and(|again| again == row) => {
                    ignored += 1;
                    if ignored == IGNORED {
                        return Err(self.error("write", &key, StoreErrorKind::Ignored));
                    }
                }
                Ok(false) => ignored = 0,
                Err(kind) => return Err(self.error("write", &key, kind)),
            }
        }
    }

    /// Reads a record, and the token of its row. Nothing is written back, whatever [`heal`](Self::heal) says.
    ///
    /// `None` when there is no such row, or no document in it.
    ///
    /// # Errors
    ///
    /// [`NoToken`](StoreErrorKind::NoToken) without a column for it; when the record cannot be opened, or the database not be read.
    pub fn get_with_token<C: Store>(
        &self,
        conn: &mut C,
        key: impl AsKey<K::Kind>,
    ) -> Result<Option<(Versioned<T>, Token)>, StoreError> {
        let key = key.as_key();
        let Some(((_, stored), record)) = self.open(conn, &key)? else { return Ok(None) };
        Ok(Some((record, self.token_of(&key, &stored)?)))
    }

    /// Changes a record and writes it back with what it carries, if the row still has this token.
    ///
    /// # Errors
    ///
    /// As for [`get_with_token`](Self::get_with_token), and when the record cannot be sealed, or the database refuses the write.
    pub fn update_at<C: Store>(
        &self,
        conn: &mut C,
        key: impl AsKey<K::Kind>,
        token: Token,
        mut change: impl FnMut(&mut T),
    ) -> Result<Updated<T>, StoreError> {
        let key = key.as_key();
        for _ in 0..IGNORED {
            let Some((row, mut record)) = self.open(conn, &key)? else {
                return Ok(Updated::Missing);
            };
            let now = self.token_of(&key, &row.1)?;
            if now != token {
                return Ok(Updated::Moved(now));
            }
            change(&mut record);
            match self.write_back(conn, &row, &record) {
                Ok(true) => return Ok(Updated::Written(self.pin.written(record), token.next())),
                // Somebody else was faster, or forgot the token, or nobody will ever write the row.
                Ok(false) => {}
                Err(kind) => return Err(self.error("write", &key, kind)),
            }
        }
        Err(self.error("write", &key, StoreErrorKind::Ignored))
    }

    fn token_of(&self, key: &RowKey, stored: &Stored) -> Result<Token, StoreError> {
        let token = match self.place.token {
            Some(_) => stored.token(),
            None => Err(StoreErrorKind::NoToken),
        };
        token.map_err(|kind| self.error("read", key, kind))
    }

    /// Stores a record in a new row, at the pin; a [`Versioned`] with what it carries.
    ///
    /// The row gets its key, the record and, where it has a column, the carry. A table with other columns that need a value wants diesel's own insert.
    ///
    /// # Errors
    ///
    /// [`KeyTaken`](StoreErrorKind::KeyTaken) when there is a row with this key, whatever is in it. When the record cannot be sealed,
    /// or the database refuses the write.
    pub fn insert<C: Store>(
        &self,
        conn: &mut C,
        key: impl AsKey<K::Kind>,
        record: impl Into<Versioned<T>>,
    ) -> Result<(), StoreError> {
        let key = key.as_key();
        let inserted =
            Stored::seal_at::<T, C::Database>(&record.into(), self.pin.0, &self.place, &key)
                .and_then(|new| conn.insert(&self.place, &key, &new));
        let kind = match inserted {
            Ok(true) => return Ok(()),
            Ok(false) => StoreErrorKind::Ignored,
            // Another constraint may have refused it.
            Err(kind @ StoreErrorKind::Refused(_)) => match conn.read(&self.place, &key) {
                Ok(Some(_)) => StoreErrorKind::KeyTaken,
                _ => kind,
            },
            Err(kind) => kind,
        };
        Err(self.error("insert", &key, kind))
    }

    /// Removes a row whose record is unwanted, if it still is what was read; where somebody else wrote it in between, it is asked about again.
    ///
    /// Gives the record that was removed; `None` when there is no such row, no document in it, or it is wanted.
    ///
    /// # Errors
    ///
    /// When the record cannot be opened, and it stays; when the database refuses.
    pub fn delete_if<C: Store>(
        &self,
        conn: &mut C,
        key: impl AsKey<K::Kind>,
        mut unwanted: impl FnMut(&T) -> bool,
    ) -> Result<Option<Versioned<T>>, StoreError> {
        let key = key.as_key();
        let mut ignored = 0;
        loop {
            let Some(((own, stored), record)) = self.open(conn, &key)? else { return Ok(None) };
            if !unwanted(&record) {
                return Ok(None);
            }
            match conn.delete(&self.place, &own, &stored) {
                Ok(true) => return Ok(Some(record)),
                Ok(false) => ignored += 1,
                Err(kind) => return Err(self.error("delete", &key, kind)),
            }
            if ignored == IGNORED && self.read(conn, &key)? == Some((own, stored)) {
                return Err(self.error("delete", &key, StoreErrorKind::Ignored));
            }
        }
    }

    /// Up to `limit` records in the order of their keys, from the first one behind `after` on; none when there are no more.
    ///
    /// Each record that cannot be opened is the error of its own entry, and the page goes on behind it. Nothing is written back,
    /// whatever [`heal`](Self::heal) says. Rows without a key or a document are passed over.
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
    /// # use heirloom::store::Records;
    /// # let conn = &mut SqliteConnection::establish(":memory:")?;
    /// # diesel::sql_query("CREATE TABLE users (id INTEGER PRIMARY KEY, doc TEXT NOT NULL)").execute(conn)?;
    /// let users = Records::<User, _>::new(users::id, users::doc);
    /// for (id, name) in [(1, "Ada"), (2, "Bob"), (3, "Cy")] {
    ///     users.insert(conn, id, User { name: name.to_owned() })?;
    /// }
    /// let mut after = None;
    /// loop {
    ///     let page = users.page(conn, after.as_ref(), 2)?;
    ///     let Some(last) = page.last() else { break };
    ///     after = Some(last.key.clone());
    ///     for entry in page {
    ///         println!("{}: {}", entry.key, entry.record?.name);
    ///     }
    /// }
    /// assert_eq!(after.map(|key| key.to_string()).as_deref(), Some("3"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    ///
    /// When the rows cannot be listed.
    pub fn page<C: Store>(
        &self,
        conn: &mut C,
        after: Option<&RowKey>,
        limit: u32,
    ) -> Result<Vec<Entry<T, RowKey>>, StoreError> {
        let rows = self.list(conn, after, limit)?;
        let entries = rows.into_iter().map(|(key, stored)| {
            let record = stored.open::<T, C::Database>(&self.place, &key);
            let record = record.map_err(|kind| self.error("read", &key, kind));
            Entry { token: stored.token().ok(), ..Entry::new(key, record) }
        });
        Ok(entries.collect())
    }

    /// How many records of each version there are.
    ///
    /// All of them are read, a thousand at a time, but no further than to their version.
    ///
    /// # Errors
    ///
    /// When the rows cannot be listed.
    pub fn census<C: Store>(&self, conn: &mut C) -> Result<Census, StoreError> {
        let mut census = Census::new::<T>();
        let mut after = None;
        loop {
            let rows = self.list(conn, after.as_ref(), 1000)?;
            for (_, stored) in &rows {
                match stored.said::<T>(&self.place) {
                    Ok(None) => {
                        let text = C::Database::text::<T>(self.place.form, &stored.document);
                        census.count::<T>(text.ok().as_deref().map(str::as_bytes));
                    }
                    said => census.enter(said.ok().flatten()),
                }
            }
            let Some((last, _)) = rows.into_iter().next_back() else { return Ok(census) };
            after = Some(last);
        }
    }

    fn list<C: Store>(
        &self,
        conn: &mut C,
        after: Option<&RowKey>,
        limit: u32,
    ) -> Result<Vec<(RowKey, Stored)>, StoreError> {
        let rows = conn.list(&self.place, after, limit);
        rows.map_err(|kind| StoreError::new("list", T::ENTITY, &self.place, None, kind))
    }

    /// The row as it is stored, under its own key; `None` if there is none, or no document in it.
    fn read<C: Store>(
        &self,
        conn: &mut C,
        key: &RowKey,
    ) -> Result<Option<(RowKey, Stored)>, StoreError> {
        let row = conn.read(&self.place, key).map_err(|kind| self.error("read", key, kind))?;
        Ok(row.filter(|(_, stored)| stored.document != Value::Null))
    }

    /// The row, and the record in it.
    #[expect(clippy::type_complexity, reason = "a row, and the record in it")]
    fn open<C: Store>(
        &self,
        conn: &mut C,
        key: &RowKey,
    ) -> Result<Option<((RowKey, Stored), Versioned<T>)>, StoreError> {
        let Some((own, stored)) = self.read(conn, key)? else { return Ok(None) };
        match stored.open::<T, C::Database>(&self.place, &own) {
            Ok(record) => Ok(Some(((own, stored), record))),
            Err(kind) => Err(self.error("read", key, kind)),
        }
    }

    fn write_back<C: Store>(
        &self,
        conn: &mut C,
        (key, old): &(RowKey, Stored),
        record: &Versioned<T>,
    ) -> Result<bool, StoreErrorKind> {
        let version = self.pin.version_for(record);
        let new = Stored::seal_at::<T, C::Database>(record, version, &self.place, key)?;
        conn.swap(&self.place, key, old, &new)
    }

    fn error(&self, doing: &'static str, key: &RowKey, kind: StoreErrorKind) -> StoreError {
        StoreError::new(doing, T::ENTITY, &self.place, Some(key), kind)
    }
}

/// How often a row is left as it was, with nobody else at it, until it is said.
const IGNORED: u32 = 3;
