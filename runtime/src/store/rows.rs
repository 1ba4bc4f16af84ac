//! Reading and swapping rows, the same for every database.

use diesel::connection::{LoadConnection, TransactionManager};

use crate::store::backend::{Database, Result, Rows};
use crate::store::place::Place;
use crate::store::statement::Piece::{self, Key, Name, Sql, Table, Val};
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
        Ok(row.map(|(key, stored)| (RowKey(C::Backend::key(place.key_form, key.0)), stored)))
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
        let changed = if C::Backend::FAILS_WHOLE && self.in_transaction()? {
            self.transaction(|conn| execute(conn, &update))
        } else {
            execute(self, &update)
        };
        changed.map(|changed| changed > 0).map_err(C::Backend::classify)
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
