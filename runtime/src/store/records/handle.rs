//! Where the records are, and how they are read and written.

use std::marker::PhantomData;

use diesel::Column;

use crate::chain::{Pure, assert_column};
use crate::store::Names;
use crate::store::keys::{Composite, Keys, Several};
use crate::store::kind::KeyType;
use crate::store::pin::Pin;
use crate::store::place::{CarryColumn, CarryType, DocumentType, Place, TokenType, VersionType};
use crate::store::{Heal, StoreError};
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
    pub(super) place: Place,
    pub(super) heal: Heal,
    pub(super) pin: Pin,
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
    /// [`RowKey`](crate::store::RowKey) prints it (`7`, `'ada'`, `x'cafe'`); that is the key for [`open_parts`](crate::json::open_parts) and
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

    /// Writes this version instead of the latest one or the [pin](crate::Migrate::PIN) of the type, so that a fleet learns to read a version before any of it writes it.
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
    /// When the chain has no such version, or a step above it is `one_way`. A setting that is shared with newer programs may name a version
    /// that this one does not know: write at the smaller of it and `T::VERSION` then.
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
}
