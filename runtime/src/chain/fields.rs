//! What the derive calls for a field.
//!
//! Each helper that works in both directions is one function that returns both: the compiler then reports a
//! type that does not fit once, instead of once for each direction.

use std::error::Error;

use crate::chain::{DownTo, Here, StepError, UpFrom};

/// A field whose type did not change.
#[diagnostic::on_unimplemented(
    message = "this field was `{Old}` in the older version and is `{Self}` now",
    label = "the type changed, and nothing says how",
    note = "versions of one entity inside? write `#[migrate(nested)]`",
    note = "convertible with `From`? write `#[migrate(into)]`; with `TryFrom`? write `#[migrate(try_into)]`",
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
#[derive(Debug)]
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
    fn up_from(old: Never) -> Result<Self, StepError> {
        match old {}
    }
}

#[diagnostic::do_not_recommend]
impl<T> DownTo<Never, Never> for T {
    fn down_to(self) -> Result<Never, StepError> {
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

/// A field of versions of an entity.
#[inline]
pub fn nested<New: DownTo<Old, Hops>, Old, Hops>() -> TryBoth<New, Old> {
    (New::up_from, New::down_to)
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

/// The result of a field's conversion, which names the field if it failed.
#[expect(clippy::missing_errors_doc, reason = "named by generated code alone")]
#[inline]
pub fn at<T>(field: &'static str, result: Result<T, StepError>) -> Result<T, StepError> {
    result.map_err(|error| error.at(field))
}

/// What a user's closure made of a value.
#[inline]
pub fn apply<A, B>(closure: impl FnOnce(A) -> B, value: A) -> B {
    closure(value)
}

/// [`apply`] for two values.
#[inline]
pub fn apply2<A, B, C>(closure: impl FnOnce(A, B) -> C, a: A, b: B) -> C {
    closure(a, b)
}

/// [`apply`] for three values.
#[inline]
pub fn apply3<A, B, C, D>(closure: impl FnOnce(A, B, C) -> D, a: A, b: B, c: C) -> D {
    closure(a, b, c)
}

/// [`apply`] for four values.
#[inline]
pub fn apply4<A, B, C, D, E>(closure: impl FnOnce(A, B, C, D) -> E, a: A, b: B, c: C, d: D) -> E {
    closure(a, b, c, d)
}

/// What a user's fallible function made of a value.
#[expect(clippy::missing_errors_doc, reason = "named by generated code alone")]
#[inline]
pub fn fallible<A, B, E>(function: impl FnOnce(A) -> Result<B, E>, value: A) -> Result<B, StepError>
where
    E: Into<Box<dyn Error + Send + Sync>>,
{
    function(value).map_err(StepError::new)
}

/// A container around a value that may hold none: `Option`, or a list whose first value counts.
#[diagnostic::on_unimplemented(
    message = "`wrap` puts a `{T}` into an `Option` or a `Vec`, and this field is `{Self}`",
    label = "neither `Option<{T}>` nor `Vec<{T}>`"
)]
pub trait Wrap<T, Way>: Sized {
    /// The container with that one value.
    fn wrap(value: T) -> Self;
    /// The value, or the first one.
    fn first(self) -> Option<T>;
}

#[diagnostic::do_not_recommend]
impl<T> Wrap<T, Here> for Option<T> {
    #[inline]
    fn wrap(value: T) -> Self {
        Some(value)
    }

    #[inline]
    fn first(self) -> Option<T> {
        self
    }
}

#[diagnostic::do_not_recommend]
impl<T> Wrap<T, Here> for Vec<T> {
    #[inline]
    fn wrap(value: T) -> Self {
        vec![value]
    }

    #[inline]
    fn first(self) -> Option<T> {
        self.into_iter().next()
    }
}

/// Two impls that nobody uses, so that no conclusion can be drawn from either; see [`Never`].
macro_rules! never_wrapped {
    ($($old:ty),*) => { $(
        #[diagnostic::do_not_recommend]
        impl<C> Wrap<$old, Never> for C {
            fn wrap(_: $old) -> Self {
                unreachable!("no value of this type is ever made")
            }

            fn first(self) -> Option<$old> {
                None
            }
        }
    )* };
}

never_wrapped!(Never, [Never; 1]);

/// Both directions of a field that a container is put around; the way back takes the value that stands for nothing.
type Wrapped<New, Old> = (fn(Old) -> New, fn(New, Old) -> Old);

/// A field that a container is put around.
#[inline]
pub fn wrapped<New: Wrap<Old, Way>, Old, Way>() -> Wrapped<New, Old> {
    (New::wrap, |new, or| new.first().unwrap_or(or))
}

/// The first value of a list.
#[inline]
pub fn first<T>(values: Vec<T>) -> Option<T> {
    values.into_iter().next()
}

/// A list of the value, if there is one.
#[inline]
pub fn none_or_one<T>(value: Option<T>) -> Vec<T> {
    value.into_iter().collect()
}

/// What a user's function for several fields made of them, or why it refused.
#[inline]
#[expect(clippy::missing_errors_doc, reason = "named by generated code alone")]
pub fn refused<T, E: Into<Box<dyn Error + Send + Sync>>>(
    result: Result<T, E>,
) -> Result<T, StepError> {
    result.map_err(StepError::new)
}
