//! A batch of a step that needs more than the record: read, fetched, converted and written under one lock (decision note 009).

use std::marker::PhantomData;
use std::ops::ControlFlow;
use std::panic::{AssertUnwindSafe, catch_unwind};

use crate::chain::{Assisted, Made, OldOf, Outcome, StepOf, StepWith, Waiting};
use crate::envelope::{Versioned, json};
use crate::job::clock::{now, patiently};
use crate::job::convert::{Fate, Reason, age};
use crate::job::needs::{Contexts, Emits, Joined, Joins, Missing, Needs, Orphans};
use crate::job::row::{Outcasts, emit, settled, swap, take};
use crate::job::run::Job;
use crate::job::work::{Stop, Work};
use crate::job::{JobErrorKind, Tally};
use crate::store::backend::{JobStore, Result};
use crate::store::books::{Cause, Mark, RangeRow};
use crate::store::place::Place;
use crate::store::stored::Stored;
use crate::store::{RowKey, StoreErrorKind};

/// Steps that need more than the record, and what the job provides for them.
#[derive(Debug)]
pub struct Recorded<T, X, E, J> {
    needs: Needs<X, E, J>,
    /// The table that rows are joined from, and the one that they are emitted into.
    joined: Option<Place>,
    emitted: Option<Place>,
    entity: PhantomData<fn() -> T>,
}

impl<T, X, E, J> Recorded<T, X, E, J> {
    pub(super) fn new(needs: Needs<X, E, J>) -> Self {
        Self { needs, joined: None, emitted: None, entity: PhantomData }
    }
}

/// A row of the page, as far as it can be brought by itself.
enum Row<T: Assisted> {
    Stays(Fate),
    Ready(Versioned<T>),
    Waits(Versioned<OldOf<T>>),
}

impl<T, C, X, E, J> Work<C> for Recorded<T, X, E, J>
where
    T: Assisted,
    C: JobStore,
    X: Contexts<C, StepOf<T>>,
    E: Emits<C, StepOf<T>>,
    J: Joins<C, StepOf<T>>,
{
    type Latest = T;

    fn prepare(&mut self, conn: &mut C, job: &Job<'_>) -> std::result::Result<(), Stop> {
        let patience = job.limits.patience;
        let mut survey = |place: Option<&mut Place>| {
            let Some(place) = place else { return Ok::<_, Stop>(None) };
            *place = patiently(patience, || conn.survey(place))
                .map_err(|kind| Stop::Elsewhere(Box::new(place.clone()), kind))?;
            Ok(Some(place.clone()))
        };
        self.emitted = survey(self.needs.emit.place())?;
        self.joined = survey(self.needs.join.place())?;
        if let Some(place) = &self.joined
            && self.needs.join.unmatched().orphans == Orphans::Refuse
        {
            let count = patiently(patience, || conn.orphans(place, &job.place))?;
            if count > 0 {
                let table = place.table.clone();
                return Err(Stop::Job(JobErrorKind::Orphans { table, count }));
            }
        }
        Ok(())
    }

    fn batch(
        &mut self,
        conn: &mut C,
        job: &Job<'_>,
        mark: Mark,
        from: &RangeRow,
    ) -> std::result::Result<(), Stop> {
        let mut outcasts = Outcasts::new();
        loop {
            let (before, mut stop) = (outcasts.len(), None);
            let done = patiently(job.limits.patience, || {
                conn.write(|conn| {
                    self.commit(conn, job, mark, from, &mut outcasts).map_err(|why| match why {
                        Stop::Store(kind) | Stop::Elsewhere(_, kind) => kind,
                        Stop::Job(kind) => {
                            stop = Some(kind);
                            StoreErrorKind::Ignored // ends the transaction; nobody sees it
                        }
                    })
                })
            });
            if let Some(kind) = stop {
                return Err(Stop::Job(kind));
            }
            if outcasts.len() == before {
                return done.map_err(Stop::Store);
            }
        }
    }

    fn orphans(&self, conn: &mut C, job: &Job<'_>) -> Result<u64> {
        self.joined.as_ref().map_or(Ok(0), |place| conn.orphans(place, &job.place))
    }

    fn is_stale(place: &Place, _: &RowKey, stored: &Stored) -> bool {
        matches!(age::<T, C>(place, stored), Ok(None) | Err(_))
    }
}

impl<T, X, E, J> Recorded<T, X, E, J>
where
    T: Assisted,
{
    /// The transaction of a batch.
    fn commit<C: JobStore>(
        &mut self,
        conn: &mut C,
        job: &Job<'_>,
        mark: Mark,
        from: &RangeRow,
        outcasts: &mut Outcasts,
    ) -> std::result::Result<(), Stop>
    where
        X: Contexts<C, StepOf<T>>,
        E: Emits<C, StepOf<T>>,
        J: Joins<C, StepOf<T>>,
    {
        // Another process may have made this batch, or ended the pass: then its figures are not ours to count again.
        if conn.range(mark)?.is_none_or(|stands| stands.seq != from.seq) {
            return Ok(());
        }
        let (page, done) = page(conn, job, from)?;
        let cursor = page.last().map(|(key, _)| key.clone()).or_else(|| from.cursor.clone());
        let rows: Vec<_> = page
            .into_iter()
            .map(|(key, stored)| {
                let row = match outcasts.iter().find(|(outcast, _)| *outcast == key) {
                    Some((_, reason)) => Row::Stays(Fate::Failed(reason.clone())),
                    None => open::<T, C>(&job.place, &key, &stored),
                };
                (key, stored, row)
            })
            .collect();
        let olds: Vec<_> = rows
            .iter()
            .filter_map(|(key, _, row)| match row {
                Row::Waits(old) => Some((key.clone(), &**old)),
                _ => None,
            })
            .collect();
        let contexts = self.needs.context.fetch(conn, &olds);
        let contexts = contexts.map_err(|source| Stop::Job(JobErrorKind::Context { source }))?;
        let mut contexts = contexts.into_iter();
        let mut tally = from.tally;
        for (key, stored, row) in rows {
            let fate = match row {
                Row::Stays(fate) => fate,
                Row::Ready(record) => settled(conn, &key, outcasts, |conn| {
                    let new = Stored::seal::<T, C::Database>(&record, &job.place, &key)?;
                    swap(conn, &job.place, &key, &stored, &new)
                })?,
                Row::Waits(old) => {
                    let context = contexts.next().expect("one for each record that waits");
                    settled(conn, &key, outcasts, |conn| {
                        self.settle(conn, job, mark, (&key, &stored), old, &context)
                    })?
                }
            };
            fate.count(&mut tally);
            let reason = match fate {
                Fate::Failed(reason) => reason,
                Fate::Conflicted => Reason::conflict(),
                _ => continue,
            };
            conn.set_aside(mark, &reason.failed(&key), now())?;
        }
        self.within_bounds(conn, mark, from, &tally)?;
        let to = RangeRow { cursor, end: from.end.clone(), seq: from.seq + 1, done, tally };
        if conn.advance(mark, from.seq, &to)? {
            Ok(())
        } else {
            Err(StoreErrorKind::BadBooks.into())
        }
    }

    /// Takes the step for one row. An error, or a fate other than success, leaves nothing behind.
    fn settle<C: JobStore>(
        &self,
        conn: &mut C,
        job: &Job<'_>,
        mark: Mark,
        (key, stored): (&RowKey, &Stored),
        old: Versioned<OldOf<T>>,
        context: &<StepOf<T> as StepWith>::Context,
    ) -> Result<Fate>
    where
        E: Emits<C, StepOf<T>>,
        J: Joins<C, StepOf<T>>,
    {
        let joined = match self.needs.join.find(conn, key) {
            Ok(None)
                if self.joined.is_some()
                    && self.needs.join.unmatched().missing == Missing::SetAside =>
            {
                return Ok(Fate::Failed(Reason::unmatched()));
            }
            Ok(joined) => joined,
            Err(kind) if !kind.is_of_the_row() => return Err(kind),
            Err(kind) => {
                let table = self.joined.as_ref().map_or("", |place| &place.table);
                return Ok(Fate::Failed(Reason::of(&kind).in_table(table)));
            }
        };
        let (joined, gone) = match joined {
            Some(Joined { key, stored, value }) => (Some(value), Some((key, stored))),
            None => (None, None),
        };
        let made = catch_unwind(AssertUnwindSafe(|| {
            let Made { outcome, emitted } =
                json::take_step::<T>(old, context, joined).map_err(StoreErrorKind::Open)?;
            Ok((outcome, self.needs.emit.rows(key, emitted)?))
        }));
        let (outcome, emitted) = match made {
            Ok(made) => made?,
            Err(_) => return Ok(Fate::Failed(Reason::panicked())),
        };
        let place = &job.place;
        let fate = match outcome {
            Outcome::Value(record) => {
                let new = Stored::seal::<T, C::Database>(&record, place, key)?;
                swap(conn, place, key, stored, &new)?
            }
            Outcome::Remove { .. } if self.needs.removals.is_none() => {
                return Ok(Fate::Failed(Reason::removal()));
            }
            Outcome::Remove { reason } => {
                take(conn, mark, place, (key, stored), Cause::Removed, &reason)?;
                Fate::Removed
            }
        };
        if let Some(place) = &self.emitted {
            for (position, (id, row)) in (0..).zip(&emitted) {
                emit(conn, mark, place, (id, row), key, position)?;
            }
        }
        if let (Some(place), Some((key, stored))) = (&self.joined, &gone) {
            take(conn, mark, place, (key, stored), Cause::Joined, "")?;
        }
        Ok(fate)
    }

    /// Whether the run may remove as many rows as it has.
    fn within_bounds<C: JobStore>(
        &self,
        conn: &mut C,
        mark: Mark,
        from: &RangeRow,
        tally: &Tally,
    ) -> std::result::Result<(), Stop> {
        let Some(most) = self.needs.removals else { return Ok(()) };
        if tally.removed == from.tally.removed {
            return Ok(());
        }
        let before = conn.removals(mark.job, mark.run)?.saturating_sub(from.tally.removed);
        if before + tally.removed <= most {
            return Ok(());
        }
        Err(Stop::Job(JobErrorKind::TooManyRemovals { most }))
    }
}

/// Rows behind the cursor, until a limit is reached, and whether there are no more. One row passes, however large it is.
fn page<C: JobStore>(
    conn: &mut C,
    job: &Job<'_>,
    from: &RangeRow,
) -> Result<(Vec<(RowKey, Stored)>, bool)> {
    let Some(end) = &from.end else { return Ok((Vec::new(), true)) };
    let (limits, mut rows, mut bytes) = (job.limits, Vec::new(), 0);
    let mut visit = |key: RowKey, stored: Stored| {
        // The new document will be about as large.
        bytes += 2 * stored.size();
        rows.push((key, stored));
        if bytes < limits.bytes { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    };
    let done = conn.page(&job.place, from.cursor.as_ref(), end, limits.rows, &mut visit);
    match done {
        Ok(done) => Ok((rows, done)),
        // What was read before can be dealt with. If it stays wrong, the next page begins with it.
        Err(_) if !rows.is_empty() => Ok((rows, false)),
        Err(kind) => Err(kind),
    }
}

fn open<T: Assisted, C: JobStore>(place: &Place, key: &RowKey, stored: &Stored) -> Row<T> {
    let opened = catch_unwind(AssertUnwindSafe(|| match age::<T, C>(place, stored)? {
        Some(fate) => Ok(Row::Stays(fate)),
        None => Ok(match stored.open_waiting::<T, C::Database>(place, key)? {
            Waiting::Ready(record) => Row::Ready(record),
            Waiting::At(old) => Row::Waits(old),
        }),
    }));
    match opened {
        Ok(Ok(row)) => row,
        Ok(Err::<_, StoreErrorKind>(kind)) => Row::Stays(Fate::Failed(Reason::of(&kind))),
        Err(_) => Row::Stays(Fate::Failed(Reason::panicked())),
    }
}
