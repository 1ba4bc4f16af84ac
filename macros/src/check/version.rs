//! Rules about a version itself, and about the numbers of two.

use crate::diag::Diagnostics;
use crate::model::{self, path_text};
use crate::parse::{Body, Item, TagWord};

/// The members of a record that belong to the envelope.
const RESERVED: &[&str] = &["$v", "$e", "$c", "$d"];

/// What must hold for a version by itself.
pub(crate) fn version(item: &Item, diag: &mut Diagnostics) {
    if item.words.from.is_set() {
        inherited(item, diag);
    } else {
        first(item, diag);
    }
    reserved_names(item, diag);
}

/// The first version names the entity and its own number, and has no step.
fn first(item: &Item, diag: &mut Diagnostics) {
    let words = &item.words;
    let ident = item.ident();
    match (words.entity.is_set(), words.version.is_set()) {
        (true, true) => {}
        _ if words.broken => {} // the missing word may be the one that could not be read
        (false, false) if no_words(item) => diag.error(
            ident,
            format_args!(
                "`{ident}` does not say which version of what it is\n\
                 help: the first version: write `#[migrate(entity = \"{}\", version = 1)]`\n\
                 help: a later one: write `#[migrate(from = …)]`, naming the version before it",
                snake(&ident.to_string())
            ),
        ),
        (false, _) => diag.error(
            ident,
            format_args!(
                "`{ident}` does not name its entity\n\
                 help: write `entity = \"{}\"`; or `from = …` if it is not the first version",
                snake(&ident.to_string())
            ),
        ),
        (true, false) => {
            diag.error(
                ident,
                format_args!(
                    "`{ident}` does not say which version it is\nhelp: write `version = 1`"
                ),
            );
        }
    }
    for word in
        words.functions.word().into_iter().chain(words.changes.words()).chain(item.words_inside())
    {
        diag.error(
            word,
            format_args!(
                "`{word}` describes a step, and the first version has none\n\
                 help: name the version before this one with `from = …`, or remove it"
            ),
        );
    }
}

fn no_words(item: &Item) -> bool {
    let words = &item.words;
    !(words.tag.is_set()
        || words.named.is_set()
        || words.untagged.is_set()
        || words.runtime.is_set())
        && words.changes.words().next().is_none()
        && words.functions.word().is_none()
}

/// What the first version says for all.
fn inherited(item: &Item, diag: &mut Diagnostics) {
    let text = |word| {
        format!("`{word}` is said by the first version, for all of them\nhelp: remove it here")
    };
    item.words.tag.refuse(text("tag"), diag);
    item.words.named.refuse(text("named"), diag);
}

/// No field is written under a name of the envelope.
fn reserved_names(item: &Item, diag: &mut Diagnostics) {
    let Body::Struct(fields) = &item.body else { return };
    let own: Vec<String> = match item.words.tag.value() {
        Some(TagWord::Member(key)) => vec![key.value()],
        Some(TagWord::Foreign { major, minor }) => vec![major.value(), minor.value()],
        None => Vec::new(),
    };
    for field in &fields.list {
        let name = match (&field.renamed, &field.member) {
            (Some(renamed), _) => renamed.value(),
            (None, syn::Member::Named(ident)) => crate::names::unraw(ident),
            (None, syn::Member::Unnamed(_)) => continue,
        };
        if RESERVED.contains(&name.as_str()) {
            diag.error(
                &field.renamed,
                format_args!(
                    "`{name}` belongs to the envelope of a stored record\nhelp: choose another name"
                ),
            );
        } else if own.contains(&name) {
            let text = format_args!(
                "`{name}` holds the version of the record, which the envelope reads and writes\nhelp: remove the field, or choose another `tag`"
            );
            diag.error(&field.member, text);
        }
    }
}

/// A version is newer than the one it comes from.
pub(super) fn order(step: &model::Step<'_>, diag: &mut Diagnostics) {
    let (Some(old), Some(new)) = (step.old.words.version.value(), step.new.words.version.value())
    else {
        return; // one of them is known to the compiler alone: `expand` emits an assertion
    };
    if new.parts <= old.parts {
        diag.error(
            &new.literal,
            format_args!(
                "version {} does not come after version {} of `{}`\nhelp: versions go forward; leave `version` out for the next major",
                new.dotted(),
                old.dotted(),
                path_text(step.old_path)
            ),
        );
    }
}

/// Both versions belong to one entity.
pub(super) fn entity(step: &model::Step<'_>, diag: &mut Diagnostics) {
    let (Some(old), Some(new)) = (step.old.words.entity.value(), step.new.words.entity.value())
    else {
        return;
    };
    if old.value() != new.value() {
        diag.error(
            new,
            format_args!(
                "`{}` is a version of \"{}\", not of \"{}\"\nhelp: leave `entity` out; it is inherited",
                path_text(step.old_path),
                old.value(),
                new.value()
            ),
        );
    }
}

/// `UserProfile` → `user_profile`; a trailing version (`UserV1`) is left out.
fn snake(name: &str) -> String {
    let name = name.trim_end_matches(|c: char| c.is_ascii_digit());
    let name = name.strip_suffix(['V', 'v']).filter(|name| !name.is_empty()).unwrap_or(name);
    let mut out = String::new();
    for c in name.chars() {
        if c.is_uppercase() && !out.is_empty() && !out.ends_with('_') {
            out.push('_');
        }
        out.extend(c.to_lowercase());
    }
    out
}
