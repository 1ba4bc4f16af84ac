//! Which names a piece of code uses.

use std::collections::BTreeSet;

use proc_macro2::{Ident, Span, TokenStream, TokenTree};

/// The keys of attributes whose strings are paths or types.
const PATHS_IN_STRINGS: &[&str] = &[
    "default",
    "with",
    "serialize_with",
    "deserialize_with",
    "skip_serializing_if",
    "from",
    "try_from",
    "into",
    "remote",
    "getter",
    "bound",
    "serialize",
    "deserialize",
];

/// The names with which paths begin, and derives as such. Too many rather than too few: local names are among them.
pub(super) fn used(tokens: TokenStream) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    heads(tokens, true, &mut |ident| {
        names.insert(ident.to_string());
    });
    names
}

/// Where one name is used; not inside of strings.
pub(crate) fn uses_of(tokens: TokenStream, name: &str) -> Vec<Span> {
    let mut spans = Vec::new();
    heads(tokens, false, &mut |ident| {
        if ident == name {
            spans.push(ident.span());
        }
    });
    spans
}

/// Where `self` begins a path.
pub(super) fn self_paths(tokens: TokenStream) -> Vec<Span> {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    let mut spans = Vec::new();
    for (at, token) in tokens.iter().enumerate() {
        match (token, tokens.get(at + 1), tokens.get(at + 2)) {
            (TokenTree::Group(group), ..) => spans.append(&mut self_paths(group.stream())),
            (TokenTree::Ident(ident), Some(TokenTree::Punct(a)), Some(TokenTree::Punct(b)))
                if ident == "self" && a.as_char() == ':' && b.as_char() == ':' =>
            {
                spans.push(ident.span());
            }
            _ => {}
        }
    }
    spans
}

/// Every name at all, wherever it stands.
pub(super) fn mentioned(tokens: TokenStream) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    for token in tokens {
        match token {
            TokenTree::Ident(ident) => {
                names.insert(ident.to_string());
            }
            TokenTree::Group(group) => names.append(&mut mentioned(group.stream())),
            _ => {}
        }
    }
    names
}

fn heads(tokens: TokenStream, strings: bool, found: &mut dyn FnMut(&Ident)) {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    let punct = |at: Option<usize>, c: char| {
        at.and_then(|at| tokens.get(at))
            .is_some_and(|token| matches!(token, TokenTree::Punct(it) if it.as_char() == c))
    };
    for (at, token) in tokens.iter().enumerate() {
        let before = |back: usize| at.checked_sub(back);
        match token {
            TokenTree::Group(group) => heads(group.stream(), strings, found),
            TokenTree::Ident(ident) => {
                let member = punct(before(1), '.') && !punct(before(2), '.');
                let inside = punct(before(1), ':') && punct(before(2), ':');
                let lifetime = punct(before(1), '\'');
                let field = punct(Some(at + 1), ':') && !punct(Some(at + 2), ':');
                if !(member || inside || lifetime || field) {
                    found(ident);
                }
            }
            TokenTree::Literal(literal) if strings => {
                let key = match before(2).and_then(|at| tokens.get(at)) {
                    Some(TokenTree::Ident(key)) if punct(before(1), '=') => key.to_string(),
                    _ => continue,
                };
                if PATHS_IN_STRINGS.contains(&key.as_str())
                    && let Ok(text) = syn::parse_str::<syn::LitStr>(&literal.to_string())
                    && let Ok(inside) = text.value().parse::<TokenStream>()
                {
                    heads(inside, strings, found);
                }
            }
            TokenTree::Literal(_) | TokenTree::Punct(_) => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_heads_of_paths() {
        let code = r#"
            #[derive(Clone, serde::Serialize)]
            #[serde(default = "crate_default", rename = "Renamed", with = "codec::inner")]
            struct A<'a, T: Bound> { list: Vec<super::v1::Line>, b: ::std::string::String, c: [u8; N], d: x::Y }
            fn f(a: A) -> B { a.method().field; 0..LIMIT; S { m: 1 } }
        "#;
        let names = used(code.parse().unwrap());
        let has = |name: &str| names.contains(name);
        for name in [
            "Clone",
            "serde",
            "crate_default",
            "codec",
            "Bound",
            "Vec",
            "N",
            "x",
            "B",
            "LIMIT",
            "S",
            "A",
        ] {
            assert!(has(name), "{name}");
        }
        for name in [
            "Serialize",
            "Renamed",
            "inner",
            "Line",
            "std",
            "String",
            "method",
            "field",
            "list",
            "Y",
            "m",
        ] {
            assert!(!has(name), "{name}");
        }
    }
}
