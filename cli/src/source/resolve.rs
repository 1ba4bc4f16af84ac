//! What a path names, as far as the text of the packages goes.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use proc_macro2::Span;
use syn::spanned::Spanned as _;
use syn::visit::{self, Visit};
use syn::{Ident, Item, Path, Type, Visibility};

use crate::source::uses::Brings;
use crate::source::{Leaf, ModuleId, SourceFile, Sources};

/// How many `type` lines are followed, one leading to the next.
const FOLLOWED: usize = 32;

/// Items that are passed over, as if they were not there.
pub type Ignored = HashSet<(ModuleId, usize)>;

/// A search under way.
struct Search<'i> {
    /// What names were found to mean. One that is being looked for means nothing yet, which ends rings of `use` lines.
    known: HashMap<(ModuleId, String), Option<Definition>>,
    ignored: Option<&'i Ignored>,
}

impl<'i> Search<'i> {
    fn new(ignored: Option<&'i Ignored>) -> Self {
        Self { known: HashMap::new(), ignored }
    }

    fn sees(&self, module: ModuleId, item: usize) -> bool {
        self.ignored.is_none_or(|ignored| !ignored.contains(&(module, item)))
    }
}

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
        self.resolve_names(at, &names(path))
    }

    /// What a path of these names leads to in a module.
    pub fn resolve_names(&self, at: ModuleId, path: &[&Ident]) -> Option<Definition> {
        self.follow(at, path, &mut Search::new(None))
    }

    /// The struct or enum that a path names in a module; type aliases are followed.
    pub fn resolve_type(&self, at: ModuleId, path: &Path) -> Option<(ModuleId, usize)> {
        self.type_without(at, &names(path), None)
    }

    /// The same, as if some items were not there.
    pub fn type_without(
        &self,
        at: ModuleId,
        path: &[&Ident],
        ignored: Option<&Ignored>,
    ) -> Option<(ModuleId, usize)> {
        let found = self.follow(at, path, &mut Search::new(ignored))?;
        self.to_type(found, FOLLOWED, ignored)
    }

    /// Whether a name is taken in a module, by an item of any kind or by a `use`; globs do not take it.
    pub fn brings(&self, module: ModuleId, name: &str) -> bool {
        self.item_named(module, name).is_some()
            || self.leaves(module).any(|(_, leaf)| leaf.brings(name))
    }

    /// Whether a name means something in a module, be it through globs.
    pub fn has(&self, module: ModuleId, name: &str) -> bool {
        let (mut due, mut seen) = (vec![module], HashSet::new());
        while let Some(module) = due.pop() {
            if !seen.insert(module) {
                continue;
            }
            if self.brings(module, name) {
                return true;
            }
            let globs = self.leaves(module).filter(|(_, leaf)| leaf.brings == Brings::Everything);
            due.extend(globs.filter_map(
                |(_, leaf)| match self.resolve_names(module, &leaf.path) {
                    Some(Definition::Module(inner)) => Some(inner),
                    _ => None,
                },
            ));
        }
        false
    }

    /// The names that the `use` items of a module bring, each with the item.
    pub fn leaves(&self, module: ModuleId) -> impl Iterator<Item = (usize, Leaf<'_>)> {
        let items = self.module(module).items.iter().enumerate();
        items.flat_map(|(at, item)| match item {
            Item::Use(item) => Leaf::all(item).into_iter().map(|leaf| (at, leaf)).collect(),
            _ => Vec::new(),
        })
    }

    /// The item of that name that stands in the module itself, whatever its kind.
    pub fn item_named(&self, module: ModuleId, name: &str) -> Option<&Item> {
        self.module(module)
            .items
            .iter()
            .find(|item| ident_of(item).is_some_and(|ident| ident == name))
    }

    fn to_type(
        &self,
        definition: Definition,
        left: usize,
        ignored: Option<&Ignored>,
    ) -> Option<(ModuleId, usize)> {
        let Definition::Item(module, at) = definition else { return None };
        match &self.module(module).items[at] {
            Item::Struct(_) | Item::Enum(_) => Some((module, at)),
            Item::Type(alias) => match &*alias.ty {
                Type::Path(path) if path.qself.is_none() => {
                    let left = left.checked_sub(1)?;
                    let found =
                        self.follow(module, &names(&path.path), &mut Search::new(ignored))?;
                    self.to_type(found, left, ignored)
                }
                _ => None,
            },
            _ => None,
        }
    }

    fn follow(&self, at: ModuleId, path: &[&Ident], seen: &mut Search<'_>) -> Option<Definition> {
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

    fn lookup(&self, module: ModuleId, name: &str, seen: &mut Search<'_>) -> Option<Definition> {
        let key = (module, name.to_owned());
        if let Some(known) = seen.known.get(&key) {
            return *known;
        }
        seen.known.insert(key.clone(), None);
        let found = self.look(module, name, seen);
        seen.known.insert(key, found);
        found
    }

    /// What a name means in a module: what stands there, before what is named by a `use`, before what a glob brings.
    fn look(&self, module: ModuleId, name: &str, seen: &mut Search<'_>) -> Option<Definition> {
        if let Some(child) = self.child(module, name) {
            return Some(Definition::Module(child));
        }
        let items = &self.module(module).items;
        let is_it = |item: &Item| {
            let kind = matches!(item, Item::Struct(_) | Item::Enum(_) | Item::Type(_));
            kind && ident_of(item).is_some_and(|ident| ident == name)
        };
        let at =
            items.iter().enumerate().position(|(at, item)| is_it(item) && seen.sees(module, at));
        if let Some(at) = at {
            return Some(Definition::Item(module, at));
        }
        let leaves = self.leaves(module).filter(|(at, _)| seen.sees(module, *at));
        let leaves: Vec<_> = leaves.map(|(_, leaf)| leaf).collect();
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

fn names(path: &Path) -> Vec<&Ident> {
    path.segments.iter().map(|segment| &segment.ident).collect()
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

/// Where the keyword of an item stands that says nothing of its visibility.
pub(crate) fn private_keyword(item: &Item) -> Option<Span> {
    let (vis, keyword) = match item {
        Item::Const(it) => (&it.vis, it.const_token.span),
        Item::Enum(it) => (&it.vis, it.enum_token.span),
        Item::Fn(it) => (&it.vis, it.sig.span()),
        Item::Mod(it) => (&it.vis, it.mod_token.span),
        Item::Static(it) => (&it.vis, it.static_token.span),
        Item::Struct(it) => (&it.vis, it.struct_token.span),
        Item::Trait(it) => (&it.vis, it.trait_token.span),
        Item::Type(it) => (&it.vis, it.type_token.span),
        Item::Union(it) => (&it.vis, it.union_token.span),
        _ => return None,
    };
    matches!(vis, Visibility::Inherited).then_some(keyword)
}

/// A path in its file, without the parameters behind its last segment.
pub(crate) fn bare_range(file: &SourceFile, path: &Path) -> Option<Range<usize>> {
    let (first, last) = (path.segments.first()?, path.segments.last()?);
    let start = path.leading_colon.map_or(first.ident.span(), |colon| colon.spans[0]);
    Some(file.range_of(start).start..file.range_of(last.ident.span()).end)
}
