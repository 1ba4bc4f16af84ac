//! One record, upgraded as it is read.

use crate::chain::Pure;
use crate::envelope::{Found, Newer, OpenErrorKind, Versioned, View, json};
use crate::store::backend::{Database as _, Store};
use crate::store::keys::Keys;
use crate::store::kind::AsKey;
use crate::store::records::Records;
use crate::store::{Healed, StoreError, StoreErrorKind, Token};

impl<T: Pure, K: Keys> Records<T, K> {
    /// Reads a record of any version; `None` when there is no such row, or no document in it.
    ///
    /// With [`Heal::Always`](crate::store::Heal::Always) a stale row is then written back, if it still holds what was read. A write-back that does not
    /// succeed is dropped: the caller has the answer, and the next read tries again. [`heal_row`](Self::heal_row) says
    /// why it does not.
    ///
    /// # Errors
    ///
    /// When the record cannot be opened, or the database not be read.
    pub fn get<C: Store>(
        &self,
        conn: &mut C,
        key: impl AsKey<K::Kind>,
    ) -> Result<Option<Versioned<T>>, StoreError> {
        let key = key.as_key();
        let Some((row, record)) = self.open(conn, &key)? else { return Ok(None) };
        if !self.pin.is_above(&record) || !self.heal.is_due() {
            return Ok(Some(record));
        }
        let outer = conn.in_transaction().map_err(|kind| self.error("read", &key, kind))?;
        match self.write_back(conn, &row, &record) {
            Ok(true) => Ok(Some(self.pin.written(record))),
            // The caller would go on as if nothing had happened, each statement by itself.
            Err(kind) if outer && !conn.transaction_survived() => {
                Err(self.error("write back", &key, kind))
            }
            Ok(false) | Err(_) => Ok(Some(record)),
        }
    }

    /// Reads a record, and the token of its row. Nothing is written back, whatever [`heal`](Self::heal) says.
    ///
    /// `None` when there is no such row, or no document in it.
    ///
    /// # Errors
    ///
    /// [`NoToken`](StoreErrorKind::NoToken) without a column for it; when the record cannot be opened, or the database not be read.
    pub fn get_with_token<C: Store>(
        &self,
        conn: &mut C,
        key: impl AsKey<K::Kind>,
    ) -> Result<Option<(Versioned<T>, Token)>, StoreError> {
        let key = key.as_key();
        let Some(((_, stored), record)) = self.open(conn, &key)? else { return Ok(None) };
        Ok(Some((record, self.token_of(&key, &stored)?)))
    }

    /// Reads a record to be looked at, which may be of a newer version than the program knows; it is never written back.
    ///
    /// `None` when there is no such row, or no document in it.
    ///
    /// # Errors
    ///
    /// When the record cannot be opened, or the database not be read.
    pub fn view<C: Store>(
        &self,
        conn: &mut C,
        key: impl AsKey<K::Kind>,
    ) -> Result<Option<View<T>>, StoreError> {
        let key = key.as_key();
        let Some((_, stored)) = self.read(conn, &key)? else { return Ok(None) };
        let view = stored.said::<T>(&self.place).and_then(|said| {
            let text = C::Database::text::<T>(self.place.form, &stored.document)?;
            json::view_laid(&text, said).map_err(StoreErrorKind::Open)
        });
        view.map(Some).map_err(|kind| self.error("read", &key, kind))
    }

    /// Reads a record as it is: one of a newer version than the program knows is not opened. Neither is written back.
    ///
    /// `None` when there is no such row, or no document in it.
    ///
    /// # Errors
    ///
    /// When the record cannot be opened, or the database not be read.
    pub fn find<C: Store>(
        &self,
        conn: &mut C,
        key: impl AsKey<K::Kind>,
    ) -> Result<Option<Found<T>>, StoreError> {
        let key = key.as_key();
        let Some((own, stored)) = self.read(conn, &key)? else { return Ok(None) };
        let found = match stored.open::<T, C::Database>(&self.place, &own) {
            Ok(record) => Ok(Found::Known(record)),
            Err(StoreErrorKind::Open(error)) => match (error.kind(), error.found()) {
                (OpenErrorKind::TooNew, Some(found)) => {
                    C::Database::text::<T>(self.place.form, &stored.document)
                        .map(|text| Found::Newer(Newer::new(found, &text, json::NAME)))
                }
                _ => Err(StoreErrorKind::Open(error)),
            },
            Err(kind) => Err(kind),
        };
        found.map(Some).map_err(|kind| self.error("read", &key, kind))
    }

    /// Brings the row to today's version, for a model that was loaded with plain diesel and is stale.
    ///
    /// # Errors
    ///
    /// When the record cannot be opened or sealed, or the database refuses the write.
    pub fn heal_row<C: Store>(
        &self,
        conn: &mut C,
        key: impl AsKey<K::Kind>,
    ) -> Result<Healed, StoreError> {
        let key = key.as_key();
        let Some((row, record)) = self.open(conn, &key)? else { return Ok(Healed::Missing) };
        if !self.pin.is_above(&record) {
            return Ok(Healed::Current);
        }
        match self.write_back(conn, &row, &record) {
            Ok(true) => Ok(Healed::Written),
            Ok(false) => Ok(Healed::Lost),
            Err(kind) => Err(self.error("write back", &key, kind)),
        }
    }
}
