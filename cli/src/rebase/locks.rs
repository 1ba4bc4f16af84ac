//! The text of a lock, with the versions of both sides in order.

use std::fs;
use std::path::PathBuf;

use heirloom::lock::{Entry, Lock};

use crate::error::{Problem, Result};
use crate::git;
use crate::package::Package;
use crate::rebase::sides::Sides;

/// A lock of both sides.
#[derive(Debug)]
pub(super) struct Both {
    /// Its file, from the folder of the package.
    pub(super) file: String,
    /// Where that is.
    pub(super) path: PathBuf,
    /// What lies there now; `None` if nothing does.
    pub(super) text: Option<String>,
    /// The versions in order.
    pub(super) settled: Lock,
    /// Those that only we had frozen, and that come out of it.
    pub(super) out: Vec<Entry>,
}

/// The locks that the other side has.
///
/// # Errors
///
/// When one cannot be read, on the other side or on ours.
pub(super) fn both(package: &Package, sides: &Sides) -> Result<Vec<Both>> {
    let folder = package.folder();
    let listed = git::locks(folder, &sides.theirs).map_err(|said| Problem::Nothing {
        said: format!("git does not read `{}`: {said}", sides.theirs),
        help: "name another revision with `--onto`".to_owned(),
    })?;
    let mut found = Vec::new();
    for file in listed {
        // Other programs have locks too.
        let theirs = git::file(folder, &sides.theirs, &file).and_then(|text| text.parse().ok());
        let Some(theirs) = theirs else { continue };
        let path = folder.join(&file);
        let text = fs::read_to_string(&path).ok();
        let ours = match &sides.ours {
            Some(ours) => git::file(folder, ours, &file),
            None => text.clone(),
        };
        let damaged = |source| Problem::Lock { path: path.clone(), source };
        let ours: Option<Lock> = ours.map(|text| text.parse().map_err(damaged)).transpose()?;
        let (settled, out) = settle(theirs, ours);
        found.push(Both { file, path, text, settled, out });
    }
    Ok(found)
}

/// Their versions stay as they are. Ours stay frozen if they come after all of theirs; otherwise they are drafts again.
fn settle(mut theirs: Lock, ours: Option<Lock>) -> (Lock, Vec<Entry>) {
    let ours = ours.map(|lock| lock.entries).unwrap_or_default();
    let is = |one: &Entry, other: &Entry| one.version == other.version && one.shape == other.shape;
    let has = |all: &[Entry], entry: &Entry| all.iter().any(|other| is(entry, other));
    let continues = theirs.entries.iter().all(|entry| has(&ours, entry));
    let newest = theirs.entries.first().map(|entry| entry.version);
    let own: Vec<Entry> = ours.into_iter().filter(|entry| !has(&theirs.entries, entry)).collect();
    let behind = |entry: &Entry| newest.is_none_or(|newest| newest.is_before(entry.version));
    if continues && own.iter().all(behind) {
        theirs.entries.splice(0..0, own);
        return (theirs, Vec::new());
    }
    (theirs, own)
}

#[cfg(test)]
mod tests {
    use heirloom::Version;

    use super::*;

    fn lock(versions: &[(u32, &str, &str)]) -> Lock {
        let mut lock = Lock::new("user");
        for (version, shape, release) in versions {
            let mut entry = Entry::new(Version::major(*version), &format!("{shape}\n"));
            entry.facts.push(format!("release {release}"));
            lock.entries.push(entry);
        }
        lock
    }

    #[test]
    fn what_only_we_had_frozen_comes_out_unless_it_is_newer_than_all_of_theirs() {
        let old = lock(&[(1, "string", "a")]);
        let theirs = lock(&[(2, "bool", "b"), (1, "string", "a")]);
        let ours = lock(&[(2, "u8", "c"), (1, "string", "a")]);
        let (settled, out) = settle(theirs.clone(), Some(ours));
        assert_eq!((settled, out.len()), (theirs.clone(), 1));

        // The same version under two names of releases: theirs.
        let ours = lock(&[(3, "u8", "d"), (2, "bool", "c"), (1, "string", "a")]);
        let (settled, out) = settle(theirs.clone(), Some(ours));
        let releases: Vec<_> = settled.entries.iter().map(|entry| entry.release()).collect();
        assert_eq!((releases, out.len()), (vec![Some("d"), Some("b"), Some("a")], 0));

        assert_eq!(settle(theirs.clone(), Some(old)), (theirs.clone(), Vec::new()));
        assert_eq!(settle(theirs.clone(), None), (theirs, Vec::new()));
    }
}
