//! A version, read from those records alone that have passed every step that needs more.

use std::ops::{Deref, DerefMut};

use serde::{Deserialize, Serialize};

use crate::chain::history::EarlierVersion;
use crate::chain::with::settled_at;
use crate::chain::{
    Carried, Link, Migrate, Payload, Print, ReadError, Reserved, Sink, StepError, StepLosses, Tag,
    WriteError, Written, is_named, last_reader, losses, versions, write_at,
};
use crate::shape::{Graph, Shape};
use crate::version::Version;

/// A value whose record has passed every step that says `context`, `emit`, `join` or `may_remove`.
///
/// Such a step cannot be taken while a record is read, so its type cannot be read either: a job has to go first. `Settled<T>`
/// reads everything from the newest such step on, in columns, bytes and stores, and refuses what is older with an error that says which job is due.
///
/// ```
/// use heirloom::{Migrate, Settled};
/// use serde::{Deserialize, Serialize};
///
/// #[derive(Serialize, Deserialize, Migrate)]
/// #[migrate(entity = "order", version = 1)]
/// struct OrderV1 {
///     cents: u64,
/// }
///
/// #[derive(Serialize, Deserialize, Migrate, Debug)]
/// #[migrate(from = OrderV1, context = String, up = priced, down = |new| OrderV1 { cents: new.cents })]
/// struct Order {
///     cents: u64,
///     currency: String,
/// }
///
/// fn priced(old: OrderV1, currency: &String) -> Order {
///     Order { cents: old.cents, currency: currency.clone() }
/// }
///
/// let order: Settled<Order> = heirloom::json::from_str(r#"{"$v":2,"cents":5,"currency":"EUR"}"#)?;
/// assert_eq!(order.currency, "EUR");
///
/// let error = heirloom::json::from_str::<Settled<Order>>(r#"{"$v":1,"cents":5}"#).unwrap_err();
/// assert_eq!(
///     error.to_string(),
///     "cannot open `order` at version 1: the step to version 2 needs more than the record; run the bulk job to that version first"
/// );
/// # Ok::<(), heirloom::OpenError>(())
/// ```
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct Settled<T>(pub T);

impl<T> Deref for Settled<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0
    }
}

impl<T> DerefMut for Settled<T> {
    fn deref_mut(&mut self) -> &mut T {
        &mut self.0
    }
}

impl<T> From<T> for Settled<T> {
    fn from(value: T) -> Self {
        Self(value)
    }
}

impl<T: Migrate> Migrate for Settled<T> {
    const ENTITY: &'static str = T::ENTITY;
    const VERSION: Version = T::VERSION;
    const TAG: Tag = T::TAG;
    const UNTAGGED: Option<Version> = T::UNTAGGED;
    const NAMED: bool = T::NAMED;
    type Link = ToSettled;
    const LAST_READER: Option<&'static str> = T::LAST_READER;
    const SHAPE: Graph = T::SHAPE;
    const WAS: &'static [&'static str] = T::WAS;
    const FLATTENS: bool = T::FLATTENS;
    const RESERVED: &'static Reserved = T::RESERVED;
    const CARRY_LIMIT: usize = T::CARRY_LIMIT;

    fn identity(&self) -> Result<Print, StepError> {
        self.0.identity()
    }

    fn written() -> &'static Written {
        T::written()
    }
}

/// What comes before a settled version: those since the newest step that needs more.
#[doc(hidden)]
#[derive(Debug)]
pub struct ToSettled;

impl<T: Migrate> Link<Settled<T>> for ToSettled {
    type Context = ();
    // Of the chain below: a record that is older than the step is known, and waits for its job.
    const FLOOR: Version = <T::Link as Link<T>>::FLOOR;
    const SETTLED: Version = <T::Link as Link<T>>::SETTLED;
    const OLDER: Option<EarlierVersion> = <T::Link as Link<T>>::OLDER;

    fn read_older<P: Payload>(
        version: Version,
        payload: P,
        carried: &mut Carried,
        (): &(),
    ) -> Result<Settled<T>, ReadError<P::Error>> {
        settled_at(version, payload, carried).map(Settled)
    }

    fn read_settled<P: Payload>(
        version: Version,
        payload: P,
        carried: &mut Carried,
    ) -> Result<Settled<T>, ReadError<P::Error>> {
        settled_at(version, payload, carried).map(Settled)
    }

    fn write_older<S: Sink>(
        value: Settled<T>,
        version: Version,
        carried: Carried,
        sink: S,
    ) -> Result<S::Ok, WriteError<S::Error>> {
        write_at(value.0, version, carried, sink)
    }

    fn list(into: &mut Vec<Version>) {
        into.extend(versions::<T>().into_iter().filter(|version| *version < T::VERSION));
    }

    fn losses(into: &mut Vec<StepLosses>) {
        into.extend(losses::<T>());
    }

    fn last_reader() -> Option<&'static str> {
        last_reader::<T>()
    }

    fn is_named(name: &str) -> bool {
        is_named::<T>(name)
    }
}

impl<T: Shape> Shape for Settled<T> {
    type At = T::At;
}
