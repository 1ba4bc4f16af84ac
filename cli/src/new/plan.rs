//! Which entities get a version.

use std::collections::{BTreeMap, BTreeSet};

use heirloom::Version;

use crate::arguments::Common;
use crate::error::{Problem, Result};
use crate::locks;
use crate::new::layout::{self, Home};
use crate::new::paths;
use crate::new::result::Started;
use crate::new::work::Work;
use crate::new::write;
use crate::package::{self, Package};
use crate::source::{Catalog, Chain, ModuleId, Sources, VersionId};

/// The next version of one entity.
#[derive(Debug, Clone)]
pub(super) struct Birth {
    /// The entity.
    pub(super) entity: String,
    /// The latest version, which it will be a copy of.
    pub(super) old: VersionId,
    /// The number of that.
    pub(super) old_number: Version,
    /// Where the copy goes.
    pub(super) home: Home,
}

/// Starts the next version of an entity, and with `cascade` of each that holds it.
///
/// # Errors
///
/// When there is no such entity, the code is laid out in a way that cannot be continued, or a file cannot be changed.
pub fn start(entity: &str, cascade: bool, common: &Common) -> Result<Started> {
    let packages = package::select(common)?;
    let sources = Sources::read(&packages)?;
    let catalog = Catalog::new(&sources);
    let chain = catalog.chain(entity)?;
    if is_draft(&catalog, &packages, &chain)? {
        let number = chain.latest().0;
        return Err(Problem::Nothing {
            said: format!(
                "`{entity}` has a draft: version {number} ({})",
                catalog.place(chain.latest().1)
            ),
            help: format!("edit it, or ship it first: `cargo heirloom freeze {entity}`"),
        }
        .into());
    }
    let (births, drafts) = births(&catalog, &packages, chain, cascade)?;
    let mut work = Work::new(&catalog, births, drafts);
    let mut changes = write::write(&mut work)?;
    let files = changes.write(common.allow_dirty)?;
    Ok(Started::new(&work, files))
}

/// Whether the latest version is newer than all of the lock. Without a lock nobody knows, and it counts as shipped.
fn is_draft(catalog: &Catalog<'_>, packages: &[Package], chain: &Chain) -> Result<bool> {
    let (number, latest) = chain.latest();
    let file = &catalog.version(latest).file(catalog.sources).path;
    for package in packages.iter().filter(|package| file.starts_with(package.folder())) {
        if let Some(tied) = locks::tied(catalog, package, chain)
            && let Some(lock) = locks::lock_of(package, &tied)?
        {
            return Ok(lock.entries.iter().all(|entry| entry.version.is_before(number)));
        }
    }
    Ok(false)
}

/// The entity itself first, then those that hold it, from the inside out; and the drafts that do.
fn births(
    catalog: &Catalog<'_>,
    packages: &[Package],
    chain: Chain,
    cascade: bool,
) -> Result<(Vec<Birth>, Vec<VersionId>)> {
    let chains = catalog.chains()?;
    let (mut due, mut drafts) = (vec![chain], Vec::new());
    let mut at = 0;
    while cascade && at < due.len() {
        let inner = due[at].latest().1;
        for chain in &chains {
            let latest = chain.latest().1;
            let is_known = due.contains(chain) || drafts.contains(&latest);
            if is_known || !paths::holds(catalog, latest, inner) {
                continue;
            }
            if is_draft(catalog, packages, chain)? {
                drafts.push(latest);
            } else {
                // Asked by name, so that two of one name are an error here too.
                due.push(catalog.chain(&chain.entity)?);
            }
        }
        at += 1;
    }
    let homes = homes(catalog, &due)?;
    let births = due.into_iter().zip(homes).map(|(chain, home)| {
        let (old_number, old) = chain.latest();
        Birth { entity: chain.entity, old, old_number, home }
    });
    Ok((births.collect(), drafts))
}

/// Types from modules of one parent go into one module.
fn homes(catalog: &Catalog<'_>, due: &[Chain]) -> Result<Vec<Home>> {
    let mut homes = Vec::new();
    let mut groups: BTreeMap<ModuleId, BTreeSet<VersionId>> = BTreeMap::new();
    for chain in due {
        let (number, id) = chain.latest();
        let home = layout::home(catalog, number, id)?;
        if let Home::Module(module) = &home {
            groups.entry(module.parent).or_default().insert(id);
        }
        homes.push(home);
    }
    for home in &mut homes {
        if let Home::Module(module) = home {
            let group: Vec<_> = groups[&module.parent].iter().copied().collect();
            *module = layout::next_module(catalog, module.parent, &group);
        }
    }
    Ok(homes)
}
