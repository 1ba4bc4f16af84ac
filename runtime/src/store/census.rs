//! How many records of each version a store holds.

use std::collections::BTreeMap;
use std::fmt;
use std::iter::successors;

use crate::chain::{History, Migrate, history, last_reader};
use crate::envelope::json;
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

    /// Counts a record; `None` for one that the store could not read.
    pub(super) fn count<T: Migrate>(&mut self, record: Option<&[u8]>) {
        let text = record.and_then(|bytes| json::text::<T>(bytes).ok());
        self.enter(text.and_then(|text| json::version_of::<T>(text).ok()));
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
    /// # Errors
    ///
    /// With each version that the chain of `T` does not have, the number of its records, and what to do.
    pub fn check<T: Migrate>(&self) -> Result<(), Unready> {
        let chain = successors(Some(history::<T>()), |version| version.older());
        let known: Vec<Version> = chain.map(History::version).collect();
        let versions: Vec<_> =
            self.versions().filter(|(version, _)| !known.contains(version)).collect();
        if versions.is_empty() {
            return Ok(());
        }
        Err(Unready {
            entity: self.entity,
            style: self.style,
            floor: known.last().copied().unwrap_or(T::VERSION),
            latest: T::VERSION,
            last_reader: last_reader::<T>(),
            versions,
        })
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

/// Why a program should not start: records that it cannot read, by [`Census::check`].
///
/// ```text
/// 12 records of `user` are of version 4, and this program knows up to 3: deploy a program that reads version 4 first
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unready {
    entity: &'static str,
    style: Style,
    floor: Version,
    latest: Version,
    last_reader: Option<&'static str>,
    versions: Vec<(Version, u64)>,
}

impl Unready {
    /// The versions that the program cannot read and the number of records of each, the oldest first.
    pub fn versions(&self) -> &[(Version, u64)] {
        &self.versions
    }
}

impl fmt::Display for Unready {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { entity, style, floor, latest, last_reader, versions } = self;
        let (first, last) = (floor.shown(*style), latest.shown(*style));
        for (index, (version, count)) in versions.iter().enumerate() {
            let (records, are) = if *count == 1 { ("record", "is") } else { ("records", "are") };
            let newline = if index == 0 { "" } else { "\n" };
            let found = version.shown(*style);
            write!(
                f,
                "{newline}{count} {records} of `{entity}` {are} of version {found}, and this program "
            )?;
            if version > latest {
                write!(f, "knows up to {last}: deploy a program that reads version {found} first")?;
            } else if version < floor {
                write!(f, "reads from {first} on: upgrade them with ")?;
                f.write_str(last_reader.unwrap_or("a program that still knows the older version"))?;
            } else {
                write!(f, "knows others from {first} to {last}: add that version to the chain")?;
            }
        }
        Ok(())
    }
}

impl std::error::Error for Unready {}
