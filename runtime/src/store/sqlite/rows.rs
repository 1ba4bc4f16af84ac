//! The rows of a user's table.

use std::borrow::Cow;

use diesel::sqlite::SqliteConnection;

use crate::chain::Migrate;
use crate::store::backend::{Result, Rows};
use crate::store::place::{Form, Place};
use crate::store::sqlite::cell::Any;
use crate::store::sqlite::document;
use crate::store::sqlite::fault::classify;
use crate::store::sqlite::statement::Piece::{Key, Name, Sql, Table, Val};
use crate::store::sqlite::statement::{execute, rows};
use crate::store::value::Value;
use crate::store::{RowKey, StoreErrorKind};

impl Rows for SqliteConnection {
    fn text<'a, T: Migrate>(form: Form, value: &'a Value<'_>) -> Result<Cow<'a, str>> {
        document::text::<T>(form, value)
    }

    fn value(form: Form, json: String) -> Result<Value<'static>> {
        document::value(form, json)
    }

    fn read(&mut self, place: &Place, key: &RowKey) -> Result<Option<Value<'static>>> {
        // Two, so that a key that names several rows is noticed.
        let select = [
            Sql("SELECT "),
            Name(place.document),
            Sql(" FROM "),
            Table(place),
            Sql(" WHERE "),
            Key(place),
            Sql(" = "),
            Val(&key.0),
            Sql(" LIMIT 2"),
        ];
        let mut found = rows::<Any, Value<'static>>(self, &select).map_err(classify)?;
        let document = found.pop();
        if found.is_empty() { Ok(document) } else { Err(StoreErrorKind::KeyNotUnique) }
    }

    fn swap(
        &mut self,
        place: &Place,
        key: &RowKey,
        old: &Value<'_>,
        new: &Value<'_>,
    ) -> Result<bool> {
        // A column may collate as it likes (`NOCASE`): what was read has to be there to the byte.
        let update = [
            Sql("UPDATE "),
            Table(place),
            Sql(" SET "),
            Name(place.document),
            Sql(" = "),
            Val(new),
            Sql(" WHERE "),
            Key(place),
            Sql(" = "),
            Val(&key.0),
            Sql(" AND "),
            Name(place.document),
            Sql(" COLLATE BINARY = "),
            Val(old),
        ];
        execute(self, &update).map(|changed| changed > 0).map_err(classify)
    }
}
