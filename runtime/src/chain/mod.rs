//! The chain of versions of one entity, and the pure walks along it.
//!
//! [`Migrate`] is what the derive implements for each version, [`Step`] the two conversions between neighbours.
//! [`upgrade`] and [`downgrade`] walk between two types that the compiler knows; [`read_at`] and
//! [`write_at`] walk from and to a version that only the record knows. Nothing here touches bytes: a
//! [`Payload`] brings a value of a given type, a [`Sink`] takes one.
//!
//! Absent on purpose: any registry. A version's type names the one before it, and the compiler follows.

mod containers;
mod error;
mod fields;
mod link;
mod migrate;
mod walk;

pub use containers::{Each, Leaf};
pub use error::{FieldPath, StepError};
pub use fields::{
    SameAs, Wrap, apply, apply2, apply3, apply4, at, fallible, first, kept, nested, none_or_one,
    parsed, refused, widened, wrapped,
};
pub use link::{
    Floor, Link, Payload, ReadError, Since, Sink, WriteError, floor, read_at, versions, write_at,
};
pub use migrate::{Migrate, Step, Tag, Written};
pub use walk::{DownTo, Here, Hop, UpFrom, downgrade, upgrade};
