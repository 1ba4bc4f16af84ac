//! Pairs the variants of two enums.

use syn::{Ident, Path};

use crate::diag::Diagnostics;
use crate::model::fields::{self, Names};
use crate::model::targets::{Target, bare_name};
use crate::model::{VariantMap, VariantStep, path_text};
use crate::names::unraw;
use crate::parse::{self, DropWord, Dropped, Item, Variant, did_you_mean, member_text};

pub(super) fn pair<'a>(
    old: &'a [Variant],
    new: &'a [Variant],
    item: &'a Item,
    old_path: &'a Path,
    diag: &mut Diagnostics,
) -> VariantMap<'a> {
    let old_name = path_text(old_path);
    let new_name = item.ident().to_string();
    let mut pairing = Pairing { old, new, old_name, new_name, accounted: Vec::new(), diag };
    let dropped =
        item.words.changes.drops.iter().filter_map(|drop| pairing.dropped(drop)).collect();
    let mut map = VariantMap {
        pairs: Vec::new(),
        joined: Vec::new(),
        added: Vec::new(),
        dropped,
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
    /// Old variants that something was said about, even if it was wrong.
    accounted: Vec<&'a Ident>,
    diag: &'d mut Diagnostics,
}

impl<'a> Pairing<'a, '_> {
    fn dropped(&mut self, drop: &'a DropWord) -> Option<(&'a Ident, &'a Variant, Target<'a>)> {
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
                         help: write `drop({name} => Variant)`, `drop({name} => fail)` or `drop({name}, up_with = f)`"
                    ),
                );
                return None;
            }
        };
        Some((&drop.word, old, target))
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

    /// Several old variants that become one; `down` says which of them an older reader sees.
    fn joined(&mut self, new: &'a Variant, names: &'a [Ident], map: &mut VariantMap<'a>) {
        let text: Vec<String> = names.iter().map(unraw).collect();
        let chosen = match new.words.down.value() {
            Some(parse::Target::Expr(expr)) => {
                bare_name(expr).map(unraw).filter(|chosen| text.contains(chosen))
            }
            _ => None,
        };
        if chosen.is_none() {
            self.diag.error(
                new.words.down.word().or(new.words.from.word()),
                format_args!(
                    "nothing says which of `{}` an older reader sees\nhelp: write `down = {}`, or another of them",
                    text.join("`, `"),
                    text.first().map_or("", |first| first)
                ),
            );
        }
        for name in names {
            let Some(old) = self.old_variant(&unraw(name), name) else { continue };
            let step = self.step(old, new);
            if chosen == Some(unraw(name)) { map.pairs.push(step) } else { map.joined.push(step) }
        }
    }

    fn step(&mut self, old: &'a Variant, new: &'a Variant) -> VariantStep<'a> {
        let name = unraw(&new.ident);
        let names = Names {
            old: format!("{}::{}", self.old_name, old.ident),
            new: name.clone(),
            variants: Some((unraw(&old.ident), name)),
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
