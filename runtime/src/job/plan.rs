//! What a job does next: decisions about what stands in its books, and nothing else.

use crate::job::{JobErrorKind, Tally};
use crate::store::books::{JobRow, Wanted};
use crate::version::Version;

/// How a call of `run` begins.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Start {
    /// The job is new.
    Enter,
    /// It stands in the middle of a run.
    Resume,
    /// Its last run is over, or was for an older version.
    Restart,
}

pub(super) fn start(found: Option<&JobRow>, wanted: &Wanted<'_>) -> Result<Start, JobErrorKind> {
    let Some(found) = found else { return Ok(Start::Enter) };
    let same = found.entity == wanted.entity
        && found.table == wanted.table
        && found.key == wanted.key
        && found.document == wanted.document
        && found.carry.as_deref() == wanted.carry;
    if !same {
        let JobRow { entity, table, key, document, carry, .. } = found;
        let beside = match carry {
            Some(carry) => format!(" with its carry in `{carry}`"),
            None => String::new(),
        };
        let found = format!("`{document}` of `{table}` by `{key}`{beside}, as `{entity}`");
        return Err(JobErrorKind::OtherTarget { found });
    }
    if found.version == wanted.version {
        return Ok(if found.finished { Start::Restart } else { Start::Resume });
    }
    match (found.version.parse::<Version>(), wanted.version.parse::<Version>()) {
        (Ok(theirs), Ok(ours)) if theirs > ours => Err(JobErrorKind::NewerProgram {
            version: found.version.clone(),
            known: wanted.version.to_owned(),
        }),
        // Rows behind the cursor are of the older version: from the beginning.
        _ => Ok(Start::Restart),
    }
}

/// What follows a pass.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Next {
    /// Another pass: old programs may have written behind the last one.
    Pass,
    /// The run is over, and the pass has seen every stale row that is left.
    Finish {
        /// How many those are.
        stale: u64,
    },
    /// The run is over, although the pass still found rows to upgrade: count what is left.
    Count,
}

pub(super) fn after(pass: i64, tally: &Tally, most: u32) -> Next {
    if tally.upgraded + tally.removed == 0 {
        Next::Finish { stale: tally.set_aside + tally.conflicted }
    } else if pass < most.into() {
        Next::Pass
    } else {
        Next::Count
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::books::Mark;

    const WANTED: Wanted<'_> = Wanted {
        entity: "user",
        version: "3",
        table: "users",
        key: "id",
        document: "doc",
        carry: None,
    };

    fn entered(version: &str, finished: bool) -> JobRow {
        JobRow {
            mark: Mark { job: 1, run: 1, pass: 1 },
            finished,
            stale: 0,
            entity: "user".into(),
            version: version.into(),
            table: "users".into(),
            key: "id".into(),
            document: "doc".into(),
            carry: None,
        }
    }

    #[test]
    fn a_job_goes_on_where_it_stands() {
        assert_eq!(start(None, &WANTED).unwrap(), Start::Enter);
        assert_eq!(start(Some(&entered("3", false)), &WANTED).unwrap(), Start::Resume);
        assert_eq!(start(Some(&entered("3", true)), &WANTED).unwrap(), Start::Restart);
    }

    #[test]
    fn a_newer_version_starts_over_and_an_older_program_is_refused() {
        assert_eq!(start(Some(&entered("2.9", false)), &WANTED).unwrap(), Start::Restart);
        let refused = start(Some(&entered("10", true)), &WANTED);
        assert!(matches!(refused, Err(JobErrorKind::NewerProgram { .. })));
    }

    #[test]
    fn a_name_belongs_to_one_target() {
        for other in [
            Wanted { entity: "order", ..WANTED },
            Wanted { table: "people", ..WANTED },
            Wanted { key: "name", ..WANTED },
            Wanted { document: "body", ..WANTED },
            Wanted { carry: Some("carry"), ..WANTED },
        ] {
            let refused = start(Some(&entered("3", false)), &other);
            assert!(matches!(refused, Err(JobErrorKind::OtherTarget { .. })), "{other:?}");
        }
    }

    #[test]
    fn passes_repeat_until_one_finds_nothing_but_not_for_ever() {
        let found = Tally { scanned: 9, upgraded: 1, set_aside: 8, ..Tally::default() };
        let nothing =
            Tally { scanned: 9, current: 6, set_aside: 2, conflicted: 1, ..Tally::default() };
        assert_eq!(after(1, &found, 3), Next::Pass);
        assert_eq!(after(3, &found, 3), Next::Count);
        assert_eq!(after(1, &nothing, 3), Next::Finish { stale: 3 });
    }
}
