//! What a step means: which old field becomes which new one, and what becomes of the others.
//!
//! Names are resolved here; whether everything is accounted for is the business of `check`.

mod fields;
mod losses;
mod record;
pub(crate) mod shape;
mod targets;
mod variants;

use syn::{Expr, Path};

use crate::diag::Diagnostics;
use crate::parse::{
    Body as Raw, Duplicates, Field, Function, Item, Loss, MapWord, Variant, member_text,
};

pub(crate) use losses::{Fate, added, losses};
pub(crate) use targets::Target;

/// The step between two versions.
pub(crate) struct Step<'a> {
    pub(crate) new: &'a Item,
    pub(crate) old: &'a Item,
    pub(crate) old_path: &'a Path,
    pub(crate) body: Body<'a>,
}

impl Step<'_> {
    /// Whether there is a way back.
    pub(crate) fn goes_back(&self) -> bool {
        !self.new.words.one_way.is_set()
    }
}

pub(crate) enum Body<'a> {
    /// Functions for the whole record; one for the way back unless there is none.
    Whole(&'a Function, Option<&'a Function>),
    Struct(FieldMap<'a>),
    Enum(VariantMap<'a>),
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Direction {
    Up,
    Down,
}

impl Direction {
    pub(crate) fn opposite(self) -> Self {
        match self {
            Self::Up => Self::Down,
            Self::Down => Self::Up,
        }
    }
}

/// How the fields of one struct or variant become those of another.
pub(crate) struct FieldMap<'a> {
    /// The old and the new struct or variant, as messages name them.
    pub(crate) old_name: String,
    pub(crate) new_name: String,
    /// The old and the new variant, where this is about the fields of one.
    pub(crate) variants: Option<(String, String)>,
    pub(crate) fields: Vec<FieldStep<'a>>,
    pub(crate) dropped: Vec<DroppedField<'a>>,
    pub(crate) groups: Vec<Group<'a>>,
    pub(crate) hoists: Vec<Hoist<'a>>,
    pub(crate) nests: Vec<Nest<'a>>,
    /// Old fields that nothing mentions.
    pub(crate) leftover: Vec<&'a Field>,
    /// Tuples among which a field was added or dropped: an index no longer says which field is meant.
    pub(crate) shifted: bool,
    /// The step has no way back.
    pub(crate) one_way: bool,
}

impl FieldMap<'_> {
    /// The name under which a leaf of the field is kept.
    pub(crate) fn leaf(&self, member: &syn::Member) -> String {
        let name = member_text(member);
        match &self.variants {
            None => name,
            Some((_, new)) => format!("{new}.{name}"),
        }
    }
}

pub(crate) struct FieldStep<'a> {
    pub(crate) new: &'a Field,
    pub(crate) source: Source<'a>,
}

pub(crate) enum Source<'a> {
    From(Taken<'a>),
    Added(Given<'a>),
    /// Recomputed from the new record on every upgrade.
    Computed(&'a Expr),
    /// One of the fields of a group, of a hoisted struct, or a nest.
    Grouped,
    /// Nothing says where the field comes from.
    Nowhere,
    /// What was said is wrong, and was reported.
    Wrong,
}

/// An old field that a new one takes.
#[derive(Clone, Copy)]
pub(crate) struct Taken<'a> {
    pub(crate) old: &'a Field,
    pub(crate) how: How<'a>,
    /// What has to hold for the new value.
    pub(crate) check: Option<&'a Expr>,
    /// What stands in for a value that is refused, by direction.
    pub(crate) up_or: Option<&'a Expr>,
    pub(crate) down_or: Option<&'a Expr>,
}

impl<'a> Taken<'a> {
    pub(crate) fn or(&self, direction: Direction) -> Option<&'a Expr> {
        match direction {
            Direction::Up => self.up_or,
            Direction::Down => self.down_or,
        }
    }
}

/// How an old value becomes a new one, and back.
#[derive(Clone, Copy)]
pub(crate) enum How<'a> {
    Same,
    Into,
    TryInto,
    Nested,
    /// Into `Option` or `Vec`; the expression is what an older reader sees where there is nothing.
    Wrap(Option<&'a Expr>),
    /// Out of an `Option`; the expression stands for nothing.
    UnwrapOr(&'a Expr),
    First,
    Map(&'a MapWord),
    /// A list into a map.
    KeyBy(&'a syn::Member, Duplicates),
    With(&'a Function, Option<&'a Function>),
}

/// Fields that become others together, by a function of all of them.
pub(crate) struct Group<'a> {
    pub(crate) word: &'a syn::Ident,
    pub(crate) old: Vec<&'a Field>,
    pub(crate) new: Vec<&'a Field>,
    pub(crate) up: &'a Function,
    pub(crate) down: Option<&'a Function>,
    pub(crate) loss: &'a Loss,
}

impl Group<'_> {
    /// The one field of the side that has one.
    pub(crate) fn single(&self) -> Option<&Field> {
        if self.old.len() == 1 { self.old.first() } else { self.new.first() }.copied()
    }
}

/// An old field that is a struct, whose fields go their own ways.
pub(crate) struct Hoist<'a> {
    pub(crate) word: &'a syn::Ident,
    pub(crate) host: &'a Field,
    pub(crate) path: &'a Path,
    /// Fields of the struct, and the new fields that take them.
    pub(crate) taken: Vec<(&'a syn::Member, &'a Field)>,
    /// Fields of the struct that nobody takes.
    pub(crate) dropped: Vec<(&'a syn::Member, Given<'a>, &'a Loss)>,
}

/// A new field that is a struct of old ones.
pub(crate) struct Nest<'a> {
    pub(crate) new: &'a Field,
    /// Fields of the struct, and the old fields that they take.
    pub(crate) parts: Vec<(&'a syn::Member, &'a Field)>,
}

/// A value that the other side never had.
#[derive(Clone, Copy)]
pub(crate) enum Given<'a> {
    Default,
    Expr(&'a Expr),
    With(&'a Expr),
}

pub(crate) struct DroppedField<'a> {
    pub(crate) word: &'a syn::Ident,
    /// The name as it stands in the word.
    pub(crate) name: &'a syn::Member,
    pub(crate) old: &'a Field,
    pub(crate) given: Given<'a>,
    pub(crate) loss: &'a Loss,
}

/// How the variants of one enum become those of another.
pub(crate) struct VariantMap<'a> {
    pub(crate) pairs: Vec<VariantStep<'a>>,
    /// Old variants that become one with another: the downgrade never gives them.
    pub(crate) joined: Vec<VariantStep<'a>>,
    pub(crate) added: Vec<(&'a Variant, Target<'a>)>,
    pub(crate) dropped: Vec<DroppedVariant<'a>>,
    pub(crate) split: Vec<SplitVariant<'a>>,
    /// The variants of both sides that hold what a newer program wrote.
    pub(crate) unknown: Option<(&'a Variant, &'a Variant)>,
    /// New variants of which nothing says where they come from.
    pub(crate) nowhere: Vec<&'a Variant>,
    /// Old variants that nothing mentions.
    pub(crate) leftover: Vec<&'a Variant>,
    /// The step has no way back.
    pub(crate) one_way: bool,
}

pub(crate) struct DroppedVariant<'a> {
    pub(crate) word: &'a syn::Ident,
    pub(crate) old: &'a Variant,
    pub(crate) target: Target<'a>,
    pub(crate) loss: &'a Loss,
}

/// One old variant that became several.
pub(crate) struct SplitVariant<'a> {
    pub(crate) word: &'a syn::Ident,
    pub(crate) old: &'a Variant,
    pub(crate) up: &'a Function,
    pub(crate) new: Vec<&'a Variant>,
    /// The way back of each, unless a function says it.
    pub(crate) back: Vec<VariantStep<'a>>,
    pub(crate) down: Option<&'a Function>,
    pub(crate) loss: &'a Loss,
}

pub(crate) struct VariantStep<'a> {
    pub(crate) new: &'a Variant,
    pub(crate) old: &'a Variant,
    pub(crate) fields: FieldMap<'a>,
}

/// The step from `old` to `new`, as far as the names can be resolved.
pub(crate) fn step<'a>(old: &'a Item, new: &'a Item, diag: &mut Diagnostics) -> Option<Step<'a>> {
    let old_path = new.words.from.value()?;
    let one_way = new.words.one_way.is_set();
    if !record::has_functions(new, old_path, diag) {
        return None;
    }
    let body = if let Some(word) = new.words.functions.word() {
        refuse_words_beside_functions(new, word, diag);
        let (up, down) = new.words.functions.pair(one_way, diag)?;
        Body::Whole(up, down)
    } else {
        match (&old.body, &new.body) {
            (Raw::Struct(old_fields), Raw::Struct(new_fields)) => {
                let names = fields::Names {
                    old: path_text(old_path),
                    new: new.ident().to_string(),
                    variants: None,
                    one_way,
                    unclear: new.words.broken,
                    elsewhere: Vec::new(),
                };
                Body::Struct(fields::pair(old_fields, new_fields, &new.words.changes, names, diag))
            }
            (Raw::Enum(old_variants), Raw::Enum(new_variants)) => {
                Body::Enum(variants::pair(old_variants, new_variants, new, old_path, diag))
            }
            (old_body, new_body) => {
                diag.error(
                    old_path,
                    format_args!(
                        "`{}` is {} and `{}` is {}\nhelp: say how one becomes the other: add `up = f, down = g`",
                        path_text(old_path),
                        kind(old_body),
                        new.ident(),
                        kind(new_body),
                    ),
                );
                return None;
            }
        }
    };
    Some(Step { new, old, old_path, body })
}

fn kind(body: &Raw) -> &'static str {
    match body {
        Raw::Struct(_) => "a struct",
        Raw::Enum(_) => "an enum",
    }
}

fn refuse_words_beside_functions(new: &Item, word: &syn::Ident, diag: &mut Diagnostics) {
    for other in new.words.changes.words().chain(new.words_inside()) {
        diag.error(
            other,
            format_args!(
                "`{other}` has no effect: `{word}` on `{}` converts the whole record",
                new.ident()
            ),
        );
    }
}

/// A path as the user wrote it, without generic arguments and spaces.
pub(crate) fn path_text(path: &Path) -> String {
    let names: Vec<String> =
        path.segments.iter().map(|segment| segment.ident.to_string()).collect();
    let text = names.join("::");
    if path.leading_colon.is_some() { format!("::{text}") } else { text }
}
