//! Going through the rows of a user's table.

use std::ops::ControlFlow;

use diesel::sql_types::BigInt;
use diesel::sqlite::{Sqlite, SqliteConnection};

use crate::store::RowKey;
use crate::store::backend::{Pages, Result};
use crate::store::place::Place;
use crate::store::rows::columns;
use crate::store::sqlite::cell::Any;
use crate::store::sqlite::dialect::{Cells, Row, keyed};
use crate::store::sqlite::fault::classify;
use crate::store::sqlite::survey::survey;
use crate::store::statement::Piece::{Int, Key, Name, Sql, Table, Val};
use crate::store::statement::{rows, stream};
use crate::store::stored::Stored;
use crate::store::value::Value;

impl Pages for SqliteConnection {
    fn page(
        &mut self,
        place: &Place,
        after: Option<&RowKey>,
        end: &RowKey,
        limit: u32,
        visit: &mut dyn FnMut(RowKey, Stored) -> ControlFlow<()>,
    ) -> Result<bool> {
        let mut select = columns::<Sqlite>(place);
        select.extend([Sql(" WHERE "), Key(place), Sql(" <= "), Val(&end.0)]);
        if let Some(after) = after {
            select.extend([Sql(" AND "), Key(place), Sql(" > "), Val(&after.0)]);
        }
        select.extend([Sql(" ORDER BY "), Key(place), Sql(" LIMIT "), Int(limit.into())]);
        let page = stream::<Cells, Row, _>(self, &select);
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
        let count = rows::<BigInt, i64, _>(self, &select).map_err(classify)?;
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
        let keys = rows::<Any, Value<'static>, _>(self, &select).map_err(classify)?;
        Ok(keys.into_iter().next().map(RowKey))
    }

    fn count(&mut self, place: &Place) -> Result<u64> {
        let count = rows::<BigInt, i64, _>(self, &[Sql("SELECT count(*) FROM "), Table(place)]);
        Ok(count.map_err(classify)?.first().map_or(0, |count| count.cast_unsigned()))
    }

    fn survey(&mut self, place: &Place) -> Result<Place> {
        survey(self, place)
    }
}
