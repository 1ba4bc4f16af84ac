//! A value together with what its record said beside it.

use std::ops::{Deref, DerefMut};

use crate::chain::{Carried, DownTo, Each, Migrate, Print, StepError, UpFrom};
use crate::envelope::Carry;
use crate::version::Version;

/// A value of today's type, read from a record of any version of its chain.
///
/// It dereferences to the value, remembers at which version the record was stored, and holds the record's
/// carry, so that writing it back loses nothing that a newer program left there. With the feature
/// `diesel-sqlite`, `diesel-postgres` or `diesel-mysql` it is a column type.
///
/// ```
/// use heirloom::{Migrate, Version, Versioned};
/// # use serde::{Deserialize, Serialize};
/// # #[derive(Serialize, Deserialize, Migrate)]
/// # #[migrate(entity = "user", version = 1)]
/// # struct UserV1 {
/// #     name: String,
/// # }
/// # #[derive(Serialize, Deserialize, Migrate)]
/// # #[migrate(from = UserV1)]
/// # struct User {
/// #     #[migrate(from = name)]
/// #     full_name: String,
/// # }
/// let user: Versioned<User> = heirloom::json::open_str(r#"{"$v":1,"name":"Ada"}"#)?;
///
/// assert_eq!(user.full_name, "Ada");
/// assert_eq!(user.stored(), Some(Version::major(1)));
/// assert!(user.is_stale());
/// # Ok::<(), heirloom::OpenError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Versioned<T> {
    value: T,
    stored: Option<Version>,
    carry: Option<Carry>,
}

impl<T> Versioned<T> {
    /// A value that was never stored.
    pub fn new(value: T) -> Self {
        Self { value, stored: None, carry: None }
    }

    #[cfg(any(
        feature = "cbor",
        feature = "messagepack",
        feature = "postcard",
        feature = "toml",
        feature = "yaml"
    ))]
    pub(super) fn carrying(self, carry: Option<Carry>) -> Self {
        Self { carry, ..self }
    }

    pub(crate) fn into_parts(self) -> (T, Option<Carry>) {
        (self.value, self.carry)
    }

    pub(crate) fn from_record(value: T, stored: Version, carry: Option<Carry>) -> Self {
        Self { value, stored: Some(stored), carry }
    }

    /// The version at which the record was stored; `None` when it never was.
    pub fn stored(&self) -> Option<Version> {
        self.stored
    }

    /// What the record holds for steps that this program may not know.
    pub fn carry(&self) -> Option<&Carry> {
        self.carry.as_ref()
    }

    /// The value alone. What the record carried is gone; use this where the value is not written back.
    pub fn into_inner(self) -> T {
        self.value
    }
}

impl<T: Migrate> Versioned<T> {
    /// The version at which it is written where none is said: the pin of its type, or the one at which it is stored if that is newer.
    pub(crate) fn written(&self) -> Version {
        // A record that was brought down was stored at a version that its type does not know.
        self.stored.map_or(T::PIN, |stored| stored.clamp(T::PIN, T::VERSION))
    }

    /// Whether the record was stored at another version than the one that `T` stands for.
    pub fn is_stale(&self) -> bool {
        self.stored.is_some_and(|stored| stored != T::VERSION)
    }
}

impl<T> From<T> for Versioned<T> {
    fn from(value: T) -> Self {
        Self::new(value)
    }
}

impl<T: Default> Default for Versioned<T> {
    fn default() -> Self {
        Self::new(T::default())
    }
}

impl<T> Deref for Versioned<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.value
    }
}

impl<T> DerefMut for Versioned<T> {
    fn deref_mut(&mut self) -> &mut T {
        &mut self.value
    }
}

#[diagnostic::do_not_recommend]
impl<A, B: UpFrom<A, Hops>, Hops> UpFrom<Versioned<A>, Each<Hops>> for Versioned<B> {
    fn up_from(old: Versioned<A>, _: &mut Carried) -> Result<Self, StepError> {
        old.walk(B::up_from)
    }

    fn identity_of_old(old: &Versioned<A>) -> Result<Print, StepError> {
        B::identity_of_old(&old.value)
    }

    fn identity_of_new(new: &Self) -> Result<Print, StepError> {
        B::identity_of_new(&new.value)
    }
}

#[diagnostic::do_not_recommend]
impl<A, B: DownTo<A, Hops>, Hops> DownTo<Versioned<A>, Each<Hops>> for Versioned<B> {
    fn down_to(self, _: &mut Carried) -> Result<Versioned<A>, StepError> {
        self.walk(B::down_to)
    }
}

impl<T> Versioned<T> {
    /// The value converted, with the carry of its own.
    pub(crate) fn walk<U>(
        self,
        convert: fn(T, &mut Carried) -> Result<U, StepError>,
    ) -> Result<Versioned<U>, StepError> {
        let (mut carried, unbound) = Carry::start(self.carry);
        let value = convert(self.value, &mut carried)?;
        Ok(Versioned { value, stored: self.stored, carry: Carry::after(carried, unbound)? })
    }
}
