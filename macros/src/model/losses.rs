//! What a step loses in each direction, and what becomes of it: the loss class of each operation.

use syn::LitStr;

use crate::model::{
    Body, Direction, DroppedField, DroppedVariant, FieldMap, Group, How, Source, SplitVariant,
    Step, Taken, Target, VariantMap,
};
use crate::names::unraw;
use crate::parse::{Duplicates, Field, Loss, Variant, literal_text, member_text};

/// What becomes of what an operation loses in a direction.
#[derive(Clone, Copy)]
pub(crate) enum Fate<'a> {
    /// It loses nothing, or a function of the user's claims so.
    Nothing,
    Kept,
    Replaced,
    Refused,
    /// Whole records may go.
    Removed,
    /// It is computed again on the way back.
    Computed,
    Accepted(&'a LitStr),
    /// It loses something, and nothing is said about it.
    Undeclared,
}

impl<'a> Fate<'a> {
    fn said(loss: &'a Loss, otherwise: Self) -> Self {
        match loss.accepted() {
            Some(why) => Self::Accepted(why),
            None if loss.keeps() => Self::Kept,
            None => otherwise,
        }
    }

    pub(crate) fn is_kept(self) -> bool {
        matches!(self, Self::Kept)
    }
}

/// One place at which a step loses something.
pub(crate) struct Lost<'a> {
    pub(crate) at: String,
    pub(crate) direction: Direction,
    pub(crate) fate: Fate<'a>,
}

impl<'a> Taken<'a> {
    /// What is lost when the field goes in that direction.
    pub(crate) fn fate(&self, loss: &'a Loss, direction: Direction) -> Fate<'a> {
        let stands_in = self.or(direction).is_some();
        match (self.how, direction) {
            (How::Nested, Direction::Down) => Fate::Nothing,
            (How::Wrap(_), Direction::Down) => Fate::said(loss, Fate::Kept),
            (How::First | How::KeyBy(..), Direction::Up) => Fate::said(loss, Fate::Undeclared),
            (How::Map(map), Direction::Up) if map.many_to_one().is_some() => {
                Fate::said(loss, Fate::Undeclared)
            }
            (How::UnwrapOr(_), Direction::Up) => Fate::said(loss, Fate::Replaced),
            (_, Direction::Up) if stands_in => Fate::said(loss, Fate::Replaced),
            (_, Direction::Down) if stands_in => Fate::said(loss, Fate::Kept),
            // What the older side would be refused for is kept, and so is what comes back as a stand-in.
            (_, Direction::Down) if self.check.is_some() => Fate::said(loss, Fate::Kept),
            (How::With(..) | How::Into | How::TryInto, _) => Fate::said(loss, Fate::Nothing),
            _ => Fate::Nothing,
        }
    }

    /// Whether values can be refused in that direction.
    fn refuses(&self, direction: Direction) -> bool {
        if self.or(direction).is_some() {
            return false;
        }
        match (self.how, direction) {
            _ if self.check.is_some() && direction == Direction::Up => true,
            (How::TryInto | How::Map(_), _) | (How::Into, Direction::Down) => true,
            (How::KeyBy(_, duplicates), Direction::Up) => duplicates == Duplicates::Fail,
            (How::With(up, _), Direction::Up) => up.fallible,
            (How::With(_, down), Direction::Down) => down.is_some_and(|down| down.fallible),
            _ => false,
        }
    }

    /// Whether anything can be lost in either direction.
    pub(crate) fn loses(&self, loss: &'a Loss, one_way: bool) -> bool {
        if matches!(self.how, How::With(..) | How::Into | How::TryInto) {
            return true; // what they lose, only their author knows
        }
        let nothing = |direction| matches!(self.fate(loss, direction), Fate::Nothing);
        !nothing(Direction::Up) || (!one_way && !nothing(Direction::Down))
    }
}

/// What is lost of a new field by a reader who does not have it.
pub(crate) fn added(new: &Field) -> Fate<'_> {
    if new.is_skipped() { Fate::Nothing } else { Fate::said(&new.words.loss, Fate::Kept) }
}

impl<'a> DroppedField<'a> {
    pub(crate) fn fate(&self) -> Fate<'a> {
        Fate::said(self.loss, Fate::Replaced)
    }
}

impl<'a> Group<'a> {
    pub(crate) fn fate(&self) -> Fate<'a> {
        Fate::said(self.loss, Fate::Nothing)
    }
}

impl<'a> DroppedVariant<'a> {
    pub(crate) fn fate(&self) -> Fate<'a> {
        match self.target {
            Target::Fail => Fate::Refused,
            _ => Fate::said(self.loss, Fate::Replaced),
        }
    }
}

impl<'a> SplitVariant<'a> {
    pub(crate) fn fate(&self) -> Fate<'a> {
        Fate::said(self.loss, Fate::Kept)
    }
}

impl VariantMap<'_> {
    /// What is lost of a new variant by a reader who does not have it.
    pub(crate) fn added_fate<'a>(new: &'a Variant, target: &Target<'_>) -> Fate<'a> {
        match target {
            Target::Fail => Fate::Refused,
            _ => Fate::said(&new.words.loss, Fate::Kept),
        }
    }

    /// What is lost of an old variant that became one with others.
    pub(crate) fn joined_fate(new: &Variant) -> Fate<'_> {
        Fate::said(&new.words.loss, Fate::Replaced)
    }

    /// Whether whole variants are kept in that direction.
    pub(crate) fn keeps(&self, direction: Direction) -> bool {
        match direction {
            Direction::Up => {
                self.dropped.iter().any(|drop| drop.fate().is_kept())
                    || self.joined.iter().any(|pair| Self::joined_fate(pair.new).is_kept())
            }
            Direction::Down => {
                self.added.iter().any(|(new, target)| Self::added_fate(new, target).is_kept())
                    || self.split.iter().any(|split| split.fate().is_kept())
            }
        }
    }
}

/// All places at which the step loses something.
pub(crate) fn losses<'a>(step: &'a Step<'a>) -> Vec<Lost<'a>> {
    let mut all = Vec::new();
    match &step.body {
        Body::Whole(..) => {
            if let Some(why) = step.new.words.loss.accepted() {
                for direction in [Direction::Up, Direction::Down] {
                    all.push(Lost { at: String::new(), direction, fate: Fate::Accepted(why) });
                }
            }
        }
        Body::Struct(map) => in_fields(map, &mut all),
        Body::Enum(map) => in_variants(map, &mut all),
    }
    if step.new.words.may_remove.is_set() {
        all.push(Lost { at: String::new(), direction: Direction::Up, fate: Fate::Removed });
    }
    if !step.goes_back() {
        all.retain(|lost| lost.direction == Direction::Up);
    }
    all.retain(|lost| !matches!(lost.fate, Fate::Nothing));
    all
}

fn in_fields<'a>(map: &'a FieldMap<'a>, all: &mut Vec<Lost<'a>>) {
    let mut push = |at: String, direction, fate| all.push(Lost { at, direction, fate });
    for drop in &map.dropped {
        push(map.leaf(&drop.old.member), Direction::Up, drop.fate());
    }
    for hoist in &map.hoists {
        for (member, _, loss) in &hoist.dropped {
            let at = format!("{}.{}", map.leaf(&hoist.host.member), member_text(member));
            push(at, Direction::Up, Fate::said(loss, Fate::Replaced));
        }
    }
    for group in &map.groups {
        let at = group.single().map(|field| map.leaf(&field.member)).unwrap_or_default();
        push(at.clone(), Direction::Up, group.fate());
        push(at, Direction::Down, group.fate());
    }
    for step in &map.fields {
        let at = map.leaf(&step.new.member);
        match &step.source {
            Source::Added(_) => push(at, Direction::Down, added(step.new)),
            Source::From(taken) => {
                for direction in [Direction::Up, Direction::Down] {
                    push(at.clone(), direction, taken.fate(&step.new.words.loss, direction));
                    if taken.refuses(direction) {
                        push(at.clone(), direction, Fate::Refused);
                    }
                }
            }
            Source::Computed(_) => push(at, Direction::Down, Fate::Computed),
            Source::Grouped | Source::Nowhere | Source::Wrong => {}
        }
    }
}

fn in_variants<'a>(map: &'a VariantMap<'a>, all: &mut Vec<Lost<'a>>) {
    for pair in map.pairs.iter().chain(&map.joined) {
        in_fields(&pair.fields, all);
    }
    let mut push = |at: &syn::Ident, direction, fate| {
        all.push(Lost { at: unraw(at), direction, fate });
    };
    for drop in &map.dropped {
        push(&drop.old.ident, Direction::Up, drop.fate());
    }
    for pair in &map.joined {
        push(&pair.old.ident, Direction::Up, VariantMap::joined_fate(pair.new));
    }
    for (new, target) in &map.added {
        push(&new.ident, Direction::Down, VariantMap::added_fate(new, target));
    }
    for split in &map.split {
        push(&split.old.ident, Direction::Down, split.fate());
    }
}

impl crate::parse::MapWord {
    /// A new value that stands for two old ones.
    pub(crate) fn many_to_one(&self) -> Option<&syn::Expr> {
        self.pairs.iter().enumerate().find_map(|(index, (_, new))| {
            let text = literal_text(new);
            let before = &self.pairs[..index];
            before.iter().any(|(_, other)| literal_text(other) == text).then_some(new)
        })
    }
}
