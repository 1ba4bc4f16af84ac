//! `split(…)` and `merge(…)`: fields of one side that become fields of the other together.

use syn::parse::{Parse, ParseStream};
use syn::punctuated::Punctuated;
use syn::{Error, Ident, Member, Token};

use crate::diag::Diagnostics;
use crate::parse::words;
use crate::parse::{Functions, Loss};

/// `split(name => first, last; up = f, down = g)`
pub(crate) struct GroupWord {
    pub(crate) word: Ident,
    pub(crate) old: Vec<Member>,
    pub(crate) new: Vec<Member>,
    pub(crate) functions: Functions,
    pub(crate) loss: Loss,
}

const SPLIT: &str = "help: write `split(old => new, new; up = f, down = g)`";
const MERGE: &str = "help: write `merge(old, old => new; up = f, down = g)`";

impl GroupWord {
    pub(super) fn parse(
        word: &Ident,
        input: ParseStream<'_>,
        diag: &mut Diagnostics,
    ) -> syn::Result<Self> {
        let help = if word == "split" { SPLIT } else { MERGE };
        if !input.peek(syn::token::Paren) {
            return Err(Error::new(
                word.span(),
                format!("`{word}` needs the fields of both sides\n{help}"),
            ));
        }
        words::in_parentheses(input, |inside| Self::parse_inside(word, inside, help, diag))
    }

    fn parse_inside(
        word: &Ident,
        inside: ParseStream<'_>,
        help: &str,
        diag: &mut Diagnostics,
    ) -> syn::Result<Self> {
        let members = |error: Error| {
            Error::new(error.span(), format!("expected the names of fields\n{help}"))
        };
        let old = names(inside).map_err(members)?;
        inside.parse::<Token![=>]>().map_err(members)?;
        let new = names(inside).map_err(members)?;
        inside.parse::<Token![;]>().map_err(|error| {
            Error::new(
                error.span(),
                format!("expected `;` and the functions behind the fields\n{help}"),
            )
        })?;
        let counts = if word == "split" {
            old.len() == 1 && new.len() > 1
        } else {
            old.len() > 1 && new.len() == 1
        };
        if !counts {
            let text = match &*word.to_string() {
                "split" => "`split` takes one old field and several new ones",
                _ => "`merge` takes several old fields and one new one",
            };
            return Err(Error::new(word.span(), format!("{text}\n{help}")));
        }
        let mut functions = Functions::default();
        let mut loss = Loss::default();
        while !inside.is_empty() {
            let key = inside.parse::<Ident>()?;
            let known = functions.read(&key, inside, diag);
            match known.or_else(|| loss.read(&key, inside, diag)) {
                Some(result) => result?,
                None => {
                    return Err(Error::new(
                        key.span(),
                        format!("unknown word `{key}` in `{word}`\n{help}"),
                    ));
                }
            }
            if !inside.is_empty() {
                inside.parse::<Token![,]>()?;
            }
        }
        Ok(Self { word: word.clone(), old, new, functions, loss })
    }
}

fn names(input: ParseStream<'_>) -> syn::Result<Vec<Member>> {
    struct Name(Member);
    impl Parse for Name {
        fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
            words::member(input).map(Self)
        }
    }
    let names = Punctuated::<Name, Token![,]>::parse_separated_nonempty(input)?;
    Ok(names.into_iter().map(|Name(member)| member).collect())
}
