//! Why a job cannot run, or stopped.

use std::error::Error;
use std::fmt;

use crate::store::StoreError;

/// A job that cannot run, or stopped. What it has done is kept.
///
/// ```text
/// job `users.doc/user` stopped; what it has done is kept, and running it again goes on from there
/// ```
///
/// Why it stopped is the [`source`](Error::source).
///
/// ```
/// # use diesel::prelude::*;
/// # use serde::{Deserialize, Serialize};
/// # #[derive(Serialize, Deserialize, heirloom::Migrate, Debug)]
/// # #[migrate(entity = "user", version = 1)]
/// # struct User {
/// #     name: String,
/// # }
/// # diesel::table! {
/// #     users (id) {
/// #         id -> BigInt,
/// #         doc -> Text,
/// #     }
/// # }
/// use std::error::Error;
///
/// use heirloom::job::{Bulk, JobErrorKind};
///
/// # let conn = &mut SqliteConnection::establish(":memory:")?;
/// let error = Bulk::<User>::new(users::id, users::doc).run(conn).unwrap_err();
/// if let JobErrorKind::Store(store) = error.kind() {
///     assert_eq!(store.kind().code(), "no_table");
/// }
/// let why = error.source().expect("the store's error");
/// assert!(why.to_string().ends_with("run your own migrations first, or open the database that has it"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct JobError(Box<Inner>);

#[derive(Debug)]
struct Inner {
    job: String,
    kind: JobErrorKind,
}

/// What went wrong with a job.
#[derive(Debug)]
#[non_exhaustive]
pub enum JobErrorKind {
    /// A job of this name was entered for something else.
    OtherTarget {
        /// What it is for.
        found: String,
    },
    /// A program that knows a newer version has run this job.
    NewerProgram {
        /// The version that it upgraded to.
        version: String,
        /// The version that this program knows.
        known: String,
    },
    /// The job removes more rows than it may. The batch that would have gone too far was undone.
    TooManyRemovals {
        /// How many it may remove in a run.
        most: u64,
    },
    /// The function that fetches contexts could not do so.
    Context {
        /// Why.
        source: Box<dyn Error + Send + Sync>,
    },
    /// Rows of the joined table belong to no record, and the job says [`Orphans::Refuse`](crate::job::Orphans::Refuse).
    Orphans {
        /// The table.
        table: String,
        /// How many rows.
        count: u64,
    },
    /// The store could not do what the job asked.
    Store(StoreError),
}

impl JobError {
    pub(super) fn new(job: &str, kind: JobErrorKind) -> Self {
        Self(Box::new(Inner { job: job.to_owned(), kind }))
    }

    /// The name of the job.
    pub fn job(&self) -> &str {
        &self.0.job
    }

    /// What went wrong.
    pub fn kind(&self) -> &JobErrorKind {
        &self.0.kind
    }
}

impl fmt::Debug for JobError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl fmt::Display for JobError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Inner { job, kind } = &*self.0;
        match kind {
            JobErrorKind::OtherTarget { found } => {
                write!(
                    f,
                    "a job `{job}` exists for {found}; give this one another name with `name`"
                )
            }
            JobErrorKind::NewerProgram { version, known } => write!(
                f,
                "job `{job}` has upgraded to version {version}, and this program knows up to {known}; run it with the newer program"
            ),
            JobErrorKind::TooManyRemovals { most } => write!(
                f,
                "job `{job}` stopped before it removed more than {most} rows; look at what it removes, and allow more with `allow_remove` to go on"
            ),
            JobErrorKind::Orphans { table, count } => write!(
                f,
                "job `{job}` has not begun: {count} rows of `{table}` belong to no record; remove them, or say `Orphans::Leave`"
            ),
            JobErrorKind::Context { .. } => write!(
                f,
                "job `{job}` stopped, since the context of a batch could not be fetched; what it has done is kept, and running it again goes on from there"
            ),
            JobErrorKind::Store(_) => write!(
                f,
                "job `{job}` stopped; what it has done is kept, and running it again goes on from there"
            ),
        }
    }
}

impl Error for JobError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match &self.0.kind {
            JobErrorKind::Store(source) => Some(source),
            JobErrorKind::Context { source } => Some(&**source),
            _ => None,
        }
    }
}
