//! The rows of a user's table.

use std::borrow::Cow;
use std::ops::ControlFlow;

use diesel::sql_types::BigInt;
use diesel::sqlite::SqliteConnection;

use crate::chain::Migrate;
use crate::store::backend::{Result, Rows};
use crate::store::place::{Form, Place};
use crate::store::sqlite::cell::Any;
use crate::store::sqlite::document;
use crate::store::sqlite::fault::classify;
use crate::store::sqlite::statement::Piece::{Int, Key, Name, Sql, Table, Val};
use crate::store::sqlite::statement::{execute, rows, stream};
use crate::store::sqlite::survey::survey;
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

    fn page(
        &mut self,
        place: &Place,
        after: Option<&RowKey>,
        end: &RowKey,
        limit: u32,
        visit: &mut dyn FnMut(RowKey, Value<'static>) -> ControlFlow<()>,
    ) -> Result<bool> {
        let mut select = vec![
            Sql("SELECT "),
            Name(place.key),
            Sql(", "),
            Name(place.document),
            Sql(" FROM "),
            Table(place),
            Sql(" WHERE "),
            Key(place),
            Sql(" <= "),
            Val(&end.0),
        ];
        if let Some(after) = after {
            select.extend([Sql(" AND "), Key(place), Sql(" > "), Val(&after.0)]);
        }
        select.extend([Sql(" ORDER BY "), Key(place), Sql(" LIMIT "), Int(limit.into())]);
        let page = stream::<(Any, Any), (Value<'static>, Value<'static>)>(self, &select);
        let mut seen = 0;
        for row in page.map_err(classify)? {
            let (key, document) = row.map_err(classify)?;
            seen += 1;
            if visit(RowKey(key), document).is_break() {
                return Ok(false);
            }
        }
        Ok(seen < limit)
    }

    fn largest_key(&mut self, place: &Place) -> Result<Option<RowKey>> {
        let select = [
            Sql("SELECT "),
            Name(place.key),
            Sql(" FROM "),
            Table(place),
            Sql(" ORDER BY "),
            Key(place),
            Sql(" DESC LIMIT 1"),
        ];
        let keys = rows::<Any, Value<'static>>(self, &select).map_err(classify)?;
        Ok(keys.into_iter().next().map(RowKey))
    }

    fn count(&mut self, place: &Place) -> Result<u64> {
        let count = rows::<BigInt, i64>(self, &[Sql("SELECT count(*) FROM "), Table(place)]);
        Ok(count.map_err(classify)?.first().map_or(0, |count| count.cast_unsigned()))
    }

    fn survey(&mut self, place: &Place) -> Result<Place> {
        survey(self, place)
    }
}
