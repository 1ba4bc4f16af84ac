//! The walk from and to a version that only the record knows.
//!
//! [`Floor`] ends the chain, [`Since`] names the version before. Both are types, so the whole walk is resolved
//! while compiling: one comparison for each version, no table, no allocation.

use std::marker::PhantomData;

use crate::chain::history::EarlierVersion;
use crate::chain::with::settled_at;
use crate::chain::{Carried, Leaves, Migrate, Step, StepDown, StepError, StepLosses, StepUp};
use crate::version::Version;

/// Something that can be read as a value of a given type, once.
pub trait Payload {
    /// Why it could not be read.
    type Error;

    /// Reads the payload as a `T`, and what the record carries beside it.
    ///
    /// # Errors
    ///
    /// Whatever the format says.
    fn read<T: Migrate>(self, carried: &mut Carried) -> Result<T, Self::Error>;
}

/// Something that takes a value of a given version.
pub trait Sink {
    /// What is left when the value is written.
    type Ok;
    /// Why it could not be written.
    type Error;

    /// Writes the value, of the version that its type stands for, and what the walk left in the carry.
    ///
    /// # Errors
    ///
    /// Whatever the format says.
    fn write<T: Migrate>(self, value: &T, carried: Carried) -> Result<Self::Ok, Self::Error>;
}

/// Why a payload could not be brought to the version asked for.
#[derive(Debug)]
pub enum ReadError<E> {
    /// The chain does not hold the version.
    Unknown,
    /// The payload is no record of its version.
    Payload(E),
    /// A step refused the value.
    Step(StepError),
    /// The step to this version needs more than the record.
    Unsettled(Version),
}

/// Why a value could not be written at the version asked for.
#[derive(Debug)]
pub enum WriteError<E> {
    /// The chain does not hold the version.
    Unknown,
    /// The sink refused the value.
    Sink(E),
    /// A step refused the value.
    Step(StepError),
    /// The step to this version has no downgrade; and why.
    OneWay(Version, &'static str),
    /// The way back of the step to this version takes other records, or gives one.
    Beside(Version),
}

/// Reads a payload of any version of the chain as a `T`.
///
/// # Errors
///
/// When the chain of `T` does not hold the version, the payload cannot be read as that version, or a step refuses it.
#[inline]
pub fn read_at<T, P>(
    version: Version,
    payload: P,
    carried: &mut Carried,
) -> Result<T, ReadError<P::Error>>
where
    T: Pure,
    P: Payload,
{
    read_with(version, payload, carried, &())
}

/// [`read_at`] for a chain with a step that needs more than the record.
///
/// # Errors
///
/// As for [`read_at`].
#[inline]
pub fn read_with<T: Migrate, P: Payload>(
    version: Version,
    payload: P,
    carried: &mut Carried,
    context: &<T::Link as Link<T>>::Context,
) -> Result<T, ReadError<P::Error>> {
    if version == T::VERSION {
        return payload.read(carried).map_err(ReadError::Payload);
    }
    T::Link::read_older(version, payload, carried, context)
}

/// Writes a value at any version of its chain.
///
/// # Errors
///
/// When the chain of `T` does not hold the version, a step refuses the value or has no downgrade, or the sink refuses it.
pub fn write_at<T: Migrate, S: Sink>(
    value: T,
    version: Version,
    carried: Carried,
    sink: S,
) -> Result<S::Ok, WriteError<S::Error>> {
    if version == T::VERSION {
        return sink.write(&value, carried).map_err(WriteError::Sink);
    }
    T::Link::write_older(value, version, carried, sink)
}

/// A version that can be read from the record alone: no step of its chain needs a context, or other records.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be read from its record alone",
    label = "no version of an entity, or one that needs more than the record",
    note = "if it is no version yet: add `#[derive(Migrate)]` and `#[migrate(entity = \"…\", version = 1)]` to `{Self}`",
    note = "if a step of its chain says `context`, `join`, `emit` or `may_remove`: a bulk run provides what it needs, and `Settled<{Self}>` reads what has passed it"
)]
pub trait Pure: Migrate<Link: Link<Self, Context = ()>> {}

#[diagnostic::do_not_recommend]
impl<T: Migrate<Link: Link<T, Context = ()>>> Pure for T {}

/// All versions of the chain that ends in `T`, oldest first.
pub fn versions<T: Migrate>() -> Vec<Version> {
    let mut all = Vec::new();
    list_with::<T>(&mut all);
    all
}

/// The oldest version that the chain of `T` can read.
pub fn floor<T: Migrate>() -> Version {
    <T::Link as Link<T>>::FLOOR
}

/// What comes before a version. Named by the derive.
#[doc(hidden)]
pub trait Link<T: Migrate>: Sized {
    /// What the steps of the chain need beside the record.
    type Context;
    const FLOOR: Version;
    /// The newest version whose step needs more than the record; else the floor.
    const SETTLED: Version;
    /// The version before, and what the step from it loses.
    const OLDER: Option<EarlierVersion>;
    fn read_older<P: Payload>(
        version: Version,
        payload: P,
        carried: &mut Carried,
        context: &Self::Context,
    ) -> Result<T, ReadError<P::Error>>;
    /// [`read_older`](Self::read_older), as far back as the record alone is enough.
    fn read_settled<P: Payload>(
        version: Version,
        payload: P,
        carried: &mut Carried,
    ) -> Result<T, ReadError<P::Error>>;
    fn write_older<S: Sink>(
        value: T,
        version: Version,
        carried: Carried,
        sink: S,
    ) -> Result<S::Ok, WriteError<S::Error>>;
    fn list(into: &mut Vec<Version>);
    fn losses(into: &mut Vec<StepLosses>);
    /// The program that still read what is older than the floor.
    fn last_reader() -> Option<&'static str>;
    /// Whether an older version of the entity bore that name.
    fn is_named(name: &str) -> bool;
}

/// Nothing comes before: the oldest readable version.
#[doc(hidden)]
#[derive(Debug)]
pub struct Floor;

impl<T: Migrate> Link<T> for Floor {
    type Context = ();
    const FLOOR: Version = T::VERSION;
    const SETTLED: Version = T::VERSION;
    const OLDER: Option<EarlierVersion> = None;

    #[inline]
    fn read_older<P: Payload>(
        _: Version,
        _: P,
        _: &mut Carried,
        (): &(),
    ) -> Result<T, ReadError<P::Error>> {
        Err(ReadError::Unknown)
    }

    fn read_settled<P: Payload>(
        _: Version,
        _: P,
        _: &mut Carried,
    ) -> Result<T, ReadError<P::Error>> {
        Err(ReadError::Unknown)
    }

    fn write_older<S: Sink>(
        _: T,
        _: Version,
        _: Carried,
        _: S,
    ) -> Result<S::Ok, WriteError<S::Error>> {
        Err(WriteError::Unknown)
    }

    fn list(_: &mut Vec<Version>) {}

    fn losses(_: &mut Vec<StepLosses>) {}

    fn last_reader() -> Option<&'static str> {
        T::LAST_READER
    }

    fn is_named(_: &str) -> bool {
        false
    }
}

/// The version `Old` comes before; `Down` says whether there is a way back.
#[doc(hidden)]
#[derive(Debug)]
pub struct Since<Old, Down = Back>(PhantomData<(Old, Down)>);

impl<Old: Migrate, Down: Downward<T>, T: StepUp + Step<Old = Old>> Link<T> for Since<Old, Down> {
    type Context = <Old::Link as Link<Old>>::Context;
    const FLOOR: Version = <Old::Link as Link<Old>>::FLOOR;
    const SETTLED: Version = <Old::Link as Link<Old>>::SETTLED;
    const OLDER: Option<EarlierVersion> =
        Some(EarlierVersion { version: Old::HISTORY, losses: T::LOSSES, one_way: T::ONE_WAY });

    #[inline]
    fn read_older<P: Payload>(
        version: Version,
        payload: P,
        carried: &mut Carried,
        context: &Self::Context,
    ) -> Result<T, ReadError<P::Error>> {
        let old: Old = read_with(version, payload, carried, context)?;
        step_up(old, carried).map_err(ReadError::Step)
    }

    fn read_settled<P: Payload>(
        version: Version,
        payload: P,
        carried: &mut Carried,
    ) -> Result<T, ReadError<P::Error>> {
        let old: Old = settled_at(version, payload, carried)?;
        step_up(old, carried).map_err(ReadError::Step)
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
        Old::Link::last_reader()
    }

    fn is_named(name: &str) -> bool {
        is_named::<Old>(name)
    }
}

pub(super) fn list_with<T: Migrate>(into: &mut Vec<Version>) {
    T::Link::list(into);
    into.push(T::VERSION);
}

/// Whether the entity bears that name, or ever did.
pub fn is_named<T: Migrate>(name: &str) -> bool {
    T::ENTITY == name || T::WAS.contains(&name) || T::Link::is_named(name)
}

/// The program that still read records older than the floor, where the floor names one.
pub fn last_reader<T: Migrate>() -> Option<&'static str> {
    T::Link::last_reader()
}

pub(super) fn losses_with<T: Step>(into: &mut Vec<StepLosses>) {
    <T::Old as Migrate>::Link::losses(into);
    into.push(StepLosses::of::<T>());
}

/// Whether a step can be gone back.
#[doc(hidden)]
pub trait Downward<T: Step> {
    fn write_older<S: Sink>(
        value: T,
        version: Version,
        carried: Carried,
        sink: S,
    ) -> Result<S::Ok, WriteError<S::Error>>;
}

/// There is a way back.
#[doc(hidden)]
#[derive(Debug)]
pub struct Back;

impl<T: StepDown> Downward<T> for Back {
    fn write_older<S: Sink>(
        value: T,
        version: Version,
        mut carried: Carried,
        sink: S,
    ) -> Result<S::Ok, WriteError<S::Error>> {
        let old = step_down(value, &mut carried).map_err(WriteError::Step)?;
        write_at(old, version, carried, sink)
    }
}

/// There is none.
#[doc(hidden)]
#[derive(Debug)]
pub struct OneWay;

impl<T: Step> Downward<T> for OneWay {
    fn write_older<S: Sink>(
        _: T,
        version: Version,
        _: Carried,
        _: S,
    ) -> Result<S::Ok, WriteError<S::Error>> {
        if versions::<T>().contains(&version) {
            Err(WriteError::OneWay(T::VERSION, T::ONE_WAY.unwrap_or_default()))
        } else {
            Err(WriteError::Unknown)
        }
    }
}

#[inline]
pub(super) fn step_up<T: StepUp>(old: T::Old, carried: &mut Carried) -> Result<T, StepError> {
    let failed = |error: StepError| error.in_step::<T>(T::Old::VERSION, T::VERSION);
    let mut leaves = carried.no_leaves();
    if !carried.is_empty() {
        leaves = carried.take(T::VERSION).map_err(failed)?;
    }
    let new = T::up(old, &mut leaves);
    if new.is_ok() && leaves.is_empty() {
        return new; // not taken out of the result, since a large value is better moved once
    }
    keep(new, carried, T::VERSION, &leaves).map_err(failed)
}

#[inline]
pub(super) fn step_down<T: StepDown>(value: T, carried: &mut Carried) -> Result<T::Old, StepError> {
    let failed = |error: StepError| error.in_step::<T>(T::VERSION, T::Old::VERSION);
    let mut leaves = carried.no_leaves();
    if !carried.is_empty() {
        leaves = carried.take(T::VERSION).map_err(failed)?;
    }
    let old = value.down(&mut leaves);
    if old.is_ok() && leaves.is_empty() {
        return old;
    }
    keep(old, carried, T::VERSION, &leaves).map_err(failed)
}

/// What a step made of a record; what it keeps of it goes into the carry.
#[cold]
fn keep<T>(
    made: Result<T, StepError>,
    carried: &mut Carried,
    newer: Version,
    leaves: &Leaves,
) -> Result<T, StepError> {
    let made = made?;
    carried.put(newer, leaves)?;
    Ok(made)
}
