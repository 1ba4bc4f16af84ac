//! Rules about a version itself, and about the numbers of two.

use syn::Ident;

use crate::diag::Diagnostics;
use crate::model::{self, path_text};
use crate::parse::{Body, ContainerWords, Item, Style, TagWord, did_you_mean, member_text};

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
    unknown(item, diag);
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
    for word in words
        .functions
        .word()
        .into_iter()
        .chain(words.changes.words())
        .chain(step_words(words))
        .chain(item.words_inside())
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

/// All words but those that say what the type is written as.
pub(super) fn all_words(item: &Item) -> impl Iterator<Item = &Ident> {
    let words = &item.words;
    let own = [
        words.entity.word(),
        words.version.word(),
        words.from.word(),
        words.tag.word(),
        words.named.word(),
        words.untagged.word(),
        words.was.word(),
        words.floor.word(),
        words.key.word(),
        words.carry_limit.word(),
        words.pin.word(),
        words.functions.word(),
    ];
    let inside = item.words_inside();
    own.into_iter().flatten().chain(words.changes.words()).chain(step_words(words)).chain(inside)
}

/// The words that describe a step and stand on the type.
fn step_words(words: &ContainerWords) -> impl Iterator<Item = &Ident> {
    let shortcuts = words.shortcuts.iter().map(|shortcut| &shortcut.word);
    [
        words.one_way.word(),
        words.loss.word(),
        words.relayout.word(),
        words.context.word(),
        words.emit.word(),
        words.join.word(),
        words.may_remove.word(),
        words.compat.word(),
    ]
    .into_iter()
    .flatten()
    .chain(shortcuts)
}

/// What a value is recognised by in a list is one of its fields, in each version.
pub(super) fn key(item: &Item, older: Option<&Item>, diag: &mut Diagnostics) {
    let old = older.and_then(|older| older.words.key.value());
    let Body::Struct(fields) = &item.body else {
        let text = "a `key` is a field, and an enum has none";
        item.words.key.refuse(text, diag);
        return;
    };
    let names: Vec<String> = fields.list.iter().map(|field| member_text(&field.member)).collect();
    match (item.words.key.value(), old) {
        (Some(key), _) if !names.contains(&member_text(key)) => {
            let name = member_text(key);
            let help = match did_you_mean(&name, names.iter().map(String::as_str)) {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("its fields are `{}`", names.join("`, `")),
            };
            diag.error(key, format_args!("`{}` has no field `{name}`\nhelp: {help}", item.ident()));
        }
        (None, Some(old)) if !item.words.broken => {
            let old = member_text(old);
            let renamed = fields.list.iter().find(|field| {
                field.words.from.value().is_some_and(|from| member_text(&from.member) == old)
            });
            let now = renamed.map_or(old.clone(), |field| member_text(&field.member));
            diag.error(
                item.ident(),
                format_args!(
                    "the version before is recognised by its `{old}` in lists, and this one does not say by what\nhelp: write `key = {now}`"
                ),
            );
        }
        _ => {}
    }
}

/// What a step says that converts the whole record with functions.
pub(super) fn whole(item: &Item, diag: &mut Diagnostics) {
    if item.words.loss.keeps() {
        diag.error(
            item.words.loss.word(),
            "a whole record cannot be kept, only fields of it\nhelp: describe the change field by field, with `keep` on what is lost, or write `accept_loss = \"why\"`",
        );
    }
}

/// A step that changes only how the value is written changes nothing else.
pub(super) fn relayout(step: &model::Step<'_>, diag: &mut Diagnostics) {
    let words = &step.new.words;
    let Some(relayout) = words.relayout.word() else { return };
    let others = step_words(words).filter(|word| *word != relayout && *word != "compat");
    let all = words.functions.word().into_iter().chain(words.changes.words()).chain(others);
    for word in all.chain(step.new.words_inside()) {
        diag.error(
            word,
            format_args!("`{word}` changes the value, and `relayout` says that only its form changes\nhelp: remove `relayout`, or make the change in a version of its own"),
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
    item.words.carry_limit.refuse(text("carry_limit"), diag);
    item.words.floor.refuse(
        "`floor` is said by the oldest version that is left, and this one has one before it\nhelp: remove it here",
        diag,
    );
}

/// The variant for what a newer program wrote: serde has to try it last, and its content is kept as it is.
fn unknown(item: &Item, diag: &mut Diagnostics) {
    let Body::Enum(variants) = &item.body else { return };
    let mut seen = false;
    for (index, variant) in variants.iter().enumerate() {
        let Some(word) = variant.words.unknown.word() else { continue };
        let name = crate::names::unraw(&variant.ident);
        if seen {
            diag.error(word, "two variants say `unknown`\nhelp: one holds whatever is not known");
        } else if variant.fields.style != Style::Tuple || variant.fields.list.len() != 1 {
            diag.error(
                &variant.ident,
                format_args!("an `unknown` variant holds what was read, and nothing else\nhelp: write `{name}(heirloom::Unknown<{}>)`", item.ident()),
            );
        } else if !variant.untagged {
            diag.error(
                word,
                format_args!("serde does not know yet that `{name}` holds whatever else comes\nhelp: add `#[serde(untagged)]` to `{name}`"),
            );
        } else if variants[index + 1..].iter().any(|later| !later.words.unknown.is_set()) {
            diag.error(
                &variant.ident,
                format_args!("serde wants the variant that holds whatever else comes at the end\nhelp: make `{name}` the last variant"),
            );
        } else if item.serde_untagged {
            diag.error(
                word,
                "`unknown` needs an enum whose variants are told by their name or by one member\nhelp: serde's `untagged` on the enum leaves no way to tell an unknown variant from a damaged one",
            );
        }
        seen = true;
    }
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
    let was = step
        .new
        .words
        .was
        .value()
        .is_some_and(|was| was.iter().any(|name| name.value() == old.value()));
    if old.value() != new.value() && !was {
        diag.error(
            new,
            format_args!(
                "`{}` is a version of \"{}\", not of \"{}\"\n\
                 help: leave `entity` out; it is inherited\n\
                 help: renamed? add `was = \"{1}\"`",
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
