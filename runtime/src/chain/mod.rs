//! The chain of versions of one entity, and the pure walks along it.
//!
//! [`Migrate`] is what the derive implements for each version, [`Step`] with [`StepUp`] and [`StepDown`] the two
//! conversions between neighbours.
//! [`upgrade`] and [`downgrade`] walk between two types that the compiler knows; [`read_at`] and
//! [`write_at`] walk from and to a version that only the record knows. Nothing here touches bytes: a
//! [`Payload`] brings a value of a given type, a [`Sink`] takes one. What a step has no place for goes into
//! a [`Carried`] that walks along.
//!
//! Absent on purpose: any registry. A version's type names the one before it, and the compiler follows.

mod carry;
mod containers;
mod elements;
mod error;
mod fields;
mod functions;
mod link;
mod lists;
mod loss;
mod migrate;
mod names;
mod print;
mod record;
mod settled;
mod shortcut;
mod unknown;
mod walk;
mod with;

pub use carry::{BINDING, Carried, Leaves, Member, Storable, members, object};
pub use containers::{Each, Leaf};
pub use error::{FieldPath, StepError};
pub use fields::{SameAs, kept, nested, nested_one_way, parsed, widened};
pub use functions::{
    apply, apply2, apply3, apply4, at, checked, fallible, like, otherwise, refused, text,
};
pub use link::{
    Back, Floor, Link, OneWay, Payload, Pure, ReadError, Since, Sink, WriteError, floor, is_named,
    last_reader, read_at, read_with, versions, write_at,
};
pub use lists::{Duplicates, Keyed, Wrap, keyed, keying, required, shortened, wrapped, wrapping};
pub use loss::{Direction, Loss, StepLosses, Treatment, losses};
pub use migrate::{CARRY_LIMIT, Migrate, Step, StepDown, StepUp, Tag, Written, identity};
pub use names::{Reserved, free, taken};
pub use print::Print;
pub use record::{Made, Outcome, StepDownWith, StepWith, down_alone, downgrade_with, upgrade_with};
pub use settled::{Settled, ToSettled};
pub use shortcut::{Past, Shortcut, up_from};
pub use unknown::{KnownVariants, Unknown, reread};
pub use walk::{DownTo, Here, Hop, UpFrom, downgrade, upgrade};
pub use with::{
    Assisted, Beside, OldOf, Reach, StepOf, Unsettled, Waiting, With, settled_at, waiting_at,
};
