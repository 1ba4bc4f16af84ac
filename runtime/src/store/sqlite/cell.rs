//! A cell of a result row, read without trusting what the column declares.

use std::borrow::Cow;

use diesel::deserialize::{self, FromSql, Queryable};
use diesel::query_builder::QueryId;
use diesel::sql_types::SqlType;
use diesel::sqlite::{Sqlite, SqliteType, SqliteValue};

use crate::store::value::Value;

/// Hands on what a cell holds.
#[inline]
pub(super) fn with<R>(cell: &mut SqliteValue<'_, '_, '_>, then: impl FnOnce(Value<'_>) -> R) -> R {
    if matches!(cell.value_type(), Some(SqliteType::Text)) {
        // Read once, since diesel looks at each byte twice whenever it is asked for a text.
        let text = cell.read_text();
        // The first byte of a replacement character: nearly no text has it.
        if memchr::memchr(b'\xef', text.as_bytes()).is_none() {
            return then(Value::Text(Cow::Borrowed(text)));
        }
    }
    then(read(cell))
}

/// What a cell holds.
///
/// diesel's own `read_text` puts replacement characters where text is not UTF-8; a record read like that
/// would be written back damaged.
fn read<'v>(cell: &'v mut SqliteValue<'_, '_, '_>) -> Value<'v> {
    match cell.value_type() {
        None => Value::Null,
        Some(SqliteType::Binary) => Value::Blob(Cow::Borrowed(cell.read_blob())),
        Some(SqliteType::Text) if is_exact(cell) => Value::Text(Cow::Borrowed(cell.read_text())),
        Some(SqliteType::Text) => Value::BrokenText(Cow::Borrowed(cell.read_blob())),
        Some(SqliteType::Float | SqliteType::Double) => Value::Real(cell.read_double()),
        Some(SqliteType::SmallInt | SqliteType::Integer | SqliteType::Long) => {
            Value::Integer(cell.read_long())
        }
    }
}

/// Whether `read_text` gives the text as it is stored.
fn is_exact(cell: &mut SqliteValue<'_, '_, '_>) -> bool {
    if !cell.read_text().contains(char::REPLACEMENT_CHARACTER) {
        return true;
    }
    // The character may be the text's own. The blob has the bytes, in the encoding of the database.
    let text = cell.read_text().to_owned();
    let stored = cell.read_blob();
    stored == text.as_bytes()
        || text.encode_utf16().flat_map(u16::to_le_bytes).eq(stored.iter().copied())
        || text.encode_utf16().flat_map(u16::to_be_bytes).eq(stored.iter().copied())
}

/// The SQL type of a cell that may hold anything.
#[derive(Debug, Clone, Copy, QueryId, SqlType)]
#[diesel(sqlite_type(name = "Binary"))]
pub struct Any;

impl FromSql<Any, Sqlite> for Value<'static> {
    fn from_sql(mut cell: SqliteValue<'_, '_, '_>) -> deserialize::Result<Self> {
        with(&mut cell, |value| Ok(value.into_owned()))
    }

    fn from_nullable_sql(cell: Option<SqliteValue<'_, '_, '_>>) -> deserialize::Result<Self> {
        cell.map_or(Ok(Value::Null), <Self as FromSql<Any, Sqlite>>::from_sql)
    }
}

impl Queryable<Any, Sqlite> for Value<'static> {
    type Row = Self;

    fn build(value: Self) -> deserialize::Result<Self> {
        Ok(value)
    }
}
