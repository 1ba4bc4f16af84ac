//! A record in two columns of a model: its version, and the document.

use std::fmt;
use std::marker::PhantomData;
use std::ops::{Deref, DerefMut};

use diesel::backend::Backend;
use diesel::deserialize::{self, FromStaticSqlRow, Queryable};
use diesel::dsl::Eq;
use diesel::expression::{AsExpression, Expression};
use diesel::prelude::{AsChangeset, Insertable};
use diesel::sql_types::SqlType;
use diesel::{Column, ExpressionMethods, QuerySource, Selectable};

use crate::chain::{Pure, assert_column};
use crate::envelope::{Versioned, json};
use crate::store::parts::{Major, Payload};
use crate::store::place::{DocumentType, VersionType};

/// A record whose version stands in a column `V` beside the document in the column `D`, as a field of diesel models.
///
/// It dereferences to [`Versioned<T>`]. Name it once for each place, and embed it: it is read, inserted and updated as one.
///
/// ```
/// use diesel::prelude::*;
/// use diesel::sqlite::Sqlite;
/// use heirloom::store::Columns;
/// # use serde::{Deserialize, Serialize};
/// # #[derive(Serialize, Deserialize, heirloom::Migrate, Debug)]
/// # #[migrate(entity = "profile", version = 1)]
/// # struct ProfileV1 {
/// #     name: String,
/// # }
/// # #[derive(Serialize, Deserialize, heirloom::Migrate, Debug)]
/// # #[migrate(from = ProfileV1)]
/// # struct Profile {
/// #     #[migrate(from = name)]
/// #     full_name: String,
/// # }
///
/// diesel::table! {
///     accounts (id) {
///         id -> BigInt,
///         body_version -> Integer,
///         body -> Text,
///     }
/// }
///
/// type Body = Columns<Profile, accounts::body_version, accounts::body>;
///
/// #[derive(Queryable, Selectable, Insertable)]
/// #[diesel(table_name = accounts, check_for_backend(Sqlite))]
/// struct Account {
///     id: i64,
///     #[diesel(embed)]
///     body: Body,
/// }
///
/// # let conn = &mut SqliteConnection::establish(":memory:")?;
/// # diesel::sql_query("CREATE TABLE accounts (id INTEGER PRIMARY KEY, body_version INTEGER NOT NULL, body TEXT NOT NULL)").execute(conn)?;
/// # diesel::sql_query(r#"INSERT INTO accounts VALUES (1, 1, '{"name":"Ada"}')"#).execute(conn)?;
/// let mut account = accounts::table.find(1).select(Account::as_select()).first(conn)?;
/// assert_eq!((&*account.body.full_name, account.body.is_stale()), ("Ada", true));
///
/// account.body.full_name.push_str(" Lovelace");
/// diesel::update(accounts::table.find(1)).set(&account.body).execute(conn)?;
///
/// let row: (i32, String) = accounts::table.find(1).select((accounts::body_version, accounts::body)).first(conn)?;
/// assert_eq!(row, (2, r#"{"full_name":"Ada Lovelace"}"#.to_owned()));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// What a record carries stands in the document, as `$c`. Where the version is `NULL`, the document says it itself.
/// [`Records::version`](crate::store::Records::version) reads and heals such rows by key.
pub struct Columns<T, V, D> {
    record: Versioned<T>,
    columns: PhantomData<fn() -> (V, D)>,
}

impl<T, V, D> Columns<T, V, D> {
    /// The record alone.
    pub fn into_record(self) -> Versioned<T> {
        self.record
    }
}

impl<T, V, D> Deref for Columns<T, V, D> {
    type Target = Versioned<T>;

    fn deref(&self) -> &Versioned<T> {
        &self.record
    }
}

impl<T, V, D> DerefMut for Columns<T, V, D> {
    fn deref_mut(&mut self) -> &mut Versioned<T> {
        &mut self.record
    }
}

impl<T, V, D> From<T> for Columns<T, V, D> {
    fn from(value: T) -> Self {
        Versioned::new(value).into()
    }
}

impl<T, V, D> From<Versioned<T>> for Columns<T, V, D> {
    fn from(record: Versioned<T>) -> Self {
        Self { record, columns: PhantomData }
    }
}

impl<T: Clone, V, D> Clone for Columns<T, V, D> {
    fn clone(&self) -> Self {
        self.record.clone().into()
    }
}

impl<T: PartialEq, V, D> PartialEq for Columns<T, V, D> {
    fn eq(&self, other: &Self) -> bool {
        self.record == other.record
    }
}

impl<T: fmt::Debug, V, D> fmt::Debug for Columns<T, V, D> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.record.fmt(f)
    }
}

impl<T, V, D, DB> Queryable<(V::SqlType, D::SqlType), DB> for Columns<T, V, D>
where
    T: Pure,
    V: Column<SqlType: VersionType>,
    D: Column<Table = V::Table, SqlType: DocumentType>,
    DB: Backend,
    (Major, Payload<T>): FromStaticSqlRow<(V::SqlType, D::SqlType), DB>,
{
    type Row = (Major, Payload<T>);

    fn build((major, payload): Self::Row) -> deserialize::Result<Self> {
        const { assert_column::<T>() };
        let version = major.version::<T>(V::NAME)?;
        Ok(json::open_laid::<T>(&payload.into_text()?, version, None)?.into())
    }
}

impl<T, V, D, DB> Selectable<DB> for Columns<T, V, D>
where
    V: Column + Default,
    D: Column<Table = V::Table> + Default,
    (V, D): Expression,
    DB: Backend,
{
    type SelectExpression = (V, D);

    fn construct_selection() -> (V, D) {
        (V::default(), D::default())
    }
}

/// What is written: the two columns, and the values that they get.
type Pair<T, V, D> = (Eq<V, Major>, Eq<D, Payload<T>>);

fn pair<T, V, D>(record: &Versioned<T>) -> Pair<T, V, D>
where
    T: Pure,
    V: Column<SqlType: SqlType> + Default + ExpressionMethods,
    D: Column<SqlType: SqlType> + Default + ExpressionMethods,
    Major: AsExpression<V::SqlType>,
    Payload<T>: AsExpression<D::SqlType>,
{
    const { assert_column::<T>() };
    let version = record.written();
    let (major, ..) = version.parts();
    let payload = json::seal_laid(record, version, true, None).map(|(payload, _)| payload);
    (V::default().eq(Major::of(major)), D::default().eq(Payload::of(payload)))
}

macro_rules! written {
    ($([$($reference:tt)*])*) => { $(
        impl<T, V, D> Insertable<V::Table> for $($reference)* Columns<T, V, D>
        where
            T: Pure,
            V: Column<SqlType: VersionType + SqlType> + Default + ExpressionMethods,
            D: Column<Table = V::Table, SqlType: DocumentType + SqlType> + Default + ExpressionMethods,
            Major: AsExpression<V::SqlType>,
            Payload<T>: AsExpression<D::SqlType>,
            Pair<T, V, D>: Insertable<V::Table>,
        {
            type Values = <Pair<T, V, D> as Insertable<V::Table>>::Values;

            fn values(self) -> Self::Values {
                pair::<T, V, D>(&self.record).values()
            }
        }

        impl<T, V, D> AsChangeset for $($reference)* Columns<T, V, D>
        where
            T: Pure,
            V: Column<SqlType: VersionType + SqlType, Table: QuerySource> + Default + ExpressionMethods,
            D: Column<Table = V::Table, SqlType: DocumentType + SqlType> + Default + ExpressionMethods,
            Major: AsExpression<V::SqlType>,
            Payload<T>: AsExpression<D::SqlType>,
            Pair<T, V, D>: AsChangeset<Target = V::Table>,
        {
            type Target = V::Table;
            type Changeset = <Pair<T, V, D> as AsChangeset>::Changeset;

            fn as_changeset(self) -> Self::Changeset {
                pair::<T, V, D>(&self.record).as_changeset()
            }
        }
    )* };
}

written!([] [&]);
