//! Lock and code of an entity, side by side.

use std::path::PathBuf;

use heirloom::lock::Lock;

use crate::arguments::Common;
use crate::error::{Problem, Result};
use crate::locks::{lock_at, tied};
use crate::package;
use crate::report::{self, Report, Reported};
use crate::source::{Catalog, Sources};

/// Lock and code of an entity.
#[derive(Debug, Clone)]
pub struct Standing {
    /// What has shipped.
    pub lock: Lock,
    /// Where that is written.
    pub path: PathBuf,
    /// What the compiler knows.
    pub report: Report,
}

impl Standing {
    /// The versions that are newer than all of the lock, newest first.
    pub fn drafts(&self) -> &[Reported] {
        let newest = self.lock.entries.first().map(|entry| entry.version);
        let is_draft =
            |version: &Reported| newest.is_none_or(|newest| newest.is_before(version.version));
        let count = self.report.versions.iter().take_while(|version| is_draft(version)).count();
        &self.report.versions[..count]
    }
}

/// Asks the compiler for all entities with a lock, or for those that are named.
///
/// # Errors
///
/// When an entity is not there or has no lock, or the package does not compile, which it does not if lock and code disagree.
pub fn standings(entities: &[String], common: &Common) -> Result<Vec<Standing>> {
    let packages = package::select(common)?;
    let mut found = Vec::new();
    let mut unlocked = Vec::new();
    let mut missing = None;
    for package in &packages {
        let sources = Sources::read(std::slice::from_ref(package))?;
        let catalog = Catalog::new(&sources);
        let mut due = Vec::new();
        for chain in catalog.chains()? {
            let is_asked = entities.is_empty() || entities.contains(&chain.entity);
            match tied(&catalog, package, &chain) {
                Some(tied) if is_asked => due.push((chain.entity, tied)),
                None if is_asked => unlocked.push(chain.entity),
                _ => {}
            }
        }
        if !unlocked.is_empty() && is_loose(&catalog) {
            // Its line may be that of a type which forgot to say what it comes from: the compiler knows.
            report::collect(package)?;
        }
        let known = catalog.entities()?;
        let absent = entities.iter().find(|name| !known.contains(name));
        missing = missing.or(absent.and_then(|name| catalog.chain(name).err()));
        let reports = if due.is_empty() { Vec::new() } else { report::collect(package)? };
        for (entity, tied) in due {
            let report = crate::locks::of_entity(&reports, &entity, package)?.clone();
            let lock = lock_at(&tied.path)?.unwrap_or_else(|| Lock::new(&entity));
            found.push(Standing { lock, path: tied.path, report });
        }
    }
    let answered = |name: &&String| {
        !found.iter().any(|it| it.report.entity == **name) && !unlocked.contains(name)
    };
    match (entities.iter().find(answered), missing, unlocked.first()) {
        (Some(_), Some(error), _) => Err(error),
        (_, _, Some(entity)) if !entities.is_empty() || found.is_empty() => Err(Problem::Nothing {
            said: format!("`{entity}` has no lock"),
            help: format!("write one: `cargo heirloom init {entity}`"),
        }
        .into()),
        _ if found.is_empty() => Err(Problem::Nothing {
            said: "there is no entity".to_owned(),
            help: "start with `cargo heirloom adopt FILE.rs`".to_owned(),
        }
        .into()),
        _ => Ok(found),
    }
}

/// Whether a version says neither which entity it is of nor what it comes from.
fn is_loose(catalog: &Catalog<'_>) -> bool {
    let mut versions = catalog.versions();
    versions.any(|(_, version)| version.words.entity().is_none() && !version.words.has("from"))
}
