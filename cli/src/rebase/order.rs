//! Types of both sides that come from one version: ours move behind theirs.

use std::collections::{BTreeMap, HashMap, HashSet};

use heirloom::Version;
use quote::ToTokens as _;
use syn::{Attribute, Ident, Item};

use crate::edit::Edits;
use crate::new::{Spot, moved_use, number_of, numbered, uses_of};
use crate::rebase::{Moved, fields};
use crate::source::{
    Alias, AliasForm, Body, Catalog, FileId, Leaf, ModuleId, VersionId, VersionType, bare_range,
    names_itself,
};

/// What it takes to have one chain again.
#[derive(Debug, Default)]
pub(super) struct Ordered {
    pub(super) moved: Vec<Moved>,
    pub(super) edits: BTreeMap<FileId, Edits>,
    pub(super) notes: Vec<String>,
    pub(super) left: Vec<String>,
}

/// A version with successors on both sides.
pub(super) struct Fork {
    pub(super) entity: String,
    pub(super) common: VersionId,
    /// Oldest first; never empty.
    pub(super) theirs: Vec<VersionId>,
    /// Oldest first, with the numbers that they have and get; never empty.
    pub(super) ours: Vec<(VersionId, Version, Version)>,
}

/// Whether a piece of a file stands in it on the other side too.
pub(super) type IsTheirs<'a> = &'a dyn Fn(&std::path::Path, &str) -> bool;

struct Order<'a> {
    catalog: &'a Catalog<'a>,
    is_theirs: IsTheirs<'a>,
    spots: HashMap<VersionId, Spot>,
    renamed: HashMap<ModuleId, String>,
    /// The names of `use` items that move, with where to: each item is written once.
    uses: BTreeMap<(ModuleId, usize), BTreeMap<usize, Vec<String>>>,
    out: Ordered,
}

/// Finds the forks, and what it takes to have one chain again.
pub(super) fn order(catalog: &Catalog<'_>, asked: &[String], is_theirs: IsTheirs<'_>) -> Ordered {
    let mut this = Order {
        catalog,
        is_theirs,
        spots: HashMap::new(),
        renamed: HashMap::new(),
        uses: BTreeMap::new(),
        out: Ordered::default(),
    };
    let mut forks = Vec::new();
    for (first, version) in catalog.versions() {
        let Some(entity) = version.words.entity().filter(|_| !version.words.has("from")) else {
            continue;
        };
        match this.fork(entity, first) {
            Ok(fork) => forks.extend(fork),
            Err(step) => this.out.left.push(step),
        }
    }
    forks.retain(|fork| asked.is_empty() || asked.contains(&fork.entity));
    forks.retain(|fork| match this.name(fork) {
        Ok(()) => true,
        Err(step) => {
            this.out.left.push(step);
            false
        }
    });
    this.modules();
    for fork in &forks {
        this.versions(fork);
        this.names_of_the_latest(fork);
    }
    for ((module, item), moved) in std::mem::take(&mut this.uses) {
        let moved: Vec<_> = moved.into_iter().collect();
        let edits = moved_use(catalog.sources, module, item, &moved);
        this.edits(module).extend(edits);
    }
    this.out
}

impl Order<'_> {
    fn fork(&self, mut entity: String, first: VersionId) -> Result<Option<Fork>, String> {
        let catalog = self.catalog;
        let after = |id: VersionId, number: Version| {
            let next = Version::major(number.parts().0.saturating_add(1));
            catalog.version(id).words.version().unwrap_or(next)
        };
        let mut number = catalog.version(first).words.version().unwrap_or(Version::major(1));
        let (mut common, mut seen) = (first, HashSet::from([first]));
        while let [next] = catalog.newer(common) {
            if !seen.insert(*next) {
                return Ok(None);
            }
            number = after(*next, number);
            entity = catalog.version(*next).words.entity().unwrap_or(entity);
            common = *next;
        }
        let (mut theirs, mut ours) = (Vec::<VersionId>::new(), Vec::<(VersionId, Version)>::new());
        let mut row = vec![(common, number)];
        while !row.is_empty() {
            let step = |(id, number): &(VersionId, Version)| {
                let newer = catalog.newer(*id).iter();
                newer.map(|id| (*id, after(*id, *number))).collect::<Vec<_>>()
            };
            row = row.iter().flat_map(step).filter(|(id, _)| seen.insert(*id)).collect();
            let (mut here, mut own): (Vec<_>, Vec<_>) =
                row.iter().partition(|(id, _)| self.has_type(*id));
            if here.len() > 1 {
                // Both have written the same, in a module that is another one.
                let (all, other): (Vec<_>, Vec<_>) =
                    here.into_iter().partition(|(id, _)| self.has_module(*id));
                here = all;
                own.extend(other);
            }
            if here.len() > 1 || own.len() > 1 {
                return Err(self.by_hand(&entity, common, "which of them is yours does not show"));
            }
            theirs.extend(here.iter().map(|(id, _)| *id));
            ours.extend(own);
        }
        if theirs.is_empty() || catalog.newer(common).is_empty() {
            return Ok(None);
        }
        let mut last = theirs.iter().fold(number, |number, id| after(*id, number));
        let ours: Vec<_> = ours
            .into_iter()
            .map(|(id, was)| {
                let said = catalog.version(id).words.version().filter(|said| last.is_before(*said));
                last = said.unwrap_or(Version::major(last.parts().0.saturating_add(1)));
                (id, was, last)
            })
            .collect();
        let fork = Fork { entity, common, theirs, ours };
        Ok((!fork.ours.is_empty()).then_some(fork))
    }

    /// Whether theirs has the type.
    fn has_type(&self, id: VersionId) -> bool {
        let version = self.catalog.version(id);
        let file = version.file(self.catalog.sources);
        (self.is_theirs)(&file.path, file.slice(version.range.clone()))
    }

    /// Whether theirs has all of the module around it.
    fn has_module(&self, id: VersionId) -> bool {
        let sources = self.catalog.sources;
        let module = self.catalog.version(id).module;
        let file = sources.file_of(module);
        match &sources.module(module).body {
            Some(Body::Inline { whole, .. }) => {
                (self.is_theirs)(&file.path, file.slice(whole.clone()))
            }
            _ => true,
        }
    }

    /// What a person has to do, and why it is theirs to do.
    fn by_hand(&self, entity: &str, common: VersionId, why: &str) -> String {
        let catalog = self.catalog;
        let common_name = catalog.version(common).path(catalog.sources);
        let newer = catalog.newer(common).iter();
        let newer: Vec<_> = newer
            .map(|id| {
                let name = catalog.version(*id).path(catalog.sources);
                format!("`{name}` ({})", catalog.place(*id))
            })
            .collect();
        format!(
            "`{entity}`: {} come after `{common_name}`, and {why}: let yours come `from` theirs, under another name, and let \
             the name of the latest version mean yours",
            newer.join(" and ")
        )
    }

    /// The names that ours get.
    fn name(&mut self, fork: &Fork) -> Result<(), String> {
        let (catalog, sources) = (self.catalog, self.catalog.sources);
        let refuse = |why: &str| Err(self.by_hand(&fork.entity, fork.common, why));
        let module_number = |id: VersionId| {
            let module = sources.module(catalog.version(id).module);
            module.parent.and(module.path.last()).and_then(|name| number_of(name))
        };
        let mut floor = fork.theirs.iter().filter_map(|id| module_number(*id)).max().unwrap_or(0);
        let (mut names, mut modules) = (Vec::new(), Vec::new());
        let mut taken: HashSet<(ModuleId, String)> = HashSet::new();
        for id in &fork.theirs {
            let version = catalog.version(*id);
            taken.insert((version.module, version.name.clone()));
        }
        for (id, was, new) in &fork.ours {
            let version = catalog.version(*id);
            let shared = |id: &VersionId| catalog.version(*id).module == version.module;
            if let Some(number) = module_number(*id) {
                if fork.theirs.iter().any(shared) {
                    return refuse("both stand in one module");
                }
                let module = sources.module(version.module);
                let parent = module.parent.expect("a module for versions has one around it");
                if number <= floor && !self.renamed.contains_key(&version.module) {
                    if !matches!(module.body, Some(Body::Inline { .. })) {
                        return refuse("yours needs a file of another name");
                    }
                    let own = |id: &ModuleId| {
                        fork.ours.iter().any(|(ours, ..)| catalog.version(*ours).module == *id)
                    };
                    let mut next = floor.max(new.parts().0 - 1) + 1;
                    while sources
                        .module(parent)
                        .children
                        .iter()
                        .any(|(name, id)| *name == format!("v{next}") && !own(id))
                    {
                        next += 1;
                    }
                    modules.push((version.module, format!("v{next}")));
                    floor = next;
                } else {
                    floor = floor.max(number);
                }
                names.push((*id, version.name.clone()));
                continue;
            }
            let mut name = version.name.clone();
            if let Some(base) = numbered(&name, was.parts().0) {
                let base = base.to_owned();
                let mut next = new.parts().0;
                name = format!("{base}{next}");
                let item = |name: &str| sources.item_named(version.module, name).is_some();
                let own = |name: &str| {
                    let mut ours = fork.ours.iter();
                    ours.any(|(id, ..)| catalog.version(*id).name == name)
                };
                while taken.contains(&(version.module, name.clone())) || item(&name) && !own(&name)
                {
                    next += 1;
                    name = format!("{base}{next}");
                }
            }
            if !taken.insert((version.module, name.clone())) {
                return refuse("both have one name");
            }
            names.push((*id, name));
        }
        self.renamed.extend(modules);
        for (id, name) in names {
            let spot = Spot { name, ..self.spot(id) };
            self.spots.insert(id, spot);
        }
        Ok(())
    }

    /// Where a version is after the change.
    fn spot(&self, id: VersionId) -> Spot {
        if let Some(spot) = self.spots.get(&id) {
            return spot.clone();
        }
        let version = self.catalog.version(id);
        let sources = self.catalog.sources;
        let mut module = sources.module(version.module).path.clone();
        if let (Some(name), Some(last)) = (self.renamed.get(&version.module), module.last_mut()) {
            last.clone_from(name);
        }
        Spot { root: sources.root(version.module), module, name: version.name.clone() }
    }

    fn edits(&mut self, module: ModuleId) -> &mut Edits {
        self.out.edits.entry(self.catalog.sources.module(module).file).or_default()
    }

    /// The modules with other names.
    fn modules(&mut self) {
        let sources = self.catalog.sources;
        for (module, name) in self.renamed.clone() {
            let inside = sources.module(module);
            let (Some(parent), Some(Body::Inline { whole, .. })) = (inside.parent, &inside.body)
            else {
                continue;
            };
            let file = sources.file_of(module);
            let declared = sources.module(parent).items.iter().find_map(|item| match item {
                Item::Mod(item) => {
                    whole.contains(&file.range_of(item.ident.span()).start).then_some(item)
                }
                _ => None,
            });
            let Some(declared) = declared else { continue };
            self.edits(parent).replace(file.range_of(declared.ident.span()), name.clone());
            let old = declared.ident.to_string();
            self.docs(
                parent,
                &declared.attrs,
                old.trim_start_matches('v'),
                name.trim_start_matches('v'),
            );
            self.out.notes.push(format!(
                "what names `{old}` elsewhere means theirs; what is of yours is in `{name}` now"
            ));
        }
    }

    /// `/// Version 3.`
    fn docs(&mut self, module: ModuleId, attrs: &[Attribute], old: &str, new: &str) {
        let file = self.catalog.sources.file_of(module);
        for attr in attrs.iter().filter(|attr| attr.path().is_ident("doc")) {
            let range = file.range(attr);
            let text = file.slice(range.clone());
            if text.trim_start_matches('/').trim().trim_end_matches('.') == format!("Version {old}")
            {
                let text = text.replace(old, new);
                self.edits(module).replace(range, text);
            }
        }
    }

    fn versions(&mut self, fork: &Fork) {
        let (catalog, sources) = (self.catalog, self.catalog.sources);
        let theirs = *fork.theirs.last().expect("a fork has two sides");
        let mut before = theirs;
        for (id, was, new) in &fork.ours {
            let version = catalog.version(*id);
            let file = version.file(sources);
            let (spot, older) = (self.spot(*id), self.spot(before));
            let from = older.spelled(sources, spot.root, &spot.module);
            let said = version.words.from();
            if let Some(range) = said.and_then(|path| bare_range(file, &path)) {
                self.edits(version.module).replace(range, from.clone());
            }
            if let (Some(word), Some(said)) =
                (version.words.get("version"), version.words.version())
                && said != *new
            {
                self.edits(version.module).replace(word.range.clone(), format!("version = {new}"));
            }
            let syntax = version.syntax(sources);
            self.docs(version.module, syntax.attrs, &was.to_string(), &new.to_string());
            if spot.name != version.name {
                let range = file.range(syntax.ident);
                self.edits(version.module).replace(range, spot.name.clone());
                self.blocks(version, &spot.name);
            }
            let carried = fields::carry(catalog, [fork.common, theirs, *id], &spot.module);
            self.edits(version.module).extend(carried.edits);
            self.out
                .notes
                .extend(carried.notes.into_iter().map(|note| format!("{}: {note}", fork.entity)));
            let module = ["crate".to_owned()].into_iter().chain(spot.module).chain([spot.name]);
            self.out.moved.push(Moved {
                entity: fork.entity.clone(),
                was: was.to_string(),
                version: new.to_string(),
                path: module.collect::<Vec<_>>().join("::"),
                from,
            });
            before = *id;
        }
    }

    /// The `impl` blocks of a type that is called otherwise now.
    fn blocks(&mut self, version: &VersionType, name: &str) {
        let sources = self.catalog.sources;
        let file = version.file(sources);
        for item in &sources.module(version.module).items {
            let Item::Impl(block) = item else { continue };
            let of = match &*block.self_ty {
                syn::Type::Path(path) => {
                    path.path.segments.last().map(|last| last.ident.to_string())
                }
                _ => None,
            };
            let range = file.range(block);
            let theirs = (self.is_theirs)(&file.path, file.slice(range));
            if of.as_deref() != Some(&*version.name) || theirs {
                continue;
            }
            for span in uses_of(block.to_token_stream(), &version.name) {
                self.edits(version.module).replace(file.range_of(span), name);
            }
        }
    }

    /// The aliases and macro lines that named the latest version, on either side.
    fn names_of_the_latest(&mut self, fork: &Fork) {
        let (catalog, sources) = (self.catalog, self.catalog.sources);
        let theirs = fork.theirs.last();
        let (latest, ..) = fork.ours.last().expect("a fork has two sides");
        let latest_spot = self.spot(*latest);
        let heads: Vec<VersionId> =
            theirs.into_iter().copied().chain(fork.ours.iter().map(|(id, ..)| *id)).collect();
        let mut seen = HashSet::new();
        for head in &heads {
            let version = catalog.version(*head);
            let beside =
                sources.module(version.module).path.last().and_then(|name| number_of(name));
            for alias in Alias::of(sources, version) {
                // `pub use model::UserV3;` names that version.
                let its_own = beside.is_none() && alias.name == version.name;
                if its_own || !seen.insert((alias.module, alias.item, alias.name.clone())) {
                    continue;
                }
                self.retarget(&alias, version, &latest_spot, *latest);
            }
        }
        for call in &catalog.calls {
            let names: Vec<&Ident> = call.of.segments.iter().map(|it| &it.ident).collect();
            let of =
                |id: &&VersionId| names_itself(sources, call.module, &names, catalog.version(**id));
            if heads.iter().any(|id| of(&id))
                && let Some(range) = bare_range(sources.file_of(call.module), &call.of)
            {
                let at = &sources.module(call.module).path;
                let text = latest_spot.spelled(sources, sources.root(call.module), at);
                self.edits(call.module).replace(range, text);
            }
        }
    }

    fn retarget(&mut self, alias: &Alias, version: &VersionType, spot: &Spot, latest: VersionId) {
        let sources = self.catalog.sources;
        let at = &sources.module(alias.module).path;
        match (&alias.form, &sources.module(alias.module).items[alias.item]) {
            (AliasForm::Type { target }, _) => {
                let text = spot.spelled(sources, sources.root(alias.module), at);
                self.edits(alias.module).replace(target.clone(), text);
            }
            (AliasForm::Use { leaf }, Item::Use(syntax)) => {
                let leaves = Leaf::all(syntax);
                let old = &leaves[*leaf].path;
                let home = self.catalog.version(latest).module;
                for (index, other) in leaves.iter().enumerate() {
                    let Some((last, around)) = other.path.split_last() else { continue };
                    // What only the new module has comes from there too.
                    let along = around == &old[..old.len() - 1]
                        && !sources.brings(version.module, &last.to_string())
                        && sources.brings(home, &last.to_string());
                    if index != *leaf && !along {
                        continue;
                    }
                    let mut path: Vec<String> =
                        other.path.iter().map(ToString::to_string).collect();
                    let end = path.len() - 1;
                    if index == *leaf {
                        path[end].clone_from(&spot.name);
                    }
                    if let (Some(name), Some(module)) =
                        (end.checked_sub(1).and_then(|at| path.get_mut(at)), spot.module.last())
                        && number_of(name).is_some()
                    {
                        name.clone_from(module);
                    }
                    let moved = self.uses.entry((alias.module, alias.item)).or_default();
                    if index == *leaf {
                        moved.insert(index, path);
                    } else {
                        moved.entry(index).or_insert(path);
                    }
                }
            }
            (AliasForm::Glob { leaf }, Item::Use(syntax)) => {
                let leaves = Leaf::all(syntax);
                if let (1, Some(last), Some(name)) =
                    (leaves.len(), leaves[*leaf].path.last(), spot.module.last())
                {
                    let range = sources.file_of(alias.module).range_of(last.span());
                    self.edits(alias.module).replace(range, name.clone());
                }
            }
            _ => {}
        }
    }
}
