//! The names under which the rest of a program knows the latest version.

use std::ops::Range;

use syn::{Ident, Item, Type, Visibility};

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
    Use {
        /// Which of the names of the item.
        leaf: usize,
    },
    /// `pub use v2::*;`
    Glob {
        /// Which of the names of the item.
        leaf: usize,
    },
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
        let mut found = Vec::new();
        for (module, inside) in sources.modules() {
            for (item, syntax) in inside.items.iter().enumerate() {
                let forms = match syntax {
                    Item::Use(it) => {
                        let private = matches!(it.vis, Visibility::Inherited);
                        if private && Some(module) != around {
                            continue;
                        }
                        in_use(sources, module, it, version)
                    }
                    Item::Type(it) => in_type(sources, module, it, version).into_iter().collect(),
                    _ => continue,
                };
                let forms = forms.into_iter();
                found.extend(forms.map(|(name, form)| Self { module, item, name, form }));
            }
        }
        found
    }
}

fn in_use(
    sources: &Sources,
    at: ModuleId,
    item: &syn::ItemUse,
    version: &VersionType,
) -> Vec<(String, AliasForm)> {
    let leaves = Leaf::all(item).into_iter().enumerate();
    let found = leaves.filter_map(|(index, leaf)| match leaf.brings {
        Brings::Name(name) if names_itself(sources, at, &leaf.path, version) => {
            Some((name.to_string(), AliasForm::Use { leaf: index }))
        }
        Brings::Everything if at != version.module => {
            let module = sources.resolve_names(at, &leaf.path);
            let itself = module == Some(Definition::Module(version.module));
            itself.then(|| (version.name.clone(), AliasForm::Glob { leaf: index }))
        }
        _ => None,
    });
    found.collect()
}

fn in_type(
    sources: &Sources,
    at: ModuleId,
    item: &syn::ItemType,
    version: &VersionType,
) -> Option<(String, AliasForm)> {
    let Type::Path(path) = &*item.ty else { return None };
    let names: Vec<&Ident> = path.path.segments.iter().map(|it| &it.ident).collect();
    if !names_itself(sources, at, &names, version) {
        return None;
    }
    let target = bare_range(sources.file_of(at), &path.path)?;
    Some((item.ident.to_string(), AliasForm::Type { target }))
}

/// Whether a path names the version by the very module that it stands in, not through another alias.
pub(crate) fn names_itself(
    sources: &Sources,
    at: ModuleId,
    path: &[&Ident],
    version: &VersionType,
) -> bool {
    let Some((last, before)) = path.split_last() else { return false };
    let module = || match before {
        [] => Some(Definition::Module(at)),
        before => sources.resolve_names(at, before),
    };
    **last == version.name && module() == Some(Definition::Module(version.module))
}
