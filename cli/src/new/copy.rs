//! The text of the new version: the old one without the words of its step.

use std::ops::Range;

use quote::ToTokens as _;
use syn::{Field, FieldsNamed, Item, ItemImpl, Type};

use crate::edit::Edits;
use crate::new::layout::Home;
use crate::new::paths::{self, Around, Spot};
use crate::new::plan::Birth;
use crate::new::work::Work;
use crate::new::{names, pins};
use crate::source::{
    ModuleId, SourceFile, Sources, TypeItem, VersionId, VersionType, Words, bare_range,
};

/// The words that say what a version is, not what became of the one before.
const ON_TYPE: &[&str] = &["key", "shape", "crate"];
const ON_FIELD: &[&str] = &["shape"];
const ON_VARIANT: &[&str] = &["unknown"];

/// The words that go with `nested`.
const BESIDE_NESTED: &[&str] = &["from", "keep", "accept_loss", "check", "shape", "reuse"];

/// The traits of serde and its like, which a version needs, derived or by hand.
const OF_DATA: &[&str] = &["Serialize", "Deserialize", "Shape", "JsonSchema", "Arbitrary"];

/// A place from which names are seen.
struct View {
    root: ModuleId,
    module: Vec<String>,
}

/// The type as its next version, and its `impl` blocks, for another place or under another name.
pub(super) fn elsewhere(work: &Work<'_>, birth: &Birth) -> Vec<String> {
    let (catalog, sources) = (work.catalog, work.catalog.sources);
    let version = catalog.version(birth.old);
    let (file, new) = (version.file(sources), work.reborn(birth.old));
    let view = View { root: new.root, module: new.module.clone() };
    let from = work.frozen(birth.old).spelled(sources, view.root, &view.module);

    let mut edits = Edits::default();
    words_on_type(version, file, &from, &mut edits, sources);
    inside(work, birth, &view, &mut edits);
    let syntax = version.syntax(sources);
    edits.replace(file.range(syntax.ident), new.name.clone());
    numbered_docs(birth, &syntax, file, &mut edits);
    let item = &sources.module(version.module).items[version.item];
    let mut texts = vec![rendered(work, birth, file, version.range.clone(), item, edits)];
    for block in impls(sources, version, |_| true) {
        let mut edits = Edits::default();
        for span in names::uses_of(block.to_token_stream(), &version.name) {
            edits.replace(file.range_of(span), new.name.clone());
        }
        texts.push(rendered(work, birth, file, file.range(block), block, edits));
    }
    texts
}

/// `/// Version 2.` says so of the copy no more.
fn numbered_docs(birth: &Birth, syntax: &TypeItem<'_>, file: &SourceFile, edits: &mut Edits) {
    let (old, next) = (birth.old_number, birth.old_number.parts().0.saturating_add(1));
    for attr in syntax.attrs.iter().filter(|attr| attr.path().is_ident("doc")) {
        let range = file.range(attr);
        let text = file.slice(range.clone());
        let bare = text.trim_start_matches('/').trim().trim_end_matches('.');
        if bare == format!("Version {old}") {
            edits.replace(range, text.replace(&old.to_string(), &next.to_string()));
        }
    }
}

/// The type as its next version where it stands, and the text of what is left of the old one before it.
pub(super) fn in_place(work: &mut Work<'_>, birth: &Birth) {
    let (catalog, sources) = (work.catalog, work.catalog.sources);
    let version = catalog.version(birth.old);
    let file = version.file(sources);
    let frozen = work.frozen(birth.old);
    let renamed = |range: Range<usize>, tokens, mut edits: Edits| {
        for span in names::uses_of(tokens, &version.name) {
            edits.replace(file.range_of(span), frozen.name.clone());
        }
        edits.apply_to_part(&file.text, range)
    };
    let item = &sources.module(version.module).items[version.item];
    let edits = pinned(work, version);
    let mut left = vec![renamed(version.range.clone(), item.to_token_stream(), edits)];
    let of_data = |name: &str| OF_DATA.contains(&name);
    for block in impls(sources, version, of_data) {
        left.push(renamed(file.range(block), block.to_token_stream(), Edits::default()));
    }
    let indent = file.indent(version.range.start);
    let gap = format!("\n\n{indent}");
    let left = left.join(&gap) + &gap;

    let mut edits = Edits::default();
    words_on_type(version, file, &frozen.name, &mut edits, sources);
    let view = View { root: frozen.root, module: frozen.module };
    inside(work, birth, &view, &mut edits);
    let all = work.edits(version.module);
    all.insert(version.range.start, left);
    all.extend(edits);
}

/// A version that has not shipped takes the new versions; its other words stay.
pub(super) fn draft(work: &mut Work<'_>, id: VersionId) {
    let sources = work.catalog.sources;
    let version = work.catalog.version(id);
    let file = version.file(sources);
    let view = View {
        root: sources.root(version.module),
        module: sources.module(version.module).path.clone(),
    };
    let mut edits = Edits::default();
    let mut opened = Vec::new();
    for field in version.syntax(sources).fields() {
        if !types(work, version.module, None, &view, &field.ty, &mut edits) {
            continue;
        }
        let words = Words::of(&field.attrs, file);
        match words.list.first() {
            None if words.attributes.is_empty() => {
                insert(field, file, "nested", &mut edits);
                opened.extend(field.ident.as_ref().map(|_| file.range(field).start));
            }
            // What is new, or converted by a function, says so in its own way.
            Some(first)
                if words.list.iter().all(|word| BESIDE_NESTED.contains(&word.name.as_str())) =>
            {
                edits.insert(first.range.start, "nested, ");
            }
            _ => {}
        }
    }
    open_all(version, sources, &opened, &mut edits);
    work.edits(version.module).extend(edits);
}

/// The fields of what is left in place, with the old versions of what moves.
fn pinned(work: &Work<'_>, version: &VersionType) -> Edits {
    let sources = work.catalog.sources;
    let file = version.file(sources);
    let mut edits = Edits::default();
    for field in version.syntax(sources).fields() {
        for mention in paths::mentions(work.catalog, version.module, &field.ty) {
            if mention.around != Around::Tagged
                && work.means_the_next(version.module, mention.path, mention.of)
                && let Some(range) = bare_range(file, mention.path)
            {
                edits.replace(range, pins::spelled(work, version.module, mention.of));
            }
        }
    }
    edits
}

/// `#[migrate(from = …)]`, with the words that say what the version is.
fn words_on_type(
    version: &VersionType,
    file: &SourceFile,
    from: &str,
    edits: &mut Edits,
    sources: &Sources,
) {
    let generics = version.syntax(sources).generics;
    let (_, parameters, _) = generics.split_for_impl();
    let parameters = parameters.to_token_stream().to_string().replace(' ', "").replace(',', ", ");
    let kept = kept(&version.words, file, ON_TYPE);
    let words: Vec<_> = [format!("from = {from}{parameters}")].into_iter().chain(kept).collect();
    rewrite(&version.words, file, Some(&words.join(", ")), edits);
}

/// The words on fields and variants, and the types of fields.
fn inside(work: &Work<'_>, birth: &Birth, view: &View, edits: &mut Edits) {
    let sources = work.catalog.sources;
    let version = work.catalog.version(birth.old);
    let file = version.file(sources);
    let syntax = version.syntax(sources);
    for variant in syntax.variants() {
        let words = Words::of(&variant.attrs, file);
        let kept = kept(&words, file, ON_VARIANT);
        rewrite(&words, file, some(&kept.join(", ")), edits);
    }
    let mut opened = Vec::new();
    for field in syntax.fields() {
        let nested = types(work, version.module, Some(birth), view, &field.ty, edits);
        let words = Words::of(&field.attrs, file);
        let kept = kept(&words, file, ON_FIELD);
        let nested = nested.then(|| "nested".to_owned());
        let text: Vec<_> = nested.into_iter().chain(kept).collect();
        let text = text.join(", ");
        rewrite(&words, file, some(&text), edits);
        if words.attributes.is_empty() && !text.is_empty() {
            insert(field, file, &text, edits);
            opened.extend(field.ident.as_ref().map(|_| file.range(field).start));
        }
    }
    open_all(version, sources, &opened, edits);
}

/// Gives the fields around some fields a line each.
fn open_all(version: &VersionType, sources: &Sources, opened: &[usize], edits: &mut Edits) {
    let file = version.file(sources);
    for list in version.syntax(sources).lists() {
        if let syn::Fields::Named(fields) = list
            && fields.named.iter().any(|field| opened.contains(&file.range(field).start))
        {
            open_up(fields, file, edits);
        }
    }
}

/// Words on a field that has none: on a line of their own, where the field has one.
fn insert(field: &Field, file: &SourceFile, text: &str, edits: &mut Edits) {
    let at = start(field, file);
    let alone = file.text[file.line_start(at)..at].trim().is_empty();
    let end = match (alone, &field.ident) {
        (true, _) => format!("\n{}", file.indent(at)),
        // `open_up` gives it a line.
        (false, Some(_)) => format!("\n{}    ", file.indent(at)),
        (false, None) => " ".to_owned(),
    };
    edits.insert(at, format!("#[migrate({text})]{end}"));
}

/// `{ a: A, b: B }`, a line for each: rustfmt leaves no attribute within a line of fields.
fn open_up(fields: &FieldsNamed, file: &SourceFile, edits: &mut Edits) {
    let (open, close) = (fields.brace_token.span.open(), fields.brace_token.span.close());
    let (open, close) = (file.range_of(open).end, file.range_of(close).start);
    if file.text[open..close].contains('\n') {
        return;
    }
    let line = format!("\n{}", file.indent(open));
    let mut before = open;
    for pair in fields.named.pairs() {
        let range = file.range(*pair.value());
        edits.replace(before..range.start, format!("{line}    "));
        before = pair.punct().map_or(range.end, |comma| file.range(*comma).end);
    }
    let comma = if fields.named.trailing_punct() { "" } else { "," };
    edits.replace(before..close, format!("{comma}{line}"));
}

/// Puts new versions into the type of a field; true if it holds one. The field is that of a copy, or of a draft.
fn types(
    work: &Work<'_>,
    module: ModuleId,
    copy: Option<&Birth>,
    view: &View,
    of: &Type,
    edits: &mut Edits,
) -> bool {
    let (catalog, sources) = (work.catalog, work.catalog.sources);
    let file = sources.file_of(module);
    let mut nested = false;
    for mention in paths::mentions(catalog, module, of) {
        if work.birth_of(mention.of).is_none() || mention.around == Around::Tagged {
            continue;
        }
        let Some(range) = bare_range(file, mention.path) else { continue };
        let follows = work.means_the_next(module, mention.path, mention.of);
        if mention.around == Around::Other {
            if follows {
                let old = work.frozen(mention.of);
                edits.replace(range, old.spelled(sources, view.root, &view.module));
            }
            continue;
        }
        nested |= mention.around == Around::Containers;
        let new = work.reborn(mention.of);
        let arrives = || copy.is_some_and(|birth| arrives(work, birth, &new, mention.path));
        if !follows && !arrives() {
            edits.replace(range, new.spelled(sources, view.root, &view.module));
        }
    }
    nested
}

/// Whether the name alone means the new version in the new module: because it stands there, or is imported by that name.
fn arrives(work: &Work<'_>, birth: &Birth, new: &Spot, path: &syn::Path) -> bool {
    let sources = work.catalog.sources;
    let version = work.catalog.version(birth.old);
    let Some(name) = path.get_ident().map(ToString::to_string) else { return false };
    let Home::Module(_) = birth.home else { return false };
    let here = work.reborn(birth.old).module == new.module;
    let imported = sources.leaves(version.module).any(|(_, leaf)| leaf.brings(&name));
    let local = sources.item_named(version.module, &name).is_some();
    name == new.name && (here && local || imported)
}

/// The text of an item with edits, and `self::` as the new place has to say it.
fn rendered(
    work: &Work<'_>,
    birth: &Birth,
    file: &SourceFile,
    range: Range<usize>,
    item: &impl quote::ToTokens,
    mut edits: Edits,
) -> String {
    if let Home::Module(_) = birth.home {
        let sources = work.catalog.sources;
        let module = work.catalog.version(birth.old).module;
        let last = sources.module(module).path.last().cloned().unwrap_or_default();
        for span in names::self_paths(item.to_token_stream()) {
            edits.replace(file.range_of(span), format!("super::{last}"));
        }
    }
    edits.apply_to_part(&file.text, range)
}

/// The `impl` blocks of a version in its module, of traits of some names or of none.
fn impls<'a>(
    sources: &'a Sources,
    version: &VersionType,
    of: impl Fn(&str) -> bool,
) -> Vec<&'a ItemImpl> {
    let blocks = sources.module(version.module).items.iter().filter_map(|item| match item {
        Item::Impl(block) => Some(block),
        _ => None,
    });
    let mut found: Vec<_> = blocks.collect();
    found.retain(|block| {
        let name = block.trait_.as_ref().and_then(|it| it.0.segments.last().map(|last| last.ident.to_string()));
        let own = matches!(&*block.self_ty, Type::Path(path)
            if path.path.segments.last().is_some_and(|last| last.ident == version.name)
                && sources.resolve_type(version.module, &path.path) == Some((version.module, version.item)));
        own && of(&name.unwrap_or_default())
    });
    found
}

fn kept(words: &Words, file: &SourceFile, known: &[&str]) -> Vec<String> {
    let list = words.list.iter().filter(|word| known.contains(&word.name.as_str()));
    list.map(|word| file.slice(word.range.clone()).to_owned()).collect()
}

fn some(text: &str) -> Option<&str> {
    (!text.is_empty()).then_some(text)
}

/// Puts other words into the first attribute, or takes all of them away.
fn rewrite(words: &Words, file: &SourceFile, text: Option<&str>, edits: &mut Edits) {
    for (at, range) in words.attributes.iter().enumerate() {
        match text {
            Some(text) if at == 0 => {
                edits.replace(with_remark(file, range), format!("#[migrate({text})]"));
            }
            _ => edits.remove(with_gap(file, range)),
        }
    }
}

/// An attribute, and the remark at the end of its line, which is about the words that go.
fn with_remark(file: &SourceFile, range: &Range<usize>) -> Range<usize> {
    let end = file.line_end(range.end);
    let rest = &file.text[range.end..end];
    let remark = rest.trim_start().starts_with("//");
    range.start..if remark { range.end + rest.trim_end().len() } else { range.end }
}

/// An attribute, and what would be left of its line.
fn with_gap(file: &SourceFile, range: &Range<usize>) -> Range<usize> {
    let range = with_remark(file, range);
    let (start, end) = (file.line_start(range.start), file.line_end(range.end));
    let before = file.text[start..range.start].trim().is_empty();
    let after = file.text[range.end..end].trim().is_empty();
    if before && after {
        return start..file.next_line(end);
    }
    let rest = &file.text[range.end..end];
    range.start..range.end + (rest.len() - rest.trim_start().len())
}

/// Where a field begins behind its attributes.
fn start(field: &Field, file: &SourceFile) -> usize {
    let vis = file.range(&field.vis).start;
    let ident =
        field.ident.as_ref().map_or_else(|| file.range(&field.ty), |ident| file.range(ident));
    match field.vis {
        syn::Visibility::Inherited => ident.start,
        _ => vis,
    }
}
