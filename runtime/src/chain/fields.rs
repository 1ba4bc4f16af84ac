//! What the derive calls for a field.
//!
//! Each helper that works in both directions is one function that returns both: the compiler then reports a
//! type that does not fit once, instead of once for each direction.

use std::error::Error;

use crate::chain::{Carried, DownTo, Here, Print, StepError, UpFrom};

/// A field whose type did not change.
#[diagnostic::on_unimplemented(
    message = "this field was `{Old}` in the older version and is `{Self}` now",
    label = "the type changed, and nothing says how",
    note = "versions of one entity inside? write `#[migrate(nested)]`",
    note = "convertible with `From`? write `#[migrate(into)]`; with `TryFrom`? write `#[migrate(try_into)]`",
    note = "an `Option` or a `Vec` came or went? write `#[migrate(wrap, down_or = …)]`, `#[migrate(unwrap_or = …)]` or `#[migrate(first, keep)]`",
    note = "anything else: write `#[migrate(up = f, down = g)]`, with `fn f({Old}) -> {Self}` and `fn g({Self}) -> {Old}`"
)]
pub trait SameAs<Old, Way> {
    /// The value itself.
    fn same(old: Old) -> Self;
    /// The value itself.
    fn back(self) -> Old;
}

#[diagnostic::do_not_recommend]
impl<T> SameAs<T, Here> for T {
    #[inline]
    fn same(old: T) -> T {
        old
    }

    #[inline]
    fn back(self) -> T {
        self
    }
}

/// The old type of impls that nobody uses. They keep the compiler from concluding what the old type is from the one
/// impl that would fit: a wrong conclusion would be a second error for one mistake.
#[doc(hidden)]
#[derive(Debug, serde::Serialize, serde::Deserialize)]
pub enum Never {}

#[diagnostic::do_not_recommend]
impl<T> SameAs<Never, Never> for T {
    fn same(old: Never) -> Self {
        match old {}
    }

    fn back(self) -> Never {
        unreachable!("no value of this type is ever made")
    }
}

#[diagnostic::do_not_recommend]
impl<T> UpFrom<Never, Never> for T {
    fn up_from(old: Never, _: &mut Carried) -> Result<Self, StepError> {
        match old {}
    }

    fn identity_of_old(old: &Never) -> Result<Print, StepError> {
        match *old {}
    }

    fn identity_of_new(_: &T) -> Result<Print, StepError> {
        unreachable!("no value of this type is ever made")
    }
}

#[diagnostic::do_not_recommend]
impl<T> DownTo<Never, Never> for T {
    fn down_to(self, _: &mut Carried) -> Result<Never, StepError> {
        unreachable!("no value of this type is ever made")
    }
}

/// A field that `into` converts.
#[diagnostic::on_unimplemented(
    message = "`into` cannot convert this field, which was `{Old}` and is `{Self}` now",
    label = "no conversion in both directions",
    note = "`into` needs `impl From<{Old}> for {Self}` for the upgrade and `impl TryFrom<{Self}> for {Old}` for the downgrade",
    note = "or write `#[migrate(up = f, down = g)]`, with `fn f({Old}) -> {Self}` and `fn g({Self}) -> {Old}`"
)]
pub trait Widened<Old>: Sized {
    /// The upgrade.
    fn up(old: Old) -> Result<Self, StepError>;
    /// The downgrade.
    fn down(self) -> Result<Old, StepError>;
}

#[diagnostic::do_not_recommend]
impl<New, Old> Widened<Old> for New
where
    New: From<Old>,
    Old: TryFrom<New, Error: Into<Box<dyn Error + Send + Sync>>>,
{
    #[inline]
    fn up(old: Old) -> Result<Self, StepError> {
        Ok(New::from(old))
    }

    #[inline]
    fn down(self) -> Result<Old, StepError> {
        Old::try_from(self).map_err(StepError::new)
    }
}

/// A field that `try_into` converts.
#[diagnostic::on_unimplemented(
    message = "`try_into` cannot convert this field, which was `{Old}` and is `{Self}` now",
    label = "no conversion in both directions",
    note = "`try_into` needs `impl TryFrom<{Old}> for {Self}` and `impl TryFrom<{Self}> for {Old}`; `From` counts as `TryFrom`",
    note = "or write `#[migrate(try_up = f, try_down = g)]`, with `fn f({Old}) -> Result<{Self}, E>` and `fn g({Self}) -> Result<{Old}, E>`"
)]
pub trait Parsed<Old>: Sized {
    /// The upgrade.
    fn up(old: Old) -> Result<Self, StepError>;
    /// The downgrade.
    fn down(self) -> Result<Old, StepError>;
}

#[diagnostic::do_not_recommend]
impl<New, Old> Parsed<Old> for New
where
    New: TryFrom<Old, Error: Into<Box<dyn Error + Send + Sync>>>,
    Old: TryFrom<New, Error: Into<Box<dyn Error + Send + Sync>>>,
{
    #[inline]
    fn up(old: Old) -> Result<Self, StepError> {
        New::try_from(old).map_err(StepError::new)
    }

    #[inline]
    fn down(self) -> Result<Old, StepError> {
        Old::try_from(self).map_err(StepError::new)
    }
}

/// Both directions of a field.
type Both<New, Old> = (fn(Old) -> New, fn(New) -> Old);
/// Both directions of a field whose value can be refused.
type TryBoth<New, Old> = (fn(Old) -> Result<New, StepError>, fn(New) -> Result<Old, StepError>);

/// A field that did not change.
#[inline]
pub fn kept<New: SameAs<Old, Way>, Old, Way>() -> Both<New, Old> {
    (New::same, New::back)
}

/// Both directions of a field that has a carry of its own.
type Inside<New, Old> = (
    fn(Old, &mut Carried) -> Result<New, StepError>,
    fn(New, &mut Carried) -> Result<Old, StepError>,
);

/// A field of versions of an entity.
#[inline]
pub fn nested<New: DownTo<Old, Hops>, Old, Hops>() -> Inside<New, Old> {
    (New::up_from, New::down_to)
}

/// The only direction of a field that has a carry of its own.
type OneWayInside<New, Old> = (fn(Old, &mut Carried) -> Result<New, StepError>,);

/// A field of versions of an entity, in a step without a way back.
#[inline]
pub fn nested_one_way<New: UpFrom<Old, Hops>, Old, Hops>() -> OneWayInside<New, Old> {
    (New::up_from,)
}

/// A field converted with `From` upwards and `TryFrom` downwards.
#[inline]
pub fn widened<New: Widened<Old>, Old>() -> TryBoth<New, Old> {
    (New::up, New::down)
}

/// A field converted with `TryFrom` both ways.
#[inline]
pub fn parsed<New: Parsed<Old>, Old>() -> TryBoth<New, Old> {
    (New::up, New::down)
}
