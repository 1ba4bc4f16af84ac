//! A chain of versions with the types forgotten, and what the laws ask of it.

use crate::chain::Tag;
use crate::testing::difference::{Difference, differences};
use crate::testing::excuse::Excuse;
use crate::testing::record::{Place, Record, payload};
use crate::testing::rung::{Failure, Rung};
use crate::testing::tree::Tree;
use crate::testing::walk::{Tested, rungs};
use crate::version::Version;

/// The versions of an entity, oldest first.
#[derive(Debug)]
pub(super) struct Ladder {
    pub(super) entity: &'static str,
    pub(super) tag: Tag,
    pub(super) rungs: Vec<Rung>,
    /// Paths that may differ, for reasons that the chain does not know.
    pub(super) excused: Vec<String>,
    /// Whether values stay as the type's own generator makes them.
    pub(super) as_generated: bool,
}

impl Ladder {
    pub(super) fn of<T: Tested>(excused: Vec<String>, as_generated: bool) -> Self {
        Self { entity: T::ENTITY, tag: T::TAG, rungs: rungs::<T>(), excused, as_generated }
    }

    pub(super) fn version(&self, at: usize) -> Version {
        self.rungs[at].version
    }

    /// A record without a carry, where this entity's records are.
    pub(super) fn bare(&self, text: &str) -> Record {
        Record::bare(text, Place::of(self.tag))
    }

    /// A record of version `from`, or one between, at version `to`, through bytes: by the program of the newer of them.
    pub(super) fn convert(
        &self,
        record: &Record,
        from: usize,
        to: usize,
    ) -> Result<Record, Failure> {
        (self.rungs[from.max(to)].convert)(record, self.version(to))
    }

    /// Whether there is a way from the newer version to the older one.
    pub(super) fn goes_back(&self, newer: usize, older: usize) -> bool {
        self.rungs[older + 1..=newer].iter().all(|rung| rung.down.is_some())
    }

    pub(super) fn payload(&self, record: &Record) -> Tree {
        payload(&record.text, self.tag)
    }

    /// Where two payloads of a version differ without an excuse; and whether an excuse was needed.
    pub(super) fn compare(
        &self,
        at: usize,
        before: &Tree,
        after: &Tree,
        excuse: &Excuse,
    ) -> Result<Excused, Vec<Difference>> {
        let mut all = differences(before, after);
        let in_list =
            |difference: &Difference| difference.path.iter().any(|it| it.starts_with('['));
        if all.iter().any(in_list) && self.is_unordered(at, before) {
            all = differences(&before.clone().sorted(), &after.clone().sorted());
        }
        let count = all.len();
        all.retain(|difference| {
            !self.is_excused(&difference.path) && !excuse.covers(difference, before, after)
        });
        match (count, all.is_empty()) {
            (0, _) => Ok(Excused::No),
            (_, true) => Ok(Excused::Yes),
            (_, false) => Err(all),
        }
    }

    /// Whether the path, without its indices, lies where the user excused differences.
    fn is_excused(&self, path: &[String]) -> bool {
        let names: Vec<_> = path.iter().filter(|part| !part.starts_with('[')).collect();
        self.excused.iter().any(|excused| {
            let mut names = names.iter();
            excused.split('.').all(|part| names.next().is_some_and(|name| *name == part))
        })
    }

    /// Whether the version's own lists come in any order, as those of a `HashSet` do: then one payload has several texts.
    fn is_unordered(&self, at: usize, payload: &Tree) -> bool {
        // Two elements come in the same order half of the time.
        const TIMES: usize = 64;
        let text = payload.to_string();
        let read = || (self.rungs[at].canonical)(&text);
        let first = read();
        (1..TIMES).any(|_| read() != first)
    }
}

/// Whether two values are the same only by what is declared as lost.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Excused {
    Yes,
    No,
}
