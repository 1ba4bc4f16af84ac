//! The bulk upgrade of a user's own table, in pages by key.
//!
//! [`Bulk`] says what to upgrade and how. A run reads a page, converts it, and then changes rows, cursor and counters in one
//! transaction: a process may be killed on any line, and the next run goes on from the last batch. Each row is swapped
//! only if it still is what was read, so the table stays in use meanwhile. Passes repeat until one finds nothing to upgrade.
//!
//! Records that cannot be upgraded stop nothing. They stay as they are, stand in the quarantine with their reason,
//! and are tried again by each later pass.
//!
//! ```
//! # use diesel::prelude::*;
//! # use heirloom::{Migrate, Versioned};
//! # use serde::{Deserialize, Serialize};
//! # #[derive(Serialize, Deserialize, Migrate, Debug)]
//! # #[migrate(entity = "user", version = 1)]
//! # struct UserV1 {
//! #     name: String,
//! # }
//! # #[derive(Serialize, Deserialize, Migrate, Debug)]
//! # #[migrate(from = UserV1)]
//! # struct User {
//! #     #[migrate(from = name)]
//! #     full_name: String,
//! # }
//! # diesel::table! {
//! #     users (id) {
//! #         id -> BigInt,
//! #         doc -> Text,
//! #     }
//! # }
//! use heirloom::job::Bulk;
//!
//! # let conn = &mut SqliteConnection::establish(":memory:")?;
//! # diesel::sql_query("CREATE TABLE users (id INTEGER PRIMARY KEY, doc TEXT NOT NULL)").execute(conn)?;
//! # diesel::sql_query(r#"INSERT INTO users VALUES (1, '{"$v":1,"name":"Ada"}'), (2, '{"$v":1,"name":7}')"#).execute(conn)?;
//! let report = Bulk::<User>::new(users::id, users::doc).bar().run(conn)?;
//!
//! assert_eq!((report.upgraded(), report.quarantined()), (1, 1));
//! println!("{report}");
//! for row in Bulk::<User>::new(users::id, users::doc).quarantine(conn, 10)? {
//!     println!("{} {} {}", row.key, row.path, row.reason);
//! }
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! Where a job stands is kept in tables named `heirloom_*` beside the user's, made when they are missing. Several processes may run
//! the same job: one of them makes each batch, and none is counted twice.
//!
//! A chain may have a step that needs more than the record: prices, a record to join, a table for what it emits, leave to remove. The job provides it, with
//! [`context`](Bulk::context), [`join`](Bulk::join), [`emit`](Bulk::emit) and [`allow_remove`](Bulk::allow_remove), or does not compile. Each of them has an
//! example. All of a batch takes effect in one transaction, and what is taken away is kept ([`removed`](Bulk::removed)).
//!
//! Absent on purpose: a fence. Old programs that still write can leave stale rows behind a finished job; run it again.

mod batch;
mod bulk;
mod clock;
mod convert;
mod error;
mod needs;
mod plan;
mod progress;
mod provide;
mod record;
mod report;
mod row;
mod run;
mod steps;
mod work;

pub use crate::store::books::{Cause, Removed, SetAside, Tally};
pub use bulk::Bulk;
pub use error::{JobError, JobErrorKind};
pub use needs::{Emit, Fetch, Join, Missing, Needs, Orphans, Unmatched};
pub use progress::Progress;
pub use report::Report;
