//! The row behind a record.

use crate::chain::Pure;
use crate::envelope::Versioned;
use crate::store::backend::Store;
use crate::store::keys::Keys;
use crate::store::records::Records;
use crate::store::stored::Stored;
use crate::store::value::Value;
use crate::store::{RowKey, StoreError, StoreErrorKind, Token};

impl<T: Pure, K: Keys> Records<T, K> {
    pub(super) fn token_of(&self, key: &RowKey, stored: &Stored) -> Result<Token, StoreError> {
        let token = match self.place.token {
            Some(_) => stored.token(),
            None => Err(StoreErrorKind::NoToken),
        };
        token.map_err(|kind| self.error("read", key, kind))
    }

    /// The row as it is stored, under its own key; `None` if there is none, or no document in it.
    pub(super) fn read<C: Store>(
        &self,
        conn: &mut C,
        key: &RowKey,
    ) -> Result<Option<(RowKey, Stored)>, StoreError> {
        let row = conn.read(&self.place, key).map_err(|kind| self.error("read", key, kind))?;
        Ok(row.filter(|(_, stored)| stored.document != Value::Null))
    }

    /// The row, and the record in it.
    #[expect(clippy::type_complexity, reason = "a row, and the record in it")]
    pub(super) fn open<C: Store>(
        &self,
        conn: &mut C,
        key: &RowKey,
    ) -> Result<Option<((RowKey, Stored), Versioned<T>)>, StoreError> {
        let Some((own, stored)) = self.read(conn, key)? else { return Ok(None) };
        match stored.open::<T, C::Database>(&self.place, &own) {
            Ok(record) => Ok(Some(((own, stored), record))),
            Err(kind) => Err(self.error("read", key, kind)),
        }
    }

    pub(super) fn write_back<C: Store>(
        &self,
        conn: &mut C,
        (key, old): &(RowKey, Stored),
        record: &Versioned<T>,
    ) -> Result<bool, StoreErrorKind> {
        let version = self.pin.version_for(record);
        let new = Stored::seal_at::<T, C::Database>(record, version, &self.place, key)?;
        conn.swap(&self.place, key, old, &new)
    }

    pub(super) fn error(
        &self,
        doing: &'static str,
        key: &RowKey,
        kind: StoreErrorKind,
    ) -> StoreError {
        StoreError::new(doing, T::ENTITY, &self.place, Some(key), kind)
    }
}
