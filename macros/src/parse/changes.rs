//! The words that say what becomes of old fields and variants: `drop`, `split` and `merge`.

use syn::parse::ParseStream;
use syn::{Error, Expr, Ident, Member, Token};

use crate::diag::Diagnostics;
use crate::parse::words;
use crate::parse::{GroupWord, Target};

/// What a type, or a variant, says about the fields and variants of the version before.
#[derive(Default)]
pub(crate) struct Changes {
    pub(crate) drops: Vec<DropWord>,
    pub(crate) groups: Vec<GroupWord>,
    /// One could not be read, and was reported: what it was about, cannot be told.
    pub(crate) unclear: bool,
}

/// `drop(name …)`: an old field or variant that has no successor.
pub(crate) struct DropWord {
    pub(crate) word: Ident,
    pub(crate) name: Member,
    pub(crate) what: Dropped,
}

pub(crate) enum Dropped {
    /// Nothing is said: a mistake, but one that needs to know whether it is a field or a variant.
    Bare,
    /// `default`
    Default,
    /// `= expr`
    Expr(Expr),
    /// `default_with = f`
    With(Expr),
    /// `=> Variant` or `=> fail`
    Variant(Target),
    /// `up_with = f`
    UpWith(Expr),
}

impl Changes {
    /// Reads the word if it is one of the three.
    pub(crate) fn read(
        &mut self,
        word: &Ident,
        input: ParseStream<'_>,
        diag: &mut Diagnostics,
    ) -> Option<syn::Result<()>> {
        let result = match word.to_string().as_str() {
            "drop" => drop_word(word, input).map(|drop| self.drops.push(drop)),
            "split" | "merge" => {
                GroupWord::parse(word, input, diag).map(|group| self.groups.push(group))
            }
            _ => return None,
        };
        self.unclear |= result.is_err();
        Some(result)
    }

    /// The words, to point at.
    pub(crate) fn words(&self) -> impl Iterator<Item = &Ident> {
        self.drops.iter().map(|drop| &drop.word).chain(self.groups.iter().map(|group| &group.word))
    }
}

fn drop_word(word: &Ident, input: ParseStream<'_>) -> syn::Result<DropWord> {
    const HELP: &str = "help: a field: `drop(name = expr)`, `drop(name, default)` or `drop(name, default_with = f)`\n\
                        help: a variant: `drop(Name => Other)`, `drop(Name => fail)` or `drop(Name, up_with = f)`";
    if !input.peek(syn::token::Paren) {
        return Err(Error::new(
            word.span(),
            format!("`drop` needs the name of an old field or variant\n{HELP}"),
        ));
    }
    words::in_parentheses(input, |inside| drop_inside(word, inside, HELP))
}

fn drop_inside(word: &Ident, inside: ParseStream<'_>, help: &str) -> syn::Result<DropWord> {
    let name = words::member(inside)?;
    let what = if inside.is_empty() {
        Dropped::Bare
    } else if inside.peek(Token![=>]) {
        inside.parse::<Token![=>]>()?;
        Dropped::Variant(Target::parse(inside)?)
    } else if inside.peek(Token![=]) {
        inside.parse::<Token![=]>()?;
        Dropped::Expr(inside.parse()?)
    } else {
        inside.parse::<Token![,]>()?;
        let how = inside.parse::<Ident>()?;
        match how.to_string().as_str() {
            "default" if inside.is_empty() => Dropped::Default,
            "default_with" => Dropped::With(words::function(&how, inside)?),
            "up_with" => Dropped::UpWith(words::function(&how, inside)?),
            _ => {
                return Err(Error::new(
                    how.span(),
                    format!("unknown word `{how}` in `drop`\n{help}"),
                ));
            }
        }
    };
    if !inside.is_empty() {
        let rest = inside.cursor().token_stream();
        return Err(Error::new_spanned(
            rest,
            format!("one `drop` for each field or variant\n{help}"),
        ));
    }
    Ok(DropWord { word: word.clone(), name, what })
}
