//! What a run came to.

use std::fmt;
use std::time::Duration;

use crate::job::Tally;

/// What a run came to, from [`Bulk::run`](crate::job::Bulk::run). Printed for people.
///
/// ```text
/// job `users.doc/user`: 99,997 of 100,000 rows of `users` are at version 3
/// 99,990 upgraded in 2 passes, 3 set aside
/// 3 stale rows are left: look at their reasons in the quarantine, repair them, and run the job again
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    pub(super) job: String,
    pub(super) table: String,
    pub(super) version: String,
    pub(super) passes: Vec<Tally>,
    pub(super) stale: u64,
    pub(super) quarantined: u64,
    pub(super) emitted: u64,
    pub(super) joined: u64,
    pub(super) orphans: u64,
    pub(super) elapsed: Duration,
}

impl Report {
    /// The name of the job.
    pub fn job(&self) -> &str {
        &self.job
    }

    /// What became of the rows in each pass, also in calls that were interrupted.
    ///
    /// The last pass describes the table as it is now: it found nothing to upgrade, unless old programs kept writing.
    pub fn passes(&self) -> &[Tally] {
        &self.passes
    }

    /// How many rows were upgraded, in all passes and also in calls that were interrupted.
    pub fn upgraded(&self) -> u64 {
        self.passes.iter().map(|pass| pass.upgraded).sum()
    }

    /// How many rows are of an older version still, or of none that can be read.
    pub fn stale(&self) -> u64 {
        self.stale
    }

    /// How many rows stand in the quarantine, with their reasons.
    pub fn quarantined(&self) -> u64 {
        self.quarantined
    }

    /// How many rows were removed, because a step says so. [`Bulk::removed`](crate::job::Bulk::removed) has what they were.
    pub fn removed(&self) -> u64 {
        self.passes.iter().map(|pass| pass.removed).sum()
    }

    /// How many rows steps put into another table.
    pub fn emitted(&self) -> u64 {
        self.emitted
    }

    /// How many rows of another table became part of records. [`Bulk::removed`](crate::job::Bulk::removed) has what they were.
    pub fn joined(&self) -> u64 {
        self.joined
    }

    /// How many rows of the joined table belong to no record, and stay where they are.
    pub fn orphans(&self) -> u64 {
        self.orphans
    }

    /// Whether no stale row is left.
    pub fn is_complete(&self) -> bool {
        self.stale == 0
    }

    /// How long this call took.
    pub fn elapsed(&self) -> Duration {
        self.elapsed
    }

    fn last(&self) -> Tally {
        self.passes.last().copied().unwrap_or_default()
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let last = self.last();
        let Self { job, table, version, .. } = self;
        let (now, rows) = (Grouped(last.current + last.upgraded), Grouped(last.scanned));
        write!(f, "job `{job}`: {now} of {rows} rows of `{table}` are at version {version}")?;
        let passes = match self.passes.len() {
            1 => "1 pass".to_owned(),
            count => format!("{count} passes"),
        };
        write!(f, "\n{} upgraded in {passes}", Grouped(self.upgraded()))?;
        for (count, what) in [
            (self.removed(), "removed"),
            (self.emitted, "emitted"),
            (self.joined, "joined"),
            (self.orphans, "left without a record to join"),
            (last.newer, "written by a newer program"),
            (last.empty, "without a document"),
            (last.set_aside, "set aside"),
            (last.conflicted, "not swapped"),
        ] {
            if count > 0 {
                write!(f, ", {} {what}", Grouped(count))?;
            }
        }
        if self.is_complete() {
            return Ok(());
        }
        let are = if self.stale == 1 { "row is" } else { "rows are" };
        write!(f, "\n{} stale {are} left: ", Grouped(self.stale))?;
        if self.stale > last.set_aside + last.conflicted {
            f.write_str("old programs still write; stop them, and run the job again")
        } else {
            f.write_str(
                "look at their reasons in the quarantine, repair them, and run the job again",
            )
        }
    }
}

/// A number with its thousands apart.
struct Grouped(u64);

impl fmt::Display for Grouped {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let digits = self.0.to_string();
        for (index, digit) in digits.char_indices() {
            if index > 0 && (digits.len() - index).is_multiple_of(3) {
                f.write_str(",")?;
            }
            write!(f, "{digit}")?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_report_says_what_is_left_and_what_to_do() {
        let first = Tally {
            scanned: 100_000,
            upgraded: 99_990,
            current: 7,
            set_aside: 3,
            ..Tally::default()
        };
        let second = Tally { scanned: 100_000, current: 99_997, set_aside: 3, ..Tally::default() };
        let report = Report {
            job: "users.doc/user".into(),
            table: "users".into(),
            version: "3".into(),
            passes: vec![first, second],
            stale: 3,
            quarantined: 3,
            emitted: 0,
            joined: 0,
            orphans: 0,
            elapsed: Duration::ZERO,
        };
        assert_eq!(
            report.to_string(),
            "job `users.doc/user`: 99,997 of 100,000 rows of `users` are at version 3\n\
             99,990 upgraded in 2 passes, 3 set aside\n\
             3 stale rows are left: look at their reasons in the quarantine, repair them, and run the job again"
        );
        let report = Report { stale: 5, ..report };
        assert!(report.to_string().ends_with(
            "5 stale rows are left: old programs still write; stop them, and run the job again"
        ));
    }
}
