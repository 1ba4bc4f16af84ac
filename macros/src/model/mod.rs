//! What a step means: which old field becomes which new one, and what becomes of the others.
//!
//! Names are resolved here; whether everything is accounted for is the business of `check`.

mod fields;
mod targets;
mod variants;

use syn::{Expr, Path};

use crate::diag::Diagnostics;
use crate::parse::{Body as Raw, Field, Function, Item, Value, Variant};

pub(crate) use targets::Target;

/// The step between two versions.
pub(crate) struct Step<'a> {
    pub(crate) new: &'a Item,
    pub(crate) old: &'a Item,
    pub(crate) old_path: &'a Path,
    pub(crate) body: Body<'a>,
}

pub(crate) enum Body<'a> {
    /// Two functions for the whole record.
    Whole(&'a Function, &'a Function),
    Struct(FieldMap<'a>),
    Enum(VariantMap<'a>),
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
    /// Old fields that nothing mentions.
    pub(crate) leftover: Vec<&'a Field>,
    /// Tuples among which a field was added or dropped: an index no longer says which field is meant.
    pub(crate) shifted: bool,
}

pub(crate) struct FieldStep<'a> {
    pub(crate) new: &'a Field,
    pub(crate) source: Source<'a>,
}

pub(crate) enum Source<'a> {
    From(&'a Field, How<'a>),
    Added(Given<'a>),
    /// One of the fields of a group.
    Grouped,
    /// Nothing says where the field comes from.
    Nowhere,
    /// What was said is wrong, and was reported.
    Wrong,
}

/// How an old value becomes a new one, and back.
#[derive(Clone, Copy)]
pub(crate) enum How<'a> {
    Same,
    Into,
    TryInto,
    Nested,
    /// Into `Option` or `Vec`; the expression is what an older reader sees where there is nothing.
    Wrap(&'a Expr),
    /// Out of an `Option`; the expression stands for nothing.
    UnwrapOr(&'a Expr),
    First,
    With(&'a Function, &'a Function),
}

/// Fields that become others together, by a function of all of them.
pub(crate) struct Group<'a> {
    pub(crate) word: &'a syn::Ident,
    pub(crate) old: Vec<&'a Field>,
    pub(crate) new: Vec<&'a Field>,
    pub(crate) up: &'a Function,
    pub(crate) down: &'a Function,
}

/// A value that the other side never had.
#[derive(Clone, Copy)]
pub(crate) enum Given<'a> {
    Default,
    Expr(&'a Expr),
    With(&'a Expr),
}

impl<'a> From<&'a Value> for Given<'a> {
    fn from(value: &'a Value) -> Self {
        match value {
            Value::Default => Self::Default,
            Value::Expr(expr) => Self::Expr(expr),
            Value::With(path) => Self::With(path),
        }
    }
}

pub(crate) struct DroppedField<'a> {
    pub(crate) word: &'a syn::Ident,
    pub(crate) old: &'a Field,
    pub(crate) given: Given<'a>,
}

/// How the variants of one enum become those of another.
pub(crate) struct VariantMap<'a> {
    pub(crate) pairs: Vec<VariantStep<'a>>,
    /// Old variants that become one with another: the downgrade never gives them.
    pub(crate) joined: Vec<VariantStep<'a>>,
    pub(crate) added: Vec<(&'a Variant, Target<'a>)>,
    pub(crate) dropped: Vec<(&'a syn::Ident, &'a Variant, Target<'a>)>,
    /// New variants of which nothing says where they come from.
    pub(crate) nowhere: Vec<&'a Variant>,
    /// Old variants that nothing mentions.
    pub(crate) leftover: Vec<&'a Variant>,
}

pub(crate) struct VariantStep<'a> {
    pub(crate) new: &'a Variant,
    pub(crate) old: &'a Variant,
    pub(crate) fields: FieldMap<'a>,
}

/// The step from `old` to `new`, as far as the names can be resolved.
pub(crate) fn step<'a>(old: &'a Item, new: &'a Item, diag: &mut Diagnostics) -> Option<Step<'a>> {
    let old_path = new.words.from.value()?;
    let body = if let Some(word) = new.words.functions.word() {
        refuse_words_beside_functions(new, word, diag);
        let (up, down) = new.words.functions.pair(diag)?;
        Body::Whole(up, down)
    } else {
        match (&old.body, &new.body) {
            (Raw::Struct(old_fields), Raw::Struct(new_fields)) => {
                let names = fields::Names {
                    old: path_text(old_path),
                    new: new.ident().to_string(),
                    variants: None,
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
