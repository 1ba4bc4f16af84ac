//! What the words of all three positions have in common.

use syn::ext::IdentExt;
use syn::parse::ParseStream;
use syn::{Attribute, Error, Expr, Ident, Member, Meta, Token, parenthesized};

use crate::diag::Diagnostics;
use crate::names;
use crate::parse::Slot;

/// The words of one position.
pub(crate) trait Words: Default {
    /// Reads what stands behind a word.
    fn read(
        &mut self,
        word: &Ident,
        input: ParseStream<'_>,
        diag: &mut Diagnostics,
    ) -> syn::Result<()>;

    /// Something could not be read, and was reported.
    fn broken(&mut self);

    /// The words of all `#[migrate(…)]` attributes of the position.
    fn parse(attrs: &[Attribute], diag: &mut Diagnostics) -> Self {
        let mut this = Self::default();
        let before = diag.count();
        each_word(attrs, diag, |word, input, diag| this.read(word, input, diag));
        if diag.count() > before {
            this.broken();
        }
        this
    }
}

/// Reads the comma-separated words of all `#[migrate(…)]` attributes. A mistake in one word does not hide the others.
fn each_word(
    attrs: &[Attribute],
    diag: &mut Diagnostics,
    mut read: impl FnMut(&Ident, ParseStream<'_>, &mut Diagnostics) -> syn::Result<()>,
) {
    for attr in attrs.iter().filter(|attr| attr.path().is_ident("migrate")) {
        let Meta::List(list) = &attr.meta else {
            diag.error(&attr.meta, "write the words in parentheses: `#[migrate(…)]`");
            continue;
        };
        let parsed = list.parse_args_with(|input: ParseStream<'_>| {
            while !input.is_empty() {
                let word = input.call(Ident::parse_any)?;
                let good = read(&word, input, diag);
                if diag.keep(good).is_none() {
                    skip_to_comma(input)?;
                } else if !input.is_empty() && !input.peek(Token![,]) {
                    diag.error(
                        input.cursor().token_stream().into_iter().next(),
                        format_args!("expected `,` after `{word}`"),
                    );
                    skip_to_comma(input)?;
                }
                if !input.is_empty() {
                    input.parse::<Token![,]>()?;
                }
            }
            Ok(())
        });
        diag.keep(parsed);
    }
}

pub(crate) fn skip_to_comma(input: ParseStream<'_>) -> syn::Result<()> {
    while !input.is_empty() && !input.peek(Token![,]) {
        input.parse::<proc_macro2::TokenTree>()?;
    }
    Ok(())
}

/// Reads what stands in parentheses. After a mistake the rest of it is skipped, so that it is not reported too.
pub(crate) fn in_parentheses<T>(
    input: ParseStream<'_>,
    read: impl FnOnce(ParseStream<'_>) -> syn::Result<T>,
) -> syn::Result<T> {
    let inside;
    parenthesized!(inside in input);
    let result = read(&inside);
    if result.is_err() {
        inside.parse::<proc_macro2::TokenStream>()?;
    }
    result
}

/// The words that a position knows, and those that belong somewhere else.
pub(crate) struct Vocabulary {
    pub(crate) place: &'static str,
    pub(crate) known: &'static [&'static str],
}

const CONTAINER: &[&str] = &[
    "entity",
    "version",
    "tag",
    "named",
    "untagged",
    "one_way",
    "carry_limit",
    "pin",
    "key",
    "crate",
    "drop",
    "split",
    "merge",
    "hoist",
    "relayout",
    "was",
    "floor",
    "shortcut",
    "context",
    "emit",
    "join",
    "may_remove",
];
const FIELD: &[&str] = &[
    "default",
    "default_with",
    "into",
    "try_into",
    "nested",
    "wrap",
    "map",
    "key_by",
    "duplicates",
    "check",
    "computed",
    "nest",
    "reuse",
    "up_or",
    "down_or",
    "unwrap_or",
    "first",
];
const VARIANT: &[&str] = &["added", "down_with", "unknown"];

/// The error for a word that the position does not know.
pub(crate) fn unknown(word: &Ident, vocabulary: &Vocabulary) -> Error {
    let Vocabulary { place, known } = vocabulary;
    let name = word.to_string();
    let elsewhere = [(CONTAINER, "the type"), (FIELD, "a field"), (VARIANT, "a variant")]
        .into_iter()
        .find(|(words, _)| words.contains(&name.as_str()));
    let help = match (did_you_mean(&name, known.iter().copied()), elsewhere) {
        (_, Some((_, other))) => format!("help: `{name}` belongs on {other}\n"),
        (Some(near), None) => format!("help: did you mean `{near}`?\n"),
        (None, None) => String::new(),
    };
    let list = known.iter().map(|known| format!("`{known}`")).collect::<Vec<_>>().join(", ");
    Error::new(
        word.span(),
        format!("unknown word `{name}` on {place}\n{help}help: {place} knows {list}"),
    )
}

/// The nearest of the known names, if it is near enough to be a slip of the finger.
pub(crate) fn did_you_mean<'a>(
    name: &str,
    known: impl IntoIterator<Item = &'a str>,
) -> Option<&'a str> {
    known
        .into_iter()
        .map(|known| (strsim::damerau_levenshtein(name, known), known))
        .filter(|(distance, known)| *distance <= known.len().max(name.len()).div_ceil(3))
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, known)| known)
}

/// A user's function: a path, or a closure.
pub(crate) struct Function {
    pub(crate) expr: Expr,
    pub(crate) fallible: bool,
}

/// `up`, `down` and their fallible forms.
#[derive(Default)]
pub(crate) struct Functions {
    pub(crate) up: Slot<Function>,
    pub(crate) down: Slot<Function>,
}

impl Functions {
    /// Reads the word if it is one of the four.
    pub(crate) fn read(
        &mut self,
        word: &Ident,
        input: ParseStream<'_>,
        diag: &mut Diagnostics,
    ) -> Option<syn::Result<()>> {
        let (slot, fallible) = match word.to_string().as_str() {
            "up" => (&mut self.up, false),
            "try_up" => (&mut self.up, true),
            "down" => (&mut self.down, false),
            "try_down" => (&mut self.down, true),
            _ => return None,
        };
        Some(function(word, input).map(|expr| slot.set(word, Function { expr, fallible }, diag)))
    }

    pub(crate) fn word(&self) -> Option<&Ident> {
        self.up.word().or(self.down.word())
    }

    /// Both functions, or the upward one where there is no way back; another one alone is reported.
    pub(crate) fn pair(
        &self,
        one_way: bool,
        diag: &mut Diagnostics,
    ) -> Option<(&Function, Option<&Function>)> {
        match (self.up.value(), self.down.value()) {
            (Some(_), Some(_)) if one_way => {
                self.down.refuse(
                    "a `down` on a step that goes one way\nhelp: remove it, or `one_way`",
                    diag,
                );
                None
            }
            (Some(up), None) if one_way => Some((up, None)),
            (Some(up), Some(down)) => Some((up, Some(down))),
            (Some(_), None) => {
                self.up.refuse(
                    "`up` without `down`\nhelp: add `down = f`, or `try_down = f` where it can fail",
                    diag,
                );
                None
            }
            (None, Some(_)) => {
                self.down.refuse(
                    "`down` without `up`\nhelp: add `up = f`, or `try_up = f` where it can fail",
                    diag,
                );
                None
            }
            (None, None) => None,
        }
    }
}

/// The function behind a word, as `word = path::to::function` or as a closure.
pub(crate) fn function(word: &Ident, input: ParseStream<'_>) -> syn::Result<Expr> {
    equals(word, input, "path::to::function")?;
    match input.parse::<Expr>()? {
        expr @ (Expr::Path(_) | Expr::Closure(_)) => Ok(expr),
        other => Err(Error::new_spanned(
            other,
            format!(
                "`{word}` takes a function\nhelp: write its path, or a closure: `{word} = |value| …`"
            ),
        )),
    }
}

/// The `=` behind a word.
pub(crate) fn equals(word: &Ident, input: ParseStream<'_>, example: &str) -> syn::Result<()> {
    if input.peek(Token![=]) && !input.peek(Token![=>]) {
        input.parse::<Token![=]>()?;
        return Ok(());
    }
    Err(Error::new(
        word.span(),
        format!("`{word}` needs a value\nhelp: write `{word} = {example}`"),
    ))
}

/// The name of a field: an identifier, or the index of a tuple field.
pub(crate) fn member(input: ParseStream<'_>) -> syn::Result<Member> {
    input.parse::<Member>().map_err(|error| {
        Error::new(
            error.span(),
            "expected the name of a field, or the index of a tuple field such as `0`",
        )
    })
}

pub(crate) fn member_text(member: &Member) -> String {
    match member {
        Member::Named(ident) => names::unraw(ident),
        Member::Unnamed(index) => index.index.to_string(),
    }
}
