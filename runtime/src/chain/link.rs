//! The walk from and to a version that only the record knows.
//!
//! [`Floor`] ends the chain, [`Since`] names the version before. Both are types, so the whole walk is resolved
//! while compiling: one comparison for each version, no table, no allocation.

use std::marker::PhantomData;

use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::chain::{Migrate, Step, StepError};
use crate::version::Version;

/// Something that can be read as a value of a given type, once.
pub trait Payload {
    /// Why it could not be read.
    type Error;

    /// Reads the payload as a `T`.
    ///
    /// # Errors
    ///
    /// Whatever the format says.
    fn read<T: DeserializeOwned>(self) -> Result<T, Self::Error>;
}

/// Something that takes a value of a given version.
pub trait Sink {
    /// What is left when the value is written.
    type Ok;
    /// Why it could not be written.
    type Error;

    /// Writes the value, of the version that its type stands for.
    ///
    /// # Errors
    ///
    /// Whatever the format says.
    fn write<T: Serialize>(self, version: Version, value: &T) -> Result<Self::Ok, Self::Error>;
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
}

/// Reads a payload of any version of the chain as a `T`.
///
/// # Errors
///
/// When the chain of `T` does not hold the version, the payload cannot be read as that version, or a step refuses it.
#[inline]
pub fn read_at<T: Migrate, P: Payload>(
    version: Version,
    payload: P,
) -> Result<T, ReadError<P::Error>> {
    if version == T::VERSION {
        return payload.read().map_err(ReadError::Payload);
    }
    T::Link::read_older(version, payload)
}

/// Writes a value at any version of its chain.
///
/// # Errors
///
/// When the chain of `T` does not hold the version, a step refuses the value, or the sink does.
pub fn write_at<T: Migrate, S: Sink>(
    value: T,
    version: Version,
    sink: S,
) -> Result<S::Ok, WriteError<S::Error>> {
    if version == T::VERSION {
        return sink.write(version, &value).map_err(WriteError::Sink);
    }
    T::Link::write_older(value, version, sink)
}

/// All versions of the chain that ends in `T`, oldest first.
pub fn versions<T: Migrate>() -> Vec<Version> {
    let mut all = Vec::new();
    T::Link::list(&mut all);
    all.push(T::VERSION);
    all
}

/// The oldest version that the chain of `T` can read.
pub fn floor<T: Migrate>() -> Version {
    <T::Link as Link<T>>::FLOOR
}

/// What comes before a version. Named by the derive.
#[doc(hidden)]
pub trait Link<T: Migrate>: Sized {
    const FLOOR: Version;
    fn read_older<P: Payload>(version: Version, payload: P) -> Result<T, ReadError<P::Error>>;
    fn write_older<S: Sink>(
        value: T,
        version: Version,
        sink: S,
    ) -> Result<S::Ok, WriteError<S::Error>>;
    fn list(into: &mut Vec<Version>);
}

/// Nothing comes before: the oldest readable version.
#[doc(hidden)]
#[derive(Debug)]
pub struct Floor;

impl<T: Migrate> Link<T> for Floor {
    const FLOOR: Version = T::VERSION;

    #[inline]
    fn read_older<P: Payload>(_: Version, _: P) -> Result<T, ReadError<P::Error>> {
        Err(ReadError::Unknown)
    }

    fn write_older<S: Sink>(_: T, _: Version, _: S) -> Result<S::Ok, WriteError<S::Error>> {
        Err(WriteError::Unknown)
    }

    fn list(_: &mut Vec<Version>) {}
}

/// The version `Old` comes before.
#[doc(hidden)]
#[derive(Debug)]
pub struct Since<Old>(PhantomData<Old>);

impl<Old: Migrate, T: Step<Old = Old>> Link<T> for Since<Old> {
    const FLOOR: Version = <Old::Link as Link<Old>>::FLOOR;

    #[inline]
    fn read_older<P: Payload>(version: Version, payload: P) -> Result<T, ReadError<P::Error>> {
        let old: Old = read_at(version, payload)?;
        step_up(old).map_err(ReadError::Step)
    }

    fn write_older<S: Sink>(
        value: T,
        version: Version,
        sink: S,
    ) -> Result<S::Ok, WriteError<S::Error>> {
        let old = step_down(value).map_err(WriteError::Step)?;
        write_at(old, version, sink)
    }

    fn list(into: &mut Vec<Version>) {
        Old::Link::list(into);
        into.push(Old::VERSION);
    }
}

#[inline]
pub(super) fn step_up<T: Step>(old: T::Old) -> Result<T, StepError> {
    T::up(old).map_err(|error| error.in_step::<T>(T::Old::VERSION, T::VERSION))
}

#[inline]
pub(super) fn step_down<T: Step>(value: T) -> Result<T::Old, StepError> {
    value.down().map_err(|error| error.in_step::<T>(T::VERSION, T::Old::VERSION))
}
