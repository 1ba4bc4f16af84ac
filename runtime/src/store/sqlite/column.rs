//! How each column type of SQLite holds a record.

use std::fmt::Debug;

use diesel::deserialize::{self, FromSql};
use diesel::serialize::{self, IsNull, Output, ToSql};
use diesel::sql_types::{Binary, Json, Jsonb, Text};
use diesel::sqlite::{Sqlite, SqliteValue};

use crate::chain::Pure;
use crate::envelope::{Found, Versioned, View};
use crate::store::column::{Opens, Seals};
use crate::store::parts::Payload;
use crate::store::place::Form;
use crate::store::sqlite::cell;
use crate::store::sqlite::document;
use crate::store::value::Value;
use crate::store::{StoreError, StoreErrorKind};

macro_rules! column {
    ($($sql_type:ty => $form:expr),*) => { $(
        read!(Versioned, $sql_type => $form);
        read!(View, $sql_type => $form);
        read!(Found, $sql_type => $form);
        read!(Payload, $sql_type => $form);
        write!(Payload, $sql_type => $form);
        write!(Versioned, $sql_type => $form);
        write!(Found, $sql_type => $form);
    )* };
}

macro_rules! read {
    ($ty:ident, $sql_type:ty => $form:expr) => {
        impl<T: Pure> FromSql<$sql_type, Sqlite> for $ty<T> {
            fn from_sql(mut cell: SqliteValue<'_, '_, '_>) -> deserialize::Result<Self> {
                cell::with(&mut cell, |value| read::<T, Self>($form, &value))
            }
        }
    };
}

macro_rules! write {
    ($ty:ident, $sql_type:ty => $form:expr) => {
        impl<T: Pure + Debug> ToSql<$sql_type, Sqlite> for $ty<T> {
            fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, Sqlite>) -> serialize::Result {
                write::<T, _>($form, self, out)
            }
        }
    };
}

column!(Text => Form::Text, Json => Form::Json, Binary => Form::Bytes, Jsonb => Form::Jsonb);

fn read<T: Pure, R: Opens>(form: Form, value: &Value<'_>) -> deserialize::Result<R> {
    let opened = match document::text::<T>(form, value) {
        Ok(text) => R::open(&text),
        Err(StoreErrorKind::Open(error)) => Err(error),
        Err(kind) => return Err(StoreError::in_column("read", T::ENTITY, kind).into()),
    };
    Ok(opened?)
}

fn write<T: Pure, R: Seals>(
    form: Form,
    record: &R,
    out: &mut Output<'_, '_, Sqlite>,
) -> serialize::Result {
    match document::value(form, record.seal()?.into_owned())
        .map_err(|kind| StoreError::in_column("write", T::ENTITY, kind))?
    {
        Value::Text(text) => out.set_value(text.into_owned()),
        Value::Blob(bytes) => out.set_value(bytes.into_owned()),
        _ => unreachable!("a document is text or a blob"),
    }
    Ok(IsNull::No)
}
