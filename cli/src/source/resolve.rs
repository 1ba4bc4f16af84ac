//! What a path names, as far as the text of the packages goes.

use std::collections::HashMap;
use std::ops::Range;

use syn::visit::{self, Visit};
use syn::{Ident, Item, Path, Type};

use crate::source::uses::Brings;
use crate::source::{Leaf, ModuleId, SourceFile, Sources};

/// How many `type` lines are followed, one leading to the next.
const FOLLOWED: usize = 32;

/// What names were found to mean. One that is being looked for means nothing yet, which ends rings of `use` lines.
type Found = HashMap<(ModuleId, String), Option<Definition>>;

/// What a name stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Definition {
    /// A module.
    Module(ModuleId),
    /// An item of a module.
    Item(ModuleId, usize),
}

impl Sources {
    /// What a path names in a module. `None` if it leads out of these packages.
    pub fn resolve(&self, at: ModuleId, path: &Path) -> Option<Definition> {
        let path: Vec<&Ident> = path.segments.iter().map(|segment| &segment.ident).collect();
        self.follow(at, &path, &mut Found::new())
    }

    /// The struct or enum that a path names in a module; type aliases are followed.
    pub fn resolve_type(&self, at: ModuleId, path: &Path) -> Option<(ModuleId, usize)> {
        self.to_type(self.resolve(at, path)?, FOLLOWED)
    }

    /// What the path of a `use` leaf names.
    pub fn resolve_leaf(&self, at: ModuleId, leaf: &Leaf<'_>) -> Option<Definition> {
        self.follow(at, &leaf.path, &mut Found::new())
    }

    /// The item of that name that stands in the module itself, whatever its kind.
    pub fn item_named(&self, module: ModuleId, name: &str) -> Option<&Item> {
        self.module(module)
            .items
            .iter()
            .find(|item| ident_of(item).is_some_and(|ident| ident == name))
    }

    fn to_type(&self, definition: Definition, left: usize) -> Option<(ModuleId, usize)> {
        let Definition::Item(module, at) = definition else { return None };
        match &self.module(module).items[at] {
            Item::Struct(_) | Item::Enum(_) => Some((module, at)),
            Item::Type(alias) => match &*alias.ty {
                Type::Path(path) if path.qself.is_none() => {
                    let path: Vec<_> = path.path.segments.iter().map(|it| &it.ident).collect();
                    let left = left.checked_sub(1)?;
                    self.to_type(self.follow(module, &path, &mut Found::new())?, left)
                }
                _ => None,
            },
            _ => None,
        }
    }

    fn follow(&self, at: ModuleId, path: &[&Ident], seen: &mut Found) -> Option<Definition> {
        let (first, mut rest) = path.split_first()?;
        let mut found = match first.to_string().as_str() {
            "crate" => Definition::Module(self.root(at)),
            "self" => Definition::Module(at),
            "super" => {
                let mut module = self.module(at).parent?;
                while let Some((next, after)) = rest.split_first() {
                    if *next != "super" {
                        break;
                    }
                    module = self.module(module).parent?;
                    rest = after;
                }
                Definition::Module(module)
            }
            name => match self.lookup(at, name, seen) {
                Some(found) => found,
                None => Definition::Module(self.library(name)?),
            },
        };
        for segment in rest {
            let Definition::Module(module) = found else { return None };
            found = self.lookup(module, &segment.to_string(), seen)?;
        }
        Some(found)
    }

    fn lookup(&self, module: ModuleId, name: &str, seen: &mut Found) -> Option<Definition> {
        let key = (module, name.to_owned());
        if let Some(known) = seen.get(&key) {
            return *known;
        }
        seen.insert(key.clone(), None);
        let found = self.look(module, name, seen);
        seen.insert(key, found);
        found
    }

    /// What a name means in a module: what stands there, before what is named by a `use`, before what a glob brings.
    fn look(&self, module: ModuleId, name: &str, seen: &mut Found) -> Option<Definition> {
        if let Some(child) = self.child(module, name) {
            return Some(Definition::Module(child));
        }
        let items = &self.module(module).items;
        let is_it = |item: &Item| {
            let kind = matches!(item, Item::Struct(_) | Item::Enum(_) | Item::Type(_));
            kind && ident_of(item).is_some_and(|ident| ident == name)
        };
        if let Some(at) = items.iter().position(is_it) {
            return Some(Definition::Item(module, at));
        }
        let uses = items.iter().filter_map(|item| match item {
            Item::Use(item) => Some(Leaf::all(item)),
            _ => None,
        });
        let leaves: Vec<_> = uses.flatten().collect();
        let mut named = leaves.iter().filter(|leaf| leaf.brings(name));
        if let Some(found) = named.find_map(|leaf| self.follow(module, &leaf.path, seen)) {
            return Some(found);
        }
        let mut globs = leaves.iter().filter(|leaf| leaf.brings == Brings::Everything);
        globs.find_map(|leaf| match self.follow(module, &leaf.path, seen)? {
            Definition::Module(inner) => self.lookup(inner, name, seen),
            Definition::Item(..) => None,
        })
    }
}

/// The name of an item, if it has one.
pub(crate) fn ident_of(item: &Item) -> Option<&Ident> {
    Some(match item {
        Item::Const(it) => &it.ident,
        Item::Enum(it) => &it.ident,
        Item::Fn(it) => &it.sig.ident,
        Item::Macro(it) => it.ident.as_ref()?,
        Item::Mod(it) => &it.ident,
        Item::Static(it) => &it.ident,
        Item::Struct(it) => &it.ident,
        Item::Trait(it) => &it.ident,
        Item::Type(it) => &it.ident,
        Item::Union(it) => &it.ident,
        _ => return None,
    })
}

/// The paths in a type that name types, with what lies around each, outermost first: `Vec<v1::Line>` has `Vec`, and `v1::Line` in `["Vec"]`.
pub fn type_paths(of: &Type) -> Vec<(&Path, Vec<String>)> {
    struct Paths<'a> {
        found: Vec<(&'a Path, Vec<String>)>,
        around: Vec<String>,
    }
    impl<'a> Visit<'a> for Paths<'a> {
        fn visit_path(&mut self, path: &'a Path) {
            self.found.push((path, self.around.clone()));
            let last = path.segments.last().map(|last| last.ident.to_string());
            self.around.extend(last.clone());
            visit::visit_path(self, path);
            if last.is_some() {
                self.around.pop();
            }
        }
    }
    let mut paths = Paths { found: Vec::new(), around: Vec::new() };
    paths.visit_type(of);
    paths.found
}

/// A path in its file, without the parameters behind its last segment.
pub(crate) fn bare_range(file: &SourceFile, path: &Path) -> Option<Range<usize>> {
    let (first, last) = (path.segments.first()?, path.segments.last()?);
    let start = path.leading_colon.map_or(first.ident.span(), |colon| colon.spans[0]);
    Some(file.range_of(start).start..file.range_of(last.ident.span()).end)
}
