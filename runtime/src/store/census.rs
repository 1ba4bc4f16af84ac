//! How many records of each version a store holds.

use std::collections::BTreeMap;
use std::fmt;

use crate::chain::Migrate;
use crate::envelope::Format;
#[cfg(feature = "_diesel")]
use crate::envelope::Json;
use crate::store::{Doctor, Unready};
use crate::version::{Style, Version};

/// How many records of each version a store holds, by the `census` of a store.
///
/// Only what the records say of their version is looked at. One that names a version may still be damaged behind it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Census {
    entity: &'static str,
    latest: Version,
    style: Style,
    versions: BTreeMap<Version, u64>,
    unreadable: u64,
}

impl Census {
    pub(super) fn new<T: Migrate>() -> Self {
        Self {
            entity: T::ENTITY,
            latest: T::VERSION,
            style: T::TAG.style(),
            versions: BTreeMap::new(),
            unreadable: 0,
        }
    }

    /// Counts a record of JSON; `None` for one that the store could not read.
    #[cfg(feature = "_diesel")]
    pub(super) fn count<T: Migrate>(&mut self, record: Option<&[u8]>) {
        self.count_in::<Json, T>(record);
    }

    /// Counts a record; `None` for one that the store could not read.
    pub(super) fn count_in<F: Format, T: Migrate>(&mut self, record: Option<&[u8]>) {
        self.enter(record.and_then(|record| F::version_of::<T>(record).ok()));
    }

    /// Counts a record of this version; `None` for one that has none.
    pub(super) fn enter(&mut self, version: Option<Version>) {
        match version {
            Some(version) => *self.versions.entry(version).or_default() += 1,
            None => self.unreadable += 1,
        }
    }

    /// The number of records of a version.
    pub fn of(&self, version: Version) -> u64 {
        self.versions.get(&version).copied().unwrap_or_default()
    }

    /// The versions that occur and the number of records of each, the oldest first.
    pub fn versions(&self) -> impl Iterator<Item = (Version, u64)> + '_ {
        self.versions.iter().map(|(version, count)| (*version, *count))
    }

    /// The number of records that name no version, or cannot be read at all.
    pub fn unreadable(&self) -> u64 {
        self.unreadable
    }

    /// The number of records that are older than today's version.
    pub fn stale(&self) -> u64 {
        self.versions.range(..self.latest).map(|(_, count)| count).sum()
    }

    /// The handshake of a program with its store: whether it can read all versions that are there.
    ///
    /// Ask at start-up, and do not start where the answer is no: a fleet that is rolled out, or back, too far then stops at the first program
    /// and not at the first record. A damaged record is no reason, since no other program would read it either; see
    /// [`unreadable`](Self::unreadable).
    ///
    /// ```
    /// # #[cfg(not(feature = "files"))]
    /// # fn main() {}
    /// # #[cfg(feature = "files")]
    /// # fn main() -> Result<(), heirloom::store::StoreError> {
    /// use heirloom::store::{Backend, Collection, Memory};
    /// # use serde::{Deserialize, Serialize};
    /// # #[derive(Serialize, Deserialize, heirloom::Migrate, Debug)]
    /// # #[migrate(entity = "user", version = 1)]
    /// # struct User {}
    ///
    /// let store = Memory::<i64>::new();
    /// assert!(store.swap(&1, None, Some(br#"{"$v":2}"#)).is_ok());
    /// let users = Collection::<User, _>::new(store);
    ///
    /// let unready = users.census()?.check::<User>().unwrap_err();
    /// assert_eq!(
    ///     unready.to_string(),
    ///     "1 record of `user` is of version 2, and this program knows up to 1: deploy a program that reads version 2 first"
    /// );
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// [`Doctor`](crate::store::Doctor) asks for all entities of a program at once, and holds them to their locks.
    ///
    /// # Errors
    ///
    /// With each version that the chain of `T` does not have, the number of its records, and what to do.
    pub fn check<T: Migrate>(&self) -> Result<(), Unready> {
        Doctor::new().entity::<T>(self).verdict()
    }

    /// The number of all records.
    pub fn total(&self) -> u64 {
        self.unreadable + self.versions.values().sum::<u64>()
    }
}

/// `user: 3 at version 1, 12 at version 3, 1 unreadable`
impl fmt::Display for Census {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:", self.entity)?;
        let mut comma = "";
        for (version, count) in &self.versions {
            write!(f, "{comma} {count} at version {}", version.shown(self.style))?;
            comma = ",";
        }
        if self.unreadable > 0 {
            write!(f, "{comma} {} unreadable", self.unreadable)?;
            comma = ",";
        }
        if comma.is_empty() { f.write_str(" no records") } else { Ok(()) }
    }
}
