//! What is wrong with the text of a lock.

use std::error::Error;
use std::fmt;

use crate::lock::blocks::Damage;

/// Why the text of a lock cannot be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LockError(pub(super) Damage);

impl LockError {
    /// The line, from 1, that it is about; `None` if it is the whole.
    #[must_use]
    pub fn line(&self) -> Option<usize> {
        self.0.line()
    }

    /// Whether a merge left its markers in the text.
    #[must_use]
    pub const fn is_conflict(&self) -> bool {
        matches!(self.0, Damage::Conflict(_))
    }
}

impl fmt::Display for LockError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl Error for LockError {}
