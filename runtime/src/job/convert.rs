//! What becomes of one document: pure, whatever stands in it.

use std::cmp::Ordering;
use std::panic::{AssertUnwindSafe, catch_unwind};

use crate::chain::{Migrate, Pure};
use crate::envelope::{OpenErrorKind, json};
use crate::job::Tally;
use crate::store::backend::{Database, JobStore, Result};
use crate::store::books::Failed;
use crate::store::place::Place;
use crate::store::stored::Stored;
use crate::store::value::Value;
use crate::store::{RowKey, StoreErrorKind};

/// What a document becomes.
pub(super) enum Converted {
    /// Something new, to be written.
    New(Stored),
    /// Nothing else.
    Stays(Fate),
}

/// What becomes of a row.
pub(super) enum Fate {
    Upgraded,
    Current,
    Newer,
    Empty,
    Removed,
    Failed(Reason),
    Conflicted,
}

impl Fate {
    pub(super) fn count(&self, tally: &mut Tally) {
        tally.scanned += 1;
        *match self {
            Self::Upgraded => &mut tally.upgraded,
            Self::Current => &mut tally.current,
            Self::Newer => &mut tally.newer,
            Self::Empty => &mut tally.empty,
            Self::Removed => &mut tally.removed,
            Self::Failed(_) => &mut tally.set_aside,
            Self::Conflicted => &mut tally.conflicted,
        } += 1;
    }
}

/// Why a record cannot be upgraded, as it is recorded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Reason {
    pub(super) version: Option<String>,
    pub(super) code: &'static str,
    pub(super) path: String,
    pub(super) text: String,
}

/// Converts a document to today's version, if it is stale. One that is current is not decoded.
pub(super) fn convert<T: Pure, C: JobStore>(
    place: &Place,
    key: &RowKey,
    stored: &Stored,
) -> Converted {
    // A step that panics on one record must not keep the others from being upgraded.
    let fate = match catch_unwind(AssertUnwindSafe(|| upgrade::<T, C>(place, key, stored))) {
        Ok(Ok(converted)) => return converted,
        Ok(Err(kind)) => Fate::Failed(Reason::of(&kind)),
        Err(_) => Fate::Failed(Reason::panicked()),
    };
    Converted::Stays(fate)
}

fn upgrade<T: Pure, C: JobStore>(
    place: &Place,
    key: &RowKey,
    stored: &Stored,
) -> Result<Converted> {
    if let Some(fate) = age::<T, C>(place, stored)? {
        return Ok(Converted::Stays(fate));
    }
    let record = stored.open::<T, C::Database>(place, key)?;
    Stored::seal::<T, C::Database>(&record, place, key).map(Converted::New)
}

/// What becomes of a row that is not older than today's version; `None` for one that is.
pub(super) fn age<T: Migrate, C: JobStore>(place: &Place, stored: &Stored) -> Result<Option<Fate>> {
    if stored.document == Value::Null {
        return Ok(Some(Fate::Empty));
    }
    let text = <C::Database as Database>::text::<T>(place.form, &stored.document)?;
    let version = json::version_of::<T>(&text).map_err(StoreErrorKind::Open)?;
    Ok(match version.cmp(&T::VERSION) {
        Ordering::Equal => Some(Fate::Current),
        Ordering::Greater => Some(Fate::Newer),
        Ordering::Less => None,
    })
}

impl Reason {
    /// In our own words, without what a parser or a step says about a value: it may quote it, and the quarantine is kept.
    pub(super) fn of(kind: &StoreErrorKind) -> Self {
        let code = kind.code();
        let text = kind.to_string();
        let plain = Self { version: None, code, path: String::new(), text };
        match kind {
            StoreErrorKind::Open(error) => Self {
                version: error.found().map(|version| version.to_string()),
                path: error.path(),
                text: match error.kind() {
                    OpenErrorKind::Malformed { source, .. } => {
                        format!("{error} (line {}, column {})", source.line(), source.column())
                    }
                    OpenErrorKind::Step(step) => format!("{error}: {step}"),
                    _ => error.to_string(),
                },
                ..plain
            },
            StoreErrorKind::Jsonb(source) => {
                Self { text: format!("{}: {source}", plain.text), ..plain }
            }
            // The database's own words name the constraint, or are those that the trigger's author chose.
            StoreErrorKind::Refused(source) => {
                Self { text: format!("{}: {source}", plain.text), ..plain }
            }
            _ => plain,
        }
    }

    /// For a row that was not swapped although nobody else could have written it.
    pub(super) fn conflict() -> Self {
        Self::own(
            "conflict",
            "the row was left as it was without an error; look for a trigger that ignores updates",
        )
    }

    pub(super) fn panicked() -> Self {
        Self::own("panic", "a step panicked; its message is in the program's error output")
    }

    /// For a record that the step would remove.
    pub(super) fn removal() -> Self {
        Self::own(
            "remove",
            "the step removes this record, and the job may not; look at it, and add `allow_remove`",
        )
    }

    /// For a record without a row to join.
    pub(super) fn unmatched() -> Self {
        Self::own(
            "unmatched",
            "there is no row to join, and the job says `Missing::SetAside`; add the row, or say `Missing::GiveNone`",
        )
    }

    /// The same, of a row of another table.
    pub(super) fn in_table(self, table: &str) -> Self {
        Self { text: format!("the row to join in `{table}`: {}", self.text), ..self }
    }

    fn own(code: &'static str, text: &str) -> Self {
        Self { version: None, code, path: String::new(), text: text.to_owned() }
    }

    pub(super) fn failed<'a>(&'a self, key: &'a RowKey) -> Failed<'a> {
        Failed {
            key,
            version: self.version.as_deref(),
            code: self.code,
            path: &self.path,
            reason: &self.text,
        }
    }
}
