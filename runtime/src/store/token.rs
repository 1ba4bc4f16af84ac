//! A row's change counter.

use std::fmt;
use std::num::ParseIntError;
use std::str::FromStr;

use crate::envelope::Versioned;

/// The change counter of a row, as it was when the row was read. A write that names it takes effect only while it still is that one.
///
/// Hand it out with what is shown, as a hidden field or an `ETag`, and take it back with the edit.
///
/// ```
/// use heirloom::store::Token;
///
/// let token: Token = "7".parse()?;
/// assert_eq!(token.to_string(), "7");
/// # Ok::<(), std::num::ParseIntError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Token(pub(crate) i64);

impl Token {
    #[cfg(feature = "_diesel")]
    pub(super) fn next(self) -> Self {
        Self(self.0.wrapping_add(1))
    }
}

impl fmt::Display for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl FromStr for Token {
    type Err = ParseIntError;

    fn from_str(text: &str) -> Result<Self, ParseIntError> {
        text.parse().map(Self)
    }
}

/// What became of a change that names the token that it was made for.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum Updated<T> {
    /// The row holds the changed record, and has this token now.
    Written(Versioned<T>, Token),
    /// Somebody else has written the row; this is its token now. Nothing was changed.
    Moved(Token),
    /// There is no such row, or no document in it.
    Missing,
}
