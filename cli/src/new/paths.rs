//! Where types are after the change, and how a module spells them.

use std::collections::HashSet;

use syn::Path;

use crate::source::{Catalog, ModuleId, Sources, VersionId, type_paths};

/// What `nested` reaches through.
const CONTAINERS: &[&str] = &[
    "Option", "Result", "Vec", "VecDeque", "Box", "Rc", "Arc", "HashMap", "BTreeMap", "HashSet",
    "BTreeSet",
];

/// A type at its place in a crate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Spot {
    /// The root of its crate.
    pub(crate) root: ModuleId,
    /// The path of its module.
    pub(crate) module: Vec<String>,
    /// Its name.
    pub(crate) name: String,
}

impl Spot {
    /// The shortest path from a module of that root and path which means nothing else there.
    pub(crate) fn spelled(&self, sources: &Sources, root: ModuleId, from: &[String]) -> String {
        let join = |head: &str, rest: &[String]| {
            let rest = rest.iter().map(String::as_str);
            let all = [head].into_iter().chain(rest).chain([self.name.as_str()]);
            all.filter(|part| !part.is_empty()).collect::<Vec<_>>().join("::")
        };
        if root != self.root {
            return join(sources.library_name(self.root).unwrap_or("crate"), &self.module);
        }
        if let Some(inside) = self.module.strip_prefix(from)
            && inside.len() <= 1
        {
            return join("", inside);
        }
        if let Some((_, parent)) = from.split_last()
            && let Some(inside) = self.module.strip_prefix(parent)
            && inside.len() <= 1
        {
            return join("super", inside);
        }
        join("crate", &self.module)
    }
}

/// What stands around a type in a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Around {
    /// Nothing, or what `nested` reaches through.
    Containers,
    /// `Tagged`, so that what lies in it has a version of its own.
    Tagged,
    /// `Unknown`, which names its own enum.
    Unknown,
    /// Something else, in which the version is one for ever.
    Other,
}

impl Around {
    pub(super) fn of(names: &[String]) -> Self {
        let is = |name: &str| names.iter().any(|around| around == name);
        if is("Tagged") {
            Self::Tagged
        } else if is("Unknown") {
            Self::Unknown
        } else if names.iter().all(|around| CONTAINERS.contains(&around.as_str())) {
            Self::Containers
        } else {
            Self::Other
        }
    }
}

/// A version in the type of a field.
#[derive(Debug, Clone, Copy)]
pub(super) struct Mention<'a> {
    /// As it is written.
    pub(super) path: &'a Path,
    /// What it names.
    pub(super) of: VersionId,
    /// What stands around it.
    pub(super) around: Around,
}

/// The versions in a type.
pub(super) fn mentions<'a>(
    catalog: &Catalog<'_>,
    at: ModuleId,
    of: &'a syn::Type,
) -> Vec<Mention<'a>> {
    let paths = type_paths(of).into_iter();
    let found = paths.filter_map(|(path, around)| {
        let of = catalog.resolve(at, path)?;
        Some(Mention { path, of, around: Around::of(&around) })
    });
    found.collect()
}

/// Whether a field of the one has the other as its type, or holds it in what `nested` reaches through.
pub(super) fn holds(catalog: &Catalog<'_>, outer: VersionId, inner: VersionId) -> bool {
    let version = catalog.version(outer);
    let fields = version.syntax(catalog.sources).fields().into_iter();
    fields
        .flat_map(|field| mentions(catalog, version.module, &field.ty))
        .any(|mention| mention.of == inner && mention.around == Around::Containers)
}

/// The types that are no versions and that versions hold, directly or inside each other.
pub(super) fn held_plain_types(catalog: &Catalog<'_>) -> Vec<(ModuleId, usize)> {
    let sources = catalog.sources;
    let mut due: Vec<(ModuleId, usize)> =
        catalog.versions().map(|(_, version)| (version.module, version.item)).collect();
    let (mut seen, mut plain) = (HashSet::new(), Vec::new());
    while let Some((module, item)) = due.pop() {
        if !seen.insert((module, item)) {
            continue;
        }
        if catalog.of_item((module, item)).is_none() {
            plain.push((module, item));
        }
        let Some(syntax) = crate::source::TypeItem::of(&sources.module(module).items[item]) else {
            continue;
        };
        for field in syntax.fields() {
            let paths = type_paths(&field.ty).into_iter();
            due.extend(paths.filter_map(|(path, _)| sources.resolve_type(module, path)));
        }
    }
    plain.sort_unstable();
    plain
}
