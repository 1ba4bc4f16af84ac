//! The walk between two types that the compiler knows.
//!
//! The second parameter of [`UpFrom`] and [`DownTo`] says how far apart the types are. It is always inferred; it
//! exists because Rust would otherwise see the impl for "the same version" and the one for "some versions
//! on" as overlapping. (The technique is the type-level index of frunk's `HList` selectors.)

use std::marker::PhantomData;

use crate::chain::link::{step_down, step_up};
use crate::chain::{Carried, Migrate, Print, StepDown, StepError, StepUp};

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
    note = "both have to be versions of one entity (`#[derive(Migrate)]`), or `Option`, `Vec`, `Box`, maps … of such",
    note = "if they are: a step between them may say `context`, `join`, `emit` or `may_remove`; take that one with `heirloom::upgrade_with`"
)]
pub trait UpFrom<Old, Hops>: Sized {
    /// Upgrades; what is lost goes into the carry.
    ///
    /// # Errors
    ///
    /// When a step refuses the value.
    fn up_from(old: Old, carried: &mut Carried) -> Result<Self, StepError>;

    /// What an old value is recognised by among others of a list.
    ///
    /// # Errors
    ///
    /// When it cannot be serialized.
    #[doc(hidden)]
    fn identity_of_old(old: &Old) -> Result<Print, StepError>;

    /// What a value is recognised by among others of a list.
    ///
    /// # Errors
    ///
    /// When it cannot be serialized.
    #[doc(hidden)]
    fn identity_of_new(new: &Self) -> Result<Print, StepError>;
}

/// A type from which an older one can be reached: an earlier version of it, or a container of such.
#[diagnostic::on_unimplemented(
    message = "`{Old}` is not an earlier version of `{Self}`",
    label = "no chain leads from here to `{Old}`",
    note = "both have to be versions of one entity (`#[derive(Migrate)]`), or `Option`, `Vec`, `Box`, maps … of such",
    note = "if it is one: a step between them says `one_way`, and there is no way back"
)]
pub trait DownTo<Old, Hops>: UpFrom<Old, Hops> {
    /// Downgrades; what is lost goes into the carry.
    ///
    /// # Errors
    ///
    /// When a step refuses the value.
    fn down_to(self, carried: &mut Carried) -> Result<Old, StepError>;
}

#[diagnostic::do_not_recommend]
impl<T: Migrate> UpFrom<T, Here> for T {
    #[inline]
    fn up_from(old: T, _: &mut Carried) -> Result<T, StepError> {
        Ok(old)
    }

    fn identity_of_old(old: &T) -> Result<Print, StepError> {
        old.identity()
    }

    fn identity_of_new(new: &T) -> Result<Print, StepError> {
        new.identity()
    }
}

#[diagnostic::do_not_recommend]
impl<T: Migrate> DownTo<T, Here> for T {
    #[inline]
    fn down_to(self, _: &mut Carried) -> Result<T, StepError> {
        Ok(self)
    }
}

#[diagnostic::do_not_recommend]
impl<T: StepUp, Old, Hops> UpFrom<Old, Hop<Hops>> for T
where
    T::Old: UpFrom<Old, Hops>,
{
    #[inline]
    fn up_from(old: Old, carried: &mut Carried) -> Result<T, StepError> {
        step_up(<T::Old>::up_from(old, carried)?, carried)
    }

    fn identity_of_old(old: &Old) -> Result<Print, StepError> {
        <T::Old>::identity_of_old(old)
    }

    fn identity_of_new(new: &T) -> Result<Print, StepError> {
        new.identity()
    }
}

#[diagnostic::do_not_recommend]
impl<T: StepUp + StepDown, Old, Hops> DownTo<Old, Hop<Hops>> for T
where
    T::Old: DownTo<Old, Hops>,
{
    #[inline]
    fn down_to(self, carried: &mut Carried) -> Result<Old, StepError> {
        step_down(self, carried)?.down_to(carried)
    }
}

/// Brings a value to any later version of its entity.
///
/// The types decide how far; containers (`Option`, `Vec`, maps …) of versions work too, and so does
/// [`Versioned`](crate::Versioned), which brings its carry along. For a bare value nothing is kept and nothing comes back:
/// fields that say `keep` have what the step says for records without a carry.
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
    New::up_from(old, &mut Carried::discarding())
}

/// Brings a value to any earlier version of its entity; the counterpart of [`upgrade`].
///
/// A bare value leaves behind what the older version has no place for. Downgrade a [`Versioned`](crate::Versioned), or write bytes with
/// [`json::to_vec_at`](crate::json::to_vec_at), to have it kept. Across a step that says `one_way` this does not compile.
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
    new.down_to(&mut Carried::discarding())
}
