//! Reading and swapping rows, the same for every database.

use diesel::connection::{LoadConnection, TransactionManager};

use crate::store::backend::{Database, Result, Rows};
use crate::store::place::Place;
use crate::store::statement::Piece::{self, Int, Key, Name, Sql, Table, Val};
use crate::store::statement::execute;
use crate::store::stored::Stored;
use crate::store::{RowKey, StoreErrorKind};

impl<C: LoadConnection<Backend: Database>> Rows for C {
    type Database = C::Backend;

    fn read(&mut self, place: &Place, key: &RowKey) -> Result<Option<(RowKey, Stored)>> {
        let mut select = columns::<C::Backend>(place);
        // Two, so that a key that names several rows is noticed.
        select.extend([Sql(" WHERE "), Key(place), Sql(" = "), Val(&key.0), Sql(" LIMIT 2")]);
        let mut found = C::Backend::load(self, &select).map_err(C::Backend::classify)?;
        let row = found.pop();
        if !found.is_empty() {
            return Err(StoreErrorKind::KeyNotUnique);
        }
        Ok(row.map(|row| keyed::<C::Backend>(place, row)))
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
        unchanged::<C::Backend>(place, key, old, &mut update);
        change(self, &update)
    }

    fn insert(&mut self, place: &Place, key: &RowKey, new: &Stored) -> Result<bool> {
        let mut insert = statement();
        insert.extend([Sql("INSERT INTO "), Table(place), Sql(" ("), Name(place.key)]);
        insert.extend([Sql(", "), Name(place.document)]);
        if let Some(carry) = &place.carry {
            insert.extend([Sql(", "), Name(carry.name)]);
        }
        insert.extend([Sql(") VALUES ("), Val(&key.0), Sql(", ")]);
        C::Backend::written(place.form, &new.document, &mut insert);
        if let Some(carry) = &place.carry {
            insert.push(Sql(", "));
            C::Backend::written(carry.form, &new.carry, &mut insert);
        }
        insert.push(Sql(")"));
        change(self, &insert)
    }

    fn delete(&mut self, place: &Place, key: &RowKey, old: &Stored) -> Result<bool> {
        let mut delete = statement();
        delete.extend([Sql("DELETE FROM "), Table(place)]);
        unchanged::<C::Backend>(place, key, old, &mut delete);
        change(self, &delete)
    }

    fn list(
        &mut self,
        place: &Place,
        after: Option<&RowKey>,
        limit: u32,
    ) -> Result<Vec<(RowKey, Stored)>> {
        let mut select = columns::<C::Backend>(place);
        select.extend([Sql(" WHERE "), Key(place), Sql(" IS NOT NULL AND ")]);
        select.extend([Name(place.document), Sql(" IS NOT NULL")]);
        if let Some(after) = after {
            select.extend([Sql(" AND "), Key(place), Sql(" > "), Val(&after.0)]);
        }
        select.extend([Sql(" ORDER BY "), Key(place), Sql(" LIMIT "), Int(limit.into())]);
        let rows = C::Backend::load(self, &select).map_err(C::Backend::classify)?;
        Ok(rows.into_iter().map(|row| keyed::<C::Backend>(place, row)).collect())
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

/// The row, with its key as its column has it.
fn keyed<D: Database>(place: &Place, (key, stored): (RowKey, Stored)) -> (RowKey, Stored) {
    (RowKey(D::key(place.key_form, key.0)), stored)
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

/// `SELECT key, document, carry FROM table`
pub(super) fn columns<D: Database>(place: &Place) -> Vec<Piece<'_>> {
    let mut select = statement();
    select.extend([Sql("SELECT "), Name(place.key), Sql(", ")]);
    D::shown(place.form, place.document, &mut select);
    select.push(Sql(", "));
    match &place.carry {
        Some(carry) => D::shown(carry.form, carry.name, &mut select),
        None => select.push(Sql("NULL")),
    }
    select.extend([Sql(" FROM "), Table(place)]);
    select
}

/// A statement with room for all that is put together here.
pub(super) fn statement<'a>() -> Vec<Piece<'a>> {
    Vec::with_capacity(24)
}

/// ` WHERE key = … AND document = … AND carry = …`: the row, if it still is what was read.
pub(super) fn unchanged<'a, D: Database>(
    place: &'a Place,
    key: &'a RowKey,
    old: &'a Stored,
    statement: &mut Vec<Piece<'a>>,
) {
    statement.extend([Sql(" WHERE "), Key(place), Sql(" = "), Val(&key.0), Sql(" AND ")]);
    D::unchanged(place.form, place.document, &old.document, statement);
    if let Some(carry) = &place.carry {
        statement.push(Sql(" AND "));
        D::unchanged(carry.form, carry.name, &old.carry, statement);
    }
}
