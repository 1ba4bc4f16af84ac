//! `use` items, one name at a time.

use syn::{Ident, ItemUse, UseTree};

/// One name that a `use` brings.
#[derive(Debug, Clone)]
pub struct Leaf<'a> {
    /// What leads to it, itself included: `[super, v1, User]`. Without the `*` of a glob.
    pub path: Vec<&'a Ident>,
    /// What it brings.
    pub brings: Brings<'a>,
}

/// What a leaf brings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Brings<'a> {
    /// A name.
    Name(&'a Ident),
    /// A trait without its name: `as _`.
    Nameless,
    /// Everything: `*`.
    Everything,
}

impl<'a> Leaf<'a> {
    /// The names of a `use` item.
    pub fn all(item: &'a ItemUse) -> Vec<Self> {
        let mut leaves = Vec::new();
        collect(&item.tree, &mut Vec::new(), &mut leaves);
        leaves
    }

    /// Whether it brings that name.
    pub fn brings(&self, name: &str) -> bool {
        matches!(self.brings, Brings::Name(ident) if ident == name)
    }
}

fn collect<'a>(tree: &'a UseTree, path: &mut Vec<&'a Ident>, leaves: &mut Vec<Leaf<'a>>) {
    let mut leaf = |path: &[&'a Ident], last: Option<&'a Ident>, brings| {
        // `a::{self}` names `a`.
        let last = last.filter(|ident| *ident != "self" || path.is_empty());
        leaves.push(Leaf { path: path.iter().copied().chain(last).collect(), brings });
    };
    match tree {
        UseTree::Path(inner) => {
            path.push(&inner.ident);
            collect(&inner.tree, path, leaves);
            path.pop();
        }
        UseTree::Name(name) if name.ident == "self" => {
            let brings = path.last().map_or(&name.ident, |last| *last);
            leaf(path, None, Brings::Name(brings));
        }
        UseTree::Name(name) => leaf(path, Some(&name.ident), Brings::Name(&name.ident)),
        UseTree::Rename(rename) if rename.rename == "_" => {
            leaf(path, Some(&rename.ident), Brings::Nameless);
        }
        UseTree::Rename(rename) => leaf(path, Some(&rename.ident), Brings::Name(&rename.rename)),
        UseTree::Glob(_) => leaf(path, None, Brings::Everything),
        UseTree::Group(group) => {
            for tree in &group.items {
                collect(tree, path, leaves);
            }
        }
    }
}
