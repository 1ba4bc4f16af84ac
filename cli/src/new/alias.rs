//! The lines that say which version is the latest.

use std::collections::BTreeMap;
use std::ops::Range;

use syn::{Ident, Item};

use crate::edit::Edits;
use crate::new::layout::Home;
use crate::new::lines;
use crate::new::work::Work;
use crate::source::{
    AliasForm, Leaf, ModuleId, Sources, VersionId, bare_range, names_itself, private_keyword,
};

/// Moves the aliases, and the lines `lock!(…)` and `laws!(…)` that name the version itself.
pub(super) fn move_on(work: &mut Work<'_>) {
    let mut uses: BTreeMap<(ModuleId, usize), Vec<(usize, usize)>> = BTreeMap::new();
    for (birth, alias) in work.aliases.clone() {
        match alias.form {
            AliasForm::Use { leaf } => {
                uses.entry((alias.module, alias.item)).or_default().push((leaf, birth));
            }
            AliasForm::Glob { leaf } => glob(work, alias.module, alias.item, leaf, birth),
            AliasForm::Type { target } => {
                let Item::Type(item) = &work.catalog.sources.module(alias.module).items[alias.item]
                else {
                    continue;
                };
                if let syn::Type::Path(path) = &*item.ty {
                    let names = path.path.segments.iter().map(|it| &it.ident).collect::<Vec<_>>();
                    retarget(work, alias.module, &names, target, birth);
                }
            }
        }
    }
    for ((module, item), moved) in uses {
        let Item::Use(syntax) = &work.catalog.sources.module(module).items[item] else { continue };
        let leaves = Leaf::all(syntax);
        let moved: Vec<_> = moved
            .into_iter()
            .filter_map(|(leaf, birth)| Some((leaf, moved_names(work, &leaves[leaf].path, birth)?)))
            .collect();
        let edits = moved_use(work.catalog.sources, module, item, &moved);
        work.edits(module).extend(edits);
    }
    calls(work);
}

fn calls(work: &mut Work<'_>) {
    let sources = work.catalog.sources;
    for call in &work.catalog.calls {
        let names: Vec<&Ident> = call.of.segments.iter().map(|it| &it.ident).collect();
        let moves = |id: VersionId| {
            let birth = work.birth_of(id);
            birth.is_some_and(|birth| !matches!(birth.home, Home::InPlace { .. }))
                && names_itself(sources, call.module, &names, work.catalog.version(id))
        };
        let birth = work.births.iter().position(|birth| moves(birth.old));
        let range = bare_range(sources.file_of(call.module), &call.of);
        if let (Some(birth), Some(range)) = (birth, range) {
            retarget(work, call.module, &names, range, birth);
        }
    }
}

/// Makes a path that names the old version itself name the new one.
fn retarget(
    work: &mut Work<'_>,
    at: ModuleId,
    names: &[&Ident],
    range: Range<usize>,
    birth: usize,
) {
    let sources = work.catalog.sources;
    match moved_names(work, names, birth) {
        Some(text) => work.edits(at).replace(range, text.join("::")),
        None => {
            let new = work.reborn(work.births[birth].old);
            let text = new.spelled(sources, sources.root(at), &sources.module(at).path);
            work.edits(at).replace(range, text);
        }
    }
}

/// The path with the new module or the new name in it; `None` if the module is not in it.
fn moved_names(work: &Work<'_>, names: &[&Ident], birth: usize) -> Option<Vec<String>> {
    let mut path: Vec<String> = names.iter().map(ToString::to_string).collect();
    let last = path.len().checked_sub(1)?;
    match &work.births[birth].home {
        Home::Module(module) => path.get_mut(last.checked_sub(1)?)?.clone_from(&module.name),
        Home::Beside { name } => path[last].clone_from(name),
        Home::InPlace { .. } => {}
    }
    Some(path)
}

/// Moves some names of a `use` to other paths: in place, if no other goes through the same words; otherwise they get lines of
/// their own.
pub(crate) fn moved_use(
    sources: &Sources,
    module: ModuleId,
    item: usize,
    moved: &[(usize, Vec<String>)],
) -> Edits {
    let mut edits = Edits::default();
    let Item::Use(syntax) = &sources.module(module).items[item] else { return edits };
    let file = sources.file_of(module);
    let leaves = Leaf::all(syntax);
    let mut words: BTreeMap<(usize, usize), String> = BTreeMap::new();
    for (leaf, path) in moved {
        for (ident, new) in leaves[*leaf].path.iter().zip(path) {
            if **ident != *new {
                let range = file.range_of(ident.span());
                words.insert((range.start, range.end), new.clone());
            }
        }
    }
    let stays = |at: &usize| !moved.iter().any(|(leaf, _)| leaf == at);
    let is_shared = leaves.iter().enumerate().filter(|(at, _)| stays(at)).any(|(_, leaf)| {
        leaf.path.iter().any(|ident| {
            let range = file.range_of(ident.span());
            words.contains_key(&(range.start, range.end))
        })
    });
    if !is_shared {
        for ((start, end), new) in words {
            edits.replace(start..end, new);
        }
        return edits;
    }
    let whole = file.range(syntax);
    let head = file.text[whole.start..file.range(&syntax.tree).start].to_owned();
    let kept: Vec<_> = leaves
        .iter()
        .enumerate()
        .filter(|(at, _)| stays(at))
        .map(|(_, leaf)| leaf.clone())
        .collect();
    let mut text = lines::printed(&head, &kept);
    let indent = file.indent(whole.start).to_owned();
    let mut groups: BTreeMap<Vec<String>, Vec<String>> = BTreeMap::new();
    for (leaf, path) in moved {
        let (leaf, mut path) = (&leaves[*leaf], path.clone());
        let mut last = path.pop().unwrap_or_default();
        if let crate::source::Brings::Name(name) = leaf.brings
            && *name != last
        {
            last = format!("{last} as {name}");
        }
        groups.entry(path).or_default().push(last);
    }
    for (path, names) in groups {
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        let line = lines::braced(&format!("{head}{}", path.join("::")), &names);
        text.extend(["\n", &indent, &line]);
    }
    edits.replace(whole, text);
    edits
}

/// What a glob brings is shadowed by the new version's own line.
fn glob(work: &mut Work<'_>, module: ModuleId, item: usize, leaf: usize, birth: usize) {
    let sources = work.catalog.sources;
    let Item::Use(syntax) = &sources.module(module).items[item] else { return };
    let Home::Module(new) = work.births[birth].home.clone() else { return };
    let version = work.catalog.version(work.births[birth].old);
    let named = work.aliases.iter().any(|(other, alias)| {
        *other == birth && alias.module == module && !matches!(alias.form, AliasForm::Glob { .. })
    });
    if named || sources.brings(module, &version.name) {
        return;
    }
    let file = sources.file_of(module);
    let whole = file.range(syntax);
    let head = &file.text[whole.start..file.range(&syntax.tree).start];
    let leaves = Leaf::all(syntax);
    let last = leaves[leaf].path.last().map(|last| file.range_of(last.span()));
    if let (1, Some(last), true) = (leaves.len(), last, moves_whole(work, version.module)) {
        work.edits(module).replace(last, new.name);
        return;
    }
    let mut path: Vec<String> = leaves[leaf].path.iter().map(ToString::to_string).collect();
    path.pop();
    path.extend([new.name, version.name.clone()]);
    let line = format!("\n{}{head}{};", file.indent(whole.start), path.join("::"));
    work.edits(module).insert(whole.end, line);
}

/// Whether all that a module shows goes into the next one.
fn moves_whole(work: &Work<'_>, module: ModuleId) -> bool {
    let catalog = work.catalog;
    let mut items = catalog.sources.module(module).items.iter().enumerate();
    items.all(|(at, item)| match item {
        Item::Use(item) => matches!(item.vis, syn::Visibility::Inherited),
        Item::Impl(_) => true,
        _ if private_keyword(item).is_some() => true,
        _ => catalog.of_item((module, at)).is_some_and(|id| work.birth_of(id).is_some()),
    })
}
