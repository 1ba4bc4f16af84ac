//! Each old field and each new field is accounted for, once.

use crate::check::words;
use crate::diag::Diagnostics;
use crate::model::{FieldMap, Source};
use crate::parse::{Field, did_you_mean, member_text};

pub(super) fn accounted(map: &FieldMap<'_>, diag: &mut Diagnostics) {
    used_once(map, diag);
    map.fields.iter().for_each(|step| words::fit(map, step, diag));
    if map.one_way {
        words::nothing_is_kept(map, diag);
    }
    let nowhere: Vec<&Field> = map
        .fields
        .iter()
        .filter(|step| matches!(step.source, Source::Nowhere))
        .map(|step| step.new)
        .collect();
    if map.shifted {
        positions(map, &nowhere, diag);
    } else {
        names(map, &nowhere, diag);
    }
}

/// An old field goes to one place.
fn used_once(map: &FieldMap<'_>, diag: &mut Diagnostics) {
    let mut seen: Vec<(String, String)> = Vec::new();
    for drop in &map.dropped {
        let old = member_text(&drop.old.member);
        if seen.iter().any(|(other, _)| *other == old) {
            diag.error(drop.word, format_args!("`{old}` is dropped twice"));
        }
        seen.push((old, String::new()));
    }
    let hoists = map
        .hoists
        .iter()
        .map(|hoist| (hoist.word, vec![hoist.host], hoist.taken.first().map(|(_, new)| *new)));
    let nests = map.nests.iter().filter_map(|nest| {
        let word = nest.new.words.value.word()?;
        Some((word, nest.parts.iter().map(|(_, old)| *old).collect(), Some(nest.new)))
    });
    let groups =
        map.groups.iter().map(|group| (group.word, group.old.clone(), group.new.first().copied()));
    for (word, olds, new) in groups.chain(hoists).chain(nests) {
        for old in &olds {
            let old = member_text(&old.member);
            if seen.iter().any(|(other, _)| *other == old) {
                diag.error(
                    word,
                    format_args!("`{old}` is dropped, or belongs to another group, already"),
                );
            }
            seen.push((old, new.map(|new| member_text(&new.member)).unwrap_or_default()));
        }
    }
    for step in &map.fields {
        let Source::From(taken) = &step.source else { continue };
        let old = member_text(&taken.old.member);
        let new = member_text(&step.new.member);
        match seen.iter().find(|(other, _)| *other == old) {
            Some((_, user)) if user.is_empty() => diag.error(
                &step.new.member,
                format_args!(
                    "`{old}` of `{}` is dropped, and `{new}` takes it\n\
                     help: remove the `drop`, or write `#[migrate(default)]` on `{new}` if it is a new field",
                    map.old_name
                ),
            ),
            Some((_, user)) => diag.error(
                &step.new.member,
                format_args!(
                    "`{old}` of `{}` goes to `{user}` already\n\
                     help: one field takes it; write `#[migrate(default_with = f)]` on the other, with `fn f(&{}) -> _`",
                    map.old_name, map.old_name
                ),
            ),
            None => seen.push((old, new)),
        }
    }
}

/// Fields without a counterpart. One on each side may be a rename, and only the user knows.
fn names(map: &FieldMap<'_>, nowhere: &[&Field], diag: &mut Diagnostics) {
    let mut leftover = map.leftover.clone();
    for new in nowhere {
        let name = member_text(&new.member);
        if leftover.is_empty() {
            diag.error(
                &new.member,
                format_args!(
                    "`{name}` is new, and nothing says what older records get\n\
                     help: write `#[migrate(default)]`, `#[migrate(default = …)]` or `#[migrate(default_with = f)]` on `{name}`"
                ),
            );
            continue;
        }
        let nearest =
            (0..leftover.len()).min_by_key(|&at| unlikeness(leftover[at], new)).unwrap_or(0);
        let old = member_text(&leftover.remove(nearest).member);
        diag.error(
            &new.member,
            format_args!(
                "`{old}` of `{}` is not mentioned, and `{name}` is new\n\
                 help: renamed? write `#[migrate(from = {old})]` on `{name}`\n\
                 help: dropped? write `#[migrate(drop({old}, keep))]` on `{}`, and `#[migrate(default)]` on `{name}`",
                map.old_name, map.new_name
            ),
        );
    }
    for old in leftover {
        let name = member_text(&old.member);
        diag.error(
            pointer(old),
            format_args!(
                "`{name}` of `{}` is not mentioned by `{}`\n\
                 help: dropped? write `#[migrate(drop({name}, keep))]` on `{}`, and its values come back in a downgrade,\n\
                 help: or say what older readers see instead: `drop({name} = …)`, `drop({name}, default)`, `drop({name}, default_with = f)`",
                map.old_name, map.new_name, map.new_name
            ),
        );
    }
}

/// How little one field looks like the other by another name: a slip of the finger first, then fields of one type.
fn unlikeness(old: &Field, new: &Field) -> (u8, usize) {
    let (old_name, new_name) = (member_text(&old.member), member_text(&new.member));
    let distance = strsim::damerau_levenshtein(&old_name, &new_name);
    let near = did_you_mean(&new_name, [&*old_name]).is_some();
    let same_type = type_text(old) == type_text(new);
    let class = match (near, same_type) {
        (true, true) => 0,
        (_, true) => 1,
        (true, false) => 2,
        (false, false) => 3,
    };
    (class, distance)
}

fn type_text(field: &Field) -> String {
    quote::ToTokens::to_token_stream(&field.ty).to_string()
}

/// Fields of tuples between which one was added or dropped.
fn positions(map: &FieldMap<'_>, nowhere: &[&Field], diag: &mut Diagnostics) {
    let Some(first) = nowhere.first() else {
        names(map, &[], diag);
        return;
    };
    let positions: Vec<String> =
        nowhere.iter().map(|field| format!("`{}`", member_text(&field.member))).collect();
    let (of, say, each) = match positions.len() {
        1 => ("position", "says", "on it"),
        _ => ("positions", "say", "on each"),
    };
    diag.error(
        &first.ty,
        format_args!(
            "a field was added to this tuple or dropped, and {of} {} of `{}` no longer {say} which old field is meant\n\
             help: write `#[migrate(from = …)]` {each}, with its position in `{}`, or `#[migrate(default)]` if it is new",
            positions.join(", "),
            map.new_name,
            map.old_name
        ),
    );
}

/// The token of an old field to point at: its name, or its type in a tuple.
fn pointer(field: &Field) -> &dyn quote::ToTokens {
    match &field.member {
        syn::Member::Named(ident) => ident,
        syn::Member::Unnamed(_) => &field.ty,
    }
}
