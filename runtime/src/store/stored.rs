//! What a row holds of a record, and the record in it.

use crate::chain::{Assisted, Migrate, OldOf, Pure, Waiting};
use crate::envelope::{Versioned, json};
use crate::store::backend::{Result, Rows};
use crate::store::place::Place;
use crate::store::value::Value;
use crate::store::{RowKey, StoreErrorKind};

/// The document of a row, and its carry where that has a column of its own; `NULL` where not.
#[derive(Debug, Clone, PartialEq)]
pub struct Stored {
    pub(crate) document: Value<'static>,
    pub(crate) carry: Value<'static>,
}

impl Stored {
    /// The bytes that it takes in memory, apart from a fixed few.
    pub(crate) fn size(&self) -> usize {
        self.document.size() + self.carry.size()
    }

    /// Opens the record, which stands in the row with this key.
    pub(crate) fn open<T: Pure, C: Rows>(
        &self,
        place: &Place,
        key: &RowKey,
    ) -> Result<Versioned<T>> {
        let text = C::text::<T>(place.form, &self.document)?;
        let opened = match (&place.carry, &self.carry) {
            (None, _) => json::open_str(&text),
            (Some(_), Value::Null) => json::open_parts(&text, None, &key.to_string()),
            (Some(column), carry) => {
                let carry = C::text::<T>(column.form, carry)?;
                json::open_parts(&text, Some(&carry), &key.to_string())
            }
        };
        opened.map_err(StoreErrorKind::Open)
    }

    /// Opens the record as far as the step of its chain that needs more.
    pub(crate) fn open_waiting<T: Assisted, C: Rows>(
        &self,
        place: &Place,
        key: &RowKey,
    ) -> Result<Waiting<Versioned<T>, Versioned<OldOf<T>>>> {
        let text = C::text::<T>(place.form, &self.document)?;
        let opened = match (&place.carry, &self.carry) {
            (None, _) => json::open_waiting(&text, None),
            (Some(_), Value::Null) => json::open_waiting(&text, Some((None, &key.to_string()))),
            (Some(column), carry) => {
                let carry = C::text::<T>(column.form, carry)?;
                json::open_waiting(&text, Some((Some(&carry), &key.to_string())))
            }
        };
        opened.map_err(StoreErrorKind::Open)
    }

    /// Seals a record for the row with this key.
    pub(crate) fn seal<T: Migrate, C: Rows>(
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
                let carry = carry.map(|carry| C::value(column.form, carry)).transpose()?;
                (document, carry.unwrap_or(Value::Null))
            }
        };
        Ok(Self { document: C::value(place.form, document)?, carry })
    }
}
