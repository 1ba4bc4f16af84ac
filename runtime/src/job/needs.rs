//! What a job provides for steps that need more than the record.

use std::error::Error;
use std::fmt;
use std::marker::PhantomData;
use std::panic::{AssertUnwindSafe, catch_unwind};

use crate::chain::{Migrate, Pure, StepWith};
use crate::envelope::Versioned;
use crate::store::RowKey;
use crate::store::backend::{JobStore, Result};
use crate::store::place::Place;
use crate::store::stored::Stored;
use crate::store::value::Value;

/// Why a user's function could not do its part.
pub(super) type Refusal = Box<dyn Error + Send + Sync>;

/// What a job provides beside the table itself: nothing, until [`Bulk`](crate::job::Bulk)'s `context`, `emit`, `join` and
/// `allow_remove` say more.
#[derive(Debug, Default)]
pub struct Needs<X = (), E = (), J = ()> {
    pub(super) context: X,
    pub(super) emit: E,
    pub(super) join: J,
    /// How many rows may be removed in a run; none unless it is said.
    pub(super) removals: Option<u64>,
}

type FetchWith<'a, C, S> = dyn FnMut(
        &mut C,
        &[(RowKey, &<S as crate::chain::Step>::Old)],
    ) -> std::result::Result<Vec<<S as StepWith>::Context>, Refusal>
    + 'a;

/// The function behind [`Bulk::context`](crate::job::Bulk::context).
pub struct Fetch<'a, C, S: StepWith>(pub(super) Box<FetchWith<'a, C, S>>);

type IdOf<'a, S> = dyn Fn(&RowKey, usize, &<S as StepWith>::Emitted) -> RowKey + 'a;

/// The table behind [`Bulk::emit`](crate::job::Bulk::emit).
pub struct Emit<'a, S: StepWith> {
    pub(super) place: Place,
    pub(super) id: Box<IdOf<'a, S>>,
}

/// The table behind [`Bulk::join`](crate::job::Bulk::join).
#[derive(Debug)]
pub struct Join<S> {
    pub(super) place: Place,
    pub(super) unmatched: Unmatched,
    pub(super) step: PhantomData<fn() -> S>,
}

impl<C, S: StepWith> fmt::Debug for Fetch<'_, C, S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Fetch")
    }
}

impl<S: StepWith> fmt::Debug for Emit<'_, S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Emit").field("place", &self.place).finish_non_exhaustive()
    }
}

/// What becomes of rows that have no counterpart in a [join](crate::job::Bulk::join): one policy for each side.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Unmatched {
    /// For a record without a row to join.
    pub missing: Missing,
    /// For rows to join without a record.
    pub orphans: Orphans,
}

/// What becomes of a record without a row to join.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Missing {
    /// The step is given `None`.
    GiveNone,
    /// The record stays as it is and stands in the quarantine, as `unmatched`.
    SetAside,
}

/// What becomes of rows to join that have no record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Orphans {
    /// They stay where they are, and [`Report::orphans`](crate::job::Report::orphans) counts them.
    Leave,
    /// The job does not begin while there are any.
    Refuse,
}

/// A row that was found for a record.
#[derive(Debug)]
pub struct Joined<J> {
    pub(super) key: RowKey,
    pub(super) stored: Stored,
    pub(super) value: J,
}

/// Where the contexts of a step come from.
#[diagnostic::on_unimplemented(
    message = "the job does not say where the `context` of the step to `{S}` comes from",
    label = "no `context` for the step to `{S}`",
    note = "add `.context(|conn, olds| …)`, which gives one context for each of the old values"
)]
pub trait Contexts<C, S: StepWith> {
    fn fetch(
        &mut self,
        conn: &mut C,
        olds: &[(RowKey, &S::Old)],
    ) -> std::result::Result<Vec<S::Context>, Refusal>;
}

impl<C, S: StepWith<Context = ()>> Contexts<C, S> for () {
    fn fetch(
        &mut self,
        _: &mut C,
        olds: &[(RowKey, &S::Old)],
    ) -> std::result::Result<Vec<()>, Refusal> {
        Ok(vec![(); olds.len()])
    }
}

impl<C, S: StepWith> Contexts<C, S> for Fetch<'_, C, S> {
    fn fetch(
        &mut self,
        conn: &mut C,
        olds: &[(RowKey, &S::Old)],
    ) -> std::result::Result<Vec<S::Context>, Refusal> {
        if olds.is_empty() {
            return Ok(Vec::new());
        }
        let fetched = catch_unwind(AssertUnwindSafe(|| (self.0)(conn, olds)));
        let contexts = fetched.unwrap_or_else(|_| {
            Err("the function panicked; its message is in the program's error output".into())
        })?;
        if contexts.len() == olds.len() {
            return Ok(contexts);
        }
        let (got, wanted) = (contexts.len(), olds.len());
        Err(format!("the function gave {got} contexts for {wanted} records; give one for each, in their order").into())
    }
}

/// Where a step's emitted records go.
#[diagnostic::on_unimplemented(
    message = "the job does not say where the records go that the step to `{S}` emits",
    label = "no table for what the step to `{S}` emits",
    note = "add `.emit(shipments::id, shipments::doc, |key, index, shipment| …)`, with an id made of the key and the index"
)]
pub trait Emits<C, S: StepWith> {
    fn place(&mut self) -> Option<&mut Place>;

    /// The rows to put there, with their ids.
    fn rows(&self, source: &RowKey, emitted: Vec<S::Emitted>) -> Result<Vec<(RowKey, Stored)>>;
}

impl<C, S: StepWith<Emitted = ()>> Emits<C, S> for () {
    fn place(&mut self) -> Option<&mut Place> {
        None
    }

    fn rows(&self, _: &RowKey, _: Vec<()>) -> Result<Vec<(RowKey, Stored)>> {
        Ok(Vec::new())
    }
}

impl<C: JobStore, S: StepWith<Emitted: Migrate>> Emits<C, S> for Emit<'_, S> {
    fn place(&mut self) -> Option<&mut Place> {
        Some(&mut self.place)
    }

    fn rows(&self, source: &RowKey, emitted: Vec<S::Emitted>) -> Result<Vec<(RowKey, Stored)>> {
        let row = |(index, value)| {
            let id = (self.id)(source, index, &value);
            let stored = Stored::seal::<_, C::Database>(&Versioned::new(value), &self.place, &id)?;
            Ok((id, stored))
        };
        emitted.into_iter().enumerate().map(row).collect()
    }
}

/// Where the records come from that a step joins.
#[diagnostic::on_unimplemented(
    message = "the job does not say where the records are that the step to `{S}` joins",
    label = "no table for what the step to `{S}` joins",
    note = "add `.join(profiles::user_id, profiles::doc, unmatched)`, with the column that holds the source's key"
)]
pub trait Joins<C, S: StepWith> {
    fn place(&mut self) -> Option<&mut Place>;

    fn unmatched(&self) -> Unmatched;

    /// The row that belongs to a record.
    fn find(&self, conn: &mut C, source: &RowKey) -> Result<Option<Joined<S::Joined>>>;
}

impl<C, S: StepWith<Joined = ()>> Joins<C, S> for () {
    fn place(&mut self) -> Option<&mut Place> {
        None
    }

    fn unmatched(&self) -> Unmatched {
        Unmatched { missing: Missing::GiveNone, orphans: Orphans::Leave }
    }

    fn find(&self, _: &mut C, _: &RowKey) -> Result<Option<Joined<()>>> {
        Ok(None)
    }
}

impl<C: JobStore, S: StepWith<Joined: Pure>> Joins<C, S> for Join<S> {
    fn place(&mut self) -> Option<&mut Place> {
        Some(&mut self.place)
    }

    fn unmatched(&self) -> Unmatched {
        self.unmatched
    }

    fn find(&self, conn: &mut C, source: &RowKey) -> Result<Option<Joined<S::Joined>>> {
        let Some((key, stored)) = conn.read(&self.place, source)? else { return Ok(None) };
        if stored.document == Value::Null {
            return Ok(None);
        }
        let value = stored.open::<S::Joined, C::Database>(&self.place, &key)?.into_inner();
        Ok(Some(Joined { key, stored, value }))
    }
}
