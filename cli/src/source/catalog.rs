//! All versions, in chains.

use std::collections::{BTreeMap, HashMap};

use heirloom::Version;

use crate::error::{Place, Problem, Result};
use crate::source::{Call, ModuleId, Sources, VersionType};

/// A version of a [`Catalog`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct VersionId(usize);

/// All versions of some packages.
#[derive(Debug)]
pub struct Catalog<'a> {
    /// The sources that they stand in.
    pub sources: &'a Sources,
    /// The lines `lock!(…)` and `laws!(…)`.
    pub calls: Vec<Call>,
    versions: Vec<VersionType>,
    by_item: HashMap<(ModuleId, usize), VersionId>,
    older: HashMap<VersionId, VersionId>,
    newer: BTreeMap<VersionId, Vec<VersionId>>,
}

/// The versions of one entity.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chain {
    /// Its name, today.
    pub entity: String,
    /// Its versions with their numbers, oldest first; never empty.
    pub versions: Vec<(Version, VersionId)>,
}

impl Chain {
    /// The latest version.
    ///
    /// # Panics
    ///
    /// Never: there is a first version.
    pub fn latest(&self) -> (Version, VersionId) {
        *self.versions.last().expect("a chain has a first version")
    }
}

impl<'a> Catalog<'a> {
    /// Finds the versions in some sources.
    pub fn new(sources: &'a Sources) -> Self {
        let modules = sources.modules().map(|(module, _)| module);
        let versions: Vec<_> =
            modules.flat_map(|module| VersionType::all_in(sources, module)).collect();
        let ids = || versions.iter().enumerate().map(|(at, version)| (VersionId(at), version));
        let by_item: HashMap<_, _> =
            ids().map(|(id, version)| ((version.module, version.item), id)).collect();
        let (mut older, mut newer) = (HashMap::new(), BTreeMap::<_, Vec<_>>::new());
        for (id, version) in ids() {
            let from = version.words.from();
            let item = from.and_then(|path| sources.resolve_type(version.module, &path));
            if let Some(before) = item.and_then(|item| by_item.get(&item)).filter(|it| **it != id) {
                older.insert(id, *before);
                newer.entry(*before).or_default().push(id);
            }
        }
        let calls = Call::all(sources);
        Self { sources, calls, versions, by_item, older, newer }
    }

    /// A version.
    pub fn version(&self, id: VersionId) -> &VersionType {
        &self.versions[id.0]
    }

    /// All versions.
    pub fn versions(&self) -> impl Iterator<Item = (VersionId, &VersionType)> {
        self.versions.iter().enumerate().map(|(at, version)| (VersionId(at), version))
    }

    /// The version that an item is.
    pub fn of_item(&self, item: (ModuleId, usize)) -> Option<VersionId> {
        self.by_item.get(&item).copied()
    }

    /// The version that a path names in a module; aliases are followed.
    pub fn resolve(&self, at: ModuleId, path: &syn::Path) -> Option<VersionId> {
        self.of_item(self.sources.resolve_type(at, path)?)
    }

    /// The version before.
    pub fn older(&self, id: VersionId) -> Option<VersionId> {
        self.older.get(&id).copied()
    }

    /// The versions that come from a version; more than one if two branches each made one.
    pub fn newer(&self, id: VersionId) -> &[VersionId] {
        self.newer.get(&id).map_or(&[], Vec::as_slice)
    }

    /// Where a version stands.
    pub fn place(&self, id: VersionId) -> Place {
        let version = self.version(id);
        version.file(self.sources).place(version.range.start)
    }

    /// The names of all entities.
    ///
    /// # Errors
    ///
    /// When a version has two successors.
    pub fn entities(&self) -> Result<Vec<String>> {
        let mut names: Vec<_> = self.chains()?.into_iter().map(|chain| chain.entity).collect();
        names.sort();
        names.dedup();
        Ok(names)
    }

    /// All chains, in order of their first versions.
    ///
    /// # Errors
    ///
    /// When a version has two successors.
    pub fn chains(&self) -> Result<Vec<Chain>> {
        let first = self.versions().filter(|(_, version)| version.words.from().is_none());
        first
            .filter_map(|(id, version)| {
                let entity = version.words.entity()?;
                Some(self.chain_from(entity, id))
            })
            .collect()
    }

    /// The chain of an entity.
    ///
    /// # Errors
    ///
    /// When there is none of that name, or more than one, or a version has two successors.
    pub fn chain(&self, entity: &str) -> Result<Chain> {
        let chains = self.chains()?;
        let mut found: Vec<_> = chains.iter().filter(|chain| chain.entity == entity).collect();
        match found.len() {
            1 => Ok(found.remove(0).clone()),
            0 => Err(self.no_entity(entity, &chains).into()),
            _ => Err(Problem::SameEntity {
                name: entity.to_owned(),
                places: found.iter().map(|chain| self.place(chain.versions[0].1)).collect(),
            }
            .into()),
        }
    }

    fn chain_from(&self, mut entity: String, first: VersionId) -> Result<Chain> {
        let number = self.version(first).words.version().unwrap_or(Version::major(1));
        let mut versions = vec![(number, first)];
        let (mut number, mut at) = (number, first);
        while let Some(newer) = self.newer.get(&at) {
            let &[next] = newer.as_slice() else {
                let newer = newer.iter();
                return Err(Problem::Branch {
                    entity,
                    older: self.version(at).path(self.sources),
                    newer: newer
                        .map(|id| (self.version(*id).path(self.sources), self.place(*id)))
                        .collect(),
                }
                .into());
            };
            // A ring has no first version, so this ends; a count says so too.
            if versions.len() > self.versions.len() {
                break;
            }
            let words = &self.version(next).words;
            number = words
                .version()
                .unwrap_or_else(|| Version::major(number.parts().0.saturating_add(1)));
            entity = words.entity().unwrap_or(entity);
            versions.push((number, next));
            at = next;
        }
        Ok(Chain { entity, versions })
    }

    fn no_entity(&self, name: &str, chains: &[Chain]) -> Problem {
        let known: Vec<String> = {
            let mut names: Vec<_> = chains.iter().map(|chain| chain.entity.clone()).collect();
            names.sort();
            names.dedup();
            names
        };
        let renamed = chains.iter().find(|chain| {
            let mut versions = chain.versions.iter();
            versions.any(|(_, id)| {
                let words = &self.version(*id).words;
                self.version(*id).name == name
                    || words.was().iter().any(|was| was == name)
                    || words.entity().as_deref() == Some(name)
            })
        });
        let close = || {
            let simple = |text: &str| text.to_lowercase().replace(['-', '_', ' '], "");
            known.iter().find(|known| {
                let (known, name) = (simple(known), simple(name));
                known == name || known.trim_end_matches('s') == name.trim_end_matches('s')
            })
        };
        let near = renamed.map(|chain| chain.entity.clone()).or_else(|| close().cloned());
        let lost = |(id, version): (VersionId, &VersionType)| {
            let lost = version.words.has("from") && self.older(id).is_none();
            lost.then(|| format!("{} ({})", version.path(self.sources), self.place(id)))
        };
        let loose = self.versions().filter_map(lost).collect();
        Problem::NoEntity { name: name.to_owned(), known, near, loose }
    }
}
