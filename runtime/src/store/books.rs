//! What a job keeps in the database, as plain data.

use std::ops::Add;

use crate::store::RowKey;
use crate::store::stored::Stored;

/// What a job is to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Wanted<'a> {
    pub(crate) entity: &'a str,
    pub(crate) version: &'a str,
    pub(crate) table: &'a str,
    pub(crate) key: &'a str,
    pub(crate) document: &'a str,
    pub(crate) carry: Option<&'a str>,
}

/// A job as it was entered, and where it stands.
#[derive(Debug, Clone)]
pub struct JobRow {
    pub(crate) mark: Mark,
    pub(crate) finished: bool,
    /// How many stale rows it left, once it is finished.
    pub(crate) stale: u64,
    pub(crate) entity: String,
    pub(crate) version: String,
    pub(crate) table: String,
    pub(crate) key: String,
    pub(crate) document: String,
    pub(crate) carry: Option<String>,
}

/// Names a pass of a run of a job.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mark {
    pub(crate) job: i64,
    pub(crate) run: i64,
    pub(crate) pass: i64,
}

/// Where a pass stands.
#[derive(Debug, Clone)]
pub struct RangeRow {
    /// The last key that was dealt with.
    pub(crate) cursor: Option<RowKey>,
    /// The largest key when the pass began; `None` in an empty table.
    pub(crate) end: Option<RowKey>,
    /// Grows with each batch. A batch takes effect only on the number that it started from.
    pub(crate) seq: i64,
    pub(crate) done: bool,
    pub(crate) tally: Tally,
}

/// What became of the rows that a pass has visited; part of [`Report`](crate::job::Report) and
/// [`Progress`](crate::job::Progress).
///
/// `scanned` is the sum of the others, in the database too.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Tally {
    /// Rows that were visited.
    pub scanned: u64,
    /// Rows that were stale and are of today's version now.
    pub upgraded: u64,
    /// Rows that were of today's version already.
    pub current: u64,
    /// Rows that a newer program wrote. They were left alone.
    pub newer: u64,
    /// Rows without a document.
    pub empty: u64,
    /// Rows that could not be upgraded. They are as they were, and their reasons stand in the quarantine.
    pub set_aside: u64,
    /// Rows that could not be swapped although nobody else was writing, such as when a trigger ignores the update. They stand
    /// in the quarantine too.
    pub conflicted: u64,
    /// Rows that a step took away, because it says so and the job [allows](crate::job::Bulk::allow_remove) it.
    pub removed: u64,
}

impl Add for Tally {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self {
            scanned: self.scanned + other.scanned,
            upgraded: self.upgraded + other.upgraded,
            current: self.current + other.current,
            newer: self.newer + other.newer,
            empty: self.empty + other.empty,
            set_aside: self.set_aside + other.set_aside,
            conflicted: self.conflicted + other.conflicted,
            removed: self.removed + other.removed,
        }
    }
}

/// A row that could not be upgraded, as it is recorded.
#[derive(Debug)]
pub struct Failed<'a> {
    pub(crate) key: &'a RowKey,
    pub(crate) version: Option<&'a str>,
    pub(crate) code: &'a str,
    pub(crate) path: &'a str,
    pub(crate) reason: &'a str,
}

/// A row that stands in quarantine, from [`Bulk::quarantine`](crate::job::Bulk::quarantine). The row itself is where it was, as it was.
///
/// The same can be asked of the database, joined with the rows: `SELECT * FROM heirloom_quarantine JOIN users ON key = users.id`.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct SetAside {
    /// The key of the row.
    pub key: RowKey,
    /// The version that it names, where it could be read.
    pub version: Option<String>,
    /// A stable word for what is wrong: those of [`OpenErrorKind::code`](crate::envelope::OpenErrorKind::code), and `wrong_type`,
    /// `seal`, `refused` (by a constraint or trigger), `conflict`, `panic`; of steps that need more than the record `remove`, `unmatched`, `emit_conflict`.
    pub code: String,
    /// The field at which reading or converting stopped, such as `items[3].qty`; empty for the record as a whole. Names of fields,
    /// and the keys of maps.
    pub path: String,
    /// What is wrong, without the values that are: read the row by its key to see those.
    pub reason: String,
    /// How many passes have tried it.
    pub attempts: u64,
    /// When it was set aside first, in microseconds since 1970.
    pub first_at: i64,
    /// When it was tried last, in microseconds since 1970.
    pub last_at: i64,
}

/// A row that a step takes away, as it is recorded.
#[derive(Debug)]
pub struct Gone<'a> {
    pub(crate) table: &'a str,
    pub(crate) key: &'a RowKey,
    pub(crate) stored: &'a Stored,
    pub(crate) cause: Cause,
    pub(crate) reason: &'a str,
}

/// Why a row was taken away.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Cause {
    /// The step says that there is no such record any more.
    Removed,
    /// It became part of the record that the step made.
    Joined,
}

impl Cause {
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Removed => "removed",
            Self::Joined => "joined",
        }
    }
}

/// A row that a step put into another table, as it is recorded.
#[derive(Debug)]
pub struct Emission<'a> {
    pub(crate) table: &'a str,
    pub(crate) key: &'a RowKey,
    pub(crate) source: &'a RowKey,
    pub(crate) position: i64,
}

/// A row that a step took away, from [`Bulk::removed`](crate::job::Bulk::removed): all that is needed to put it back.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Removed {
    /// The table in which it was.
    pub table: String,
    /// Its key.
    pub key: RowKey,
    /// The bytes of its document, as the column held them.
    pub document: Vec<u8>,
    /// The bytes of its carry, where that had a column and there was one.
    pub carry: Option<Vec<u8>>,
    /// Whether it was removed, or joined into another record.
    pub cause: Cause,
    /// The step's reason; empty for a row that was joined.
    pub reason: String,
    /// When, in microseconds since 1970.
    pub removed_at: i64,
}
