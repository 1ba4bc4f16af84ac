//! `cargo heirloom freeze`: drafts are shipped.

use crate::arguments::Common;
use crate::edit::ChangeSet;
use crate::error::{Problem, Result};
use crate::history::standings;
use crate::locks::{Locked, LockedEntity, entry, lock_at, tied};
use crate::package;
use crate::source::{Catalog, Sources};

/// Puts the drafts of some entities, or of all, into their locks.
///
/// # Errors
///
/// When an entity is not there, has no lock, or has a shape that nobody knows; when the package does not compile. Then
/// everything is as it was.
pub fn freeze(entities: &[String], release: Option<&str>, common: &Common) -> Result<Locked> {
    let (mut renamed, names) = rename(common)?;
    if !renamed.is_empty() {
        renamed.write(common.allow_dirty)?;
    }
    let mut frozen = fill(entities, release, common, renamed.is_empty());
    if let Ok(locked) = &mut frozen {
        for file in renamed.written() {
            if !locked.files.contains(&file) {
                locked.files.push(file);
            }
        }
        locked.renamed = names;
    }
    if frozen.is_err() {
        renamed.undo()?;
    }
    frozen
}

fn fill(
    entities: &[String],
    release: Option<&str>,
    common: &Common,
    clean: bool,
) -> Result<Locked> {
    let mut locked = Locked::default();
    let mut changes = ChangeSet::default();
    for standing in standings(entities, common)? {
        let drafts = standing.drafts();
        if drafts.is_empty() {
            continue;
        }
        let entity = standing.report.entity.clone();
        let entries = drafts.iter().map(|draft| entry(&entity, draft, release));
        let entries = entries.collect::<Result<Vec<_>>>()?;
        let mut lock = standing.lock.clone();
        let frozen = entries.iter().map(|entry| entry.version.to_string()).collect();
        lock.entries.splice(0..0, entries);
        changes.edit(standing.path.clone(), lock.to_string());
        let (lock, drafts) = (standing.report.lock.clone(), Vec::new());
        locked.locks.push(LockedEntity { entity, lock, frozen, drafts });
    }
    // A lock that was renamed a moment ago was clean before.
    locked.files = changes.write(common.allow_dirty || !clean)?;
    Ok(locked)
}

/// The locks of entities that have another name now; until they say so, the package does not compile.
fn rename(common: &Common) -> Result<(ChangeSet, Vec<(String, String)>)> {
    let (mut changes, mut names) = (ChangeSet::default(), Vec::new());
    for package in package::select(common)? {
        let sources = Sources::read(std::slice::from_ref(&package))?;
        let catalog = Catalog::new(&sources);
        for chain in catalog.chains()? {
            let Some(tied) = tied(&catalog, &package, &chain) else { continue };
            let Some(mut lock) = lock_at(&tied.path)? else { continue };
            if lock.entity == chain.entity {
                continue;
            }
            let mut versions = chain.versions.iter().map(|(_, id)| &catalog.version(*id).words);
            if !versions.any(|words| words.was().contains(&lock.entity)) {
                let (entity, before) = (&chain.entity, &lock.entity);
                return Err(Problem::Layout {
                    place: catalog.place(chain.versions[0].1),
                    problem: format!(
                        "this is `{entity}`, and {} is the lock of `{before}`",
                        tied.file
                    ),
                    help: format!(
                        "if it was renamed, say so behind `entity`: `was = \"{before}\"`"
                    ),
                }
                .into());
            }
            names.push((lock.entity.clone(), chain.entity.clone()));
            lock.entity.clone_from(&chain.entity);
            changes.edit(tied.path, lock.to_string());
        }
    }
    Ok((changes, names))
}
