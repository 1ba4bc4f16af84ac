//! Pairs the variants of two enums.

use syn::{Ident, Path};

use crate::diag::Diagnostics;
use crate::model::fields::{self, Names};
use crate::model::targets::{Target, bare_name};
use crate::model::{DroppedVariant, SplitVariant, VariantMap, VariantStep, path_text};
use crate::names::unraw;
use crate::parse::{self, DropWord, Dropped, GroupWord, Item, Variant, did_you_mean, member_text};

pub(super) fn pair<'a>(
    old: &'a [Variant],
    new: &'a [Variant],
    item: &'a Item,
    old_path: &'a Path,
    diag: &mut Diagnostics,
) -> VariantMap<'a> {
    let old_name = path_text(old_path);
    let new_name = item.ident().to_string();
    let one_way = item.words.one_way.is_set();
    let (accounted, divided) = (Vec::new(), Vec::new());
    let unclear = item.words.broken;
    let mut pairing =
        Pairing { old, new, old_name, new_name, one_way, unclear, accounted, divided, diag };
    let changes = &item.words.changes;
    let dropped = changes.drops.iter().filter_map(|drop| pairing.dropped(drop)).collect();
    let split = changes.groups.iter().filter_map(|group| pairing.split(group)).collect();
    for hoist in &changes.hoists {
        let text = "`hoist` is about fields; write it on the variant that has them";
        pairing.diag.error(&hoist.word, text);
    }
    let mut map = VariantMap {
        pairs: Vec::new(),
        joined: Vec::new(),
        added: Vec::new(),
        dropped,
        split,
        unknown: None,
        one_way,
        nowhere: Vec::new(),
        leftover: Vec::new(),
    };
    // Variants that could not be read come last, so that they take only what the others leave.
    let (broken, read): (Vec<&Variant>, Vec<&Variant>) =
        new.iter().partition(|variant| variant.words.broken);
    for variant in read.into_iter().chain(broken) {
        pairing.variant(variant, &mut map);
    }
    let accounted = pairing.accounted;
    if item.words.changes.unclear {
        map.nowhere.clear(); // what could not be read may have been about them
    }
    map.leftover = old
        .iter()
        .filter(|variant| !item.words.changes.unclear && !accounted.contains(&&variant.ident))
        .collect();
    map
}

struct Pairing<'a, 'd> {
    old: &'a [Variant],
    new: &'a [Variant],
    old_name: String,
    new_name: String,
    one_way: bool,
    /// Something on the type could not be read.
    unclear: bool,
    /// Old variants that something was said about, even if it was wrong.
    accounted: Vec<&'a Ident>,
    /// New variants into which an old one was split.
    divided: Vec<&'a Ident>,
    diag: &'d mut Diagnostics,
}

impl<'a> Pairing<'a, '_> {
    fn dropped(&mut self, drop: &'a DropWord) -> Option<DroppedVariant<'a>> {
        let name = member_text(&drop.name);
        let old = self.old_variant(&name, &drop.name)?;
        let target = match &drop.what {
            Dropped::Variant(target) => {
                Target::resolve(target, self.new, &self.new_name, self.diag)?
            }
            Dropped::UpWith(path) => Target::With(path),
            Dropped::Bare | Dropped::Default | Dropped::Expr(_) | Dropped::With(_) => {
                self.diag.error(
                    &drop.name,
                    format_args!(
                        "`{name}` is dropped, and nothing says what becomes of records that hold it\n\
                         help: to put another variant in its place: `drop({name} => Variant)`, and `drop({name} => Variant, keep)` to have it come back in a downgrade\n\
                         help: to refuse such records: `drop({name} => fail)`; to convert them: `drop({name}, up_with = f)`\n\
                         help: to say why it may be lost: `drop({name} => Variant, accept_loss = \"why\")`"
                    ),
                );
                return None;
            }
        };
        if let (Target::Fail, Some(word)) = (&target, drop.loss.word()) {
            self.diag.error(
                word,
                format_args!("`{word}` has no effect: records that hold `{name}` are refused"),
            );
        }
        Some(DroppedVariant { word: &drop.word, old, target, loss: &drop.loss })
    }

    /// One old variant that became several: a function decides, and the fields tell the way back.
    fn split(&mut self, group: &'a GroupWord) -> Option<SplitVariant<'a>> {
        let word = &group.word;
        if word != "split" {
            self.diag.error(
                word,
                "variants become one with `from(A, B), down = A` on the new variant\nhelp: `merge` is about fields; write it on the variant that has them",
            );
            return None;
        }
        let name = group.old.first()?;
        let Some(old) = self.old_variant(&member_text(name), name) else {
            let named = |new: &&Variant| {
                group.new.iter().any(|name| member_text(name) == unraw(&new.ident))
            };
            self.divided.extend(self.new.iter().filter(named).map(|new| &new.ident));
            return None;
        };
        let (mut parts, mut back) = (Vec::new(), Vec::new());
        for name in &group.new {
            let text = member_text(name);
            let Some(new) = self.new.iter().find(|new| unraw(&new.ident) == text) else {
                let known: Vec<String> = self.new.iter().map(|new| unraw(&new.ident)).collect();
                let help = match did_you_mean(&text, known.iter().map(String::as_str)) {
                    Some(near) => format!("did you mean `{near}`?"),
                    None => format!("its variants are `{}`", known.join("`, `")),
                };
                let of = &self.new_name;
                self.diag.error(name, format_args!("`{of}` has no variant `{text}`\nhelp: {help}"));
                continue;
            };
            self.divided.push(&new.ident);
            parts.push(new);
            if group.functions.down.value().is_none() {
                back.push(self.step(old, new));
            }
        }
        let Some(up) = group.functions.up.value() else {
            self.diag.error(
                word,
                format_args!(
                    "nothing says which of them `{}` becomes\nhelp: add `; up = f`, with `fn f({}) -> {}`",
                    unraw(&old.ident),
                    self.old_name,
                    self.new_name
                ),
            );
            return None;
        };
        let down = group.functions.down.value();
        Some(SplitVariant { word, old, up, new: parts, back, down, loss: &group.loss })
    }

    fn variant(&mut self, new: &'a Variant, map: &mut VariantMap<'a>) {
        let words = &new.words;
        let name = unraw(&new.ident);
        if words.broken {
            let free = self.old.iter().filter(|old| !self.accounted.contains(&&old.ident));
            let near =
                free.min_by_key(|old| strsim::damerau_levenshtein(&unraw(&old.ident), &name));
            self.accounted.extend(near.map(|near| &near.ident));
            return;
        }
        if self.divided.contains(&&new.ident) {
            return;
        }
        if words.unknown.is_set() {
            self.unknown(new, map);
            return;
        }
        if let Some(added) = words.added.word() {
            if let Some(from) = words.from.word() {
                self.diag.error(
                    from,
                    format_args!(
                        "`from` and `added` exclude each other: is `{name}` new or renamed?"
                    ),
                );
            }
            self.refuse_words_inside(new);
            match words.down.value() {
                Some(target) => {
                    let target = Target::resolve(target, self.old, &self.old_name, self.diag);
                    map.added.extend(target.map(|target| (new, target)));
                }
                None if self.one_way => map.added.push((new, Target::Fail)),
                None => self.diag.error(
                    added,
                    format_args!(
                        "`{name}` is new, and nothing says what an older reader sees instead\n\
                         help: write `added, down = Variant`, `added, down = fail` or `added, down_with = f`"
                    ),
                ),
            }
            return;
        }
        if let Some(several) = words.from.value().filter(|names| names.len() > 1) {
            self.joined(new, several, map);
            return;
        }
        words.down.refuse(
            format_args!(
                "a `down` without `added`\nhelp: if `{name}` is new, write `added, down = …`"
            ),
            self.diag,
        );
        let old = match words.from.value().and_then(|names| names.first()) {
            Some(from) => {
                let Some(old) = self.old_variant(&unraw(from), from) else { return };
                old
            }
            None => match self.old.iter().find(|old| unraw(&old.ident) == name) {
                Some(old) => {
                    self.accounted.push(&old.ident);
                    old
                }
                None => {
                    map.nowhere.push(new);
                    return;
                }
            },
        };
        let step = self.step(old, new);
        map.pairs.push(step);
    }

    /// The variant that holds what a newer program wrote.
    fn unknown(&mut self, new: &'a Variant, map: &mut VariantMap<'a>) {
        let words = &new.words;
        if let Some(old) = self.old.iter().find(|old| old.words.unknown.is_set()) {
            self.accounted.push(&old.ident);
            map.unknown = Some((old, new));
            words.down.refuse(
                format_args!(
                    "`{}` has an `unknown` variant too, and takes it over\nhelp: remove the `down`",
                    self.old_name
                ),
                self.diag,
            );
            return;
        }
        match words.down.value() {
            Some(target) => {
                let target = Target::resolve(target, self.old, &self.old_name, self.diag);
                map.added.extend(target.map(|target| (new, target)));
            }
            None if self.one_way => map.added.push((new, Target::Fail)),
            None => self.diag.error(
                words.unknown.word(),
                format_args!(
                    "nothing says what a reader of `{}` sees, which has no `unknown` variant\n\
                     help: write `unknown, down = Variant`, `unknown, down = fail` or `unknown, down_with = f`",
                    self.old_name
                ),
            ),
        }
    }

    /// Several old variants that become one; `down` says which of them an older reader sees.
    fn joined(&mut self, new: &'a Variant, names: &'a [Ident], map: &mut VariantMap<'a>) {
        let text: Vec<String> = names.iter().map(unraw).collect();
        let chosen = match new.words.down.value() {
            Some(parse::Target::Expr(expr)) => {
                bare_name(expr).map(unraw).filter(|chosen| text.contains(chosen))
            }
            _ => None,
        };
        if chosen.is_none() && !self.one_way {
            self.diag.error(
                new.words.down.word().or(new.words.from.word()),
                format_args!(
                    "nothing says which of `{}` an older reader sees\nhelp: write `down = {}`, or another of them",
                    text.join("`, `"),
                    text.first().map_or("", |first| first)
                ),
            );
        }
        let olds: Vec<&'a Variant> =
            names.iter().filter_map(|name| self.old_variant(&unraw(name), name)).collect();
        for (name, old) in names.iter().zip(&olds) {
            let step = self.step_of(old, new, &olds);
            if chosen == Some(unraw(name)) { map.pairs.push(step) } else { map.joined.push(step) }
        }
    }

    fn step(&mut self, old: &'a Variant, new: &'a Variant) -> VariantStep<'a> {
        self.step_of(old, new, &[])
    }

    /// The step of one of several old variants that become one.
    fn step_of(
        &mut self,
        old: &'a Variant,
        new: &'a Variant,
        together: &[&'a Variant],
    ) -> VariantStep<'a> {
        let name = unraw(&new.ident);
        let names = Names {
            old: format!("{}::{}", self.old_name, old.ident),
            new: name.clone(),
            variants: Some((unraw(&old.ident), name)),
            one_way: self.one_way,
            unclear: self.unclear,
            elsewhere: together.iter().map(|variant| &variant.fields).collect(),
        };
        let words = &new.words;
        let fields = fields::pair(&old.fields, &new.fields, &words.changes, names, self.diag);
        VariantStep { new, old, fields }
    }

    fn refuse_words_inside(&mut self, new: &'a Variant) {
        let drops = new.words.changes.words();
        let fields = new.fields.list.iter().filter_map(|field| field.words.any());
        for word in drops.chain(fields) {
            self.diag.error(
                word,
                format_args!("`{word}` has no effect: `{}` is new as a whole", new.ident),
            );
        }
    }

    /// The old variant of that name; a name that does not exist is reported, and the likely one counts as mentioned.
    fn old_variant(&mut self, name: &str, at: impl quote::ToTokens) -> Option<&'a Variant> {
        if let Some(found) = self.old.iter().find(|old| unraw(&old.ident) == name) {
            self.accounted.push(&found.ident);
            return Some(found);
        }
        let known: Vec<String> = self.old.iter().map(|old| unraw(&old.ident)).collect();
        let near = did_you_mean(name, known.iter().map(String::as_str));
        let help = match near {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("its variants are `{}`", known.join("`, `")),
        };
        let likely = self.old.iter().find(|old| Some(unraw(&old.ident).as_str()) == near);
        self.accounted.extend(likely.map(|likely| &likely.ident));
        self.diag
            .error(at, format_args!("`{}` has no variant `{name}`\nhelp: {help}", self.old_name));
        None
    }
}
