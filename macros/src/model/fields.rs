//! Pairs the fields of two structs or variants.

use syn::Member;

use crate::diag::Diagnostics;
use crate::model::{DroppedField, FieldMap, FieldStep, Given, Group, How, Source};
use crate::parse::{
    Changes, DropWord, Dropped, Field, Fields, GroupWord, Style, did_you_mean, member_text,
};

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
    changes: &'a Changes,
    names: Names,
    diag: &mut Diagnostics,
) -> FieldMap<'a> {
    let mut pairing = Pairing { old, new, names, accounted: Vec::new(), grouped: Vec::new(), diag };
    let dropped: Vec<_> = changes.drops.iter().filter_map(|drop| pairing.dropped(drop)).collect();
    let groups: Vec<_> = changes.groups.iter().filter_map(|group| pairing.group(group)).collect();
    let shifted = old.style == Style::Tuple
        && new.style == Style::Tuple
        && (!changes.drops.is_empty()
            || !changes.groups.is_empty()
            || new.list.iter().any(|field| field.words.value.is_set()));
    // Fields that could not be read come last, so that they take only what the others leave.
    let (broken, read): (Vec<&Field>, Vec<&Field>) =
        new.list.iter().partition(|field| field.words.broken);
    let fields: Vec<_> = read
        .into_iter()
        .chain(broken)
        .map(|field| match pairing.source(field, shifted) {
            // What could not be read may have been about this field.
            Source::Nowhere if changes.unclear => FieldStep { new: field, source: Source::Wrong },
            source => FieldStep { new: field, source },
        })
        .collect();
    let Pairing { names, accounted, .. } = pairing;
    let unclear = changes.unclear;
    let leftover =
        old.list.iter().filter(|field| !unclear && !accounted.contains(&&field.member)).collect();
    FieldMap {
        old_name: names.old,
        new_name: names.new,
        variants: names.variants,
        fields,
        dropped,
        groups,
        leftover,
        shifted,
    }
}

struct Pairing<'a, 'd> {
    old: &'a Fields,
    new: &'a Fields,
    names: Names,
    /// Old fields that something was said about, even if it was wrong.
    accounted: Vec<&'a Member>,
    /// New fields that a group gives.
    grouped: Vec<&'a Member>,
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

    fn group(&mut self, group: &'a GroupWord) -> Option<Group<'a>> {
        let old: Vec<_> = group.old.iter().filter_map(|name| self.old_field(name)).collect();
        let new: Vec<_> = group.new.iter().filter_map(|name| self.new_field(name)).collect();
        if group.functions.word().is_none() {
            let word = &group.word;
            self.diag.error(
                word,
                format_args!("`{word}` needs its functions\nhelp: add `; up = f, down = g`"),
            );
        }
        let (up, down) = group.functions.pair(self.diag)?;
        let complete = old.len() == group.old.len() && new.len() == group.new.len();
        complete.then_some(Group { word: &group.word, old, new, up, down })
    }

    /// The new field of that name, which a group gives.
    fn new_field(&mut self, name: &Member) -> Option<&'a Field> {
        let text = member_text(name);
        let found = self.new.list.iter().find(|new| same_name(&new.member, name));
        match found {
            Some(found) => self.grouped.push(&found.member),
            None => {
                let known: Vec<String> =
                    self.new.list.iter().map(|new| member_text(&new.member)).collect();
                let near = did_you_mean(&text, known.iter().map(String::as_str));
                let likely =
                    self.new.list.iter().find(|new| Some(&*member_text(&new.member)) == near);
                self.grouped.extend(likely.map(|likely| &likely.member));
                let help = match near {
                    Some(near) => format!("did you mean `{near}`?"),
                    None => format!("its fields are `{}`", known.join("`, `")),
                };
                self.diag.error(
                    name,
                    format_args!("`{}` has no field `{text}`\nhelp: {help}", self.names.new),
                );
            }
        }
        found
    }

    fn source(&mut self, new: &'a Field, shifted: bool) -> Source<'a> {
        let words = &new.words;
        if self.grouped.contains(&&new.member) {
            if let Some(word) = words.any() {
                let text =
                    format_args!("`{word}` has no effect: the field comes from a group of fields");
                self.diag.error(word, text);
            }
            return Source::Grouped;
        }
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
        if let Some(wrap) = words.wrap.word() {
            if let Some(or) = words.down_or.value() {
                return Some(How::Wrap(or));
            }
            self.diag.error(
                wrap,
                "nothing says what an older reader sees where there is no value\nhelp: write `wrap, down_or = …`",
            );
            return None;
        }
        words
            .down_or
            .refuse("a `down_or` without `wrap`\nhelp: write `wrap, down_or = …`", self.diag);
        if let Some(or) = words.unwrap_or.value() {
            return Some(How::UnwrapOr(or));
        }
        Some(if words.into.is_set() {
            How::Into
        } else if words.try_into.is_set() {
            How::TryInto
        } else if words.nested.is_set() {
            How::Nested
        } else if words.first.is_set() {
            How::First
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
