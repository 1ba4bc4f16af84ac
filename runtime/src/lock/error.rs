//! What is wrong with the text of a lock.

use std::error::Error;
use std::fmt;

use crate::shape::bytes::Short;

/// Why the text of a lock cannot be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LockError(pub(super) Damage);

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Damage {
    /// Something else than a lock, from this line on.
    Line(usize),
    /// git's conflict markers.
    Conflict(usize),
    /// A format that this program does not know.
    Newer,
    /// Windows' line ends.
    Returns(usize),
    /// The versions are not in order, from this line on.
    Order(usize),
    /// A block, up to this line, is not what was written.
    Print(usize),
}

impl LockError {
    /// The line, from 1, that it is about; `None` if it is the whole.
    #[must_use]
    pub const fn line(&self) -> Option<usize> {
        match self.0 {
            Damage::Line(line)
            | Damage::Conflict(line)
            | Damage::Order(line)
            | Damage::Returns(line)
            | Damage::Print(line) => Some(line),
            Damage::Newer => None,
        }
    }

    /// Whether a merge left its markers in the text.
    #[must_use]
    pub const fn is_conflict(&self) -> bool {
        matches!(self.0, Damage::Conflict(_))
    }

    pub(super) const fn write<const N: usize>(self, out: &mut Short<N>) {
        if let Some(line) = self.line() {
            out.push("line ");
            out.push_number(line as u64);
            out.push(": ");
        }
        out.push(match self.0 {
            Damage::Line(_) => "this is not the text of a lock; take the file back from git, or `cargo heirloom init` if it was never committed",
            Damage::Conflict(_) => "a merge left its markers here; `cargo heirloom rebase` puts the versions of both sides in order",
            Damage::Returns(_) => "the ends of the lines were changed; write `*.lock text eol=lf` into heirloom/.gitattributes, and take the file back from git",
            Damage::Newer => "a newer heirloom wrote this lock; update `heirloom` in Cargo.toml",
            Damage::Order(_) => "the versions are not newest first; take the file back from git",
            Damage::Print(_) => "the lines of this version are not those that were frozen; take the file back from git, and use `cargo heirloom` to change it",
        });
    }
}

impl fmt::Display for LockError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut text = Short::<512>::new();
        self.write(&mut text);
        f.write_str(text.text())
    }
}

impl Error for LockError {}
