//! The walk between two types that the compiler knows.
//!
//! The second parameter of [`UpFrom`] and [`DownTo`] says how far apart the types are. It is always inferred; it
//! exists because Rust would otherwise see the impl for "the same version" and the one for "some versions
//! on" as overlapping. (The technique is the type-level index of frunk's `HList` selectors.)

use std::marker::PhantomData;

use crate::chain::link::{step_down, step_up};
use crate::chain::{Migrate, Step, StepError};

/// The same version.
#[doc(hidden)]
#[derive(Debug)]
pub struct Here;

/// One version on from `Hops`.
#[doc(hidden)]
#[derive(Debug)]
pub struct Hop<Hops>(PhantomData<Hops>);

/// A type that can be reached from an older one: a later version of it, or a container of such.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a later version of `{Old}`",
    label = "no chain leads here from `{Old}`",
    note = "both have to be versions of one entity (`#[derive(Migrate)]`), or `Option`, `Vec`, `Box`, maps … of such"
)]
pub trait UpFrom<Old, Hops>: Sized {
    /// Upgrades.
    ///
    /// # Errors
    ///
    /// When a step refuses the value.
    fn up_from(old: Old) -> Result<Self, StepError>;
}

/// A type from which an older one can be reached: an earlier version of it, or a container of such.
#[diagnostic::on_unimplemented(
    message = "`{Old}` is not an earlier version of `{Self}`",
    label = "no chain leads from here to `{Old}`",
    note = "both have to be versions of one entity (`#[derive(Migrate)]`), or `Option`, `Vec`, `Box`, maps … of such"
)]
pub trait DownTo<Old, Hops>: UpFrom<Old, Hops> {
    /// Downgrades.
    ///
    /// # Errors
    ///
    /// When a step refuses the value.
    fn down_to(self) -> Result<Old, StepError>;
}

#[diagnostic::do_not_recommend]
impl<T: Migrate> UpFrom<T, Here> for T {
    #[inline]
    fn up_from(old: T) -> Result<T, StepError> {
        Ok(old)
    }
}

#[diagnostic::do_not_recommend]
impl<T: Migrate> DownTo<T, Here> for T {
    #[inline]
    fn down_to(self) -> Result<T, StepError> {
        Ok(self)
    }
}

#[diagnostic::do_not_recommend]
impl<T: Step, Old, Hops> UpFrom<Old, Hop<Hops>> for T
where
    T::Old: UpFrom<Old, Hops>,
{
    #[inline]
    fn up_from(old: Old) -> Result<T, StepError> {
        step_up(<T::Old>::up_from(old)?)
    }
}

#[diagnostic::do_not_recommend]
impl<T: Step, Old, Hops> DownTo<Old, Hop<Hops>> for T
where
    T::Old: DownTo<Old, Hops>,
{
    #[inline]
    fn down_to(self) -> Result<Old, StepError> {
        step_down(self)?.down_to()
    }
}

/// Brings a value to any later version of its entity.
///
/// The types decide how far; containers (`Option`, `Vec`, maps …) of versions work too.
///
/// # Errors
///
/// When a step refuses the value: a `try_` function or `try_into` said no, or a variant says `fail`.
///
/// ```
/// # use heirloom::Migrate;
/// # use serde::{Deserialize, Serialize};
/// #[derive(Serialize, Deserialize, Migrate)]
/// #[migrate(entity = "user", version = 1)]
/// struct UserV1 {
///     name: String,
/// }
///
/// #[derive(Serialize, Deserialize, Migrate, Debug, PartialEq)]
/// #[migrate(from = UserV1)]
/// struct User {
///     #[migrate(from = name)]
///     full_name: String,
/// }
///
/// let user: User = heirloom::upgrade(UserV1 { name: "Ada".into() })?;
/// assert_eq!(user, User { full_name: "Ada".into() });
/// # Ok::<(), heirloom::StepError>(())
/// ```
pub fn upgrade<Old, New, Hops>(old: Old) -> Result<New, StepError>
where
    New: UpFrom<Old, Hops>,
{
    New::up_from(old)
}

/// Brings a value to any earlier version of its entity; the counterpart of [`upgrade`].
///
/// # Errors
///
/// When a step refuses the value, such as a new variant that says `down = fail`.
///
/// ```
/// # use heirloom::Migrate;
/// # use serde::{Deserialize, Serialize};
/// # #[derive(Serialize, Deserialize, Migrate)]
/// # #[migrate(entity = "user", version = 1)]
/// # struct UserV1 {
/// #     name: String,
/// # }
/// # #[derive(Serialize, Deserialize, Migrate, Debug, PartialEq)]
/// # #[migrate(from = UserV1)]
/// # struct User {
/// #     #[migrate(from = name)]
/// #     full_name: String,
/// # }
/// let old: UserV1 = heirloom::downgrade(User { full_name: "Ada".into() })?;
/// assert_eq!(old.name, "Ada");
/// # Ok::<(), heirloom::StepError>(())
/// ```
pub fn downgrade<New, Old, Hops>(new: New) -> Result<Old, StepError>
where
    New: DownTo<Old, Hops>,
{
    new.down_to()
}
