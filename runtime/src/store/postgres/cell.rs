//! A cell of a result row, read as what the server says it is.

use std::borrow::Cow;
use std::io::Write as _;

use diesel::deserialize::{self, FromSql, Queryable};
use diesel::pg::{Pg, PgValue};
use diesel::query_builder::QueryId;
use diesel::serialize::{self, IsNull, Output, ToSql};
use diesel::sql_types::{SqlType, Uuid};

use crate::store::value::{Sixteen, Value};

/// The SQL type of a cell that may hold anything. Nothing is ever bound as it.
#[derive(Debug, Clone, Copy, QueryId, SqlType)]
#[diesel(postgres_type(oid = 17, array_oid = 1001))]
pub struct Any;

/// The numbers of types in `pg_type`, which never change.
mod oid {
    pub(super) const BYTES: u32 = 17;
    pub(super) const INT8: u32 = 20;
    pub(super) const INT2: u32 = 21;
    pub(super) const INT4: u32 = 23;
    pub(super) const UUID: u32 = 2950;
}

impl FromSql<Any, Pg> for Value<'static> {
    fn from_sql(cell: PgValue<'_>) -> deserialize::Result<Self> {
        let bytes = cell.as_bytes();
        Ok(match (cell.get_oid().get(), bytes) {
            (oid::INT2, bytes) => Value::Integer(i16::from_be_bytes(bytes.try_into()?).into()),
            (oid::INT4, bytes) => Value::Integer(i32::from_be_bytes(bytes.try_into()?).into()),
            (oid::INT8, bytes) => Value::Integer(i64::from_be_bytes(bytes.try_into()?)),
            (oid::UUID, bytes) => Value::Uuid(Sixteen(bytes.try_into()?)),
            (oid::BYTES, bytes) => Value::Blob(Cow::Owned(bytes.to_vec())),
            (_, bytes) => match std::str::from_utf8(bytes) {
                Ok(text) => Value::Text(Cow::Owned(text.to_owned())),
                Err(_) => Value::BrokenText(Cow::Owned(bytes.to_vec())),
            },
        })
    }

    fn from_nullable_sql(cell: Option<PgValue<'_>>) -> deserialize::Result<Self> {
        cell.map_or(Ok(Value::Null), <Self as FromSql<Any, Pg>>::from_sql)
    }
}

impl Queryable<Any, Pg> for Value<'static> {
    type Row = Self;

    fn build(value: Self) -> deserialize::Result<Self> {
        Ok(value)
    }
}

impl ToSql<Uuid, Pg> for Sixteen {
    fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, Pg>) -> serialize::Result {
        out.write_all(&self.0)?;
        Ok(IsNull::No)
    }
}
