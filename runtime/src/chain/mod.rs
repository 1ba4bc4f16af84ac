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
mod history;
mod link;
mod lists;
mod loss;
mod migrate;
mod names;
mod print;
mod record;
mod rollout;
mod scan;
mod settled;
mod shortcut;
pub(crate) mod text;
mod unknown;
mod walk;
mod with;

pub use carry::{Carried, Leaves};
pub use error::{FieldPath, StepError};
pub use history::{History, history};
pub use link::{
    Payload, Pure, ReadError, Sink, WriteError, floor, last_reader, read_at, read_with, versions,
    write_at,
};
pub use loss::{Direction, Loss, StepLosses, Treatment, losses};
pub use migrate::{CARRY_LIMIT, Migrate, Step, StepDown, StepUp, Tag};
pub use print::Print;
pub use record::{Made, Outcome, StepDownWith, StepWith, downgrade_with, upgrade_with};
pub use rollout::{Rollout, StepRollout, rollouts};
pub use settled::{Settled, ToSettled};
pub use unknown::{KnownVariants, Unknown};
pub use walk::{DownTo, UpFrom, downgrade, upgrade};

// What only generated code and this crate's other modules name.
#[doc(hidden)]
pub use carry::{BINDING, Member, Storable, members, object};
#[doc(hidden)]
pub use containers::{Each, Leaf};
#[doc(hidden)]
pub use fields::{SameAs, kept, nested, nested_one_way, parsed, widened};
#[doc(hidden)]
pub use functions::{
    apply, apply2, apply3, apply4, at, checked, fallible, like, otherwise, refused, text,
};
#[cfg(feature = "_diesel")]
pub(crate) use history::assert_column;
#[doc(hidden)]
pub use history::{EarlierVersion, pinned};
#[doc(hidden)]
pub use link::{Back, Floor, Link, OneWay, Since, is_named};
#[doc(hidden)]
pub use lists::{Duplicates, Keyed, Wrap, keyed, keying, required, shortened, wrapped, wrapping};
#[doc(hidden)]
pub use migrate::{Written, identity};
#[doc(hidden)]
pub use names::{Reserved, free, taken};
#[doc(hidden)]
pub use record::down_alone;
#[doc(hidden)]
pub use shortcut::{Past, Shortcut, up_from};
#[doc(hidden)]
pub use unknown::reread;
#[doc(hidden)]
pub use walk::{Here, Hop};
#[doc(hidden)]
pub use with::{
    Assisted, Beside, OldOf, Reach, StepOf, Unsettled, Waiting, With, settled_at, waiting_at,
};
