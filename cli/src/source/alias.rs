//! The names under which the rest of a program knows the latest version.

use std::ops::Range;

use syn::{Item, Type, Visibility};

use crate::source::resolve::bare_range;
use crate::source::uses::Brings;
use crate::source::{Definition, Leaf, ModuleId, Sources, VersionType};

/// A line that gives a version another name, or brings it to another module.
#[derive(Debug, Clone)]
pub struct Alias {
    /// Where it stands.
    pub module: ModuleId,
    /// Which item of the module it is.
    pub item: usize,
    /// The name that it brings.
    pub name: String,
    /// How.
    pub form: AliasForm,
}

/// How an alias is written.
#[derive(Debug, Clone)]
pub enum AliasForm {
    /// `pub use v2::User;`, `pub use v2::{User as Person, Status};`
    Use,
    /// `pub type User = v2::User;`
    Type {
        /// `v2::User` in its file.
        target: Range<usize>,
    },
}

impl Alias {
    /// The aliases of a version: re-exports and type aliases anywhere, and private imports in the module around its own.
    /// What other modules import for themselves names that version on purpose.
    pub fn of(sources: &Sources, version: &VersionType) -> Vec<Self> {
        let around = sources.module(version.module).parent;
        let target = Definition::Item(version.module, version.item);
        let mut found = Vec::new();
        for (module, inside) in sources.modules() {
            for (item, syntax) in inside.items.iter().enumerate() {
                match syntax {
                    Item::Use(it) => {
                        let public = !matches!(it.vis, Visibility::Inherited);
                        if !public && Some(module) != around {
                            continue;
                        }
                        let leaves = Leaf::all(it).into_iter();
                        let hits =
                            leaves.filter(|leaf| names_itself(sources, module, leaf, version));
                        found.extend(hits.filter_map(|leaf| match leaf.brings {
                            Brings::Name(name) => Some(Self {
                                module,
                                item,
                                name: name.to_string(),
                                form: AliasForm::Use,
                            }),
                            _ => None,
                        }));
                    }
                    Item::Type(it) => {
                        let Type::Path(path) = &*it.ty else { continue };
                        if sources.resolve(module, &path.path) != Some(target) {
                            continue;
                        }
                        let Some(range) = bare_range(sources.file_of(module), &path.path) else {
                            continue;
                        };
                        let name = it.ident.to_string();
                        found.push(Self {
                            module,
                            item,
                            name,
                            form: AliasForm::Type { target: range },
                        });
                    }
                    _ => {}
                }
            }
        }
        found
    }
}

/// Whether a leaf names the version by the very module that it stands in, not through another alias.
pub(crate) fn names_itself(
    sources: &Sources,
    at: ModuleId,
    leaf: &Leaf<'_>,
    version: &VersionType,
) -> bool {
    let Some((last, before)) = leaf.path.split_last() else { return false };
    if **last != version.name {
        return false;
    }
    let module = if before.is_empty() {
        Some(Definition::Module(at))
    } else {
        let leaf = Leaf { path: before.to_vec(), brings: Brings::Everything };
        sources.resolve_leaf(at, &leaf)
    };
    module == Some(Definition::Module(version.module))
}
