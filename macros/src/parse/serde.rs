//! What serde's attributes say about how a value is written.
//!
//! Only as much as our own rules need; what serde itself would refuse is left to serde.

use syn::punctuated::Punctuated;
use syn::{Attribute, Expr, ExprLit, Ident, Lit, LitStr, Meta, Token};

use crate::names::unraw;

/// All words of serde's attributes.
fn words(attrs: &[Attribute]) -> Vec<Meta> {
    attrs
        .iter()
        .filter(|attr| attr.path().is_ident("serde"))
        .filter_map(|attr| attr.meta.require_list().ok())
        .filter_map(|list| {
            list.parse_args_with(Punctuated::<Meta, Token![,]>::parse_terminated).ok()
        })
        .flatten()
        .collect()
}

/// The strings of `word = "…"`, or of `word(deserialize = "…")`.
fn texts(attrs: &[Attribute], wanted: &str) -> Vec<LitStr> {
    let mut texts = Vec::new();
    for word in words(attrs).into_iter().filter(|word| word.path().is_ident(wanted)) {
        match word {
            Meta::NameValue(pair) => texts.extend(text_of(&pair.value)),
            Meta::List(list) => {
                let inside = list.parse_args_with(Punctuated::<Meta, Token![,]>::parse_terminated);
                for word in inside.into_iter().flatten() {
                    if let Meta::NameValue(pair) = word {
                        texts.extend(text_of(&pair.value));
                    }
                }
            }
            Meta::Path(_) => {}
        }
    }
    texts
}

fn text_of(expr: &Expr) -> Option<LitStr> {
    match expr {
        Expr::Lit(ExprLit { lit: Lit::Str(text), .. }) => Some(text.clone()),
        _ => None,
    }
}

/// The string of `word = "…"`.
pub(super) fn text(attrs: &[Attribute], wanted: &str) -> Option<String> {
    texts(attrs, wanted).first().map(LitStr::value)
}

/// The name in `#[serde(rename = "…")]`.
pub(super) fn rename(attrs: &[Attribute]) -> Option<LitStr> {
    texts(attrs, "rename").into_iter().next()
}

/// Whether serde's attributes hold the word.
pub(super) fn says(attrs: &[Attribute], wanted: &str) -> bool {
    words(attrs).iter().any(|word| word.path().is_ident(wanted))
}

/// The words that change how the value of a field is written, without the word `serde` around them.
pub(super) fn form(attrs: &[Attribute]) -> Vec<Meta> {
    const FORM: &[&str] = &["with", "serialize_with", "deserialize_with", "skip"];
    let words = words(attrs).into_iter();
    words.filter(|word| FORM.iter().any(|form| word.path().is_ident(form))).collect()
}

/// The names under which serde reads a variant.
pub(super) fn variant_names(ident: &Ident, attrs: &[Attribute], rename_all: &str) -> Vec<String> {
    let name = rename(attrs).map_or_else(|| styled(&unraw(ident), rename_all), |name| name.value());
    let aliases = texts(attrs, "alias").into_iter().map(|alias| alias.value());
    [name].into_iter().chain(aliases).collect()
}

/// A variant's name in one of serde's styles.
fn styled(name: &str, style: &str) -> String {
    let snake = || {
        let mut out = String::new();
        for c in name.chars() {
            if c.is_uppercase() && !out.is_empty() {
                out.push('_');
            }
            out.extend(c.to_lowercase());
        }
        out
    };
    match style {
        "lowercase" => name.to_lowercase(),
        "UPPERCASE" => name.to_uppercase(),
        "camelCase" => {
            let mut letters = name.chars();
            letters
                .next()
                .map(|first| first.to_lowercase().chain(letters).collect())
                .unwrap_or_default()
        }
        "snake_case" => snake(),
        "SCREAMING_SNAKE_CASE" => snake().to_uppercase(),
        "kebab-case" => snake().replace('_', "-"),
        "SCREAMING-KEBAB-CASE" => snake().to_uppercase().replace('_', "-"),
        _ => name.to_owned(),
    }
}
