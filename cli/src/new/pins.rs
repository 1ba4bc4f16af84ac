//! What named the old version by a name that means the new one now, and has to go on naming the old one.

use std::collections::BTreeSet;

use quote::ToTokens as _;
use syn::visit::{self, Visit};
use syn::{Ident, Item, Path};

use crate::new::layout::{self, Home};
use crate::new::paths::{self, Around};
use crate::new::work::Work;
use crate::new::{lines, names};
use crate::source::{Brings, Leaf, ModuleId, TypeItem, VersionId, Words, bare_range};

/// Pins the fields of versions, of the types inside them, and what the functions of the old steps say.
pub(super) fn pin(work: &mut Work<'_>) {
    let catalog = work.catalog;
    let in_place = |work: &Work<'_>, id| {
        matches!(work.birth_of(id).map(|birth| &birth.home), Some(Home::InPlace { .. }))
    };
    imports(work);
    for (id, version) in catalog.versions() {
        // Both texts of one that stays in place are written by the copy.
        if !in_place(work, id) && !work.drafts.contains(&id) {
            fields(work, version.module, version.item);
        }
    }
    for (module, item) in paths::held_plain_types(catalog) {
        if fields(work, module, item) > 0 {
            let file = catalog.sources.file_of(module);
            let syntax = &catalog.sources.module(module).items[item];
            let place = file.place(file.range(syntax).start);
            let name = TypeItem::of(syntax).map(|it| it.ident.to_string()).unwrap_or_default();
            work.notes.push(format!(
                "`{name}` ({place}) is no version and goes on holding the old one; where the new one belongs there, give the type that holds it a type of its own"
            ));
        }
    }
    for at in 0..work.births.len() {
        functions(work, work.births[at].old);
    }
}

/// In a module for versions, what its own `use` lines bring is pinned there, so that its code stays as it is.
fn imports(work: &mut Work<'_>) {
    let sources = work.catalog.sources;
    for (module, inside) in sources.modules() {
        for (at, item) in inside.items.iter().enumerate() {
            let Item::Use(syntax) = item else { continue };
            let leaves = sources.leaves(module).filter(|(item, _)| *item == at);
            let (pinned, kept): (Vec<_>, Vec<_>) = leaves
                .map(|(_, leaf)| leaf)
                .partition(|leaf| pinned_leaf(work, module, at, leaf).is_some());
            if pinned.is_empty() {
                continue;
            }
            let file = sources.file_of(module);
            let whole = file.range(syntax);
            let head = &file.text[whole.start..file.range(&syntax.tree).start];
            let mut lines = Vec::new();
            if !kept.is_empty() {
                lines.push(lines::printed(head, &kept));
            }
            for leaf in pinned {
                let Some((name, old)) = pinned_leaf(work, module, at, &leaf) else { continue };
                let same = work.frozen(old).name == name;
                let renamed = if same { String::new() } else { format!(" as {name}") };
                lines.push(format!("{head}{}{renamed};", spelled(work, module, old)));
            }
            let text = lines.join(&format!("\n{}", file.indent(whole.start)));
            work.edits(module).replace(whole, text);
        }
    }
}

/// The name that a private `use` of a module for versions brings, and the old version that it has to go on naming.
fn pinned_leaf(
    work: &Work<'_>,
    module: ModuleId,
    item: usize,
    leaf: &Leaf<'_>,
) -> Option<(String, VersionId)> {
    let sources = work.catalog.sources;
    let Item::Use(syntax) = &sources.module(module).items[item] else { return None };
    let Brings::Name(name) = leaf.brings else { return None };
    let is_home =
        sources.module(module).path.last().is_some_and(|name| layout::is_version_module(name));
    // A draft there means the new one by the same name.
    let has_draft = work.drafts.iter().any(|id| work.catalog.version(*id).module == module);
    if has_draft || !is_home || !matches!(syntax.vis, syn::Visibility::Inherited) {
        return None;
    }
    let old = work.catalog.of_item(sources.type_without(module, &leaf.path, None)?)?;
    work.names_mean_the_next(module, &leaf.path, old).then(|| (name.to_string(), old))
}

fn is_import(work: &Work<'_>, module: ModuleId, name: &Ident) -> bool {
    let sources = work.catalog.sources;
    let name = name.to_string();
    sources
        .leaves(module)
        .any(|(item, leaf)| leaf.brings(&name) && pinned_leaf(work, module, item, &leaf).is_some())
}

fn fields(work: &mut Work<'_>, module: ModuleId, item: usize) -> usize {
    let sources = work.catalog.sources;
    let Some(syntax) = TypeItem::of(&sources.module(module).items[item]) else { return 0 };
    let mut pinned = 0;
    for field in syntax.fields() {
        for mention in paths::mentions(work.catalog, module, &field.ty) {
            let imported =
                mention.path.get_ident().is_some_and(|name| is_import(work, module, name));
            let free = mention.around == Around::Tagged || imported;
            if !free && work.means_the_next(module, mention.path, mention.of) {
                let text = spelled(work, module, mention.of);
                let Some(range) = bare_range(sources.file_of(module), mention.path) else {
                    continue;
                };
                work.edits(module).replace(range, text);
                pinned += 1;
            }
        }
    }
    pinned
}

/// The old version as a module spells it.
pub(super) fn spelled(work: &Work<'_>, at: ModuleId, old: VersionId) -> String {
    let sources = work.catalog.sources;
    work.frozen(old).spelled(sources, sources.root(at), &sources.module(at).path)
}

/// The functions that the words of a step name work on its own types.
fn functions(work: &mut Work<'_>, old: VersionId) {
    let (catalog, sources) = (work.catalog, work.catalog.sources);
    let version = catalog.version(old);
    let (module, file) = (version.module, version.file(sources));
    let syntax = version.syntax(sources);
    let inner = syntax.fields().into_iter().map(|field| &field.attrs);
    let inner = inner.chain(syntax.variants().into_iter().map(|variant| &variant.attrs));
    let mut words = version.words.list.clone();
    words.extend(inner.flat_map(|attrs| Words::of(attrs, file).list));
    let named: BTreeSet<String> =
        words.into_iter().flat_map(|word| names::used(word.rest)).collect();
    for item in &sources.module(module).items {
        let Item::Fn(function) = item else { continue };
        if !named.contains(&function.sig.ident.to_string()) {
            continue;
        }
        let mut paths = Paths::default();
        paths.visit_item_fn(function);
        for path in paths.0 {
            let segments: Vec<&Ident> = path.segments.iter().map(|it| &it.ident).collect();
            // `User`, and the `User` of `User::new`.
            for length in (1..=segments.len()).rev().take(2) {
                let part = &segments[..length];
                let found = sources.type_without(module, part, None);
                if found != Some((version.module, version.item)) {
                    continue;
                }
                if work.names_mean_the_next(module, part, old) {
                    let start = file.range_of(part[0].span()).start;
                    let end = file.range_of(part[length - 1].span()).end;
                    let text = spelled(work, module, old);
                    work.edits(module).replace(start..end, text);
                }
                break;
            }
        }
        // What stands in macros is not known to be paths, but the name itself is.
        let in_place =
            matches!(work.birth_of(old).map(|birth| &birth.home), Some(Home::InPlace { .. }));
        if in_place {
            for span in names::uses_of(function.to_token_stream(), &version.name) {
                let text = spelled(work, module, old);
                work.edits(module).replace(file.range_of(span), text);
            }
        }
    }
}

#[derive(Default)]
struct Paths<'a>(Vec<&'a Path>);

impl<'a> Visit<'a> for Paths<'a> {
    fn visit_path(&mut self, path: &'a Path) {
        self.0.push(path);
        visit::visit_path(self, path);
    }
}
