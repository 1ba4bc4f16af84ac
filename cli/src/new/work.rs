//! What is under way: the new versions, and the changes so far.

use std::collections::{BTreeMap, HashMap};

use syn::{Ident, Path};

use crate::edit::Edits;
use crate::new::layout::{Home, VersionModule};
use crate::new::paths::Spot;
use crate::new::plan::Birth;
use crate::source::{Alias, AliasForm, Catalog, FileId, Ignored, ModuleId, VersionId};

/// The new versions, and the changes so far.
pub(super) struct Work<'a> {
    pub(super) catalog: &'a Catalog<'a>,
    pub(super) births: Vec<Birth>,
    /// Versions that have not shipped, and take the new versions as they are.
    pub(super) drafts: Vec<VersionId>,
    /// The lines that give the latest version its name, each with the birth that it belongs to.
    pub(super) aliases: Vec<(usize, Alias)>,
    pub(super) edits: BTreeMap<FileId, Edits>,
    /// What a person should know of.
    pub(super) notes: Vec<String>,
    by_old: HashMap<VersionId, usize>,
    /// The items of the aliases: what is named through them is another version after the change.
    moved: Ignored,
}

impl<'a> Work<'a> {
    pub(super) fn new(
        catalog: &'a Catalog<'a>,
        births: Vec<Birth>,
        drafts: Vec<VersionId>,
    ) -> Self {
        let mut aliases = Vec::new();
        for (at, birth) in births.iter().enumerate() {
            let version = catalog.version(birth.old);
            let all = Alias::of(catalog.sources, version).into_iter();
            let moves = |alias: &Alias| match (&birth.home, &alias.form) {
                (Home::InPlace { .. }, _) | (Home::Beside { .. }, AliasForm::Glob { .. }) => false,
                // `pub use model::UserV2;` names that version; `… as User` names the latest.
                (Home::Beside { .. }, AliasForm::Use { .. }) => alias.name != version.name,
                _ => true,
            };
            aliases.extend(all.filter(moves).map(|alias| (at, alias)));
        }
        let moved = aliases.iter().map(|(_, alias)| (alias.module, alias.item)).collect();
        let by_old = births.iter().enumerate().map(|(at, birth)| (birth.old, at)).collect();
        let (edits, notes) = (BTreeMap::new(), Vec::new());
        Self { catalog, births, drafts, aliases, edits, notes, by_old, moved }
    }

    /// The birth of the version after this one.
    pub(super) fn birth_of(&self, old: VersionId) -> Option<&Birth> {
        self.by_old.get(&old).map(|at| &self.births[*at])
    }

    /// The changes of a file.
    pub(super) fn edits(&mut self, module: ModuleId) -> &mut Edits {
        self.edits.entry(self.catalog.sources.module(module).file).or_default()
    }

    /// Where an old version is after the change.
    pub(super) fn frozen(&self, old: VersionId) -> Spot {
        let spot = self.spot(old);
        match self.birth_of(old).map(|birth| &birth.home) {
            Some(Home::InPlace { frozen }) => Spot { name: frozen.clone(), ..spot },
            _ => spot,
        }
    }

    /// Where the version after it is.
    pub(super) fn reborn(&self, old: VersionId) -> Spot {
        let spot = self.spot(old);
        match self.birth_of(old).map(|birth| &birth.home) {
            Some(Home::Module(module)) => Spot { module: self.path_of(module), ..spot },
            Some(Home::Beside { name }) => Spot { name: name.clone(), ..spot },
            _ => spot,
        }
    }

    /// The path of a module for versions.
    pub(super) fn path_of(&self, module: &VersionModule) -> Vec<String> {
        let mut path = self.catalog.sources.module(module.parent).path.clone();
        path.push(module.name.clone());
        path
    }

    fn spot(&self, id: VersionId) -> Spot {
        let version = self.catalog.version(id);
        let sources = self.catalog.sources;
        Spot {
            root: sources.root(version.module),
            module: sources.module(version.module).path.clone(),
            name: version.name.clone(),
        }
    }

    /// Whether a path that names the old version names the new one after the change.
    pub(super) fn means_the_next(&self, at: ModuleId, path: &Path, old: VersionId) -> bool {
        let names: Vec<&Ident> = path.segments.iter().map(|it| &it.ident).collect();
        self.names_mean_the_next(at, &names, old)
    }

    pub(super) fn names_mean_the_next(
        &self,
        at: ModuleId,
        path: &[&Ident],
        old: VersionId,
    ) -> bool {
        let version = self.catalog.version(old);
        match self.birth_of(old).map(|birth| &birth.home) {
            None => false,
            Some(Home::InPlace { .. }) => true,
            Some(_) => {
                let directly = self.catalog.sources.type_without(at, path, Some(&self.moved));
                directly != Some((version.module, version.item))
            }
        }
    }
}
