//! Whether a table can be worked through in pages by its key.

use diesel::QueryResult;
use diesel::sql_types::{BigInt, Text};
use diesel::sqlite::SqliteConnection;

use crate::store::StoreErrorKind;
use crate::store::backend::Result;
use crate::store::place::Place;
use crate::store::sqlite::fault::classify;
use crate::store::statement::Piece::{Name, Sql, Str, Table};
use crate::store::statement::rows;

/// The place with the collation in which its keys are unique.
pub(super) fn survey(conn: &mut SqliteConnection, place: &Place) -> Result<Place> {
    let (schema, kind, rowid) =
        find(conn, place).map_err(classify)?.ok_or(StoreErrorKind::NoTable)?;
    if kind != "table" {
        return Err(StoreErrorKind::NotATable { found: kind });
    }
    if schema != "main" {
        return Err(StoreErrorKind::NotInMain { schema });
    }
    let mut place = Place { schema: Some(schema), ..place.clone() };
    let columns = columns(conn, &place).map_err(classify)?;
    let column = |name: &str| columns.iter().find(|column| column.0.eq_ignore_ascii_case(name));
    let carry = place.carry.map(|carry| carry.name);
    for name in [place.document].into_iter().chain(carry) {
        if column(name).is_none() {
            return Err(StoreErrorKind::NoColumn { column: name });
        }
    }
    let primary: Vec<_> = columns.iter().filter(|column| column.2 > 0).collect();
    let unique = match column(place.key.name) {
        // Every table has a number for each row, unless it says `WITHOUT ROWID`, under three names.
        None => {
            let names = ["rowid", "oid", "_rowid_"];
            if !rowid || !names.iter().any(|name| name.eq_ignore_ascii_case(place.key.name)) {
                return Err(StoreErrorKind::NoColumn { column: place.key.name });
            }
            true
        }
        Some((name, declared, _)) => {
            let alone = matches!(&*primary, [(primary, ..)] if primary == name);
            // The number under a name of its own. Any other primary key has an index.
            if rowid && alone && declared.eq_ignore_ascii_case("INTEGER") {
                true
            } else {
                place.collation = collation(conn, &place).map_err(classify)?;
                place.collation.is_some()
            }
        }
    };
    if !unique {
        return Err(StoreErrorKind::KeyNotUnique);
    }
    match null_keys(conn, &place).map_err(classify)? {
        0 => Ok(place),
        count => Err(StoreErrorKind::NullKeys { count }),
    }
}

/// Schema and kind of the table, and whether its rows have numbers. Looked up as SQLite resolves a name without a schema.
fn find(conn: &mut SqliteConnection, place: &Place) -> QueryResult<Option<(String, String, bool)>> {
    let mut select = vec![
        Sql("SELECT list.schema, list.type, list.wr FROM pragma_table_list AS list \
             JOIN pragma_database_list AS base ON base.name = list.schema \
             WHERE lower(list.name) = lower("),
        Str(&place.table),
        Sql(")"),
    ];
    if let Some(schema) = &place.schema {
        select.extend([Sql(" AND lower(list.schema) = lower("), Str(schema), Sql(")")]);
    }
    select.push(Sql(" ORDER BY list.schema = 'temp' DESC, base.seq"));
    let found = rows::<(Text, Text, BigInt), (String, String, i64), _>(conn, &select)?;
    Ok(found.into_iter().next().map(|(schema, kind, without)| (schema, kind, without == 0)))
}

/// Name, declared type, and place in the primary key of each column.
fn columns(conn: &mut SqliteConnection, place: &Place) -> QueryResult<Vec<(String, String, i64)>> {
    let select = [
        Sql("SELECT name, type, pk FROM pragma_table_xinfo("),
        Str(&place.table),
        Sql(", 'main')"),
    ];
    rows::<(Text, Text, BigInt), _, _>(conn, &select)
}

/// The collation of a unique index over the key column alone and all rows.
fn collation(conn: &mut SqliteConnection, place: &Place) -> QueryResult<Option<String>> {
    let select = [
        Sql("SELECT max(part.coll) FROM pragma_index_list("),
        Str(&place.table),
        Sql(
            ", 'main') AS list, pragma_index_xinfo(list.name, 'main') AS part WHERE list.\"unique\" AND NOT list.partial AND part.key \
             GROUP BY list.name HAVING count(*) = 1 AND lower(max(part.name)) = lower(",
        ),
        Str(place.key.name),
        Sql(")"),
    ];
    rows::<Text, String, _>(conn, &select).map(|found| found.into_iter().next())
}

fn null_keys(conn: &mut SqliteConnection, place: &Place) -> QueryResult<u64> {
    let select = [
        Sql("SELECT count(*) FROM "),
        Table(place),
        Sql(" WHERE "),
        Name(place.key.name),
        Sql(" IS NULL"),
    ];
    let count = rows::<BigInt, i64, _>(conn, &select)?;
    Ok(count.first().map_or(0, |count| count.cast_unsigned()))
}
