//! A cell of a result row: a number, or bytes.

use std::borrow::Cow;

use diesel::deserialize::{self, FromSql, Queryable};
use diesel::mysql::{Mysql, MysqlType, MysqlValue};
use diesel::query_builder::QueryId;
use diesel::sql_types::{BigInt, SqlType};

use crate::store::value::Value;

/// The SQL type of a cell that may hold anything. Nothing is ever bound as it.
#[derive(Debug, Clone, Copy, QueryId, SqlType)]
#[diesel(mysql_type(name = "Blob"))]
pub struct Any;

impl FromSql<Any, Mysql> for Value<'static> {
    fn from_sql(cell: MysqlValue<'_>) -> deserialize::Result<Self> {
        use MysqlType::{
            Long, LongLong, Short, Tiny, UnsignedLong, UnsignedLongLong, UnsignedShort,
            UnsignedTiny,
        };
        let bytes = cell.as_bytes();
        Ok(match cell.value_type() {
            UnsignedTiny | UnsignedShort | UnsignedLong | UnsignedLongLong => {
                let mut eight = [0; 8];
                let count = bytes.len().min(8);
                eight[..count].copy_from_slice(&bytes[..count]);
                Value::Integer(u64::from_ne_bytes(eight).try_into()?)
            }
            Tiny | Short | Long | LongLong => {
                Value::Integer(<i64 as FromSql<BigInt, Mysql>>::from_sql(cell)?)
            }
            _ => Value::Blob(Cow::Owned(bytes.to_vec())),
        })
    }

    fn from_nullable_sql(cell: Option<MysqlValue<'_>>) -> deserialize::Result<Self> {
        cell.map_or(Ok(Value::Null), <Self as FromSql<Any, Mysql>>::from_sql)
    }
}

impl Queryable<Any, Mysql> for Value<'static> {
    type Row = Self;

    fn build(value: Self) -> deserialize::Result<Self> {
        Ok(value)
    }
}
