//! Reading and swapping rows, the same for every database.

use diesel::connection::{LoadConnection, TransactionManager};

use crate::store::backend::{Database, Result, Rows};
use crate::store::keys::KeyColumn;
use crate::store::place::Place;
use crate::store::statement::Piece::{self, Int, Key, Name, Sql, Table, Val};
use crate::store::statement::execute;
use crate::store::stored::Stored;
use crate::store::value::Value;
use crate::store::{RowKey, StoreErrorKind};

impl<C: LoadConnection<Backend: Database>> Rows for C {
    type Database = C::Backend;

    fn read(&mut self, place: &Place, key: &RowKey) -> Result<Option<(RowKey, Stored)>> {
        let mut select = columns::<C::Backend>(place, padded(place));
        named(place, key, &mut select)?;
        // Two, so that a key that names several rows is noticed.
        select.push(Sql(" LIMIT 2"));
        let mut found = C::Backend::load(self, &select, place).map_err(C::Backend::classify)?;
        let row = found.pop();
        if found.is_empty() { Ok(row) } else { Err(StoreErrorKind::KeyNotUnique) }
    }

    fn swap(&mut self, place: &Place, key: &RowKey, old: &Stored, new: &Stored) -> Result<bool> {
        let mut update = statement();
        update.extend([Sql("UPDATE "), Table(place), Sql(" SET "), Name(place.document)]);
        update.push(Sql(" = "));
        C::Backend::written(place.form, &new.document, &mut update);
        if let Some(carry) = &place.carry {
            update.extend([Sql(", "), Name(carry.name), Sql(" = ")]);
            C::Backend::written(carry.form, &new.carry, &mut update);
        }
        if let Some(version) = place.version {
            update.extend([Sql(", "), Name(version), Sql(" = "), Val(&new.version)]);
        }
        if let Some(token) = place.token {
            update.extend([Sql(", "), Name(token), Sql(" = "), Name(token), Sql(" + 1")]);
        }
        unchanged::<C::Backend>(place, key, old, &mut update)?;
        change(self, &update)
    }

    fn insert(&mut self, place: &Place, key: &RowKey, new: &Stored) -> Result<bool> {
        let mut insert = statement();
        insert.extend([Sql("INSERT INTO "), Table(place), Sql(" (")]);
        for column in place.keys() {
            insert.extend([Name(column.name), Sql(", ")]);
        }
        insert.push(Name(place.document));
        let carry = place.carry.map(|carry| carry.name);
        for column in [carry, place.version, place.token].into_iter().flatten() {
            insert.extend([Sql(", "), Name(column)]);
        }
        insert.push(Sql(") VALUES ("));
        same_columns(place, key)?;
        for value in key.values() {
            insert.extend([Val(value), Sql(", ")]);
        }
        C::Backend::written(place.form, &new.document, &mut insert);
        if let Some(carry) = &place.carry {
            insert.push(Sql(", "));
            C::Backend::written(carry.form, &new.carry, &mut insert);
        }
        if place.version.is_some() {
            insert.extend([Sql(", "), Val(&new.version)]);
        }
        if place.token.is_some() {
            insert.push(Sql(", 1"));
        }
        insert.push(Sql(")"));
        change(self, &insert)
    }

    fn delete(&mut self, place: &Place, key: &RowKey, old: &Stored) -> Result<bool> {
        let mut delete = statement();
        delete.extend([Sql("DELETE FROM "), Table(place)]);
        unchanged::<C::Backend>(place, key, old, &mut delete)?;
        change(self, &delete)
    }

    fn list(
        &mut self,
        place: &Place,
        after: Option<&RowKey>,
        limit: u32,
    ) -> Result<Vec<(RowKey, Stored)>> {
        let mut select = columns::<C::Backend>(place, padded(place));
        select.extend([Sql(" WHERE "), Name(place.document), Sql(" IS NOT NULL")]);
        for column in place.keys() {
            select.extend([Sql(" AND "), Name(column.name), Sql(" IS NOT NULL")]);
        }
        if let Some(after) = after {
            same_columns(place, after)?;
            let columns: Vec<_> = place.keys().zip(after.values()).collect();
            select.push(Sql(" AND "));
            behind(&columns, &mut select);
        }
        let mut before = " ORDER BY ";
        for column in place.keys() {
            select.extend([Sql(before), Name(column.name)]);
            before = ", ";
        }
        select.extend([Sql(" LIMIT "), Int(limit.into())]);
        C::Backend::load(self, &select, place).map_err(C::Backend::classify)
    }

    fn in_transaction(&mut self) -> Result<bool> {
        let status = C::TransactionManager::transaction_manager_status_mut(self);
        let depth = status.transaction_depth();
        depth.map(|depth| depth.is_some()).map_err(C::Backend::classify)
    }

    fn transaction_survived(&mut self) -> bool {
        C::Backend::transaction_survived(self)
    }
}

/// A row from its cells, which stand in the order of [`columns`].
pub(super) fn row<D: Database>(
    place: &Place,
    cells: impl IntoIterator<Item = Value<'static>>,
) -> (RowKey, Stored) {
    let mut cells = cells.into_iter();
    let mut cell = || cells.next().unwrap_or(Value::Null);
    let first = D::key(place.key.form, cell());
    let rest = place.further.iter().map(|column| D::key(column.form, cell())).collect();
    let document = cell();
    let carry = if place.carry.is_some() { cell() } else { Value::Null };
    let version = if place.version.is_some() { cell() } else { Value::Null };
    let token = if place.token.is_some() { cell() } else { Value::Null };
    (RowKey { first, rest }, Stored { document, carry, version, token })
}

/// The number of cells with which the rows of a place are read: one of few, so that there are few types of rows.
pub(super) fn padded(place: &Place) -> usize {
    match place.width() {
        2 => 2,
        3 | 4 => 4,
        _ => 8,
    }
}

/// The rows of a statement, whose cells are all of one type.
macro_rules! load {
    ($any:ty, $conn:ident, $statement:ident, $place:ident) => {
        match $crate::store::rows::padded($place) {
            2 => $crate::store::rows::load!(@ $any, $conn, $statement, $place; a b),
            4 => $crate::store::rows::load!(@ $any, $conn, $statement, $place; a b c d),
            _ => $crate::store::rows::load!(@ $any, $conn, $statement, $place; a b c d e f g h),
        }
    };
    (@ $any:ty, $conn:ident, $statement:ident, $place:ident; $($cell:ident)*) => {{
        type Cells = ($($crate::store::rows::load!(= $cell $any),)*);
        type Row = ($($crate::store::rows::load!(= $cell $crate::store::value::Value<'static>),)*);
        let found = $crate::store::statement::rows::<Cells, Row, C>($conn, $statement)?;
        let row = |($($cell,)*)| $crate::store::rows::row::<Self>($place, [$($cell),*]);
        Ok(found.into_iter().map(row).collect())
    }};
    (= $cell:ident $ty:ty) => { $ty };
}
pub(super) use load;

/// A key of one store is none of another.
fn same_columns(place: &Place, key: &RowKey) -> Result<()> {
    let (expected, found) = (1 + place.further.len(), 1 + key.rest.len());
    if expected == found { Ok(()) } else { Err(StoreErrorKind::OtherKey { expected, found }) }
}

/// ` WHERE key = … AND key = …`
fn named<'a>(place: &'a Place, key: &'a RowKey, statement: &mut Vec<Piece<'a>>) -> Result<()> {
    same_columns(place, key)?;
    statement.extend([Sql(" WHERE "), Key(place), Sql(" = "), Val(&key.first)]);
    for (column, value) in place.further.iter().zip(&key.rest) {
        statement.extend([Sql(" AND "), Name(column.name), Sql(" = "), Val(value)]);
    }
    Ok(())
}

/// `a >= … AND (a > … OR b > …)`: the keys behind one, such that every database finds them by an index over the columns.
fn behind<'a>(columns: &[(KeyColumn, &'a Value<'a>)], statement: &mut Vec<Piece<'a>>) {
    let Some(((column, value), further)) = columns.split_first() else { return };
    if further.is_empty() {
        statement.extend([Name(column.name), Sql(" > "), Val(value)]);
        return;
    }
    statement.extend([Name(column.name), Sql(" >= "), Val(value), Sql(" AND (")]);
    statement.extend([Name(column.name), Sql(" > "), Val(value), Sql(" OR (")]);
    behind(further, statement);
    statement.push(Sql("))"));
}

/// Runs a statement that changes a row or none.
fn change<C: LoadConnection<Backend: Database>>(
    conn: &mut C,
    statement: &[Piece<'_>],
) -> Result<bool> {
    let changed = if C::Backend::FAILS_WHOLE && conn.in_transaction()? {
        conn.transaction(|conn| execute(conn, statement))
    } else {
        execute(conn, statement)
    };
    changed.map(|changed| changed > 0).map_err(C::Backend::classify)
}

/// `SELECT key, document, carry, version, token FROM table`, as far as there are columns, with `NULL`s up to `width`.
pub(super) fn columns<D: Database>(place: &Place, width: usize) -> Vec<Piece<'_>> {
    let mut select = statement();
    select.push(Sql("SELECT "));
    for column in place.keys() {
        select.extend([Name(column.name), Sql(", ")]);
    }
    D::shown(place.form, place.document, &mut select);
    if let Some(carry) = &place.carry {
        select.push(Sql(", "));
        D::shown(carry.form, carry.name, &mut select);
    }
    for column in [place.version, place.token].into_iter().flatten() {
        select.extend([Sql(", "), Name(column)]);
    }
    for _ in place.width()..width {
        select.push(Sql(", NULL"));
    }
    select.extend([Sql(" FROM "), Table(place)]);
    select
}

/// A statement with room for all that is put together here.
pub(super) fn statement<'a>() -> Vec<Piece<'a>> {
    Vec::with_capacity(24)
}

/// ` WHERE key = … AND document = … AND carry = …`: the row, if it still is what was read.
fn unchanged<'a, D: Database>(
    place: &'a Place,
    key: &'a RowKey,
    old: &'a Stored,
    statement: &mut Vec<Piece<'a>>,
) -> Result<()> {
    named(place, key, statement)?;
    statement.push(Sql(" AND "));
    D::unchanged(place.form, place.document, &old.document, statement);
    if let Some(carry) = &place.carry {
        statement.push(Sql(" AND "));
        D::unchanged(carry.form, carry.name, &old.carry, statement);
    }
    for (column, value) in [(place.version, &old.version), (place.token, &old.token)] {
        let Some(column) = column else { continue };
        statement.extend([Sql(" AND "), Name(column)]);
        match value {
            Value::Null => statement.push(Sql(" IS NULL")),
            value => statement.extend([Sql(" = "), Val(value)]),
        }
    }
    Ok(())
}
