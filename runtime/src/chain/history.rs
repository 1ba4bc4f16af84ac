//! The versions of a chain, with what the compiler knows of each.

use std::any::type_name;

#[cfg(feature = "_diesel")]
use crate::chain::Tag;
use crate::chain::{Link, Loss, Migrate, StepLosses};
use crate::shape::{Graph, Reading, reads};
use crate::version::Version;

/// A version, and those before it. Made by the derive.
///
/// ```
/// # use heirloom::{Migrate, chain::history};
/// # use serde::{Deserialize, Serialize};
/// #[derive(Serialize, Deserialize, Migrate)]
/// #[migrate(entity = "user", version = 1)]
/// struct UserV1 {
///     name: String,
/// }
///
/// #[derive(Serialize, Deserialize, Migrate)]
/// #[migrate(from = UserV1)]
/// struct User {
///     name: String,
///     #[migrate(default)]
///     admin: bool,
/// }
///
/// let newest = history::<User>();
/// assert_eq!(newest.shape().to_string(), "struct\n  admin: bool\n  name: string\n");
/// assert_eq!(newest.backward().unwrap().to_string(), "no\n  .admin: required by the reader, never written");
/// assert_eq!(newest.older().unwrap().shape().to_string(), "struct\n  name: string\n");
/// ```
#[derive(Debug, Clone, Copy)]
pub struct History {
    entity: &'static str,
    version: Version,
    type_name: fn() -> &'static str,
    shape: Graph,
    last_reader: Option<&'static str>,
    older: Option<EarlierVersion>,
}

/// The version before, and what the step from it loses.
#[doc(hidden)]
#[derive(Debug, Clone, Copy)]
pub struct EarlierVersion {
    pub(super) version: &'static History,
    pub(super) losses: &'static [Loss],
    pub(super) one_way: Option<&'static str>,
}

#[cfg(feature = "_diesel")]
/// Stops the build where the versions of `T` have no place in a column of integers beside the record.
pub(crate) const fn assert_column<T: Migrate>() {
    assert!(
        matches!(T::TAG, Tag::Member(_)),
        "the version of this entity is a member that its format demands: it has no column of its own"
    );
    let mut at = History::of::<T>();
    loop {
        assert!(
            at.version.is_major(),
            "a column of its own holds whole versions, and the chain has one with a minor: keep the version in the document"
        );
        let (major, ..) = at.version.parts();
        assert!(
            major <= i32::MAX.cast_unsigned(),
            "the version is too large for a column of integers"
        );
        match at.older {
            Some(earlier) => at = *earlier.version,
            None => return,
        }
    }
}

/// A version of the chain that can be written.
///
/// # Panics
///
/// While compiling, if it is none.
#[doc(hidden)]
#[track_caller]
#[must_use]
pub const fn pinned(newest: &'static History, pin: Version) -> Version {
    let mut at = newest;
    while pin.is_before(at.version) {
        let Some(EarlierVersion { version, one_way, .. }) = at.older else { break };
        assert!(
            one_way.is_none(),
            "`pin` names a version below a step that says `one_way`: nothing can be written there; pin to a version above it"
        );
        at = version;
    }
    assert!(
        !pin.is_before(at.version) && !at.version.is_before(pin),
        "`pin` names a version that the chain does not have; pin to one that it has, or take `pin` away"
    );
    pin
}

impl History {
    pub(super) const fn of<T: Migrate>() -> Self {
        Self {
            entity: T::ENTITY,
            version: T::VERSION,
            type_name: type_name::<T>,
            shape: T::SHAPE,
            last_reader: T::LAST_READER,
            older: <T::Link as Link<T>>::OLDER,
        }
    }

    /// The entity.
    #[must_use]
    pub const fn entity(&self) -> &'static str {
        self.entity
    }

    /// The version.
    #[must_use]
    pub const fn version(&self) -> Version {
        self.version
    }

    /// The path of its type.
    #[must_use]
    pub fn type_name(&self) -> &'static str {
        (self.type_name)()
    }

    /// What it writes and accepts as JSON.
    #[must_use]
    pub const fn shape(&self) -> Graph {
        self.shape
    }

    /// What the step to it loses; `None` for the oldest.
    #[must_use]
    pub fn losses(&self) -> Option<StepLosses> {
        let EarlierVersion { version, losses, one_way } = self.older?;
        Some(StepLosses { from: version.version, to: self.version, one_way, losses })
    }

    /// The program that still read what is older than the oldest version, where that says `floor`.
    #[must_use]
    pub const fn last_reader(&self) -> Option<&'static str> {
        self.last_reader
    }

    /// The version before it.
    #[must_use]
    pub const fn older(&self) -> Option<&'static History> {
        match self.older {
            Some(older) => Some(older.version),
            None => None,
        }
    }

    /// How well it reads what the version before it writes, without a step; `None` for the oldest.
    #[must_use]
    pub const fn backward(&self) -> Option<Reading> {
        match self.older() {
            Some(older) => Some(reads(older.shape, self.shape)),
            None => None,
        }
    }

    /// How well the version before it reads what it writes, without a step; `None` for the oldest.
    #[must_use]
    pub const fn forward(&self) -> Option<Reading> {
        match self.older() {
            Some(older) => Some(reads(self.shape, older.shape)),
            None => None,
        }
    }
}

/// The versions of the chain of `T`, from itself on.
#[must_use]
pub const fn history<T: Migrate>() -> &'static History {
    T::HISTORY
}
