//! The words on a field.

use syn::parse::ParseStream;
use syn::punctuated::Punctuated;
use syn::{Error, Expr, Ident, Index, LitFloat, LitStr, Member, Token};

use crate::diag::Diagnostics;
use crate::parse::loss::why;
use crate::parse::words::{self, Vocabulary, Words};
use crate::parse::{Functions, Loss, MapWord, ShapeWord, Slot};

#[derive(Default)]
pub(crate) struct FieldWords {
    pub(crate) from: Slot<FromWord>,
    pub(crate) value: Slot<Value>,
    pub(crate) into: Slot<()>,
    pub(crate) try_into: Slot<()>,
    pub(crate) nested: Slot<()>,
    pub(crate) wrap: Slot<()>,
    pub(crate) down_or: Slot<Expr>,
    pub(crate) unwrap_or: Slot<Expr>,
    pub(crate) first: Slot<()>,
    pub(crate) map: Slot<MapWord>,
    pub(crate) key_by: Slot<Member>,
    pub(crate) duplicates: Slot<Duplicates>,
    pub(crate) check: Slot<Expr>,
    pub(crate) reuse: Slot<LitStr>,
    /// What the field is written as, where serde's attributes hide it. Describes the version, not the step.
    pub(crate) shape: Slot<ShapeWord>,
    pub(crate) up_or: Slot<Expr>,
    pub(crate) loss: Loss,
    pub(crate) functions: Functions,
    /// Something on the field could not be read, and was reported.
    pub(crate) broken: bool,
    /// It was a `nest`, which would have taken several old fields.
    pub(crate) nest_is_broken: bool,
}

/// A value that the other side never had, or that is put together from several.
pub(crate) enum Value {
    Default,
    Expr(Expr),
    With(Expr),
    /// `computed = f`
    Computed(Expr),
    /// `nest(street, city = town)`
    Nest(Vec<NestPart>),
}

/// `from = name`, or `from = address.city`.
pub(crate) struct FromWord {
    pub(crate) member: Member,
    pub(crate) inside: Option<Member>,
}

/// `city = town`: a field of the struct, and the old field that it takes.
pub(crate) struct NestPart {
    pub(crate) member: Member,
    pub(crate) old: Member,
}

/// What becomes of elements of a list that have one key.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Duplicates {
    Fail,
    First,
    Last,
}

const VOCABULARY: Vocabulary = Vocabulary {
    place: "a field",
    known: &[
        "from",
        "default",
        "default_with",
        "computed",
        "nest",
        "into",
        "try_into",
        "nested",
        "wrap",
        "up_or",
        "down_or",
        "unwrap_or",
        "first",
        "map",
        "key_by",
        "duplicates",
        "check",
        "up",
        "down",
        "try_up",
        "try_down",
        "keep",
        "accept_loss",
        "reuse",
        "shape",
    ],
};

impl Words for FieldWords {
    fn broken(&mut self) {
        self.broken = true;
    }

    fn read(
        &mut self,
        word: &Ident,
        input: ParseStream<'_>,
        diag: &mut Diagnostics,
    ) -> syn::Result<()> {
        let known = self.functions.read(word, input, diag);
        if let Some(result) = known.or_else(|| self.loss.read(word, input, diag)) {
            return result;
        }
        match word.to_string().as_str() {
            "from" => {
                words::equals(word, input, "old_name")?;
                if let Some(from) = position_inside(input)? {
                    self.from.set(word, from, diag);
                    return Ok(());
                }
                let member = words::member(input)?;
                let inside = match input.parse::<Option<Token![.]>>()? {
                    Some(_) => Some(words::member(input)?),
                    None => None,
                };
                self.from.set(word, FromWord { member, inside }, diag);
            }
            "default" if input.peek(Token![=]) => {
                input.parse::<Token![=]>()?;
                self.value.set(word, Value::Expr(input.parse()?), diag);
            }
            "default" => self.value.set(word, Value::Default, diag),
            "default_with" => {
                self.value.set(word, Value::With(words::function(word, input)?), diag);
            }
            "computed" => {
                self.value.set(word, Value::Computed(words::function(word, input)?), diag);
            }
            "nest" => {
                let parts = nest(word, input).inspect_err(|_| self.nest_is_broken = true)?;
                self.value.set(word, Value::Nest(parts), diag);
            }
            "map" => self.map.set(word, MapWord::parse(word, input)?, diag),
            "key_by" => {
                words::equals(word, input, "id")?;
                self.key_by.set(word, words::member(input)?, diag);
            }
            "duplicates" => self.duplicates.set(word, duplicates(word, input)?, diag),
            "check" => self.check.set(word, words::function(word, input)?, diag),
            "reuse" => self.reuse.set(word, why(word, input)?, diag),
            "shape" => self.shape.set(word, ShapeWord::parse(word, input)?, diag),
            "into" => self.into.set(word, (), diag),
            "try_into" => self.try_into.set(word, (), diag),
            "nested" => self.nested.set(word, (), diag),
            "wrap" => self.wrap.set(word, (), diag),
            "first" => self.first.set(word, (), diag),
            "up_or" => {
                words::equals(word, input, "value")?;
                self.up_or.set(word, input.parse()?, diag);
            }
            "down_or" => {
                words::equals(word, input, "value")?;
                self.down_or.set(word, input.parse()?, diag);
            }
            "unwrap_or" => {
                words::equals(word, input, "value")?;
                self.unwrap_or.set(word, input.parse()?, diag);
            }
            _ => return Err(words::unknown(word, &VOCABULARY)),
        }
        Ok(())
    }
}

impl FieldWords {
    /// The first word on the field, to point at where none may stand.
    pub(crate) fn any(&self) -> Option<&Ident> {
        self.from
            .word()
            .or(self.value.word())
            .or(self.hows().first().copied())
            .or(self.duplicates.word())
            .or(self.check.word())
            .or(self.reuse.word())
            .or(self.up_or.word())
            .or(self.down_or.word())
            .or(self.loss.word())
    }

    /// The words that say how an old value becomes a new one; more than one is a mistake.
    pub(crate) fn hows(&self) -> Vec<&Ident> {
        [
            self.into.word(),
            self.try_into.word(),
            self.nested.word(),
            self.wrap.word(),
            self.unwrap_or.word(),
            self.first.word(),
            self.map.word(),
            self.key_by.word(),
            self.functions.word(),
        ]
        .into_iter()
        .flatten()
        .collect()
    }
}

/// `from = 0.1`, which looks like a fraction to Rust.
fn position_inside(input: ParseStream<'_>) -> syn::Result<Option<FromWord>> {
    if !input.peek(LitFloat) {
        return Ok(None);
    }
    let literal = input.parse::<LitFloat>()?;
    let text = literal.to_string();
    let index = |text: &str| {
        text.parse().ok().map(|index| Member::Unnamed(Index { index, span: literal.span() }))
    };
    match text.split_once('.').map(|(member, inside)| (index(member), index(inside))) {
        Some((Some(member), inside @ Some(_))) => Ok(Some(FromWord { member, inside })),
        _ => Err(Error::new(literal.span(), "expected the position of a tuple field, such as `0`")),
    }
}

fn nest(word: &Ident, input: ParseStream<'_>) -> syn::Result<Vec<NestPart>> {
    const HELP: &str = "help: write `nest(street, city = town)`, naming the fields of the struct, and the old field where its name differs";
    struct Part(NestPart);
    impl syn::parse::Parse for Part {
        fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
            let member = words::member(input)?;
            let old = match input.parse::<Option<Token![=]>>()? {
                Some(_) => words::member(input)?,
                None => member.clone(),
            };
            Ok(Self(NestPart { member, old }))
        }
    }
    if !input.peek(syn::token::Paren) {
        return Err(Error::new(
            word.span(),
            format!("`nest` needs the fields of the struct\n{HELP}"),
        ));
    }
    let parts = words::in_parentheses(input, |inside| {
        Punctuated::<Part, Token![,]>::parse_terminated(inside)
    })?;
    if parts.is_empty() {
        return Err(Error::new(
            word.span(),
            format!("`nest` needs the fields of the struct\n{HELP}"),
        ));
    }
    Ok(parts.into_iter().map(|Part(part)| part).collect())
}

fn duplicates(word: &Ident, input: ParseStream<'_>) -> syn::Result<Duplicates> {
    words::equals(word, input, "fail")?;
    let what = input.parse::<Ident>()?;
    match what.to_string().as_str() {
        "fail" => Ok(Duplicates::Fail),
        "first" => Ok(Duplicates::First),
        "last" => Ok(Duplicates::Last),
        _ => Err(Error::new(
            what.span(),
            format!(
                "`duplicates` is one of `fail`, `first` and `last`, not `{what}`\nhelp: `duplicates = fail` refuses lists in which two elements have one key"
            ),
        )),
    }
}
