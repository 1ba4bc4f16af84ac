//! Which jobs can run: what the chain asks for is what the job provides.

use std::marker::PhantomData;

use crate::chain::{Assisted, Link, Migrate, Pure, Reach, StepWith, Unsettled};
use crate::job::needs::{Contexts, Emits, Joins, Needs};
use crate::job::record::Recorded;
use crate::job::work::{Plain, Work};
use crate::store::JobStore;

/// What the steps of the chain of `T` ask for.
pub(super) type ContextOf<T> = <<T as Migrate>::Link as Link<T>>::Context;

/// What a job provides is what the steps of the chain of `T` ask for.
#[diagnostic::on_unimplemented(
    message = "the job does not provide what the steps of `{T}` ask for",
    note = "see `heirloom::job::Bulk`: `context`, `emit`, `join` and `allow_remove`, each for the word of that name"
)]
pub trait Provides<T, C: JobStore, Context> {
    type Work: Work<C, Latest = T>;

    fn work(self) -> Self::Work;
}

impl<T: Pure, C: JobStore> Provides<T, C, ()> for Needs {
    type Work = Plain<T>;

    fn work(self) -> Plain<T> {
        Plain(PhantomData)
    }
}

impl<T, C, S, X, E, J> Provides<T, C, Unsettled<S>> for Needs<X, E, J>
where
    T: Assisted + Migrate<Link: Reach<T, Step = S>>,
    C: JobStore,
    S: StepWith,
    X: Contexts<C, S>,
    E: Emits<C, S>,
    J: Joins<C, S>,
{
    type Work = Recorded<T, X, E, J>;

    fn work(self) -> Recorded<T, X, E, J> {
        Recorded::new(self)
    }
}
