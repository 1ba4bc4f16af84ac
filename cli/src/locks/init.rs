//! `cargo heirloom init`: the first lock of an entity.

use std::collections::BTreeMap;
use std::fmt;

use heirloom::lock::Lock;
use serde::Serialize;

use crate::arguments::Common;
use crate::edit::{ChangeSet, Edits, Written};
use crate::error::{Problem, Result};
use crate::locks::{entry, file_name, lock_at, lock_of, tie::tie, tied};
use crate::package::{self, Package};
use crate::report::{self, Report};
use crate::source::{Catalog, Chain, FileId, Sources};

/// What `init` and `freeze` have done.
#[derive(Debug, Default, Serialize)]
pub struct Locked {
    /// The locks.
    pub locks: Vec<LockedEntity>,
    /// The entities whose locks had an older name: that, and the name now.
    pub renamed: Vec<(String, String)>,
    /// The files that were written.
    pub files: Vec<Written>,
}

/// A lock that was written.
#[derive(Debug, Serialize)]
pub struct LockedEntity {
    /// The entity.
    pub entity: String,
    /// The file, from the folder of the package.
    pub lock: String,
    /// The versions that were frozen, newest first.
    pub frozen: Vec<String>,
    /// The versions that stay free.
    pub drafts: Vec<String>,
}

/// Writes a lock for each entity without one, or for those that are named.
///
/// # Errors
///
/// When an entity is not there, has a lock already, or has a shape that nobody knows; when the package does not compile. Then
/// everything is as it was.
pub fn init(entities: &[String], draft: bool, common: &Common) -> Result<Locked> {
    let packages = package::select(common)?;
    let mut locked = Locked::default();
    let mut left: Vec<&String> = entities.iter().collect();
    for package in &packages {
        let sources = Sources::read(std::slice::from_ref(package))?;
        let catalog = Catalog::new(&sources);
        let known = catalog.entities()?;
        let named: Vec<String> =
            left.iter().filter(|name| known.contains(name)).map(|name| (*name).clone()).collect();
        if packages.len() == 1 {
            // Says what there is, and what may have been meant.
            entities.iter().try_for_each(|name| catalog.chain(name).map(|_| ()))?;
        }
        left.retain(|name| !known.contains(name));
        let due = due(&catalog, package, entities, &named)?;
        if !due.is_empty() {
            let here = start(package, &catalog, &due, draft, common.allow_dirty)?;
            locked.locks.extend(here.locks);
            locked.files.extend(here.files);
        }
    }
    if let Some(name) = left.first() {
        let (known, loose) = (Vec::new(), Vec::new());
        return Err(Problem::NoEntity { name: (*name).clone(), known, near: None, loose }.into());
    }
    Ok(locked)
}

/// The chains that get a lock.
fn due(
    catalog: &Catalog<'_>,
    package: &Package,
    asked: &[String],
    named: &[String],
) -> Result<Vec<Chain>> {
    if asked.is_empty() {
        let mut chains = catalog.chains()?;
        // A line whose file is not there asks for it.
        chains.retain(|chain| tied(catalog, package, chain).is_none_or(|tied| !tied.path.exists()));
        return Ok(chains);
    }
    let mut due = Vec::new();
    for name in named {
        let chain = catalog.chain(name)?;
        if let Some(tied) = tied(catalog, package, &chain)
            && tied.path.exists()
        {
            return Err(Problem::Nothing {
                said: format!("`{name}` has a lock: {}", tied.file),
                help: format!("to add its draft: `cargo heirloom freeze {name}`"),
            }
            .into());
        }
        due.push(chain);
    }
    Ok(due)
}

/// Writes the locks of some chains of a package, and the lines that tie them.
///
/// Empty locks are written first, in which every version is a draft, so that the compiler can be asked for the shapes: at
/// each moment the package compiles as it did before.
///
/// # Errors
///
/// As [`init`].
pub fn start(
    package: &Package,
    catalog: &Catalog<'_>,
    chains: &[Chain],
    draft: bool,
    allow_dirty: bool,
) -> Result<Locked> {
    let mut changes = ChangeSet::default();
    let mut edits: BTreeMap<FileId, Edits> = BTreeMap::new();
    let mut files = Vec::new();
    for chain in chains {
        let tied = tied(catalog, package, chain);
        let file = tied.as_ref().map_or_else(|| file_name(&chain.entity), |tied| tied.file.clone());
        let path = package.folder().join(&file);
        if let Some(tied) = &tied {
            lock_of(package, tied)?;
        }
        if lock_at(&path)?.is_none() {
            changes.create(path.clone(), Lock::new(&chain.entity).to_string());
        }
        if tied.is_none() {
            let (module, at, line) = tie(catalog, chain, &file)?;
            edits.entry(catalog.sources.module(module).file).or_default().insert(at, line);
        }
        files.push((chain.entity.clone(), file, path));
    }
    for (file, edits) in edits {
        let source = catalog.sources.source(file);
        changes.edit(source.path.clone(), edits.apply(&source.text));
    }
    let written = changes.write(allow_dirty)?;
    let locks = fill(package, &files, draft);
    match locks {
        Ok(locks) => Ok(Locked { locks, renamed: Vec::new(), files: written }),
        Err(error) => {
            changes.undo()?;
            Err(error)
        }
    }
}

/// Puts the shapes into empty locks.
fn fill(
    package: &Package,
    files: &[(String, String, std::path::PathBuf)],
    draft: bool,
) -> Result<Vec<LockedEntity>> {
    let reports = report::collect(package)?;
    let (mut locks, mut changes) = (Vec::new(), ChangeSet::default());
    for (entity, file, path) in files {
        let report = of_entity(&reports, entity, package)?;
        let mut lock = lock_at(path)?.unwrap_or_else(|| Lock::new(entity));
        if lock.entries.is_empty() {
            let skipped = usize::from(draft);
            let versions = report.versions.iter().skip(skipped);
            lock.entries =
                versions.map(|version| entry(entity, version, None)).collect::<Result<_>>()?;
            changes.edit(path.clone(), lock.to_string());
        }
        let frozen: Vec<String> =
            lock.entries.iter().map(|entry| entry.version.to_string()).collect();
        let drafts = report.versions.iter().map(|version| version.version.to_string());
        let drafts = drafts.filter(|version| !frozen.contains(version)).collect();
        locks.push(LockedEntity { entity: entity.clone(), lock: file.clone(), frozen, drafts });
    }
    changes.write(true)?;
    Ok(locks)
}

/// The report of an entity.
pub(crate) fn of_entity<'a>(
    reports: &'a [Report],
    entity: &str,
    package: &Package,
) -> Result<&'a Report> {
    let found = reports.iter().find(|report| report.entity == entity);
    found.ok_or_else(|| {
        Problem::Nothing {
            said: format!("the tests of `{}` have no report of `{entity}`", package.name),
            help: "its `heirloom::lock!` line has to stand where the library or a program is compiled, and be of the heirloom in use".to_owned(),
        }
        .into()
    })
}

impl fmt::Display for Locked {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.locks.is_empty() && self.renamed.is_empty() {
            return f.write_str("nothing to do: every version is in a lock");
        }
        for (before, now) in &self.renamed {
            writeln!(f, "{now}: its lock does not say `{before}` any more")?;
        }
        for LockedEntity { entity, lock, frozen, drafts } in &self.locks {
            write!(f, "{entity}: {lock} holds ")?;
            match frozen.as_slice() {
                [] => f.write_str("no version yet")?,
                [only] => write!(f, "version {only}")?,
                all => write!(f, "versions {}", all.join(", "))?,
            }
            if !drafts.is_empty() {
                write!(f, "; {} is a draft", drafts.join(", "))?;
            }
            writeln!(f)?;
        }
        writeln!(f, "next: commit it; `cargo check` holds the code to it from now on")
    }
}
