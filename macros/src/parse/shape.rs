//! `shape = …` and `compat = …`: what is written, and what is promised of it.

use syn::parse::ParseStream;
use syn::{Error, Ident, LitStr, Type};

use crate::parse::words;

/// What something is written as, where serde's attributes or a hand-written impl hide it.
pub(crate) enum ShapeWord {
    /// `shape = "rfc2822"`: a form known by this name alone.
    Name(LitStr),
    /// `shape = String`: as this type.
    Type(Box<Type>),
}

impl ShapeWord {
    pub(super) fn parse(word: &Ident, input: ParseStream<'_>) -> syn::Result<Self> {
        words::equals(word, input, "String")?;
        if !input.peek(LitStr) {
            return input.parse().map(|ty| Self::Type(Box::new(ty))).map_err(|error| {
                Error::new(
                    error.span(),
                    "`shape` is a type that is written alike, or a name\nhelp: write `shape = String`, or `shape = \"rfc2822\"`",
                )
            });
        }
        let name = input.parse::<LitStr>()?;
        if name.value().is_empty() || name.value().contains(char::is_control) {
            return Err(Error::new(
                name.span(),
                "the name of a shape is not empty and has no control characters",
            ));
        }
        Ok(Self::Name(name))
    }
}

/// `compat = "full"`
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Demand {
    Full,
    Backward,
    Forward,
    None,
}

pub(super) fn demand(word: &Ident, input: ParseStream<'_>) -> syn::Result<Demand> {
    words::equals(word, input, "\"full\"")?;
    let wrong = |span| {
        Error::new(
            span,
            "`compat` is one of \"full\", \"backward\", \"forward\" and \"none\"\n\
             help: backward: this version reads what the one before it wrote; forward: that one reads what this one writes; full: both",
        )
    };
    let text = input.parse::<LitStr>().map_err(|error| wrong(error.span()))?;
    match text.value().as_str() {
        "full" => Ok(Demand::Full),
        "backward" => Ok(Demand::Backward),
        "forward" => Ok(Demand::Forward),
        "none" => Ok(Demand::None),
        _ => Err(wrong(text.span())),
    }
}
