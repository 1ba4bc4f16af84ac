//! The words on a field.

use syn::parse::ParseStream;
use syn::{Attribute, Expr, Ident, LitStr, Member, Token};

use crate::diag::Diagnostics;
use crate::parse::words::{self, Vocabulary, Words};
use crate::parse::{Functions, Slot};

#[derive(Default)]
pub(crate) struct FieldWords {
    pub(crate) from: Slot<Member>,
    pub(crate) value: Slot<Value>,
    pub(crate) into: Slot<()>,
    pub(crate) try_into: Slot<()>,
    pub(crate) nested: Slot<()>,
    pub(crate) wrap: Slot<()>,
    pub(crate) down_or: Slot<Expr>,
    pub(crate) unwrap_or: Slot<Expr>,
    pub(crate) first: Slot<()>,
    pub(crate) functions: Functions,
    /// Something on the field could not be read, and was reported.
    pub(crate) broken: bool,
}

/// A value that the other side never had.
pub(crate) enum Value {
    Default,
    Expr(Expr),
    With(Expr),
}

const VOCABULARY: Vocabulary = Vocabulary {
    place: "a field",
    known: &[
        "from",
        "default",
        "default_with",
        "into",
        "try_into",
        "nested",
        "wrap",
        "down_or",
        "unwrap_or",
        "first",
        "up",
        "down",
        "try_up",
        "try_down",
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
        if let Some(result) = self.functions.read(word, input, diag) {
            return result;
        }
        match word.to_string().as_str() {
            "from" => {
                words::equals(word, input, "old_name")?;
                self.from.set(word, words::member(input)?, diag);
            }
            "default" if input.peek(Token![=]) => {
                input.parse::<Token![=]>()?;
                self.value.set(word, Value::Expr(input.parse()?), diag);
            }
            "default" => self.value.set(word, Value::Default, diag),
            "default_with" => {
                self.value.set(word, Value::With(words::function(word, input)?), diag);
            }
            "into" => self.into.set(word, (), diag),
            "try_into" => self.try_into.set(word, (), diag),
            "nested" => self.nested.set(word, (), diag),
            "wrap" => self.wrap.set(word, (), diag),
            "first" => self.first.set(word, (), diag),
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
            .or(self.down_or.word())
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
            self.functions.word(),
        ]
        .into_iter()
        .flatten()
        .collect()
    }
}

/// The name in `#[serde(rename = "…")]`. What serde itself would refuse is left to serde.
pub(crate) fn serde_rename(attrs: &[Attribute]) -> Option<LitStr> {
    let mut renamed = None;
    for attr in attrs.iter().filter(|attr| attr.path().is_ident("serde")) {
        let _ = attr.parse_nested_meta(|meta| {
            if meta.path.is_ident("rename") && meta.input.peek(Token![=]) {
                renamed = Some(meta.value()?.parse()?);
            } else if meta.input.peek(Token![=]) {
                meta.value()?.parse::<Expr>()?;
            } else if meta.input.peek(syn::token::Paren) {
                meta.input.parse::<proc_macro2::TokenTree>()?;
            }
            Ok(())
        });
    }
    renamed
}
