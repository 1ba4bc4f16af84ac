//! Which entities get a version.

use std::collections::{BTreeMap, BTreeSet};

use heirloom::Version;

use crate::arguments::Common;
use crate::error::Result;
use crate::new::layout::{self, Home};
use crate::new::paths;
use crate::new::result::Started;
use crate::new::work::Work;
use crate::new::write;
use crate::package;
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
    let sources = Sources::read(&package::select(common)?)?;
    let catalog = Catalog::new(&sources);
    let births = births(&catalog, entity, cascade)?;
    let mut work = Work::new(&catalog, births);
    let mut changes = write::write(&mut work)?;
    let files = changes.write(common.allow_dirty)?;
    Ok(Started::new(&work, files))
}

/// The entity itself first, then those that hold it, from the inside out.
fn births(catalog: &Catalog<'_>, entity: &str, cascade: bool) -> Result<Vec<Birth>> {
    let chain = catalog.chain(entity)?;
    let chains = catalog.chains()?;
    let mut due = vec![chain];
    let mut at = 0;
    while cascade && at < due.len() {
        let inner = due[at].latest().1;
        for chain in &chains {
            if !due.contains(chain) && paths::holds(catalog, chain.latest().1, inner) {
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
    Ok(births.collect())
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
