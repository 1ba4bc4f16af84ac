//! All of an adoption, in order.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use crate::adopt::find::{self, Found, TypeId};
use crate::adopt::mark::{Marks, snake};
use crate::adopt::result::{Adopted, AdoptedEntity};
use crate::adopt::{manifest, values};
use crate::arguments::Common;
use crate::edit::ChangeSet;
use crate::error::{Problem, Result, near};
use crate::locks;
use crate::package::{self, Package};
use crate::report;
use crate::source::{Catalog, ModuleId, Sources, TypeItem};

/// Makes the stored types of a file version 1 of entities.
///
/// # Errors
///
/// When the file has no such types or belongs to no package, an entity of that name is there, or the package does not
/// compile afterwards. Then everything is as it was.
pub fn adopt(file: &Path, common: &Common) -> Result<Adopted> {
    let packages = package::select(common)?;
    for package in &packages {
        let sources = Sources::read(std::slice::from_ref(package))?;
        let modules = find::modules_of(&sources, file);
        if !modules.is_empty() {
            return adopt_in(package, &sources, file, &modules, common.allow_dirty);
        }
    }
    std::fs::metadata(file).map_err(|source| Problem::Read { path: file.to_owned(), source })?;
    let names: Vec<_> = packages.iter().map(|package| format!("`{}`", package.name)).collect();
    Err(Problem::Nothing {
        said: format!("{} is no module of {}", near(file), names.join(", ")),
        help: "declare it with `mod`, or run this in the folder of its package".to_owned(),
    }
    .into())
}

fn adopt_in(
    package: &Package,
    sources: &Sources,
    file: &Path,
    modules: &[ModuleId],
    allow_dirty: bool,
) -> Result<Adopted> {
    let mut found = find::find(sources, package, file, modules)?;
    let entities = entities(sources, &found.roots)?;
    let tested = tested(sources, &mut found);

    let mut marks = Marks { sources, edits: BTreeMap::new() };
    let values: BTreeSet<TypeId> =
        tested.iter().flat_map(|root| find::within(sources, *root)).collect();
    let generated = |id: &TypeId| {
        let syntax = TypeItem::of(&sources.module(id.0).items[id.1]);
        let has = syntax.is_some_and(|syntax| syntax.has_derive("Arbitrary"));
        let line = "#[cfg_attr(test, derive(arbitrary::Arbitrary))]".to_owned();
        (values.contains(id) && !has).then_some(line)
    };
    for (id, entity) in found.roots.iter().zip(&entities) {
        let word = format!("#[migrate(entity = \"{entity}\", version = 1, untagged)]");
        let lines: Vec<_> = generated(id).into_iter().chain([word]).collect();
        marks.derive(*id, "heirloom::Migrate", &lines);
    }
    for id in &found.inside {
        marks.derive(*id, "heirloom::Shape", &generated(id).into_iter().collect::<Vec<_>>());
    }
    let adopted = found.roots.iter().chain(&found.inside);
    let importing: BTreeSet<ModuleId> =
        adopted.filter(|id| generated(id).is_some()).map(|(module, _)| *module).collect();
    for module in importing {
        marks.import_arbitrary(module);
    }
    for module in modules {
        let roots: Vec<_> = tested.iter().filter(|(root, _)| root == module).copied().collect();
        if !roots.is_empty() {
            marks.tests(*module, &roots);
        }
    }

    let mut changes = ChangeSet::default();
    for (id, edits) in &marks.edits {
        let source = sources.source(*id);
        changes.edit(source.path.clone(), edits.apply(&source.text));
    }
    if let Some(text) = manifest::with_heirloom(&package.manifest_path, !tested.is_empty())? {
        changes.edit(package.manifest_path.clone(), text);
    }
    let files = changes.write(allow_dirty)?;
    let mut result = Adopted {
        entities: named(sources, &found.roots, &entities),
        shapes: found.inside.iter().map(|id| path(sources, *id)).collect(),
        locks: Vec::new(),
        fixtures: None,
        files,
        notes: found.notes,
    };
    if let Err(error) = tie(package, &entities, !tested.is_empty(), &mut result) {
        changes.undo()?;
        return Err(error);
    }
    Ok(result)
}

/// The locks and the fixtures, from what the compiler makes of the new text.
fn tie(package: &Package, entities: &[String], tests: bool, result: &mut Adopted) -> Result<()> {
    let sources = Sources::read(std::slice::from_ref(package))?;
    let catalog = Catalog::new(&sources);
    let chains = entities.iter().map(|entity| catalog.chain(entity)).collect::<Result<Vec<_>>>()?;
    // The files were clean, or dirt was allowed, a moment ago.
    match locks::start(package, &catalog, &chains, false, true) {
        Ok(locked) => {
            result.locks = locked.locks;
            for file in locked.files {
                if !result.files.contains(&file)
                    && !result.files.iter().any(|it| it.path == file.path)
                {
                    result.files.push(file);
                }
            }
        }
        // The types are versions; what is missing is said, and `init` goes on from there.
        Err(error) if matches!(error.problem(), Problem::Shapeless { .. }) => {
            result.notes.push(format!("no lock yet: {error}; then `cargo heirloom init`"));
        }
        Err(error) => return Err(error),
    }
    if tests {
        let environment = [("HEIRLOOM_BLESS", "1"), ("HEIRLOOM_CASES", "100")];
        match report::collect_with(package, &["heirloom_laws"], &environment) {
            Ok(_) => result.fixtures = Some("tests/golden".to_owned()),
            Err(error) => result.notes.push(format!("the laws do not hold yet: {error}")),
        }
    }
    Ok(())
}

/// The names of the entities.
fn entities(sources: &Sources, roots: &[TypeId]) -> Result<Vec<String>> {
    let mut taken: BTreeSet<String> = Catalog::new(sources).entities()?.into_iter().collect();
    let mut names = Vec::new();
    for id in roots {
        let Some(syntax) = TypeItem::of(&sources.module(id.0).items[id.1]) else { continue };
        let name = snake(&syntax.ident.to_string());
        if !taken.insert(name.clone()) {
            return Err(Problem::Layout {
                place: find::place(sources, *id),
                problem: format!(
                    "`{}` would be the entity `{name}`, and there is one",
                    syntax.ident
                ),
                help: "rename the type, or make it a version by hand".to_owned(),
            }
            .into());
        }
        names.push(name);
    }
    Ok(names)
}

/// The roots of which values can be generated; what is in the way of the others is noted.
fn tested(sources: &Sources, found: &mut Found) -> Vec<TypeId> {
    let adopted: BTreeSet<TypeId> = found.roots.iter().chain(&found.inside).copied().collect();
    let mut tested = Vec::new();
    for root in &found.roots {
        let inside = find::within(sources, *root);
        match inside.iter().find_map(|id| values::obstacle(sources, *id, &adopted)) {
            None => tested.push(*root),
            Some(obstacle) => {
                let name = path(sources, *root);
                found.notes.push(format!(
                    "no test of `{name}`: {obstacle}, of which no values can be generated here; derive `Arbitrary` with `#[arbitrary(with = …)]` on it, and add `heirloom::testing::laws!`"
                ));
            }
        }
    }
    tested
}

fn named(sources: &Sources, roots: &[TypeId], entities: &[String]) -> Vec<AdoptedEntity> {
    let all = roots.iter().zip(entities);
    all.map(|(id, entity)| AdoptedEntity { entity: entity.clone(), path: path(sources, *id) })
        .collect()
}

fn path(sources: &Sources, (module, item): TypeId) -> String {
    let name = TypeItem::of(&sources.module(module).items[item]).map(|it| it.ident.to_string());
    let parts =
        ["crate".to_owned()].into_iter().chain(sources.module(module).path.clone()).chain(name);
    parts.collect::<Vec<_>>().join("::")
}
