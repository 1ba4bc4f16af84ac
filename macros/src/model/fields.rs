//! Pairs the fields of two structs or variants.

use syn::Member;

use crate::diag::Diagnostics;
use crate::model::{
    DroppedField, FieldMap, FieldStep, Given, Group, Hoist, How, Nest, Source, Taken,
};
use crate::parse::{
    Changes, DropWord, Dropped, Field, Fields, FromWord, GroupWord, HoistWord, Style, Value,
    did_you_mean, member_text,
};

/// How messages name the two sides.
pub(super) struct Names<'a> {
    pub(super) old: String,
    pub(super) new: String,
    /// The bare names, where the two sides are variants.
    pub(super) variants: Option<(String, String)>,
    /// The step has no way back.
    pub(super) one_way: bool,
    /// Something on the type could not be read: it may have been `one_way`.
    pub(super) unclear: bool,
    /// The fields of all old variants that become this one: a word may be about one of them.
    pub(super) elsewhere: Vec<&'a Fields>,
}

pub(super) fn pair<'a>(
    old: &'a Fields,
    new: &'a Fields,
    changes: &'a Changes,
    names: Names<'a>,
    diag: &mut Diagnostics,
) -> FieldMap<'a> {
    let mut pairing = Pairing {
        old,
        new,
        names,
        accounted: Vec::new(),
        grouped: Vec::new(),
        hoist_is_wrong: changes.unclear,
        nest_is_wrong: false,
        diag,
    };
    let dropped: Vec<_> = changes.drops.iter().filter_map(|drop| pairing.dropped(drop)).collect();
    let groups: Vec<_> = changes.groups.iter().filter_map(|group| pairing.group(group)).collect();
    let hoists: Vec<_> = changes.hoists.iter().filter_map(|hoist| pairing.hoist(hoist)).collect();
    let nests: Vec<_> = new.list.iter().filter_map(|field| pairing.nest(field)).collect();
    let shifted = old.style == Style::Tuple
        && new.style == Style::Tuple
        && (!changes.drops.is_empty()
            || !changes.groups.is_empty()
            || !changes.hoists.is_empty()
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
    let Pairing { names, accounted, nest_is_wrong, .. } = pairing;
    let nest_is_broken = new.list.iter().any(|field| field.words.nest_is_broken);
    let unclear = changes.unclear || nest_is_wrong || nest_is_broken;
    let leftover =
        old.list.iter().filter(|field| !unclear && !accounted.contains(&&field.member)).collect();
    FieldMap {
        old_name: names.old,
        new_name: names.new,
        variants: names.variants,
        fields,
        dropped,
        groups,
        hoists,
        nests,
        leftover,
        shifted,
        one_way: names.one_way,
    }
}

struct Pairing<'a, 'd> {
    old: &'a Fields,
    new: &'a Fields,
    names: Names<'a>,
    /// Old fields that something was said about, even if it was wrong.
    accounted: Vec<&'a Member>,
    /// New fields that a group gives.
    grouped: Vec<&'a Member>,
    /// A `hoist` could not be understood, and that was reported.
    hoist_is_wrong: bool,
    /// A `nest` could not be understood, and that was reported: what it was to take, cannot be told.
    nest_is_wrong: bool,
    diag: &'d mut Diagnostics,
}

impl<'a> Pairing<'a, '_> {
    fn dropped(&mut self, drop: &'a DropWord) -> Option<DroppedField<'a>> {
        let has =
            |fields: &Fields| fields.list.iter().any(|old| same_name(&old.member, &drop.name));
        if !has(self.old) && self.names.elsewhere.iter().any(|fields| has(fields)) {
            return None;
        }
        let old = self.old_field(&drop.name)?;
        let name = member_text(&drop.name);
        let given = match &drop.what {
            Dropped::Default => Given::Default,
            Dropped::Expr(expr) => Given::Expr(expr),
            Dropped::With(path) => Given::With(path),
            Dropped::Bare if drop.loss.is_set() || self.names.one_way || self.names.unclear => {
                Given::Default
            }
            Dropped::Bare => {
                let new = &self.names.new;
                self.diag.error(
                    &drop.name,
                    format_args!(
                        "`{name}` is dropped, and nothing says what becomes of its values\n\
                         help: to have them come back in a downgrade: `drop({name}, keep)`\n\
                         help: to put a value in their place there: `drop({name} = …)`, `drop({name}, default)` or `drop({name}, default_with = f)`\n\
                         help: to lose them: `drop({name}, accept_loss = \"why\")`\n\
                         help: if there is no way back from this version at all: `one_way = \"why\"` on `{new}`"
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
        Some(DroppedField { word: &drop.word, name: &drop.name, old, given, loss: &drop.loss })
    }

    /// The struct whose fields are taken by new ones, as far as they exist.
    fn hoist(&mut self, hoist: &'a HoistWord) -> Option<Hoist<'a>> {
        let Some(from) = self.old_field(&hoist.host) else {
            self.hoist_is_wrong = true;
            return None;
        };
        let name = member_text(&hoist.host);
        let mut taken = Vec::new();
        for new in &self.new.list {
            let Some(FromWord { member, inside: Some(inside) }) = new.words.from.value() else {
                continue;
            };
            if !same_name(member, &hoist.host) {
                continue;
            }
            self.grouped.push(&new.member);
            if let Some(word) = new.words.value.word().or(new.words.hows().first().copied()) {
                self.diag.error(
                    word,
                    format_args!(
                        "`{word}` has no effect: the field is taken out of `{name}` as it is\n\
                         help: convert it in a version of its own, or in a function: `split({name} => …; up = f, down = g)`"
                    ),
                );
            }
            taken.push((inside, new));
        }
        if taken.is_empty() {
            self.diag.error(
                &hoist.word,
                format_args!(
                    "no field takes anything out of `{name}`\nhelp: write `#[migrate(from = {name}.…)]` on one"
                ),
            );
            return None;
        }
        let mut dropped = Vec::new();
        for drop in &hoist.drops {
            let inner = member_text(&drop.name);
            let given = match &drop.what {
                Dropped::Default => Given::Default,
                Dropped::Expr(expr) => Given::Expr(expr),
                Dropped::With(function) => Given::With(function),
                Dropped::Bare if drop.loss.is_set() || self.names.one_way => Given::Default,
                Dropped::Bare | Dropped::Variant(_) | Dropped::UpWith(_) => {
                    self.diag.error(
                        &drop.name,
                        format_args!(
                            "nothing says what becomes of `{name}.{inner}`\n\
                             help: write `drop({inner}, keep)`, `drop({inner} = …)`, `drop({inner}, default)` or `drop({inner}, accept_loss = \"why\")`"
                        ),
                    );
                    return None;
                }
            };
            dropped.push((&drop.name, given, &drop.loss));
        }
        Some(Hoist { word: &hoist.word, host: from, path: &hoist.path, taken, dropped })
    }

    /// A struct that is put together from old fields.
    fn nest(&mut self, new: &'a Field) -> Option<Nest<'a>> {
        let Some(Value::Nest(parts)) = new.words.value.value() else { return None };
        let count = parts.len();
        let parts: Vec<_> = parts
            .iter()
            .filter_map(|part| self.old_field(&part.old).map(|old| (&part.member, old)))
            .collect();
        self.nest_is_wrong |= parts.len() < count;
        if !matches!(&new.ty, syn::Type::Path(_)) {
            self.diag.error(
                &new.ty,
                "`nest` puts a struct together, and this is none that can be named\nhelp: use `merge(… => …; up = f, down = g)`",
            );
            return None;
        }
        Some(Nest { new, parts })
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
        let (up, down) = group.functions.pair(self.names.one_way, self.diag)?;
        let complete = old.len() == group.old.len() && new.len() == group.new.len();
        complete.then_some(Group { word: &group.word, old, new, up, down, loss: &group.loss })
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
            let hoisted = words.from.value().is_some_and(|from| from.inside.is_some());
            if let Some(word) = words.any().filter(|_| !hoisted) {
                let text =
                    format_args!("`{word}` has no effect: the field comes from a group of fields");
                self.diag.error(word, text);
            }
            return Source::Grouped;
        }
        if words.broken {
            self.likely_taken(words.from.value().map_or(&new.member, |from| &from.member));
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
                let _ = self.old_field(&from.member);
            }
            return Source::Wrong;
        }
        if let Some(value) = words.value.value() {
            return match value {
                Value::Default => Source::Added(Given::Default),
                Value::Expr(expr) => Source::Added(Given::Expr(expr)),
                Value::With(function) => Source::Added(Given::With(function)),
                Value::Computed(function) => Source::Computed(function),
                Value::Nest(_) => Source::Grouped,
            };
        }
        if let Some(FromWord { member, inside: Some(inside) }) = words.from.value() {
            // A `hoist` that could not be read, or that names no field, was reported.
            if !self.hoist_is_wrong {
                let (host, inside) = (member_text(member), member_text(inside));
                self.diag.error(
                    member,
                    format_args!(
                        "nothing says what `{host}` is, of which `{inside}` is taken\n\
                         help: write `hoist({host}: v1::Type)` on `{}`, with the type of the old field, and `drop(…)` inside for each field of it that nobody takes",
                        self.names.new
                    ),
                );
            }
            self.likely_taken(member);
            return Source::Wrong;
        }
        let how = self.how(new);
        let old = match words.from.value() {
            Some(from) => match self.old_field(&from.member) {
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
        how.map_or(Source::Wrong, |how| {
            let words = &new.words;
            let (check, up_or) = (words.check.value(), words.up_or.value());
            // The value of `wrap` for nothing is a part of it.
            let down_or = words.down_or.value().filter(|_| !matches!(how, How::Wrap(_)));
            Source::From(Taken { old, how, check, up_or, down_or })
        })
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
            let (up, down) = words.functions.pair(self.names.one_way, self.diag)?;
            return Some(How::With(up, down));
        }
        if let Some(wrap) = words.wrap.word() {
            if words.down_or.is_set() || self.names.one_way {
                return Some(How::Wrap(words.down_or.value()));
            }
            self.diag.error(
                wrap,
                "nothing says what an older reader sees where there is no value\nhelp: write `wrap, down_or = …`",
            );
            return None;
        }
        if let Some(map) = words.map.value() {
            return Some(How::Map(map));
        }
        if let Some(key) = words.key_by.value() {
            let Some(duplicates) = words.duplicates.value() else {
                self.diag.error(
                    words.key_by.word(),
                    format_args!(
                        "nothing says what becomes of two elements with one key\n\
                         help: write `key_by = {}, duplicates = fail`, or `first` or `last`",
                        member_text(key)
                    ),
                );
                return None;
            };
            return Some(How::KeyBy(key, *duplicates));
        }
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
