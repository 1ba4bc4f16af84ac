//! The walk to a step that needs more than the record, and on from it.

use std::convert::Infallible;
use std::marker::PhantomData;

use crate::chain::history::EarlierVersion;
use crate::chain::link::{Downward, list_with, losses_with, step_up, versions};
use crate::chain::{
    Carried, Link, Migrate, Past, Payload, ReadError, Since, Sink, Step, StepError, StepLosses,
    StepUp, StepWith, WriteError, is_named, last_reader,
};
use crate::version::Version;

/// The version `Old` comes before, and the step from it needs more than the record.
#[doc(hidden)]
#[derive(Debug)]
pub struct With<Old, Down = Beside>(PhantomData<(Old, Down)>);

/// What stands in the place of a context: nothing can provide it for a single read.
#[doc(hidden)]
#[derive(Debug)]
pub struct Unsettled<S> {
    never: Infallible,
    step: PhantomData<S>,
}

impl<Old: Migrate, Down: Downward<T>, T: StepWith + Step<Old = Old>> Link<T> for With<Old, Down> {
    type Context = Unsettled<T>;
    const FLOOR: Version = <Old::Link as Link<Old>>::FLOOR;
    const SETTLED: Version = T::VERSION;
    const OLDER: Option<EarlierVersion> =
        Some(EarlierVersion { version: Old::HISTORY, losses: T::LOSSES, one_way: T::ONE_WAY });

    fn read_older<P: Payload>(
        _: Version,
        _: P,
        _: &mut Carried,
        context: &Self::Context,
    ) -> Result<T, ReadError<P::Error>> {
        match context.never {}
    }

    fn read_settled<P: Payload>(
        version: Version,
        _: P,
        _: &mut Carried,
    ) -> Result<T, ReadError<P::Error>> {
        let known = versions::<T>().contains(&version);
        Err(if known { ReadError::Unsettled(T::VERSION) } else { ReadError::Unknown })
    }

    fn write_older<S: Sink>(
        value: T,
        version: Version,
        carried: Carried,
        sink: S,
    ) -> Result<S::Ok, WriteError<S::Error>> {
        Down::write_older(value, version, carried, sink)
    }

    fn list(into: &mut Vec<Version>) {
        list_with::<Old>(into);
    }

    fn losses(into: &mut Vec<StepLosses>) {
        losses_with::<T>(into);
    }

    fn last_reader() -> Option<&'static str> {
        last_reader::<Old>()
    }

    fn is_named(name: &str) -> bool {
        is_named::<Old>(name)
    }
}

/// A record, as far as it can be brought by itself.
#[derive(Debug)]
pub enum Waiting<T, Old> {
    /// All the way.
    Ready(T),
    /// To the step that needs more.
    At(Old),
}

/// A record that was read as far as it can be brought by itself.
type Reached<T, S, P> = Result<Waiting<T, <S as Step>::Old>, ReadError<<P as Payload>::Error>>;

/// A chain with a step that needs more than the record: the newest of them.
#[doc(hidden)]
pub trait Reach<T: Migrate>: Link<T> {
    type Step: StepWith;

    fn read_waiting<P: Payload>(
        version: Version,
        payload: P,
        carried: &mut Carried,
    ) -> Reached<T, Self::Step, P>;

    /// From that step on.
    fn go_on(value: Self::Step, carried: &mut Carried) -> Result<T, StepError>;
}

/// A version whose chain has a step that says `context`, `emit`, `join` or `may_remove`.
#[diagnostic::on_unimplemented(
    message = "no step of the chain of `{Self}` says `context`, `emit`, `join` or `may_remove`",
    note = "a job for it needs none of these: remove the call"
)]
pub trait Assisted: Migrate<Link: Reach<Self>> {}

#[diagnostic::do_not_recommend]
impl<T: Migrate<Link: Reach<T>>> Assisted for T {}

/// The newest step in the chain of `T` that needs more than the record.
pub type StepOf<T> = <<T as Migrate>::Link as Reach<T>>::Step;

/// The version before that step.
pub type OldOf<T> = <StepOf<T> as Step>::Old;

impl<Old, Down, T> Reach<T> for With<Old, Down>
where
    Old: Migrate,
    Down: Downward<T>,
    T: StepWith + Step<Old = Old>,
{
    type Step = T;

    fn read_waiting<P: Payload>(
        version: Version,
        payload: P,
        carried: &mut Carried,
    ) -> Result<Waiting<T, Old>, ReadError<P::Error>> {
        settled_at(version, payload, carried).map(Waiting::At)
    }

    fn go_on(value: T, carried: &mut Carried) -> Result<T, StepError> {
        // A function for the whole record keeps nothing, and nothing of it comes back.
        carried.take(T::VERSION).map(|_| value)
    }
}

impl<Old, Down, T> Reach<T> for Since<Old, Down>
where
    Old: Assisted,
    Down: Downward<T>,
    T: StepUp + Step<Old = Old>,
{
    type Step = StepOf<Old>;

    fn read_waiting<P: Payload>(
        version: Version,
        payload: P,
        carried: &mut Carried,
    ) -> Result<Waiting<T, OldOf<Old>>, ReadError<P::Error>> {
        match waiting_at::<Old, P>(version, payload, carried)? {
            Waiting::Ready(old) => {
                step_up(old, carried).map(Waiting::Ready).map_err(ReadError::Step)
            }
            Waiting::At(older) => Ok(Waiting::At(older)),
        }
    }

    fn go_on(value: StepOf<Old>, carried: &mut Carried) -> Result<T, StepError> {
        step_up(Old::Link::go_on(value, carried)?, carried)
    }
}

/// A shortcut is not taken past what a step would emit, join or remove.
impl<T, Old: Migrate, Before: Reach<T>> Reach<T> for Past<Old, Before>
where
    T: Migrate,
    Self: Link<T>,
{
    type Step = Before::Step;

    fn read_waiting<P: Payload>(
        version: Version,
        payload: P,
        carried: &mut Carried,
    ) -> Result<Waiting<T, <Self::Step as Step>::Old>, ReadError<P::Error>> {
        Before::read_waiting(version, payload, carried)
    }

    fn go_on(value: Self::Step, carried: &mut Carried) -> Result<T, StepError> {
        Before::go_on(value, carried)
    }
}

/// Reads a payload of any version of the chain, up to the newest step that needs more.
///
/// # Errors
///
/// As for [`read_at`](crate::chain::read_at).
pub fn waiting_at<T: Assisted, P: Payload>(
    version: Version,
    payload: P,
    carried: &mut Carried,
) -> Result<Waiting<T, OldOf<T>>, ReadError<P::Error>> {
    if version == T::VERSION {
        return payload.read(carried).map(Waiting::Ready).map_err(ReadError::Payload);
    }
    T::Link::read_waiting(version, payload, carried)
}

/// Reads a payload of any version from the newest step on that needs more.
///
/// # Errors
///
/// As for [`read_at`](crate::chain::read_at), and when the version is older than that step.
pub fn settled_at<T: Migrate, P: Payload>(
    version: Version,
    payload: P,
    carried: &mut Carried,
) -> Result<T, ReadError<P::Error>> {
    if version == T::VERSION {
        return payload.read(carried).map_err(ReadError::Payload);
    }
    T::Link::read_settled(version, payload, carried)
}

/// A way back that takes emitted records, or gives a joined one: not for a record by itself.
#[doc(hidden)]
#[derive(Debug)]
pub struct Beside;

impl<T: StepWith> Downward<T> for Beside {
    fn write_older<S: Sink>(
        _: T,
        version: Version,
        _: Carried,
        _: S,
    ) -> Result<S::Ok, WriteError<S::Error>> {
        if !versions::<T>().contains(&version) {
            return Err(WriteError::Unknown);
        }
        Err(WriteError::Beside(T::VERSION))
    }
}
