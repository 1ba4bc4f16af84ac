//! All changes of a command, put together.

use std::collections::BTreeMap;
use std::path::PathBuf;

use syn::{AttrStyle, Item, ItemMod, Visibility};

use crate::edit::ChangeSet;
use crate::error::{Problem, Result, near};
use crate::new::imports::Imports;
use crate::new::layout::{Home, VersionModule};
use crate::new::plan::Birth;
use crate::new::work::Work;
use crate::new::{alias, copy, lines, pins};
use crate::source::{Body, ModuleId, SourceFile};

/// What goes into one module for new versions.
#[derive(Default)]
struct Content {
    imports: Imports,
    items: Vec<String>,
    major: u32,
}

/// All changes. Nothing is written yet.
pub(super) fn write(work: &mut Work<'_>) -> Result<ChangeSet> {
    let mut modules: BTreeMap<VersionModule, Content> = BTreeMap::new();
    for birth in work.births.clone() {
        match &birth.home {
            Home::Module(module) => {
                into_module(work, &birth, module, modules.entry(module.clone()).or_default());
            }
            Home::Beside { .. } => beside(work, &birth),
            Home::InPlace { .. } => copy::in_place(work, &birth),
        }
    }
    for draft in work.drafts.clone() {
        copy::draft(work, draft);
    }
    let mut changes = ChangeSet::default();
    for (module, content) in modules {
        match module.existing {
            Some(existing) => join(work, existing, content),
            None => add(work, &module, content, &mut changes)?,
        }
    }
    alias::move_on(work);
    pins::pin(work);
    for (file, edits) in &work.edits {
        let source = work.catalog.sources.source(*file);
        if !edits.is_empty() {
            changes.edit(source.path.clone(), edits.apply(&source.text));
        }
    }
    Ok(changes)
}

fn into_module(work: &mut Work<'_>, birth: &Birth, module: &VersionModule, content: &mut Content) {
    let sources = work.catalog.sources;
    let version = work.catalog.version(birth.old);
    let texts = copy::elsewhere(work, birth);
    content.imports.add(work, module, version.module, &texts.join("\n"), texts.len() > 1);
    let indent = version.file(sources).indent(version.range.start);
    content.items.extend(texts.iter().map(|text| outdented(text, indent)));
    let next = birth.old_number.parts().0.saturating_add(1);
    content.major = content.major.max(next);
}

/// Behind the old type and what follows it for it alone.
fn beside(work: &mut Work<'_>, birth: &Birth) {
    let sources = work.catalog.sources;
    let version = work.catalog.version(birth.old);
    let file = version.file(sources);
    let items = &sources.module(version.module).items;
    let own = items[version.item + 1..].iter().take_while(|item| match item {
        Item::Impl(block) => match &*block.self_ty {
            syn::Type::Path(path) => {
                sources.resolve_type(version.module, &path.path)
                    == Some((version.module, version.item))
            }
            _ => false,
        },
        _ => false,
    });
    let last = own.last().unwrap_or(&items[version.item]);
    let at = file.line_end(file.range(last).end);
    let indent = file.indent(version.range.start);
    let texts = copy::elsewhere(work, birth);
    let gap = format!("\n\n{indent}");
    work.edits(version.module).insert(at, format!("{gap}{}", texts.join(&gap)));
}

/// Into a module that is there.
fn join(work: &mut Work<'_>, module: ModuleId, content: Content) {
    let sources = work.catalog.sources;
    let (inside, file) = (sources.module(module), sources.file_of(module));
    let body = match &inside.body {
        Some(Body::Inline { inside, .. }) => inside.clone(),
        _ => 0..file.text.len(),
    };
    let (first, last) = (inside.items.first(), inside.items.last());
    let indent =
        first.map_or_else(String::new, |item| file.indent(file.range(item).start).to_owned());
    let uses = inside.items.iter().filter(|item| matches!(item, Item::Use(_)));
    let uses: Vec<_> = uses.map(|item| file.range(item)).collect();
    for import in content.imports.lines() {
        let text = indented(&import, &indent);
        let rank = lines::rank(&import);
        let group =
            || uses.iter().filter(|it| lines::rank(file.slice((*it).clone())).0 / 3 == rank.0 / 3);
        let after = group().find(|it| lines::rank(file.slice((*it).clone())) > rank);
        let (at, text) = match (after, group().next_back(), uses.last(), first) {
            (Some(after), ..) => (file.line_start(after.start), format!("{text}\n")),
            (None, Some(last), ..) => (file.line_end(last.end), format!("\n{text}")),
            (None, None, Some(last), _) => (file.line_end(last.end), format!("\n\n{text}")),
            (.., Some(first)) => (file.line_start(file.range(first).start), format!("{text}\n\n")),
            (.., None) => (body.start, format!("\n{text}\n")),
        };
        work.edits(module).insert(at, text);
    }
    let at = last.map_or(body.start, |item| file.line_end(file.range(item).end).min(body.end));
    let items = content.items.iter().map(|item| format!("\n\n{}", indented(item, &indent)));
    let text: String = items.collect();
    work.edits(module).insert(at, text);
}

/// As a module of its own, which looks like the one before it.
fn add(
    work: &mut Work<'_>,
    module: &VersionModule,
    content: Content,
    changes: &mut ChangeSet,
) -> Result<()> {
    let sources = work.catalog.sources;
    let newest = sources.module(module.newest);
    let file = sources.file_of(module.parent);
    let items = &sources.module(module.parent).items;
    let name = newest.path.last().cloned().unwrap_or_default();
    let declared = items.iter().find_map(|item| match item {
        Item::Mod(item) if item.ident == name => Some(item),
        _ => None,
    });
    let (Some(body), Some(declared)) = (&newest.body, declared) else { return Ok(()) };
    let imports = content.imports.text();
    let gap = if imports.is_empty() { "" } else { "\n" };
    let text = format!("{imports}{gap}{}\n", content.items.join("\n\n"));
    match body {
        Body::Inline { whole, .. } => {
            let indent = file.indent(whole.start);
            let docs = if is_documented(declared) {
                format!("{indent}/// Version {}.\n", content.major)
            } else {
                String::new()
            };
            let head = head(file, declared, &module.name, whole.start);
            let text = indented(text.trim_end(), &format!("{indent}    "));
            let text = format!("\n\n{docs}{indent}{head} {{\n{text}\n{indent}}}");
            work.edits(module.parent).insert(file.line_end(whole.end), text);
        }
        Body::File { declared: range } => {
            let old = sources.file_of(module.newest);
            let path = beside_file(old, &name, &module.name).ok_or_else(|| Problem::Layout {
                place: file.place(range.start),
                problem: format!("the file of module `{name}` does not bear its name"),
                help: format!("rename {} to `{name}.rs`, and remove `#[path]`", near(&old.path)),
            })?;
            let indent = file.indent(range.start);
            let documented = declared.attrs.iter().any(|attr| attr.path().is_ident("doc"));
            let docs = if documented {
                format!("{indent}/// Version {}.\n", content.major)
            } else {
                String::new()
            };
            let head = head(file, declared, &module.name, range.start);
            let line = format!("\n{docs}{indent}{head};");
            work.edits(module.parent).insert(file.line_end(range.end), line);
            let docs = if old.text.trim_start_matches('\u{feff}').starts_with("//!") {
                format!("//! Version {}.\n\n", content.major)
            } else {
                String::new()
            };
            let text = format!("{docs}{text}");
            let text = if old.text.contains("\r\n") { text.replace('\n', "\r\n") } else { text };
            changes.create(path, text);
        }
    }
    Ok(())
}

/// `#[allow(…)] pub mod v3`: what stands before the body of the old module, without its docs.
fn head(file: &SourceFile, old: &ItemMod, name: &str, start: usize) -> String {
    let indent = file.indent(start);
    let attrs = old.attrs.iter().filter(|attr| {
        matches!(attr.style, AttrStyle::Outer)
            && !attr.path().is_ident("doc")
            && !attr.path().is_ident("path")
    });
    let attrs = attrs.flat_map(|attr| [file.slice(file.range(attr)), "\n", indent]);
    let attrs: String = attrs.collect();
    let vis = match &old.vis {
        Visibility::Inherited => String::new(),
        vis => format!("{} ", file.slice(file.range(vis))),
    };
    format!("{attrs}{vis}mod {name}")
}

fn is_documented(module: &ItemMod) -> bool {
    module.attrs.iter().any(|attr| attr.path().is_ident("doc"))
}

/// `user/v2.rs` → `user/v3.rs`, `user/v2/mod.rs` → `user/v3/mod.rs`
fn beside_file(old: &SourceFile, name: &str, new: &str) -> Option<PathBuf> {
    let stem = old.path.file_stem()?.to_str()?;
    let folder = old.path.parent()?;
    if stem == name {
        return Some(folder.join(format!("{new}.rs")));
    }
    (stem == "mod" && folder.file_name()?.to_str()? == name)
        .then(|| folder.with_file_name(new).join("mod.rs"))
}

/// Every line further in; blank ones stay blank.
fn indented(text: &str, indent: &str) -> String {
    let text = text.replace("\r\n", "\n");
    let lines = text.split('\n');
    let lines =
        lines.map(|line| if line.is_empty() { String::new() } else { format!("{indent}{line}") });
    lines.collect::<Vec<_>>().join("\n")
}

/// Every line but the first less far in.
fn outdented(text: &str, indent: &str) -> String {
    let text = text.replace("\r\n", "\n");
    let lines = text.split('\n').map(|line| line.strip_prefix(indent).unwrap_or(line));
    lines.collect::<Vec<_>>().join("\n")
}
