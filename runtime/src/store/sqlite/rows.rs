//! Going through the rows of a user's table.

use std::ops::ControlFlow;

use diesel::sql_types::BigInt;
use diesel::sqlite::{Sqlite, SqliteConnection};

use crate::store::RowKey;
use crate::store::backend::{Pages, Result};
use crate::store::place::Place;
use crate::store::rows::columns;
use crate::store::sqlite::cell::Any;
use crate::store::sqlite::fault::classify;
use crate::store::sqlite::survey::survey;
use crate::store::statement::Piece::{Int, Key, Name, Sql, Table, Val};
use crate::store::statement::{rows, stream};
use crate::store::stored::Stored;
use crate::store::value::Value;

/// Key, document and carry of a row.
type Cells = (Any, Any, Any);
type Row = (Value<'static>, Value<'static>, Value<'static>);

impl Pages for SqliteConnection {
    fn page(
        &mut self,
        place: &Place,
        after: Option<&RowKey>,
        end: &RowKey,
        limit: u32,
        visit: &mut dyn FnMut(RowKey, Stored) -> ControlFlow<()>,
    ) -> Result<bool> {
        let mut select = columns::<Sqlite>(place, 3);
        select.extend([Sql(" WHERE "), Key(place), Sql(" <= "), Val(&end.first)]);
        if let Some(after) = after {
            select.extend([Sql(" AND "), Key(place), Sql(" > "), Val(&after.first)]);
        }
        select.extend([Sql(" ORDER BY "), Key(place), Sql(" LIMIT "), Int(limit.into())]);
        let page = stream::<Cells, Row, _>(self, &select);
        let mut seen = 0;
        for row in page.map_err(classify)? {
            let (key, document, carry) = row.map_err(classify)?;
            let (key, stored) = crate::store::rows::row::<Sqlite>(place, [key, document, carry]);
            seen += 1;
            if visit(key, stored).is_break() {
                return Ok(false);
            }
        }
        Ok(seen < limit)
    }

    fn orphans(&mut self, place: &Place, sources: &Place) -> Result<u64> {
        let select = [
            Sql("SELECT count(*) FROM "),
            Table(place),
            Sql(" WHERE "),
            Key(place),
            Sql(" NOT IN (SELECT "),
            Name(sources.key.name),
            Sql(" FROM "),
            Table(sources),
            Sql(")"),
        ];
        let count = rows::<BigInt, i64, _>(self, &select).map_err(classify)?;
        Ok(count.first().map_or(0, |count| count.cast_unsigned()))
    }

    fn largest_key(&mut self, place: &Place) -> Result<Option<RowKey>> {
        let select = [
            Sql("SELECT "),
            Name(place.key.name),
            Sql(" FROM "),
            Table(place),
            Sql(" ORDER BY "),
            Key(place),
            Sql(" DESC LIMIT 1"),
        ];
        let keys = rows::<Any, Value<'static>, _>(self, &select).map_err(classify)?;
        Ok(keys.into_iter().next().map(RowKey::of))
    }

    fn count(&mut self, place: &Place) -> Result<u64> {
        let count = rows::<BigInt, i64, _>(self, &[Sql("SELECT count(*) FROM "), Table(place)]);
        Ok(count.map_err(classify)?.first().map_or(0, |count| count.cast_unsigned()))
    }

    fn survey(&mut self, place: &Place) -> Result<Place> {
        survey(self, place)
    }
}
