//! In which order programs of two versions are deployed.

use std::fmt;

use crate::chain::{History, Migrate, history};
use crate::shape::Reading;
use crate::version::Version;

/// The safe order of the rollout of a version, among programs that read with serde alone.
///
/// Programs with this crate go by the version that a record names: there readers of the new version come first, and write the
/// old one until all are there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Rollout {
    /// Both versions read each other's records.
    AnyOrder,
    /// The new version reads old records, and the old one not the new: all readers first.
    ReadersFirst,
    /// The old version reads new records, and the new one not the old: all writers first.
    WritersFirst,
    /// Neither reads the other's: only through a program that reads both and still writes the old one.
    ThroughPin,
}

impl Rollout {
    /// What two verdicts ask for. What is not known does not count as read.
    #[must_use]
    pub const fn of(backward: &Reading, forward: &Reading) -> Self {
        match (backward.verdict().is_read(), forward.verdict().is_read()) {
            (true, true) => Self::AnyOrder,
            (true, false) => Self::ReadersFirst,
            (false, true) => Self::WritersFirst,
            (false, false) => Self::ThroughPin,
        }
    }
}

impl fmt::Display for Rollout {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::AnyOrder => "in any order: old and new programs read each other's records",
            Self::ReadersFirst => {
                "readers first: old programs do not read new records, so nothing writes them before all programs are new"
            }
            Self::WritersFirst => {
                "writers first: new programs do not read old records, so none reads before all are written anew"
            }
            Self::ThroughPin => {
                "through a pin: a program that reads both versions and writes the old one comes first, and writes the new one when all are there"
            }
        })
    }
}

/// The rollout of one step.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub struct StepRollout {
    /// The older version.
    pub from: Version,
    /// The newer version.
    pub to: Version,
    /// In which order.
    pub order: Rollout,
    /// How well the newer version reads old records.
    pub backward: Reading,
    /// How well the older version reads new records.
    pub forward: Reading,
}

impl fmt::Display for StepRollout {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} to {}: {}", self.from, self.to, self.order)
    }
}

/// The safe order of the rollout of each step of the chain of `T`, oldest first.
///
/// ```
/// use heirloom::Migrate;
/// use heirloom::chain::rollouts;
/// use serde::{Deserialize, Serialize};
///
/// #[derive(Serialize, Deserialize, Migrate)]
/// #[migrate(entity = "user", version = 1)]
/// struct UserV1 {
///     name: String,
/// }
///
/// #[derive(Serialize, Deserialize, Migrate)]
/// #[migrate(from = UserV1)]
/// struct User {
///     name: String,
///     #[migrate(default)]
///     admin: bool,
/// }
///
/// assert_eq!(
///     rollouts::<User>()[0].to_string(),
///     "1 to 2: writers first: new programs do not read old records, so none reads before all are written anew"
/// );
/// ```
#[must_use]
pub fn rollouts<T: Migrate>() -> Vec<StepRollout> {
    let versions = std::iter::successors(Some(history::<T>()), |version| version.older());
    let mut steps: Vec<StepRollout> = versions.filter_map(step).collect();
    steps.reverse();
    steps
}

fn step(version: &'static History) -> Option<StepRollout> {
    let (backward, forward) = (version.backward()?, version.forward()?);
    Some(StepRollout {
        from: version.older()?.version(),
        to: version.version(),
        order: Rollout::of(&backward, &forward),
        backward,
        forward,
    })
}
