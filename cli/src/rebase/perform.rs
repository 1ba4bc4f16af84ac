//! The command itself: look at everything, then write.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use crate::arguments::Common;
use crate::edit::{ChangeSet, dirty};
use crate::error::{Problem, Result};
use crate::git;
use crate::package::{self, Package};
use crate::rebase::conflict::{self, Resolved};
use crate::rebase::locks::{self, Both};
use crate::rebase::order::order;
use crate::rebase::sides::{Sides, name, sides, unmerged};
use crate::rebase::{Rebased, Settled};
use crate::source::{Catalog, Sources};

/// Moves our versions behind those of the other side.
///
/// # Errors
///
/// When git has no other side, a lock of either side is damaged, or files have changes that are not part of the merge. Then
/// everything is as it was. What has to be typed by hand is no error, but left.
pub fn rebase(entities: &[String], onto: Option<&str>, common: &Common) -> Result<Rebased> {
    let mut rebased = Rebased::default();
    let mut changes = ChangeSet::default();
    let mut known = Vec::new();
    let mut conflicts = Vec::new();
    for package in package::select(common)? {
        let folder = package.folder();
        let sides = sides(folder, onto)?;
        rebased.onto = name(folder, &sides.theirs);
        let conflicted = unmerged(folder);
        conflicts.extend(conflicted.iter().map(|name| folder.join(name)));
        let locks = locks::both(&package, &sides)?;
        known.extend(locks.iter().map(|both| both.settled.entity.clone()));
        let asked = |both: &&Both| entities.is_empty() || entities.contains(&both.settled.entity);
        for both in locks.iter().filter(asked) {
            lock(both, &mut rebased, &mut changes);
        }
        source(&package, &sides, &conflicted, entities, &mut rebased, &mut changes)?;
    }
    if let Some(name) = entities.iter().find(|name| !known.contains(name)) {
        return Err(Problem::Nothing {
            said: format!("{} has no lock of `{name}`", rebased.onto),
            help: format!("its locks are of: {}", known.join(", ")),
        }
        .into());
    }
    if !common.allow_dirty {
        clean(&changes, &conflicts)?;
    }
    rebased.files = changes.write(true)?;
    Ok(rebased)
}

fn lock(both: &Both, rebased: &mut Rebased, changes: &mut ChangeSet) {
    let text = both.settled.to_string();
    if both.text.as_ref() == Some(&text) {
        return;
    }
    if both.text.is_some() {
        changes.edit(both.path.clone(), text);
    } else {
        changes.create(both.path.clone(), text);
    }
    for entry in &both.out {
        if let Some(release) = entry.release() {
            rebased.notes.push(format!(
                "{} {} was frozen here for {release}; if that release has written records, its number is theirs: keep it, and \
                 rebase the other side instead (`--onto`)",
                both.settled.entity, entry.version
            ));
        }
    }
    let numbers = |entries: &[heirloom::lock::Entry]| {
        entries.iter().map(|entry| entry.version.to_string()).collect()
    };
    rebased.locks.push(Settled {
        entity: both.settled.entity.clone(),
        lock: both.file.clone(),
        frozen: numbers(&both.settled.entries),
        unfrozen: numbers(&both.out),
    });
}

fn source(
    package: &Package,
    sides: &Sides,
    conflicted: &[String],
    asked: &[String],
    rebased: &mut Rebased,
    changes: &mut ChangeSet,
) -> Result<()> {
    let folder = package.folder();
    let mut texts: BTreeMap<PathBuf, String> = BTreeMap::new();
    let (mut marked, mut renamed, mut notes) = (Vec::new(), Vec::new(), Vec::new());
    for file in conflicted.iter().filter(|name| is_rust(name)) {
        match conflict::resolve(folder, file, sides)? {
            Resolved::Clean => {}
            Resolved::Whole(whole) => {
                notes.push(format!("{file}: both sides are in it; read it once"));
                renamed.extend(whole.theirs);
                texts.extend(whole.texts);
            }
            Resolved::Marked => marked.push(file.clone()),
        }
    }
    let drafts: Vec<String> = rebased
        .locks
        .iter()
        .filter(|lock| !lock.unfrozen.is_empty())
        .map(|lock| format!("`{}`", lock.entity))
        .collect();
    if !drafts.is_empty() {
        // What both sides froze is two versions, even where git saw no conflict.
        for (file, base) in changed_by_both(folder, sides) {
            if !conflicted.contains(&file)
                && let Some(whole) = conflict::resolve_clean(folder, &file, sides, &base)?
            {
                notes.push(format!("{file}: git had made one version of two; read it once"));
                renamed.extend(whole.theirs);
                texts.extend(whole.texts);
            }
        }
    }
    if !marked.is_empty() {
        rebased.left.push(format!(
            "take git's markers out of {}: keep the types of both sides, each in a module or under a name of its own where that is \
             easy, and let the others come from both",
            marked.join(", ")
        ));
        let of =
            if drafts.is_empty() { String::new() } else { format!(" of {}", drafts.join(", ")) };
        rebased.left.push(format!(
            "`cargo heirloom rebase` once more: it lets our version{of} come `from` theirs, and moves the alias"
        ));
        rebased.left.push("`cargo heirloom diff`: what ours changes now".to_owned());
        return Ok(());
    }
    let read = Sources::read_with(std::slice::from_ref(package), texts.clone());
    let sources = match read {
        Ok(sources) => sources,
        Err(error) => {
            // The locks are worth writing all the same.
            rebased.left.push(format!("{error}"));
            rebased.left.push("`cargo heirloom rebase` once more".to_owned());
            return Ok(());
        }
    };
    let catalog = Catalog::new(&sources);
    let is_theirs = |path: &Path, text: &str| {
        let name = path.strip_prefix(folder).unwrap_or(path).to_string_lossy().into_owned();
        let theirs = git::file(folder, &sides.theirs, &name).unwrap_or_default();
        let text = text.replace('\r', "");
        theirs.replace('\r', "").contains(&text) || renamed.contains(&text)
    };
    let ordered = order(&catalog, asked, &is_theirs);
    for (file, edits) in &ordered.edits {
        let source = sources.source(*file);
        texts.insert(source.path.clone(), edits.apply(&source.text));
    }
    for (path, text) in texts {
        if path.exists() {
            changes.edit(path, text);
        } else {
            changes.create(path, text);
        }
    }
    rebased.moved.extend(ordered.moved);
    rebased.notes.extend(notes.into_iter().chain(ordered.notes));
    rebased.left.extend(ordered.left);
    Ok(())
}

/// The source files that both sides have changed, with the revision before.
fn changed_by_both(folder: &Path, sides: &Sides) -> Vec<(String, String)> {
    let Some(ours) = &sides.ours else { return Vec::new() };
    let base = if sides.stage == 2 && ours == "MERGE_HEAD" || sides.stage == 3 {
        git::git(folder, &["merge-base", &sides.theirs, ours])
    } else {
        git::git(folder, &["rev-parse", "--verify", &format!("{ours}^")])
    };
    let Ok(base) = base.map(|base| base.trim().to_owned()) else { return Vec::new() };
    let changed = |side: &str| {
        let said =
            git::git(folder, &["diff", "--name-only", "--relative", &base, side, "--", "*.rs"]);
        said.unwrap_or_default().lines().map(str::to_owned).collect::<Vec<_>>()
    };
    let (theirs, ours) = (changed(&sides.theirs), changed(ours));
    let both = theirs.into_iter().filter(|name| ours.contains(name));
    both.map(|name| (name, base.clone())).collect()
}

/// What a merge has put there is nobody's work yet; all else is.
fn clean(changes: &ChangeSet, conflicts: &[PathBuf]) -> Result<()> {
    let paths = changes.texts().map(|(path, _)| path);
    let paths = paths.filter(|path| path.exists() && !conflicts.contains(&(*path).to_owned()));
    let edited: Vec<PathBuf> = dirty(&paths.collect::<Vec<_>>())
        .into_iter()
        .filter(|path| {
            let folder = path.parent().unwrap_or(Path::new("."));
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            git::git(folder, &["diff", "--quiet", "--", &name]).is_err()
        })
        .collect();
    if edited.is_empty() { Ok(()) } else { Err(Problem::Dirty { files: edited }.into()) }
}

fn is_rust(name: &str) -> bool {
    Path::new(name).extension().is_some_and(|extension| extension == "rs")
}
