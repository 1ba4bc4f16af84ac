//! What a row holds of a record, and the record in it.

use std::borrow::Cow;

#[cfg(feature = "diesel-sqlite")]
use crate::chain::{Assisted, OldOf, Waiting};
use crate::chain::{Migrate, Pure};
use crate::envelope::{Versioned, json};
use crate::store::backend::{Database, Result};
use crate::store::pin::sealed_at;
use crate::store::place::Place;
use crate::store::value::Value;
use crate::store::{RowKey, StoreErrorKind};
use crate::version::Version;

/// The document of a row, and its carry where that has a column of its own; `NULL` where not.
#[derive(Debug, Clone, PartialEq)]
pub struct Stored {
    pub(crate) document: Value<'static>,
    pub(crate) carry: Value<'static>,
}

impl Stored {
    /// The bytes that it takes in memory, apart from a fixed few.
    #[cfg(feature = "diesel-sqlite")]
    pub(crate) fn size(&self) -> usize {
        self.document.size() + self.carry.size()
    }

    /// Opens the record, which stands in the row with this key.
    pub(crate) fn open<T: Pure, D: Database>(
        &self,
        place: &Place,
        key: &RowKey,
    ) -> Result<Versioned<T>> {
        let text = D::text::<T>(place.form, &self.document)?;
        let opened = match self.beside::<T, D>(place, key)? {
            None => json::open_str(&text),
            Some((carry, key)) => json::open_parts(&text, carry.as_deref(), &key),
        };
        opened.map_err(StoreErrorKind::Open)
    }

    /// The carry and the text of the key, where the carry has a column.
    fn beside<T: Migrate, D: Database>(
        &self,
        place: &Place,
        key: &RowKey,
    ) -> Result<Option<(Option<Cow<'_, str>>, String)>> {
        let Some(column) = &place.carry else { return Ok(None) };
        let carry = match &self.carry {
            Value::Null => None,
            carry => Some(D::text::<T>(column.form, carry)?),
        };
        Ok(Some((carry, key.to_string())))
    }

    /// Opens the record as far as the step of its chain that needs more.
    #[cfg(feature = "diesel-sqlite")]
    pub(crate) fn open_waiting<T: Assisted, D: Database>(
        &self,
        place: &Place,
        key: &RowKey,
    ) -> Result<Waiting<Versioned<T>, Versioned<OldOf<T>>>> {
        let text = D::text::<T>(place.form, &self.document)?;
        let beside = self.beside::<T, D>(place, key)?;
        let column = beside.as_ref().map(|(carry, key)| (carry.as_deref(), &**key));
        json::open_waiting(&text, column).map_err(StoreErrorKind::Open)
    }

    /// Seals a record for the row with this key.
    pub(crate) fn seal<T: Migrate, D: Database>(
        record: &Versioned<T>,
        place: &Place,
        key: &RowKey,
    ) -> Result<Self> {
        let (document, carry) = match &place.carry {
            None => {
                let document = json::seal_to_string(record).map_err(StoreErrorKind::Seal)?;
                (document, Value::Null)
            }
            Some(column) => {
                let (document, carry) =
                    json::seal_parts(record, &key.to_string()).map_err(StoreErrorKind::Seal)?;
                let carry = carry.map(|carry| D::value(column.form, carry)).transpose()?;
                (document, carry.unwrap_or(Value::Null))
            }
        };
        Ok(Self { document: D::value(place.form, document)?, carry })
    }

    /// Seals a record at a version that may be older (decision note 017).
    pub(crate) fn seal_at<T: Pure, D: Database>(
        record: &Versioned<T>,
        version: Version,
        place: &Place,
        key: &RowKey,
    ) -> Result<Self> {
        if version == T::VERSION {
            return Self::seal::<T, D>(record, place, key);
        }
        let (open, seal) = (StoreErrorKind::Open, StoreErrorKind::Seal);
        let (document, carry) = match &place.carry {
            None => (sealed_at(record, version)?, None),
            Some(_) => {
                // As `sealed_at` does it, with the carry beside.
                let key = key.to_string();
                let (text, carry) = json::seal_parts(record, &key).map_err(seal)?;
                let own = json::open_parts::<T>(&text, carry.as_deref(), &key).map_err(open)?;
                let (text, carry) = json::seal_parts_at(own, version, &key).map_err(seal)?;
                (text.into_bytes(), carry)
            }
        };
        let document = json::text::<T>(&document).map_err(open)?.to_owned();
        let carry = match (&place.carry, carry) {
            (Some(column), Some(carry)) => D::value(column.form, carry)?,
            _ => Value::Null,
        };
        Ok(Self { document: D::value(place.form, document)?, carry })
    }
}
