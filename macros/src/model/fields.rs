//! Pairs the fields of two structs or variants.

use syn::Member;

use crate::diag::Diagnostics;
use crate::model::{DroppedField, FieldMap, FieldStep, Given, How, Source};
use crate::parse::{DropWord, Dropped, Field, Fields, Style, did_you_mean, member_text};

/// How messages name the two sides.
pub(super) struct Names {
    pub(super) old: String,
    pub(super) new: String,
    /// The bare names, where the two sides are variants.
    pub(super) variants: Option<(String, String)>,
}

pub(super) fn pair<'a>(
    old: &'a Fields,
    new: &'a Fields,
    drops: &'a [DropWord],
    names: Names,
    diag: &mut Diagnostics,
) -> FieldMap<'a> {
    let mut pairing = Pairing { old, names, accounted: Vec::new(), diag };
    let dropped: Vec<_> = drops.iter().filter_map(|drop| pairing.dropped(drop)).collect();
    let shifted = old.style == Style::Tuple
        && new.style == Style::Tuple
        && (old.list.len() != new.list.len()
            || !drops.is_empty()
            || new.list.iter().any(|field| field.words.value.is_set()));
    // Fields that could not be read come last, so that they take only what the others leave.
    let (broken, read): (Vec<&Field>, Vec<&Field>) =
        new.list.iter().partition(|field| field.words.broken);
    let fields: Vec<_> = read
        .into_iter()
        .chain(broken)
        .map(|field| FieldStep { new: field, source: pairing.source(field, shifted) })
        .collect();
    let Pairing { names, accounted, .. } = pairing;
    let leftover = old.list.iter().filter(|field| !accounted.contains(&&field.member)).collect();
    FieldMap {
        old_name: names.old,
        new_name: names.new,
        variants: names.variants,
        fields,
        dropped,
        leftover,
        shifted,
    }
}

struct Pairing<'a, 'd> {
    old: &'a Fields,
    names: Names,
    /// Old fields that something was said about, even if it was wrong.
    accounted: Vec<&'a Member>,
    diag: &'d mut Diagnostics,
}

impl<'a> Pairing<'a, '_> {
    fn dropped(&mut self, drop: &'a DropWord) -> Option<DroppedField<'a>> {
        let old = self.old_field(&drop.name)?;
        let name = member_text(&drop.name);
        let given = match &drop.what {
            Dropped::Default => Given::Default,
            Dropped::Expr(expr) => Given::Expr(expr),
            Dropped::With(path) => Given::With(path),
            Dropped::Bare => {
                self.diag.error(
                    &drop.name,
                    format_args!(
                        "`{name}` is dropped, and nothing says what an older reader sees in it\n\
                         help: write `drop({name}, default)`, `drop({name} = …)` or `drop({name}, default_with = f)`"
                    ),
                );
                return None;
            }
            Dropped::Variant(_) | Dropped::UpWith(_) => {
                self.diag.error(
                    &drop.name,
                    format_args!(
                        "`{name}` is a field, not a variant\n\
                         help: write `drop({name} = …)`, `drop({name}, default)` or `drop({name}, default_with = f)`"
                    ),
                );
                return None;
            }
        };
        Some(DroppedField { word: &drop.word, old, given })
    }

    fn source(&mut self, new: &'a Field, shifted: bool) -> Source<'a> {
        let words = &new.words;
        if words.broken {
            self.likely_taken(words.from.value().unwrap_or(&new.member));
            return Source::Wrong;
        }
        let hows = words.hows();
        if let (Some(value), Some(other)) =
            (words.value.word(), words.from.word().or(hows.first().copied()))
        {
            self.diag.error(
                value,
                format_args!("`{value}` and `{other}` exclude each other: is the field new, or does it have an old value?"),
            );
            if let Some(from) = words.from.value() {
                let _ = self.old_field(from);
            }
            return Source::Wrong;
        }
        if let Some(value) = words.value.value() {
            return Source::Added(value.into());
        }
        let how = self.how(new);
        let old = match words.from.value() {
            Some(from) => match self.old_field(from) {
                Some(old) => old,
                None => return Source::Wrong,
            },
            None if shifted => return Source::Nowhere,
            None => match self.old.list.iter().find(|old| same_name(&old.member, &new.member)) {
                Some(old) => {
                    self.accounted.push(&old.member);
                    old
                }
                None => return Source::Nowhere,
            },
        };
        how.map_or(Source::Wrong, |how| Source::From(old, how))
    }

    fn how(&mut self, new: &'a Field) -> Option<How<'a>> {
        let words = &new.words;
        if let [first, second, ..] = words.hows()[..] {
            self.diag.error(
                second,
                format_args!(
                    "`{first}` and `{second}` exclude each other: one way to convert a field"
                ),
            );
            return None;
        }
        if words.functions.word().is_some() {
            let (up, down) = words.functions.pair(self.diag)?;
            return Some(How::With(up, down));
        }
        Some(if words.into.is_set() {
            How::Into
        } else if words.try_into.is_set() {
            How::TryInto
        } else if words.nested.is_set() {
            How::Nested
        } else {
            How::Same
        })
    }

    /// Counts the old field as mentioned that a new field would most likely have taken.
    fn likely_taken(&mut self, name: &Member) {
        let name = member_text(name);
        let free = self.old.list.iter().filter(|old| !self.accounted.contains(&&old.member));
        let near =
            free.min_by_key(|old| strsim::damerau_levenshtein(&member_text(&old.member), &name));
        self.accounted.extend(near.map(|near| &near.member));
    }

    /// The old field of that name; a name that does not exist is reported, and the likely one counts as mentioned.
    fn old_field(&mut self, name: &Member) -> Option<&'a Field> {
        if let Some(found) = self.old.list.iter().find(|old| same_name(&old.member, name)) {
            self.accounted.push(&found.member);
            return Some(found);
        }
        let text = member_text(name);
        let known: Vec<String> = self.old.list.iter().map(|old| member_text(&old.member)).collect();
        let near = did_you_mean(&text, known.iter().map(String::as_str));
        if let Some(near) = near {
            let field = self.old.list.iter().find(|old| member_text(&old.member) == near);
            self.accounted.extend(field.map(|field| &field.member));
        }
        let help = match near {
            Some(near) => format!("help: did you mean `{near}`?"),
            None if known.is_empty() => format!("help: `{}` has no fields", self.names.old),
            None => format!("help: its fields are `{}`", known.join("`, `")),
        };
        self.diag.error(name, format_args!("`{}` has no field `{text}`\n{help}", self.names.old));
        None
    }
}

/// Members are compared by their text: spans and `r#` do not matter.
fn same_name(left: &Member, right: &Member) -> bool {
    member_text(left) == member_text(right)
}
