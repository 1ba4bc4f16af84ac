//! What the derive calls around a user's functions and expressions.

use std::error::Error;

use crate::chain::StepError;

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

/// What a user's function for several fields made of them, or why it refused.
#[inline]
#[expect(clippy::missing_errors_doc, reason = "named by generated code alone")]
pub fn refused<T, E: Into<Box<dyn Error + Send + Sync>>>(
    result: Result<T, E>,
) -> Result<T, StepError> {
    result.map_err(StepError::new)
}

/// A value that has to satisfy the user's rule.
#[inline]
#[expect(clippy::missing_errors_doc, reason = "named by generated code alone")]
pub fn checked<T>(
    result: Result<T, StepError>,
    rule: impl FnOnce(&T) -> bool,
) -> Result<T, StepError> {
    let value = result?;
    if rule(&value) {
        Ok(value)
    } else {
        Err(StepError::new("the value does not satisfy its `check`"))
    }
}

/// A value, or what stands in for one that was refused.
#[inline]
pub fn otherwise<T>(result: Result<T, StepError>, or: impl FnOnce() -> T) -> T {
    result.unwrap_or_else(|_| or())
}

/// A text, to compare it with literals.
#[inline]
pub fn text<T: AsRef<str> + ?Sized>(value: &T) -> &str {
    value.as_ref()
}

/// A value of the type that a field of a record has.
#[inline]
#[expect(clippy::missing_errors_doc, reason = "named by generated code alone")]
pub fn like<R, T>(_: fn(&R) -> &T, value: Result<T, StepError>) -> Result<T, StepError> {
    value
}
