//! Each old variant and each new variant is accounted for, once.

use crate::check::fields;
use crate::diag::Diagnostics;
use crate::model::{Step, Target, VariantMap, path_text};
use crate::names::unraw;

pub(super) fn accounted(map: &VariantMap<'_>, step: &Step<'_>, diag: &mut Diagnostics) {
    let old_enum = path_text(step.old_path);
    let new_enum = step.new.ident();
    used_once(map, &old_enum, diag);
    let mut leftover = map.leftover.clone();
    for new in &map.nowhere {
        let name = unraw(&new.ident);
        if leftover.is_empty() {
            diag.error(
                &new.ident,
                format_args!(
                    "`{name}` is new, and nothing says what an older reader sees instead\n\
                     help: write `#[migrate(added, down = Variant)]` on `{name}`, naming a variant of `{old_enum}`, or `#[migrate(added, down = fail)]`"
                ),
            );
            continue;
        }
        let nearest = (0..leftover.len())
            .min_by_key(|&at| strsim::damerau_levenshtein(&unraw(&leftover[at].ident), &name))
            .unwrap_or(0);
        let old = unraw(&leftover.remove(nearest).ident);
        diag.error(
            &new.ident,
            format_args!(
                "`{old}` of `{old_enum}` is not mentioned, and `{name}` is new\n\
                 help: renamed? write `#[migrate(from = {old})]` on `{name}`\n\
                 help: dropped? write `#[migrate(drop({old} => Variant))]` on `{new_enum}`, and `#[migrate(added, down = Variant)]` on `{name}`"
            ),
        );
    }
    for old in leftover {
        let name = unraw(&old.ident);
        diag.error(
            &old.ident,
            format_args!(
                "`{name}` of `{old_enum}` is not mentioned by `{new_enum}`\n\
                 help: dropped? write `#[migrate(drop({name} => Variant))]` on `{new_enum}`, naming the variant that takes its place"
            ),
        );
    }
    let back = map.split.iter().flat_map(|split| &split.back);
    for pair in map.pairs.iter().chain(&map.joined).chain(back) {
        fields::accounted(&pair.fields, diag);
    }
    for pair in &map.pairs {
        let joined = map.joined.iter().any(|other| other.new.ident == pair.new.ident);
        if let (Some(word), false) = (pair.new.words.loss.word(), joined) {
            diag.error(
                word,
                format_args!("`{word}` has no effect: the variant itself is not lost in either direction\nhelp: write it on the field, or in the `drop`, that loses something"),
            );
        }
    }
    for (new, target) in &map.added {
        if let (Target::Fail, Some(word)) = (target, new.words.loss.word()) {
            diag.error(
                word,
                format_args!(
                    "`{word}` has no effect: the downgrade refuses `{}`",
                    unraw(&new.ident)
                ),
            );
        }
    }
}

/// An old variant goes to one place.
fn used_once(map: &VariantMap<'_>, old_enum: &str, diag: &mut Diagnostics) {
    let mut seen: Vec<(String, Option<String>)> = Vec::new();
    for drop in &map.dropped {
        let old = unraw(&drop.old.ident);
        if seen.iter().any(|(other, _)| *other == old) {
            diag.error(drop.word, format_args!("`{old}` is dropped twice"));
        }
        seen.push((old, None));
    }
    for split in &map.split {
        let old = unraw(&split.old.ident);
        if seen.iter().any(|(other, _)| *other == old) {
            diag.error(split.word, format_args!("`{old}` is dropped or split already"));
        }
        seen.push((old, None));
    }
    for pair in map.pairs.iter().chain(&map.joined) {
        let (old, new) = (unraw(&pair.old.ident), unraw(&pair.new.ident));
        match seen.iter().find(|(other, _)| *other == old) {
            Some((_, None)) => diag.error(
                &pair.new.ident,
                format_args!("`{old}` of `{old_enum}` is dropped, and `{new}` takes it\nhelp: remove the `drop`, or mark `{new}` as `added`"),
            ),
            Some((_, Some(user))) => diag.error(
                &pair.new.ident,
                format_args!("`{old}` of `{old_enum}` goes to `{user}` already\nhelp: mark `{new}` as `added`, or remove its `from`"),
            ),
            None => seen.push((old, Some(new))),
        }
    }
}
