//! Which types of a file become versions.

use std::collections::BTreeSet;
use std::path::Path;

use crate::error::{Place, Problem, Result};
use crate::package::Package;
use crate::source::{ModuleId, Sources, TypeItem, type_paths};

/// A type, by its module and its place there.
pub(super) type TypeId = (ModuleId, usize);

/// The types that are adopted.
#[derive(Debug, Default)]
pub(super) struct Found {
    /// Those that are stored by themselves, in order.
    pub(super) roots: Vec<TypeId>,
    /// Those that lie inside, in any file of the package.
    pub(super) inside: Vec<TypeId>,
    /// What a person should know of.
    pub(super) notes: Vec<String>,
}

/// The modules whose text stands in a file.
pub(super) fn modules_of(sources: &Sources, file: &Path) -> Vec<ModuleId> {
    let real = file.canonicalize().ok();
    let modules = sources
        .modules()
        .filter(|(id, _)| real.is_some() && sources.file_of(*id).path.canonicalize().ok() == real);
    modules.map(|(id, _)| id).collect()
}

/// Takes the types of some modules apart.
pub(super) fn find(
    sources: &Sources,
    package: &Package,
    file: &Path,
    modules: &[ModuleId],
) -> Result<Found> {
    let mut found = Found::default();
    let mut plain: Vec<TypeId> = Vec::new();
    for module in modules {
        for (at, item) in sources.module(*module).items.iter().enumerate() {
            let Some(syntax) = TypeItem::of(item) else { continue };
            let (writes, reads) =
                (syntax.has_derive("Serialize"), syntax.has_derive("Deserialize"));
            if syntax.has_derive("Migrate") || syntax.has_derive("Shape") {
                continue;
            }
            if writes && reads {
                plain.push((*module, at));
            } else if writes || reads {
                let (has, lacks) = if writes {
                    ("Serialize", "Deserialize")
                } else {
                    ("Deserialize", "Serialize")
                };
                found.notes.push(format!(
                    "`{}` derives `{has}` without `{lacks}`, and stays as it is",
                    syntax.ident
                ));
            }
        }
    }
    if plain.is_empty() {
        return Err(Problem::Nothing {
            said: format!(
                "no type in {} derives both `Serialize` and `Deserialize`, and is no version yet",
                crate::error::near(file)
            ),
            help: format!("name a file of `{}` with types that are stored", package.name),
        }
        .into());
    }
    let held: BTreeSet<TypeId> = plain
        .iter()
        .flat_map(|id| inner(sources, *id).into_iter().filter(move |inner| inner != id))
        .collect();
    let mut reached = BTreeSet::new();
    let free = plain.iter().filter(|id| !held.contains(id));
    // Types that hold each other in a ring have no outermost one; the first stands for it.
    for id in free.chain(plain.iter()) {
        if reached.contains(id) {
            continue;
        }
        let syntax = TypeItem::of(&sources.module(id.0).items[id.1]);
        if let Some(syntax) = syntax.filter(|it| it.generics.type_params().next().is_some()) {
            found.notes.push(format!(
                "`{}` has parameters, and stays as it is; adopt the types that it is stored as",
                syntax.ident
            ));
            reached.insert(*id);
            continue;
        }
        found.roots.push(*id);
        reached.extend(within(sources, *id));
    }
    let roots: BTreeSet<TypeId> = found.roots.iter().copied().collect();
    let inside: BTreeSet<TypeId> = found
        .roots
        .iter()
        .flat_map(|root| within(sources, *root))
        .filter(|id| !roots.contains(id))
        .collect();
    found.inside = inside.into_iter().filter(|id| is_plain(sources, *id)).collect();
    Ok(found)
}

/// A type and everything in it, as far as the package goes.
pub(super) fn within(sources: &Sources, root: TypeId) -> BTreeSet<TypeId> {
    let (mut seen, mut due) = (BTreeSet::new(), vec![root]);
    while let Some(id) = due.pop() {
        if seen.insert(id) {
            due.extend(inner(sources, id));
        }
    }
    seen
}

fn inner(sources: &Sources, (module, item): TypeId) -> Vec<TypeId> {
    let Some(syntax) = TypeItem::of(&sources.module(module).items[item]) else { return Vec::new() };
    let fields = syntax.fields().into_iter();
    let paths = fields.flat_map(|field| type_paths(&field.ty));
    paths.filter_map(|(path, _)| sources.resolve_type(module, path)).collect()
}

fn is_plain(sources: &Sources, (module, item): TypeId) -> bool {
    TypeItem::of(&sources.module(module).items[item]).is_some_and(|syntax| {
        let serde = syntax.has_derive("Serialize") && syntax.has_derive("Deserialize");
        serde && !syntax.has_derive("Migrate") && !syntax.has_derive("Shape")
    })
}

/// Where a type stands.
pub(super) fn place(sources: &Sources, (module, item): TypeId) -> Place {
    let file = sources.file_of(module);
    file.place(file.range(&sources.module(module).items[item]).start)
}
