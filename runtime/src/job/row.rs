//! What becomes of one row of a step that needs more than the record, and of what stands beside it: all or nothing.

use crate::job::clock::now;
use crate::job::convert::{Fate, Reason};
use crate::store::backend::{JobStore, Result, Undone};
use crate::store::books::{Cause, Emission, Gone, Mark};
use crate::store::place::Place;
use crate::store::stored::Stored;
use crate::store::{RowKey, StoreErrorKind};

/// Rows for which the database throws the whole transaction away. They are set aside in the next attempt.
pub(super) type Outcasts = Vec<(RowKey, Reason)>;

/// What becomes of a row, all of it or nothing.
///
/// An error that is the row's own is its fate, as long as the transaction is there; where a trigger has ended it, the row is an outcast of the next attempt.
pub(super) fn settled<C: JobStore>(
    conn: &mut C,
    key: &RowKey,
    outcasts: &mut Outcasts,
    settle: impl FnOnce(&mut C) -> Result<Fate>,
) -> Result<Fate> {
    match conn.savepoint(settle) {
        Ok(fate) => Ok(fate),
        Err(Undone { kind, .. }) if !kind.is_of_the_row() => Err(kind),
        Err(Undone { kind, survived: false }) => {
            outcasts.push((key.clone(), Reason::of(&kind)));
            Err(kind)
        }
        Err(Undone { kind: StoreErrorKind::Ignored, .. }) => Ok(Fate::Conflicted),
        Err(Undone { kind, .. }) => Ok(Fate::Failed(Reason::of(&kind))),
    }
}

pub(super) fn swap<C: JobStore>(
    conn: &mut C,
    place: &Place,
    key: &RowKey,
    old: &Stored,
    new: &Stored,
) -> Result<Fate> {
    // The lock is ours since before the row was read.
    if conn.swap(place, key, old, new)? { Ok(Fate::Upgraded) } else { Err(StoreErrorKind::Ignored) }
}

/// Takes a row away, and keeps what it was.
pub(super) fn take<C: JobStore>(
    conn: &mut C,
    mark: Mark,
    place: &Place,
    (key, stored): (&RowKey, &Stored),
    cause: Cause,
    reason: &str,
) -> Result<()> {
    let gone = Gone { table: &place.table, key, stored, cause, reason };
    conn.keep(mark, &gone, now())?;
    if conn.delete(place, key, stored)? { Ok(()) } else { Err(StoreErrorKind::Ignored) }
}

/// Puts a row under its id, unless it stands there already.
pub(super) fn emit<C: JobStore>(
    conn: &mut C,
    mark: Mark,
    place: &Place,
    (id, row): (&RowKey, &Stored),
    source: &RowKey,
    position: i64,
) -> Result<()> {
    let table = &*place.table;
    if let Some((_, there)) = conn.read(place, id)? {
        let ours = conn.emitter(table, id)? == Some((mark.job, source.clone(), position));
        if ours && there.document == row.document {
            return Ok(());
        }
        return Err(StoreErrorKind::IdTaken { table: table.to_owned(), key: id.clone() });
    }
    if !conn.insert(place, id, row)? {
        return Err(StoreErrorKind::Ignored);
    }
    conn.emitted(mark, &Emission { table, key: id, source, position }, now())
}
