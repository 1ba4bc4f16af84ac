//! Which version is written (decision note 017).

use crate::chain::{Pure, history, versions};
#[cfg(any(feature = "files", feature = "redb"))]
use crate::envelope::Format;
use crate::envelope::Versioned;
use crate::store::StoreErrorKind;
use crate::version::Version;

/// The version that a handle writes, unless a record is newer.
#[derive(Debug, Clone, Copy)]
pub(super) struct Pin(pub(super) Version);

impl Pin {
    /// What the type says.
    pub(super) fn of<T: Pure>() -> Self {
        Self(T::PIN)
    }

    /// A version of the chain that can be written.
    pub(super) fn at<T: Pure>(version: Version) -> Result<Self, StoreErrorKind> {
        let mut at = history::<T>();
        while at.version() != version {
            let one_way = at.losses().and_then(|losses| losses.one_way);
            match (at.older(), one_way) {
                (Some(older), None) if at.version() > version => at = older,
                (Some(_), Some(why)) if at.version() > version => {
                    return Err(StoreErrorKind::OneWay { step: at.version(), why });
                }
                _ => return Err(StoreErrorKind::NoVersion { version, known: versions::<T>() }),
            }
        }
        Ok(Self(version))
    }

    /// Whether the record is older than what is written.
    pub(super) fn is_above<T>(self, record: &Versioned<T>) -> bool {
        record.stored().is_some_and(|stored| stored < self.0)
    }

    /// The version at which the record is written: the pin, or the one at which it is stored if that is newer.
    pub(super) fn version_for<T: Pure>(self, record: &Versioned<T>) -> Version {
        record.stored().map_or(self.0, |stored| stored.clamp(self.0, T::VERSION))
    }

    /// The record, as it would be read from what was just written.
    pub(super) fn written<T: Pure>(self, record: Versioned<T>) -> Versioned<T> {
        let (version, carry) = (self.version_for(&record), record.carry().cloned());
        Versioned::from_record(record.into_inner(), version, carry)
    }

    /// The bytes of a record, with its carry inside.
    #[cfg(any(feature = "files", feature = "redb"))]
    pub(super) fn seal<F: Format, T: Pure>(
        self,
        record: &Versioned<T>,
    ) -> Result<Vec<u8>, StoreErrorKind> {
        let version = self.version_for(record);
        let sealed = F::seal(record).map_err(StoreErrorKind::Seal)?;
        if version == record.written() {
            return Ok(sealed);
        }
        // A value of its own to take apart: what was written, read again.
        let own = F::open::<T>(&sealed).map_err(StoreErrorKind::Open)?;
        F::seal_at(own, version).map_err(StoreErrorKind::Seal)
    }
}
