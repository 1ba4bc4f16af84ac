//! What a version is, as the derive describes it.

use std::sync::atomic::{AtomicUsize, Ordering};

use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::chain::print::print;
use crate::chain::{History, Leaves, Link, Loss, Print, Reserved, StepError};
use crate::shape::{Graph, Reading};
use crate::version::{Style, Version};

/// One version of an entity. Implemented by `#[derive(Migrate)]`, never by hand.
///
/// ```
/// use heirloom::{Migrate, Version};
/// use serde::{Deserialize, Serialize};
///
/// #[derive(Serialize, Deserialize, Migrate)]
/// #[migrate(entity = "user", version = 1)]
/// struct User {
///     name: String,
/// }
///
/// assert_eq!(User::ENTITY, "user");
/// assert_eq!(User::VERSION, Version::major(1));
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a version of an entity",
    label = "no version of an entity",
    note = "add `#[derive(Migrate)]` and `#[migrate(entity = \"…\", version = 1)]` to `{Self}`"
)]
pub trait Migrate: Serialize + DeserializeOwned {
    /// The stable name of the entity; the same for each version.
    const ENTITY: &'static str;

    /// The version that this type stands for.
    const VERSION: Version;

    /// How a stored record names its version; inherited along the chain.
    const TAG: Tag;

    /// The version of records that carry no tag at all, where one is declared with `untagged`.
    const UNTAGGED: Option<Version>;

    /// Whether records name their entity too (`named`).
    const NAMED: bool;

    /// The version before this one, or the floor.
    #[doc(hidden)]
    type Link: Link<Self>;

    /// The program that still read records older than the floor.
    #[doc(hidden)]
    const LAST_READER: Option<&'static str>;

    /// Other names under which the entity was known.
    #[doc(hidden)]
    const WAS: &'static [&'static str];

    /// Whether serde writes the members of a field among those of the record, where they could occur twice.
    #[doc(hidden)]
    const FLATTENS: bool;

    /// What this version writes and accepts as JSON.
    #[doc(hidden)]
    const SHAPE: Graph;

    /// The versions of the chain, from this one on.
    #[doc(hidden)]
    const HISTORY: &'static History = &History::of::<Self>();

    /// Names that the chain used before.
    #[doc(hidden)]
    const RESERVED: &'static Reserved;

    /// The most bytes that the carry of a record may have.
    const CARRY_LIMIT: usize;

    /// The version that is written where none is said: this one, unless the type says `pin`.
    const PIN: Version = Self::VERSION;

    /// What a value is recognised by in a list: its `key`, or all of it.
    ///
    /// # Errors
    ///
    /// When it cannot be serialized.
    #[doc(hidden)]
    fn identity(&self) -> Result<Print, StepError> {
        print(self)
    }

    /// How large the records were that were written last.
    #[doc(hidden)]
    fn written() -> &'static Written;
}

/// The most bytes that a carry may have where the entity does not say otherwise.
pub const CARRY_LIMIT: usize = 65_536;

/// What a value is recognised by.
#[doc(hidden)]
pub fn identity<K: Serialize>(key: &K) -> Result<Print, StepError> {
    print(key)
}

/// How large a record is likely to be, so that it is written without growing its buffer.
#[doc(hidden)]
#[derive(Debug)]
pub struct Written(AtomicUsize);

impl Written {
    const AT_LEAST: usize = 128;
    /// A single large record does not make all that follow expensive.
    const AT_MOST: usize = 128 * 1024;

    #[expect(clippy::new_without_default, reason = "made by generated code alone")]
    pub const fn new() -> Self {
        Self(AtomicUsize::new(Self::AT_LEAST))
    }

    #[inline]
    pub(crate) fn get(&self) -> usize {
        self.0.load(Ordering::Relaxed)
    }

    #[inline]
    pub(crate) fn set(&self, size: usize) {
        let size = (size + size / 8).clamp(Self::AT_LEAST, Self::AT_MOST);
        if size > self.get() || size < self.get() / 2 {
            self.0.store(size, Ordering::Relaxed);
        }
    }
}

/// A version that has one before it. Implemented by `#[derive(Migrate)]` with `from`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no step from an older version",
    note = "write `#[migrate(from = …)]` on `{Self}`, naming the version before it"
)]
pub trait Step: Migrate {
    /// The version before this one.
    type Old: Migrate;

    /// Why there is no way back, where the step says `one_way`.
    const ONE_WAY: Option<&'static str>;

    /// What the step loses, in which direction, and what becomes of it.
    const LOSSES: &'static [Loss];

    /// How well this version reads what the one before it writes, as serde does, without the step.
    const BACKWARD: Reading;

    /// How well the version before this one reads what this one writes, as serde does, without the step.
    const FORWARD: Reading;
}

/// The upgrade from the version before, by the record alone. Implemented by `#[derive(Migrate)]` with `from`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no step from an older version that needs nothing but the record",
    note = "write `#[migrate(from = …)]` on `{Self}`, naming the version before it"
)]
pub trait StepUp: Step {
    /// From the older version to this one.
    ///
    /// # Errors
    ///
    /// When a `try_` function, `try_into` or `fail` of the step refuses the value, or what the carry holds for it is damaged.
    fn up(old: Self::Old, leaves: &mut Leaves) -> Result<Self, StepError>;
}

/// The downgrade to the version before. Implemented by `#[derive(Migrate)]` with `from`, unless it says `one_way`.
#[diagnostic::on_unimplemented(
    message = "the step to `{Self}` has no way back",
    label = "this step says `one_way`"
)]
pub trait StepDown: Step {
    /// From this version to the older one.
    ///
    /// # Errors
    ///
    /// As for [`StepUp::up`].
    fn down(self, leaves: &mut Leaves) -> Result<Self::Old, StepError>;
}

/// How a stored record names its version.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Tag {
    /// One member of this name, `"$v"` where the entity does not say otherwise.
    Member(&'static str),
    /// A foreign format's own members, such as `nbformat` and `nbformat_minor`.
    Foreign {
        /// The member that holds the major.
        major: &'static str,
        /// The member that holds the minor.
        minor: &'static str,
    },
}

impl Tag {
    /// How people write the versions of records that are tagged in this way.
    pub(crate) const fn style(self) -> Style {
        match self {
            Self::Member(_) => Style::Short,
            Self::Foreign { .. } => Style::MajorMinor,
        }
    }
}
