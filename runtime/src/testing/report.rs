//! What a test says: how often each law held, or what broke one.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use crate::testing::ladder::Ladder;
use crate::testing::law::{Broken, Case, Law, Second};
use crate::version::Version;

/// What was tested.
#[derive(Debug, Clone, Default)]
pub struct Summary {
    counts: BTreeMap<(u8, Version, Version), Count>,
    /// The versions of which there was a value.
    made: BTreeSet<Version>,
}

/// How often a law was tried between two versions.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Count {
    pub(super) held: u64,
    pub(super) refused: u64,
}

impl Summary {
    pub(super) fn count(&mut self, law: u8, from: Version, to: Version) -> &mut Count {
        self.counts.entry((law, from, to)).or_default()
    }

    pub(super) fn made(&mut self, version: Version) {
        self.made.insert(version);
    }

    pub(super) fn has(&self, version: Version) -> bool {
        self.made.contains(&version)
    }

    /// Adds what another thread tested.
    pub(super) fn add(&mut self, other: &Self) {
        for ((law, from, to), count) in &other.counts {
            let sum = self.count(*law, *from, *to);
            sum.held += count.held;
            sum.refused += count.refused;
        }
        self.made.extend(&other.made);
    }

    /// How many values a law held for, over all pairs of versions.
    pub fn held(&self, law: u8) -> u64 {
        self.of(law).map(|count| count.held).sum()
    }

    /// How many values a step refused, as it may, while a law was tried.
    pub fn refused(&self, law: u8) -> u64 {
        self.of(law).map(|count| count.refused).sum()
    }

    fn of(&self, law: u8) -> impl Iterator<Item = &Count> {
        self.counts.iter().filter(move |((number, ..), _)| *number == law).map(|(_, count)| count)
    }

    /// A law that was tried between two versions, and each time refused.
    pub(super) fn untested(&self) -> Option<(u8, Version, Version, u64)> {
        self.counts
            .iter()
            .find(|(_, count)| count.held == 0 && count.refused > 0)
            .map(|((law, from, to), count)| (*law, *from, *to, count.refused))
    }
}

/// Law by law: how often it held, and how often a step refused.
impl fmt::Display for Summary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for ((law, from, to), Count { held, refused }) in &self.counts {
            writeln!(f, "law {law}, {from} to {to}: held {held} times, refused {refused} times")?;
        }
        Ok(())
    }
}

/// A law that does not hold, with the record that shows it.
pub struct Broke(String);

impl Broke {
    pub(super) fn new(text: String) -> Self {
        Self(text)
    }

    /// The full story of a case.
    pub(super) fn case(
        ladder: &Ladder,
        law: &Law,
        case: &Case,
        broken: &Broken,
        seed: u64,
    ) -> Self {
        use fmt::Write;

        let Law { number, words, .. } = law;
        let (at, with) = (ladder.version(case.at), ladder.version(case.with));
        let entity = ladder.entity;
        let mut text = format!("law {number} does not hold for `{entity}`: {words}\n");
        let mut line = |name: &str, value: &dyn fmt::Display| {
            // Writing to a text cannot fail.
            let _ = writeln!(text, "{name:>12}  {value}");
        };
        line("versions", &format_args!("from {at} to {with}"));
        line("record", &case.record);
        match (&case.second, law.second) {
            (Some(edit), Second::Edited) => line("edited", edit),
            (Some(other), Second::Another) => line("other", other),
            _ => {}
        }
        line("found", &broken.what);
        for difference in broken.differences.iter().take(10) {
            line("at", difference);
        }
        line("again with", &format_args!("HEIRLOOM_SEED={seed} HEIRLOOM_CASES=1 cargo test"));
        Self(text)
    }
}

impl fmt::Display for Broke {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0.trim_end())
    }
}

/// As people read it: a failed `unwrap` prints this.
impl fmt::Debug for Broke {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl std::error::Error for Broke {}
