//! One batch: a page, converted, and the one transaction in which it takes effect.
//!
//! The order is that of decision note 004. Nothing is kept between two batches but what the transaction wrote.

use std::collections::BTreeMap;
use std::ops::ControlFlow;

use crate::chain::Pure;
use crate::job::Tally;
use crate::job::clock::{now, patiently};
use crate::job::convert::{Converted, Fate, Reason, convert};
use crate::job::run::Job;
use crate::store::backend::{JobStore, Result};
use crate::store::books::{Mark, RangeRow};
use crate::store::stored::Stored;
use crate::store::{RowKey, StoreErrorKind};

/// Takes the next rows of a pass from its cursor on.
pub(super) fn batch<T: Pure, C: JobStore>(
    conn: &mut C,
    job: &Job<'_>,
    mark: Mark,
    from: &RangeRow,
) -> Result<()> {
    let patience = job.limits.patience;
    let page = patiently(patience, || Page::read::<T, C>(conn, job, from))?;
    let mut outcasts = Outcasts::default();
    loop {
        let done = patiently(patience, || {
            conn.write(|conn| commit::<T, C>(conn, job, mark, from, &page, &mut outcasts))
        });
        match outcasts.found.take() {
            Some((index, reason)) => outcasts.known.insert(index, reason),
            None => return done,
        };
    }
}

/// Rows for which the database throws the whole transaction away. They are set aside in the next attempt.
#[derive(Default)]
struct Outcasts {
    known: BTreeMap<usize, Reason>,
    found: Option<(usize, Reason)>,
}

/// Rows that were read and converted.
struct Page {
    changes: Vec<Change>,
    failed: Vec<(RowKey, Reason)>,
    /// What is settled without a change.
    tally: Tally,
    cursor: Option<RowKey>,
    done: bool,
}

struct Change {
    key: RowKey,
    old: Stored,
    new: Stored,
}

impl Page {
    /// Reads until a limit is reached. One row passes, however large it is.
    fn read<T: Pure, C: JobStore>(conn: &mut C, job: &Job<'_>, from: &RangeRow) -> Result<Self> {
        let mut page = Self {
            changes: Vec::new(),
            failed: Vec::new(),
            tally: Tally::default(),
            cursor: from.cursor.clone(),
            done: true,
        };
        let Some(end) = &from.end else { return Ok(page) };
        let mut seen = false;
        let mut bytes = 0;
        let (place, limits) = (&job.place, job.limits);
        let mut visit = |key: RowKey, stored: Stored| {
            seen = true;
            bytes += stored.size();
            page.cursor = Some(key.clone());
            match convert::<T, C>(place, &key, &stored) {
                Converted::New(new) => {
                    bytes += new.size();
                    page.changes.push(Change { key, old: stored, new });
                }
                Converted::Stays(fate) => {
                    fate.count(&mut page.tally);
                    if let Fate::Failed(reason) = fate {
                        page.failed.push((key, reason));
                    }
                }
            }
            if bytes < limits.bytes { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
        };
        page.done = match conn.page(place, from.cursor.as_ref(), end, limits.rows, &mut visit) {
            Ok(done) => done,
            // What was read before can be dealt with. If it stays wrong, the next page begins with it.
            Err(_) if seen => false,
            Err(kind) => return Err(kind),
        };
        Ok(page)
    }
}

/// The transaction of a batch. Takes effect as a whole, and only if the pass still stands where the page was read.
fn commit<T: Pure, C: JobStore>(
    conn: &mut C,
    job: &Job<'_>,
    mark: Mark,
    from: &RangeRow,
    page: &Page,
    outcasts: &mut Outcasts,
) -> Result<()> {
    // Another process may have made this batch, or ended the pass: then its figures are not ours to count again.
    if conn.range(mark)?.is_none_or(|stands| stands.seq != from.seq) {
        return Ok(());
    }
    let mut tally = from.tally + page.tally;
    for (index, change) in page.changes.iter().enumerate() {
        let fate = match outcasts.known.get(&index) {
            Some(reason) => Some(Fate::Failed(reason.clone())),
            None => settle::<T, C>(conn, job, change).inspect_err(|kind| {
                if matches!(kind, StoreErrorKind::Refused(_)) {
                    outcasts.found = Some((index, Reason::of(kind)));
                }
            })?,
        };
        let Some(fate) = fate else { continue };
        fate.count(&mut tally);
        let reason = match fate {
            Fate::Failed(reason) => reason,
            Fate::Conflicted => Reason::conflict(),
            _ => continue,
        };
        conn.set_aside(mark, &reason.failed(&change.key), now())?;
    }
    for (key, reason) in &page.failed {
        conn.set_aside(mark, &reason.failed(key), now())?;
    }
    let to = RangeRow {
        cursor: page.cursor.clone(),
        end: from.end.clone(),
        seq: from.seq + 1,
        done: page.done,
        tally,
    };
    if conn.advance(mark, from.seq, &to)? { Ok(()) } else { Err(StoreErrorKind::BadBooks) }
}

/// Swaps a row; `None` if it is gone.
///
/// Where it was written since the page was read, what was written is converted instead. The lock is ours by now, so
/// nobody writes it a second time.
fn settle<T: Pure, C: JobStore>(
    conn: &mut C,
    job: &Job<'_>,
    change: &Change,
) -> Result<Option<Fate>> {
    let Change { key, old, new } = change;
    if let Some(fate) = swap(conn, job, key, old, new)? {
        return Ok(Some(fate));
    }
    let Some((_, stored)) = conn.read(&job.place, key)? else { return Ok(None) };
    match convert::<T, C>(&job.place, key, &stored) {
        Converted::Stays(fate) => Ok(Some(fate)),
        Converted::New(new) => {
            Ok(Some(swap(conn, job, key, &stored, &new)?.unwrap_or(Fate::Conflicted)))
        }
    }
}

/// `None` if something else stands there. An error of the kind `Refused` says that the transaction is gone.
fn swap<C: JobStore>(
    conn: &mut C,
    job: &Job<'_>,
    key: &RowKey,
    old: &Stored,
    new: &Stored,
) -> Result<Option<Fate>> {
    match conn.swap(&job.place, key, old, new) {
        Ok(swapped) => Ok(swapped.then_some(Fate::Upgraded)),
        // With the transaction gone, this row ends the attempt; otherwise the others can go on.
        Err(kind @ StoreErrorKind::Refused(_)) if conn.transaction_survived() => {
            Ok(Some(Fate::Failed(Reason::of(&kind))))
        }
        Err(kind) => Err(kind),
    }
}
