//! What theirs brought to a type, brought to ours too: the fields of three versions, merged.

use syn::{Field, Type};

use crate::edit::Edits;
use crate::new::Spot;
use crate::source::{Catalog, VersionId, VersionType, Words, bare_range, type_paths};

/// What ours takes over.
#[derive(Debug, Default)]
pub(super) struct Carried {
    pub(super) edits: Edits,
    pub(super) notes: Vec<String>,
}

/// Changes ours as theirs changed the version that both come from: new fields come, and what is as it was goes where it went,
/// and is written as it is written there. `[common, theirs, ours]`; the path is that of our module after the change.
///
/// Of types without named fields, and to types without any, nothing is carried; the compiler says what is missing.
pub(super) fn carry(
    catalog: &Catalog<'_>,
    [common, theirs, ours]: [VersionId; 3],
    at: &[String],
) -> Carried {
    let sources = catalog.sources;
    let [common, theirs, ours] = [common, theirs, ours].map(|id| catalog.version(id));
    let fields = |version: &VersionType| version.syntax(sources).named();
    let (Some(old), Some(their), Some(own)) = (fields(common), fields(theirs), fields(ours)) else {
        return Carried::default();
    };
    let mut carried = Carried::default();
    let (file, their_file) = (ours.file(sources), theirs.file(sources));
    let named = |all: &[&Field], field: &Field| {
        all.iter().find(|other| other.ident == field.ident).copied().cloned()
    };
    for field in &own {
        let words = Words::of(&field.attrs, file);
        let untouched = words.list.is_empty()
            && named(&old, field).is_some_and(|before| same(&before.ty, &field.ty));
        let name = field.ident.as_ref().map(ToString::to_string).unwrap_or_default();
        match named(&their, field) {
            None if untouched => {
                let range = file.range(*field);
                let end = file.next_line(range.end);
                carried.edits.remove(file.line_start(range.start)..end);
                carried.notes.push(format!("`{name}` is gone from ours, as from theirs"));
            }
            Some(theirs_field) if untouched && !same(&theirs_field.ty, &field.ty) => {
                let text = spelled(catalog, theirs, &theirs_field.ty, at);
                carried.edits.replace(file.range(&field.ty), text);
                carried.notes.push(format!("`{name}` has the type that theirs gave it"));
            }
            _ => {}
        }
    }
    let new =
        their.iter().filter(|field| named(&old, field).is_none() && named(&own, field).is_none());
    let Some(last) = own.last().map(|field| file.range(*field)) else { return carried };
    let end = last.end;
    let indent = file.indent(last.start).to_owned();
    let comma = file.text[end..].trim_start().starts_with(',');
    let mut text = if comma { String::new() } else { ",".to_owned() };
    for field in new {
        let attrs = field.attrs.iter().filter(|attr| !attr.path().is_ident("migrate"));
        for attr in attrs {
            text.extend(["\n", &indent, their_file.slice(their_file.range(attr))]);
        }
        let start = match &field.vis {
            syn::Visibility::Inherited => field.ident.as_ref().map(|it| their_file.range(it).start),
            vis => Some(their_file.range(vis).start),
        };
        let Some(start) = start else { continue };
        let head = their_file.slice(start..their_file.range(&field.ty).start).to_owned();
        let written = spelled(catalog, theirs, &field.ty, at);
        text.extend(["\n", &indent, &head, &written, ","]);
        let name = field.ident.as_ref().map(ToString::to_string).unwrap_or_default();
        carried.notes.push(format!("`{name}` comes to ours from theirs"));
    }
    let at = if comma { end + file.text[end..].find(',').map_or(0, |at| at + 1) } else { end };
    carried.edits.insert(at, text);
    carried
}

fn same(one: &Type, other: &Type) -> bool {
    one == other
}

/// A type as another module spells it: what stands beside theirs is named from there.
fn spelled(catalog: &Catalog<'_>, theirs: &VersionType, of: &Type, at: &[String]) -> String {
    let sources = catalog.sources;
    let file = theirs.file(sources);
    let module = sources.module(theirs.module).path.clone();
    let mut edits = Edits::default();
    for (path, _) in type_paths(of) {
        let (Some(first), 1) = (path.segments.first(), path.segments.len()) else { continue };
        let name = first.ident.to_string();
        if module != at && sources.item_named(theirs.module, &name).is_some() {
            let root = sources.root(theirs.module);
            let spot = Spot { root, module: module.clone(), name };
            if let Some(range) = bare_range(file, path) {
                edits.replace(range, spot.spelled(sources, root, at));
            }
        }
    }
    edits.apply_to_part(&file.text, file.range(of))
}
