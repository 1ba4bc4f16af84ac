//! The words on a field fit each other, and what it loses is declared.

use crate::diag::Diagnostics;
use crate::model::{Direction, Fate, FieldMap, FieldStep, How, Source, Taken};
use crate::parse::{Duplicates, Field, literal_text, member_text};

pub(super) fn fit(map: &FieldMap<'_>, step: &FieldStep<'_>, diag: &mut Diagnostics) {
    let new = step.new;
    match &step.source {
        Source::From(taken) => {
            idle(map, taken, new, diag);
            declared(map, taken, new, diag);
            if let How::Map(map) = taken.how {
                distinct(map, new, diag);
            }
        }
        Source::Computed(_) => {
            if let Some(word) = new.words.loss.word() {
                diag.error(
                    word,
                    format_args!(
                        "`{word}` has no effect: the field is computed again on every upgrade"
                    ),
                );
            }
        }
        Source::Added(_) => reused(map, new, diag),
        Source::Grouped | Source::Nowhere | Source::Wrong => {}
    }
    let renamed = matches!(&step.source, Source::From(taken) if member_text(&taken.old.member) != member_text(&new.member));
    if !renamed && !matches!(step.source, Source::Added(_) | Source::Wrong | Source::Nowhere) {
        let text = "`reuse` has no effect: the field is not new";
        new.words.reuse.refuse(text, diag);
    }
    if !matches!(step.source, Source::From(Taken { how: How::KeyBy(..), .. }) | Source::Wrong) {
        let text = "`duplicates` without `key_by`\nhelp: write `key_by = id, duplicates = fail`, naming the field of the elements that tells them apart";
        new.words.duplicates.refuse(text, diag);
    }
    if !matches!(step.source, Source::From(_) | Source::Wrong) {
        let text = "there is no old value to check: the field is new";
        new.words.check.refuse(text, diag);
        let text = |word| format!("`{word}` without a conversion that can refuse a value");
        new.words.up_or.refuse(text("up_or"), diag);
        new.words.down_or.refuse(text("down_or"), diag);
    }
}

/// What is kept for a downgrade that does not exist would only take up space.
pub(super) fn nothing_is_kept(map: &FieldMap<'_>, diag: &mut Diagnostics) {
    let drops = map.dropped.iter().map(|drop| drop.loss);
    let groups = map.groups.iter().map(|group| group.loss);
    let hoists = map.hoists.iter().flat_map(|hoist| hoist.dropped.iter().map(|(_, _, loss)| *loss));
    let fields = map.fields.iter().map(|step| &step.new.words.loss);
    for loss in drops.chain(groups).chain(hoists).chain(fields).filter(|loss| loss.keeps()) {
        diag.error(
            loss.word(),
            "`keep` has no effect: the step says `one_way`, and nothing comes back from there",
        );
    }
}

/// A field that takes the name of one that the very same step drops.
fn reused(map: &FieldMap<'_>, new: &Field, diag: &mut Diagnostics) {
    let name = member_text(&new.member);
    let dropped = map.dropped.iter().any(|drop| member_text(&drop.old.member) == name);
    let positional = matches!(new.member, syn::Member::Unnamed(_));
    if dropped && !positional && !new.words.reuse.is_set() {
        diag.error(
            &new.member,
            format_args!(
                "`{name}` of `{}` is dropped, and a new field takes its name: whoever misses the step would misread the one for the other\n\
                 help: converted? remove the `drop`, and write `#[migrate(up = f, down = g)]`\n\
                 help: really another field? choose another name, or add `reuse = \"why\"`",
                map.old_name
            ),
        );
    }
}

/// A word that can never have an effect hides a misunderstanding.
fn idle(map: &FieldMap<'_>, taken: &Taken<'_>, new: &Field, diag: &mut Diagnostics) {
    let words = &new.words;
    let refuses_up = taken.check.is_some()
        || match taken.how {
            How::TryInto | How::Map(_) | How::KeyBy(..) => true,
            How::With(up, _) => up.fallible,
            _ => false,
        };
    let refuses_down = match taken.how {
        How::Into | How::TryInto | How::Map(_) => true,
        How::With(_, Some(down)) => down.fallible,
        _ => false,
    };
    if !refuses_up {
        words.up_or.refuse(
            "an `up_or` has no effect: nothing refuses a value in the upgrade\nhelp: `try_into`, `try_up`, `map` and `check` do",
            diag,
        );
    }
    if taken.down_or.is_some() && !refuses_down {
        words.down_or.refuse(
            "a `down_or` has no effect: nothing refuses a value in the downgrade\nhelp: `wrap`, `into`, `try_into`, `try_down` and `map` do",
            diag,
        );
    }
    let kept_for_nothing = map.one_way && words.loss.keeps(); // reported for the whole step
    if let (Some(word), false, false) =
        (words.loss.word(), taken.loses(&words.loss, map.one_way), kept_for_nothing)
    {
        let name = member_text(&new.member);
        diag.error(word, format_args!("`{word}` has no effect: nothing of `{name}` is lost"));
    }
    if let (How::KeyBy(_, duplicates), true) = (taken.how, words.loss.keeps())
        && duplicates != Duplicates::Fail
    {
        diag.error(
            words.loss.word(),
            "`keep` keeps the order of the elements, not those that `duplicates` leaves out\nhelp: write `duplicates = fail`, or `accept_loss = \"why\"`",
        );
    }
}

/// What is lost without a word does not compile.
fn declared(map: &FieldMap<'_>, taken: &Taken<'_>, new: &Field, diag: &mut Diagnostics) {
    if map.one_way || !matches!(taken.fate(&new.words.loss, Direction::Up), Fate::Undeclared) {
        return;
    }
    let word = new.words.hows().first().map(ToString::to_string).unwrap_or_default();
    let old = member_text(&taken.old.member);
    let lost = match taken.how {
        How::First => format!("all but the first of `{old}` are lost"),
        How::KeyBy(..) => format!("the order of `{old}` is lost"),
        How::Map(map) => {
            let twice = map.many_to_one().map(literal_text).unwrap_or_default();
            format!("which of the old values of `{old}` became `{twice}` is lost")
        }
        _ => return,
    };
    diag.error(
        new.words.hows().first(),
        format_args!(
            "{lost} in the upgrade, and nothing says that this is right\n\
             help: to have it come back in a downgrade: add `keep`\n\
             help: to lose it: add `accept_loss = \"why\"`\n\
             help: to say what becomes of it: write functions instead of `{word}`: `up = f, down = g`\n\
             help: if there is no way back from this version at all: `one_way = \"why\"` on the type",
        ),
    );
}

/// Each old value stands in a `map` once.
fn distinct(map: &crate::parse::MapWord, _: &Field, diag: &mut Diagnostics) {
    let mut seen = Vec::new();
    for (old, _) in &map.pairs {
        let text = literal_text(old);
        if seen.contains(&text) {
            diag.error(old, format_args!("the `map` has `{text}` twice on its left"));
        }
        seen.push(text);
    }
}
