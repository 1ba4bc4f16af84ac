//! `map("low" => 1, "high" => 3)`: single values that become others.

use quote::ToTokens;
use syn::parse::ParseStream;
use syn::punctuated::Punctuated;
use syn::{Error, Expr, Ident, Lit, Token};

use crate::parse::words;

/// The pairs of values of a `map`.
pub(crate) struct MapWord {
    pub(crate) pairs: Vec<(Expr, Expr)>,
}

const HELP: &str =
    "help: write `map(\"low\" => 1, \"high\" => 3)`, with the old values on the left";

impl MapWord {
    pub(super) fn parse(word: &Ident, input: ParseStream<'_>) -> syn::Result<Self> {
        if !input.peek(syn::token::Paren) {
            return Err(Error::new(word.span(), format!("`map` needs its values\n{HELP}")));
        }
        let pairs = words::in_parentheses(input, |inside| {
            Punctuated::<Pair, Token![,]>::parse_terminated(inside)
        })?;
        if pairs.is_empty() {
            return Err(Error::new(word.span(), format!("`map` has no values\n{HELP}")));
        }
        Ok(Self { pairs: pairs.into_iter().map(|Pair(old, new)| (old, new)).collect() })
    }
}

struct Pair(Expr, Expr);

impl syn::parse::Parse for Pair {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let old = value(input)?;
        input.parse::<Token![=>]>().map_err(|error| {
            Error::new(error.span(), format!("expected `=>` and the new value\n{HELP}"))
        })?;
        Ok(Self(old, value(input)?))
    }
}

fn value(input: ParseStream<'_>) -> syn::Result<Expr> {
    match input.parse::<Expr>()? {
        expr @ Expr::Path(_) => Ok(expr),
        expr if literal(&expr).is_some() => Ok(expr),
        other => Err(Error::new_spanned(
            other,
            format!("a `map` takes single values: a literal, a constant or a unit variant\n{HELP}"),
        )),
    }
}

/// The literal that the expression is, with or without a minus sign.
pub(crate) fn literal(expr: &Expr) -> Option<&Lit> {
    match expr {
        Expr::Lit(literal) => Some(&literal.lit),
        Expr::Unary(unary) if matches!(unary.op, syn::UnOp::Neg(_)) => literal(&unary.expr),
        _ => None,
    }
}

/// The value as text, to compare it with others.
pub(crate) fn literal_text(expr: &Expr) -> String {
    expr.to_token_stream().to_string()
}
