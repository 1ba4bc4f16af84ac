//! Programs of two ages that read, heal and edit the same records.

use std::collections::HashMap;
use std::time::{Duration, Instant};

use heirloom::Version;
use heirloom::chain::Pure;
use heirloom::store::{Heal, Records, Store, StoreErrorKind};

diesel::table! {
    /// The records.
    docs (id) {
        /// The key, from 1 on.
        id -> BigInt,
        /// The record.
        doc -> Text,
    }
}

/// How many records there are.
pub const ROWS: i64 = 1000;

/// What all of them were before: the log is a text.
pub mod v1 {
    use heirloom::Migrate;
    use serde::{Deserialize, Serialize};

    /// A record.
    #[derive(Serialize, Deserialize, Migrate, Debug)]
    #[migrate(entity = "doc", version = 1)]
    pub struct Doc {
        /// The edits, with commas between.
        pub log: String,
    }
}

/// What the older program knows.
pub mod v2 {
    use heirloom::Migrate;
    use serde::{Deserialize, Serialize};

    use super::v1;

    /// A record.
    #[derive(Serialize, Deserialize, Migrate, Debug)]
    #[migrate(from = v1::Doc)]
    pub struct Doc {
        /// The edits.
        #[migrate(try_up = split, down = joined)]
        pub log: Vec<u64>,
    }

    #[expect(clippy::needless_pass_by_value, reason = "a step is given the value")]
    fn split(log: String) -> Result<Vec<u64>, std::num::ParseIntError> {
        log.split(',').filter(|edit| !edit.is_empty()).map(str::parse).collect()
    }

    #[expect(clippy::needless_pass_by_value, reason = "a step is given the value")]
    fn joined(log: Vec<u64>) -> String {
        log.iter().map(ToString::to_string).collect::<Vec<_>>().join(",")
    }
}

/// What the newer program knows, and does not write yet.
pub mod v3 {
    use heirloom::Migrate;
    use serde::{Deserialize, Serialize};

    use super::v2;

    /// A record.
    #[derive(Serialize, Deserialize, Migrate, Debug)]
    #[migrate(from = v2::Doc)]
    pub struct Doc {
        /// The edits.
        #[migrate(from = log)]
        pub edits: Vec<u64>,
        /// How many of them were made by programs that know this version: the older ones carry it along.
        #[migrate(default)]
        pub newer: u64,
    }
}

/// A record in which edits can be found.
pub trait Log {
    /// The edits.
    fn edits(&self) -> &[u64];

    /// One more.
    fn add(&mut self, edit: u64);
}

impl Log for v2::Doc {
    fn edits(&self) -> &[u64] {
        &self.log
    }

    fn add(&mut self, edit: u64) {
        self.log.push(edit);
    }
}

impl Log for v3::Doc {
    fn edits(&self) -> &[u64] {
        &self.edits
    }

    fn add(&mut self, edit: u64) {
        self.edits.push(edit);
        self.newer += 1;
    }
}

/// Reads and edits records for a while, and tells of each edit that was acknowledged.
///
/// # Panics
///
/// When the store fails, or an acknowledged edit is gone.
pub fn work<T: Pure + Log, C: Store>(
    conn: &mut C,
    writer: u64,
    time: Duration,
    mut acknowledged: impl FnMut(i64, u64),
) {
    // Both write version 2: the older program because it knows no other.
    let records = Records::<T, _>::new(docs::id, docs::doc).heal(Heal::Always);
    let records = records.pin(Version::major(2)).expect("a version of the chain");
    let end = Instant::now() + time;
    let mut random = writer.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
    let mut own = HashMap::new();
    let mut count = 0;
    while Instant::now() < end {
        // Xorshift64 (Marsaglia 2003).
        random ^= random << 13;
        random ^= random >> 7;
        random ^= random << 17;
        let key = (random % ROWS.cast_unsigned()).cast_signed() + 1;
        let done = if (random >> 40).is_multiple_of(4) {
            records.get(conn, key)
        } else {
            count += 1;
            let edit = writer * 1_000_000_000 + count;
            records.update(conn, key, |doc| doc.add(edit)).inspect(|_| {
                own.insert(key, edit);
                acknowledged(key, edit);
            })
        };
        match done {
            Ok(found) => {
                let doc = found.expect("no record goes away");
                let kept = own.get(&key).is_none_or(|edit| doc.edits().contains(edit));
                assert!(kept, "an acknowledged edit of record {key} is gone");
            }
            // Not acknowledged: somebody else held the lock.
            Err(error) if matches!(error.kind(), StoreErrorKind::Locked) => {}
            Err(error) => panic!("{error}: {error:?}"),
        }
    }
}
