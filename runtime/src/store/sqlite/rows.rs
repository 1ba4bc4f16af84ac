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
use crate::store::sqlite::statement::{Piece, execute, rows, stream};
use crate::store::sqlite::survey::survey;
use crate::store::stored::Stored;
use crate::store::value::Value;
use crate::store::{RowKey, StoreErrorKind};

impl Rows for SqliteConnection {
    fn text<'a, T: Migrate>(form: Form, value: &'a Value<'_>) -> Result<Cow<'a, str>> {
        document::text::<T>(form, value)
    }

    fn value(form: Form, json: String) -> Result<Value<'static>> {
        document::value(form, json)
    }

    fn read(&mut self, place: &Place, key: &RowKey) -> Result<Option<(RowKey, Stored)>> {
        let mut select = columns(place);
        // Two, so that a key that names several rows is noticed.
        select.extend([Sql(" WHERE "), Key(place), Sql(" = "), Val(&key.0), Sql(" LIMIT 2")]);
        let mut found = rows::<Cells, Row>(self, &select).map_err(classify)?;
        let row = found.pop();
        if found.is_empty() { Ok(row.map(keyed)) } else { Err(StoreErrorKind::KeyNotUnique) }
    }

    fn swap(&mut self, place: &Place, key: &RowKey, old: &Stored, new: &Stored) -> Result<bool> {
        let mut update = statement();
        update.extend([
            Sql("UPDATE "),
            Table(place),
            Sql(" SET "),
            Name(place.document),
            Sql(" = "),
            Val(&new.document),
        ]);
        if let Some(carry) = &place.carry {
            update.extend([Sql(", "), Name(carry.name), Sql(" = "), Val(&new.carry)]);
        }
        unchanged(place, key, old, &mut update);
        execute(self, &update).map(|changed| changed > 0).map_err(classify)
    }

    fn page(
        &mut self,
        place: &Place,
        after: Option<&RowKey>,
        end: &RowKey,
        limit: u32,
        visit: &mut dyn FnMut(RowKey, Stored) -> ControlFlow<()>,
    ) -> Result<bool> {
        let mut select = columns(place);
        select.extend([Sql(" WHERE "), Key(place), Sql(" <= "), Val(&end.0)]);
        if let Some(after) = after {
            select.extend([Sql(" AND "), Key(place), Sql(" > "), Val(&after.0)]);
        }
        select.extend([Sql(" ORDER BY "), Key(place), Sql(" LIMIT "), Int(limit.into())]);
        let page = stream::<Cells, Row>(self, &select);
        let mut seen = 0;
        for row in page.map_err(classify)? {
            let (key, stored) = keyed(row.map_err(classify)?);
            seen += 1;
            if visit(key, stored).is_break() {
                return Ok(false);
            }
        }
        Ok(seen < limit)
    }

    fn insert(&mut self, place: &Place, key: &RowKey, new: &Stored) -> Result<bool> {
        let insert = [
            Sql("INSERT INTO "),
            Table(place),
            Sql(" ("),
            Name(place.key),
            Sql(", "),
            Name(place.document),
            Sql(") VALUES ("),
            Val(&key.0),
            Sql(", "),
            Val(&new.document),
            Sql(")"),
        ];
        execute(self, &insert).map(|changed| changed > 0).map_err(classify)
    }

    fn delete(&mut self, place: &Place, key: &RowKey, old: &Stored) -> Result<bool> {
        let mut delete = statement();
        delete.extend([Sql("DELETE FROM "), Table(place)]);
        unchanged(place, key, old, &mut delete);
        execute(self, &delete).map(|changed| changed > 0).map_err(classify)
    }

    fn orphans(&mut self, place: &Place, sources: &Place) -> Result<u64> {
        let select = [
            Sql("SELECT count(*) FROM "),
            Table(place),
            Sql(" WHERE "),
            Key(place),
            Sql(" NOT IN (SELECT "),
            Name(sources.key),
            Sql(" FROM "),
            Table(sources),
            Sql(")"),
        ];
        let count = rows::<BigInt, i64>(self, &select).map_err(classify)?;
        Ok(count.first().map_or(0, |count| count.cast_unsigned()))
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

/// Key, document and carry of a row.
type Cells = (Any, Any, Any);
type Row = (Value<'static>, Value<'static>, Value<'static>);

fn keyed((key, document, carry): Row) -> (RowKey, Stored) {
    (RowKey(key), Stored { document, carry })
}

/// `SELECT key, document, carry FROM table`
fn columns(place: &Place) -> Vec<Piece<'_>> {
    let carry = place.carry.as_ref().map_or(Sql("NULL"), |carry| Name(carry.name));
    let mut select = statement();
    select.extend([
        Sql("SELECT "),
        Name(place.key),
        Sql(", "),
        Name(place.document),
        Sql(", "),
        carry,
        Sql(" FROM "),
        Table(place),
    ]);
    select
}

/// A statement with room for all that is put together here.
fn statement<'a>() -> Vec<Piece<'a>> {
    Vec::with_capacity(24)
}

/// ` WHERE key = … AND document = … AND carry IS …`: the row, if it still is what was read.
///
/// A column may collate as it likes (`NOCASE`): what was read has to be there to the byte.
fn unchanged<'a>(
    place: &'a Place,
    key: &'a RowKey,
    old: &'a Stored,
    statement: &mut Vec<Piece<'a>>,
) {
    statement.extend([
        Sql(" WHERE "),
        Key(place),
        Sql(" = "),
        Val(&key.0),
        Sql(" AND "),
        Name(place.document),
        Sql(" COLLATE BINARY = "),
        Val(&old.document),
    ]);
    if let Some(carry) = &place.carry {
        statement.extend([
            Sql(" AND "),
            Name(carry.name),
            Sql(" COLLATE BINARY IS "),
            Val(&old.carry),
        ]);
    }
}
