//! The handshake of a program with its stores, before it starts.

use std::error::Error;
use std::fmt;
use std::iter::successors;

use crate::chain::{History, Migrate, history, last_reader};
use crate::lock::Lock;
use crate::store::Census;
use crate::version::{Style, Version};

/// The handshake of a program with its stores: whether it can read all that is there, and whether what it would write has shipped.
///
/// Ask at start-up, and do not start where the answer is no: a fleet that is rolled out, or back, too far then stops at the first program
/// and not at the first record.
///
/// ```
/// # #[cfg(not(feature = "files"))]
/// # fn main() {}
/// # #[cfg(feature = "files")]
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// use heirloom::lock::Lock;
/// use heirloom::store::{Backend, Collection, Doctor, Memory};
/// # use heirloom::Version;
/// # use heirloom::lock::Entry;
/// # use serde::{Deserialize, Serialize};
/// # #[derive(Serialize, Deserialize, heirloom::Migrate, Debug)]
/// # #[migrate(entity = "user", version = 1)]
/// # struct UserV1 {
/// #     name: String,
/// # }
/// # #[derive(Serialize, Deserialize, heirloom::Migrate, Debug)]
/// # #[migrate(from = UserV1)]
/// # struct User {
/// #     #[migrate(from = name)]
/// #     full_name: String,
/// # }
/// # let mut frozen = Lock::new("user");
/// # frozen.entries.push(Entry::new(Version::major(1), "struct\n  name: string\n"));
/// # let file = frozen.to_string();
///
/// // let file = include_str!("../heirloom/user.lock");
/// let lock: Lock = file.parse()?;
/// let users = Collection::<User, _>::new(Memory::<i64>::new());
/// # assert!(users.backend().swap(&1, None, Some(br#"{"$v":3}"#)).is_ok());
///
/// let verdict = Doctor::new()
///     .locked_entity::<User>(&users.census()?, &lock, users.writes())
///     // .entity::<Order>(&orders.census()?)
///     .verdict();
/// assert_eq!(
///     verdict.unwrap_err().to_string(),
///     "1 record of `user` is of version 3, and this program knows up to 2: deploy a program that reads version 3 first\n\
///      this program writes `user` at version 2, which has not shipped: freeze it with `cargo heirloom freeze user`, or pin the program to version 1"
/// );
/// # Ok(())
/// # }
/// ```
///
/// A damaged record is no reason not to start, since no other program would read it either; see [`Census::unreadable`].
#[derive(Debug, Clone, Default)]
#[must_use = "a doctor who is not asked for the verdict prevents nothing"]
pub struct Doctor {
    reasons: Vec<Reason>,
}

impl Doctor {
    /// Nothing is asked yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Asks whether every version in a store is one of the chain of `T`.
    pub fn entity<T: Migrate>(mut self, census: &Census) -> Self {
        let chain = successors(Some(history::<T>()), |version| version.older());
        let known: Vec<Version> = chain.map(History::version).collect();
        let floor = known.last().copied().unwrap_or(T::VERSION);
        for (version, count) in census.versions().filter(|(version, _)| !known.contains(version)) {
            let why = if version > T::VERSION {
                Why::TooNew { latest: T::VERSION }
            } else if version < floor {
                Why::TooOld { floor, last_reader: last_reader::<T>() }
            } else {
                Why::Unknown { floor, latest: T::VERSION }
            };
            self.add::<T>(version, count, why);
        }
        self
    }

    /// Asks in addition whether the version that this program `writes`, and those in the store, have shipped, which is what the lock says.
    ///
    /// A version that has not shipped may still change its shape, and its records would be in the way.
    pub fn locked_entity<T: Migrate>(self, census: &Census, lock: &Lock, writes: Version) -> Self {
        let mut all = self.entity::<T>(census);
        if lock.entity != T::ENTITY && !T::WAS.contains(&lock.entity.as_str()) {
            all.add::<T>(writes, 0, Why::OtherLock { found: lock.entity.clone() });
            return all;
        }
        let shipped = |version| lock.entries.iter().any(|entry| entry.version == version);
        let newest = lock.entries.iter().map(|entry| entry.version).filter(|it| *it < writes).max();
        let drafts: Vec<_> = census
            .versions()
            .filter(|(version, _)| *version <= T::VERSION && !shipped(*version))
            .collect();
        for (version, count) in drafts {
            all.add::<T>(version, count, Why::DraftRecords);
        }
        if !shipped(writes) {
            all.add::<T>(writes, 0, Why::WritesDraft { newest });
        }
        all
    }

    /// What was found.
    ///
    /// # Errors
    ///
    /// With each reason why the program should not start, and what to do.
    pub fn verdict(self) -> Result<(), Unready> {
        if self.reasons.is_empty() { Ok(()) } else { Err(Unready { reasons: self.reasons }) }
    }

    fn add<T: Migrate>(&mut self, version: Version, count: u64, why: Why) {
        let (entity, style) = (T::ENTITY, T::TAG.style());
        self.reasons.push(Reason { entity, style, version, count, why });
    }
}

/// Why a program should not start, by [`Doctor::verdict`] and [`Census::check`]: a line for each reason.
///
/// ```text
/// 12 records of `user` are of version 4, and this program knows up to 3: deploy a program that reads version 4 first
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unready {
    reasons: Vec<Reason>,
}

impl Unready {
    /// The reasons, in the order in which the entities were asked for.
    pub fn reasons(&self) -> &[Reason] {
        &self.reasons
    }
}

/// One reason why a program should not start.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reason {
    entity: &'static str,
    style: Style,
    version: Version,
    count: u64,
    why: Why,
}

/// What is wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Why {
    /// A newer program wrote the records.
    TooNew {
        /// The newest version that this program knows.
        latest: Version,
    },
    /// The records are older than the oldest version that this program reads.
    TooOld {
        /// That version.
        floor: Version,
        /// The last program that reads them, where it is said.
        last_reader: Option<&'static str>,
    },
    /// The version of the records lies between two that this program knows.
    Unknown {
        /// The oldest version that it knows.
        floor: Version,
        /// The newest.
        latest: Version,
    },
    /// The records are of a version that has not shipped.
    DraftRecords,
    /// This program writes a version that has not shipped.
    WritesDraft {
        /// The newest version before it that has.
        newest: Option<Version>,
    },
    /// The lock is of another entity.
    OtherLock {
        /// The entity that it names.
        found: String,
    },
}

impl Reason {
    /// The entity.
    pub fn entity(&self) -> &'static str {
        self.entity
    }

    /// The version that it is about.
    pub fn version(&self) -> Version {
        self.version
    }

    /// How many records have that version, where it is about records.
    pub fn count(&self) -> u64 {
        self.count
    }

    /// What is wrong.
    pub fn why(&self) -> &Why {
        &self.why
    }
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { entity, style, version, count, why } = self;
        let found = version.shown(*style);
        let (records, are) = if *count == 1 { ("record", "is") } else { ("records", "are") };
        let of = format!("{count} {records} of `{entity}` {are} of version {found}");
        let shown = |version: &Version| version.shown(*style).to_string();
        match why {
            Why::TooNew { latest } => write!(
                f,
                "{of}, and this program knows up to {}: deploy a program that reads version {found} first",
                shown(latest)
            ),
            Why::TooOld { floor, last_reader } => write!(
                f,
                "{of}, and this program reads from {} on: upgrade them with {}",
                shown(floor),
                last_reader.unwrap_or("a program that still knows the older version")
            ),
            Why::Unknown { floor, latest } => write!(
                f,
                "{of}, and this program knows others from {} to {}: add that version to the chain",
                shown(floor),
                shown(latest)
            ),
            Why::DraftRecords => write!(
                f,
                "{of}, which has not shipped: freeze it as it is with `cargo heirloom freeze {entity}`, or take the records away"
            ),
            Why::WritesDraft { newest } => {
                write!(
                    f,
                    "this program writes `{entity}` at version {found}, which has not shipped: freeze it with `cargo heirloom freeze {entity}`"
                )?;
                match newest {
                    Some(newest) => write!(f, ", or pin the program to version {}", shown(newest)),
                    None => Ok(()),
                }
            }
            Why::OtherLock { found } => {
                write!(
                    f,
                    "the lock of `{entity}` is that of `{found}`: read the file of `{entity}`"
                )
            }
        }
    }
}

impl fmt::Display for Unready {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, reason) in self.reasons.iter().enumerate() {
            let newline = if index == 0 { "" } else { "\n" };
            write!(f, "{newline}{reason}")?;
        }
        Ok(())
    }
}

impl Error for Unready {}
