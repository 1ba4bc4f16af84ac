//! In which order a step may be rolled out.

use serde::Serialize;

use crate::report::Reported;

/// In which order the programs that know a version, and those that know the one before it, may be deployed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Rollout {
    /// Both read what both write.
    AnyOrder,
    /// The new one reads the old; the old one does not read the new.
    ReadersFirst,
    /// The old one reads the new; the new one does not read the old.
    WritersFirst,
    /// Neither reads the other: through heirloom alone.
    ThroughPin,
}

impl Rollout {
    /// The rollout of a version; `None` for the oldest.
    pub fn of(version: &Reported) -> Option<Self> {
        let holds = |reading: &crate::report::Reading| reading.verdict.holds();
        let backward = version.backward.as_ref().map(holds)?;
        let forward = version.forward.as_ref().map(holds)?;
        Some(match (backward, forward) {
            (true, true) => Self::AnyOrder,
            (true, false) => Self::ReadersFirst,
            (false, true) => Self::WritersFirst,
            (false, false) => Self::ThroughPin,
        })
    }

    /// In a word or two.
    pub fn words(self) -> &'static str {
        match self {
            Self::AnyOrder => "in any order",
            Self::ReadersFirst => "readers first",
            Self::WritersFirst => "writers first",
            Self::ThroughPin => "through a pinned version",
        }
    }
}
