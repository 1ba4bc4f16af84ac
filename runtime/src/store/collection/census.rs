//! How many records of each version a store holds.

use std::collections::BTreeMap;
use std::fmt;

use crate::chain::Migrate;
use crate::envelope::json;
use crate::version::{Style, Version};

/// How many records of each version a store holds, by [`Collection::census`](crate::store::Collection::census).
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

    /// Counts a record; `None` for one that the store could not read.
    pub(super) fn count<T: Migrate>(&mut self, record: Option<&[u8]>) {
        let text = record.and_then(|bytes| json::text::<T>(bytes).ok());
        match text.and_then(|text| json::version_of::<T>(text).ok()) {
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
