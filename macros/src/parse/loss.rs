//! The words of loss: `keep` and `accept_loss`.

use syn::parse::ParseStream;
use syn::{Error, Ident, LitStr};

use crate::diag::Diagnostics;
use crate::parse::Slot;
use crate::parse::words;

/// What the user says about what a step loses.
pub(crate) enum LossWord {
    /// `keep`
    Keep,
    /// `accept_loss = "why"`
    Accept(LitStr),
}

/// The word of loss at one place, if there is one.
#[derive(Default)]
pub(crate) struct Loss(Slot<LossWord>);

impl Loss {
    /// Reads the word if it is one of the two.
    pub(crate) fn read(
        &mut self,
        word: &Ident,
        input: ParseStream<'_>,
        diag: &mut Diagnostics,
    ) -> Option<syn::Result<()>> {
        let result = match word.to_string().as_str() {
            "keep" => Ok(LossWord::Keep),
            "accept_loss" => why(word, input).map(LossWord::Accept),
            _ => return None,
        };
        Some(result.map(|loss| self.0.set(word, loss, diag)))
    }

    pub(crate) fn word(&self) -> Option<&Ident> {
        self.0.word()
    }

    pub(crate) fn value(&self) -> Option<&LossWord> {
        self.0.value()
    }

    pub(crate) fn is_set(&self) -> bool {
        self.0.is_set()
    }

    pub(crate) fn keeps(&self) -> bool {
        matches!(self.value(), Some(LossWord::Keep))
    }

    pub(crate) fn accepted(&self) -> Option<&LitStr> {
        match self.value() {
            Some(LossWord::Accept(why)) => Some(why),
            _ => None,
        }
    }
}

/// A reason, for people: `word = "why"`.
pub(crate) fn why(word: &Ident, input: ParseStream<'_>) -> syn::Result<LitStr> {
    words::equals(word, input, "\"why\"")?;
    let why = input.parse::<LitStr>().map_err(|error| {
        Error::new(
            error.span(),
            format!("`{word}` takes the reason, as a string\nhelp: write `{word} = \"why\"`"),
        )
    })?;
    if why.value().trim().is_empty() {
        return Err(Error::new(
            why.span(),
            format!("the reason is empty\nhelp: say in a few words why `{word}` is right here"),
        ));
    }
    Ok(why)
}
