//! What a row holds of a record, and the record in it.

use std::borrow::Cow;

#[cfg(feature = "diesel-sqlite")]
use crate::chain::{Assisted, OldOf, Waiting};
use crate::chain::{Migrate, Pure};
use crate::envelope::{OpenError, Versioned, json};
use crate::store::backend::{Database, Result};
use crate::store::place::Place;
use crate::store::value::Value;
use crate::store::{RowKey, StoreErrorKind, Token};
use crate::version::Version;

/// The document of a row, and what has a column of its own beside it; `NULL` where it has none.
#[derive(Debug, Clone, PartialEq)]
pub struct Stored {
    pub(crate) document: Value<'static>,
    pub(crate) carry: Value<'static>,
    pub(crate) version: Value<'static>,
    pub(crate) token: Value<'static>,
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
        let beside = self.beside::<T, D>(place, key)?;
        let carry = beside.as_ref().map(|(carry, key)| (carry.as_deref(), &**key));
        json::open_laid(&text, self.said::<T>(place)?, carry).map_err(StoreErrorKind::Open)
    }

    /// The version that stands beside the document, if one does.
    pub(crate) fn said<T: Migrate>(&self, place: &Place) -> Result<Option<Version>> {
        let (Some(member), Value::Integer(number)) = (place.version, &self.version) else {
            return match self.version {
                Value::Null => Ok(None),
                ref value => {
                    Err(StoreErrorKind::WrongType { expected: "an integer", found: value.noun() })
                }
            };
        };
        match u32::try_from(*number) {
            Ok(major) => Ok(Some(Version::major(major))),
            Err(_) => Err(StoreErrorKind::Open(OpenError::bad_tag::<T>(member, *number))),
        }
    }

    /// The token, where there is a column for it.
    pub(crate) fn token(&self) -> Result<Token> {
        match &self.token {
            Value::Integer(token) => Ok(Token(*token)),
            value => Err(StoreErrorKind::WrongType { expected: "an integer", found: value.noun() }),
        }
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
    #[cfg(feature = "diesel-sqlite")]
    pub(crate) fn seal<T: Migrate, D: Database>(
        record: &Versioned<T>,
        place: &Place,
        key: &RowKey,
    ) -> Result<Self> {
        Self::seal_at::<T, D>(record, record.written(), place, key)
    }

    /// Seals a record at a version that may be older (decision note 017).
    pub(crate) fn seal_at<T: Migrate, D: Database>(
        record: &Versioned<T>,
        version: Version,
        place: &Place,
        key: &RowKey,
    ) -> Result<Self> {
        let key = place.carry.map(|_| key.to_string());
        let parts = json::seal_laid(record, version, place.version.is_some(), key.as_deref())
            .map_err(StoreErrorKind::Seal)?;
        Self::of::<D>(place, version, parts)
    }

    fn of<D: Database>(
        place: &Place,
        version: Version,
        (document, carry): (String, Option<String>),
    ) -> Result<Self> {
        let carry = match (place.carry, carry) {
            (Some(column), Some(carry)) => D::value(column.form, carry)?,
            _ => Value::Null,
        };
        let version = match place.version {
            Some(_) => Value::Integer(version.parts().0.into()),
            None => Value::Null,
        };
        // A write counts the token up itself.
        let token = Value::Null;
        Ok(Self { document: D::value(place.form, document)?, carry, version, token })
    }
}
