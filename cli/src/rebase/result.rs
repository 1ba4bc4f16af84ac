//! What `rebase` has done, and what it leaves.

use std::fmt;
use std::path::Path;

use serde::Serialize;

use crate::edit::Written;
use crate::error::near;

/// What `rebase` has done.
#[derive(Debug, Default, Serialize)]
pub struct Rebased {
    /// The side whose versions stay.
    pub onto: String,
    /// The locks that were put in order.
    pub locks: Vec<Settled>,
    /// The types that moved behind theirs.
    pub moved: Vec<Moved>,
    /// The files that were written.
    pub files: Vec<Written>,
    /// What a person should know of.
    pub notes: Vec<String>,
    /// What is left to type, in order.
    pub left: Vec<String>,
}

/// A lock in order.
#[derive(Debug, Serialize)]
pub struct Settled {
    /// The entity.
    pub entity: String,
    /// The file, from the folder of the package.
    pub lock: String,
    /// Its versions, newest first.
    pub frozen: Vec<String>,
    /// The versions that only our side had frozen: drafts again.
    pub unfrozen: Vec<String>,
}

/// A version that moved behind theirs.
#[derive(Debug, Clone, Serialize)]
pub struct Moved {
    /// The entity.
    pub entity: String,
    /// The version that it was.
    pub was: String,
    /// The version that it is.
    pub version: String,
    /// Its type: `crate::v4::User`.
    #[serde(rename = "type")]
    pub path: String,
    /// What it comes from, as it says.
    pub from: String,
}

impl fmt::Display for Rebased {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let onto = &self.onto;
        if self.locks.is_empty() && self.moved.is_empty() && self.left.is_empty() {
            return write!(f, "nothing to do: nothing stands in the way of the versions of {onto}");
        }
        for Settled { entity, lock, frozen, unfrozen } in &self.locks {
            writeln!(f, "{entity}: {lock} holds {}, as in {onto}", frozen.join(", "))?;
            if !unfrozen.is_empty() {
                let (them, are) =
                    if unfrozen.len() == 1 { ("it", "is a draft") } else { ("them", "are drafts") };
                writeln!(
                    f,
                    "{entity}: our {} {are} again: {onto} never shipped {them}",
                    unfrozen.join(", ")
                )?;
            }
        }
        for Moved { entity, was, version, path, from } in &self.moved {
            writeln!(f, "{entity}: our {was} is {version} now: {path}, from {from}")?;
        }
        for Written { path, action } in &self.files {
            writeln!(f, "  {action:<7}  {}", near(Path::new(path)))?;
        }
        for note in &self.notes {
            writeln!(f, "note: {note}")?;
        }
        for (at, step) in self.left.iter().enumerate() {
            writeln!(f, "{}. {step}", at + 1)?;
        }
        if self.left.is_empty() {
            writeln!(
                f,
                "next: `cargo heirloom diff` says what ours changes now; then `git add` the files"
            )?;
        }
        Ok(())
    }
}
