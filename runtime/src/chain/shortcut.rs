//! Steps over several versions at once.

use std::marker::PhantomData;

use crate::chain::history::EarlierVersion;
use crate::chain::{
    Carried, Link, Migrate, Payload, ReadError, Sink, StepError, StepLosses, UpFrom, WriteError,
};
use crate::version::Version;

/// A version that can be reached from an older one in one go. Implemented by the derive with `shortcut`.
#[doc(hidden)]
pub trait Shortcut<Old: Migrate>: Migrate {
    /// By the shortcut.
    fn short(old: Old) -> Result<Self, StepError>;
    /// By the chain.
    fn long(old: Old, carried: &mut Carried) -> Result<Self, StepError>;
}

/// The chain, as the derive names it.
#[doc(hidden)]
#[inline]
pub fn up_from<Old, New: UpFrom<Old, Hops>, Hops>(
    old: Old,
    carried: &mut Carried,
) -> Result<New, StepError> {
    New::up_from(old, carried)
}

/// What comes before a version, and a way past it.
#[doc(hidden)]
#[derive(Debug)]
pub struct Past<Old, Before>(PhantomData<(Old, Before)>);

impl<T: Shortcut<Old>, Old: Migrate, Before: Link<T>> Link<T> for Past<Old, Before> {
    type Context = Before::Context;
    const FLOOR: Version = Before::FLOOR;
    const SETTLED: Version = Before::SETTLED;
    const OLDER: Option<EarlierVersion> = Before::OLDER;

    fn read_older<P: Payload>(
        version: Version,
        payload: P,
        carried: &mut Carried,
        context: &Self::Context,
    ) -> Result<T, ReadError<P::Error>> {
        if version != Old::VERSION {
            return Before::read_older(version, payload, carried, context);
        }
        let old: Old = payload.read(carried).map_err(ReadError::Payload)?;
        // The shortcut knows nothing of what steps keep.
        let new = if carried.is_idle() { T::short(old) } else { T::long(old, carried) };
        new.map_err(|error| ReadError::Step(error.in_step::<T>(Old::VERSION, T::VERSION)))
    }

    fn read_settled<P: Payload>(
        version: Version,
        payload: P,
        carried: &mut Carried,
    ) -> Result<T, ReadError<P::Error>> {
        Before::read_settled(version, payload, carried)
    }

    fn write_older<S: Sink>(
        value: T,
        version: Version,
        carried: Carried,
        sink: S,
    ) -> Result<S::Ok, WriteError<S::Error>> {
        Before::write_older(value, version, carried, sink)
    }

    fn list(into: &mut Vec<Version>) {
        Before::list(into);
    }

    fn losses(into: &mut Vec<StepLosses>) {
        Before::losses(into);
    }

    fn last_reader() -> Option<&'static str> {
        Before::last_reader()
    }

    fn is_named(name: &str) -> bool {
        Before::is_named(name)
    }
}
