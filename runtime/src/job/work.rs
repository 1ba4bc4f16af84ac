//! What a job does with its rows: the part that differs between steps that need the record alone and those that need more.

use std::marker::PhantomData;

use crate::chain::{Migrate, Pure};
use crate::job::JobErrorKind;
use crate::job::batch::batch;
use crate::job::convert::{Converted, Fate, convert};
use crate::job::run::Job;
use crate::store::backend::JobStore;
use crate::store::books::{Mark, RangeRow};
use crate::store::place::Place;
use crate::store::stored::Stored;
use crate::store::{RowKey, StoreErrorKind};

/// Why a job stops.
#[derive(Debug)]
pub enum Stop {
    /// The store could not do what the job asked.
    Store(StoreErrorKind),
    /// It could not do so in another table than that of the records.
    Elsewhere(Box<Place>, StoreErrorKind),
    /// The job may not, or cannot, go on.
    Job(JobErrorKind),
}

impl From<StoreErrorKind> for Stop {
    fn from(kind: StoreErrorKind) -> Self {
        Self::Store(kind)
    }
}

/// What a job does with its rows.
pub trait Work<C: JobStore> {
    /// What the rows become.
    type Latest: Migrate;

    /// Whether everything is in place, before anything is written.
    fn prepare(&mut self, conn: &mut C, job: &Job<'_>) -> Result<(), Stop>;

    /// Takes the next rows of a pass from its cursor on.
    fn batch(
        &mut self,
        conn: &mut C,
        job: &Job<'_>,
        mark: Mark,
        from: &RangeRow,
    ) -> Result<(), Stop>;

    /// How many rows of a joined table have no record.
    fn orphans(&self, conn: &mut C, job: &Job<'_>) -> crate::store::backend::Result<u64>;

    /// Whether a row still is to be upgraded.
    fn is_stale(place: &Place, key: &RowKey, stored: &Stored) -> bool;
}

/// Steps that need the record alone.
#[derive(Debug)]
pub struct Plain<T>(pub(super) PhantomData<fn() -> T>);

impl<T: Pure, C: JobStore> Work<C> for Plain<T> {
    type Latest = T;

    fn prepare(&mut self, _: &mut C, _: &Job<'_>) -> Result<(), Stop> {
        Ok(())
    }

    fn batch(
        &mut self,
        conn: &mut C,
        job: &Job<'_>,
        mark: Mark,
        from: &RangeRow,
    ) -> Result<(), Stop> {
        batch::<T, C>(conn, job, mark, from).map_err(Stop::Store)
    }

    fn orphans(&self, _: &mut C, _: &Job<'_>) -> crate::store::backend::Result<u64> {
        Ok(0)
    }

    fn is_stale(place: &Place, key: &RowKey, stored: &Stored) -> bool {
        let converted = convert::<T, C>(place, key, stored);
        matches!(converted, Converted::New(_) | Converted::Stays(Fate::Failed(_)))
    }
}
