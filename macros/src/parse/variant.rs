//! The words on a variant.

use syn::parse::ParseStream;
use syn::punctuated::Punctuated;
use syn::{Error, Expr, Ident, Token};

use crate::diag::Diagnostics;
use crate::parse::words::{self, Vocabulary, Words};
use crate::parse::{Changes, Loss, Slot};

#[derive(Default)]
pub(crate) struct VariantWords {
    pub(crate) from: Slot<Vec<Ident>>,
    pub(crate) added: Slot<()>,
    pub(crate) unknown: Slot<()>,
    pub(crate) down: Slot<Target>,
    pub(crate) changes: Changes,
    pub(crate) loss: Loss,
    /// Something on the variant could not be read, and was reported.
    pub(crate) broken: bool,
}

/// What the other side sees of a variant that it does not have.
pub(crate) enum Target {
    /// `fail`
    Fail,
    /// A variant, with its fields where it has some.
    Expr(Expr),
    /// A function from the whole value.
    With(Expr),
}

impl Target {
    pub(crate) fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        Ok(match input.parse::<Expr>()? {
            Expr::Path(path) if path.path.is_ident("fail") => Self::Fail,
            expr => Self::Expr(expr),
        })
    }
}

const VOCABULARY: Vocabulary = Vocabulary {
    place: "a variant",
    known: &[
        "from",
        "added",
        "unknown",
        "down",
        "down_with",
        "drop",
        "split",
        "merge",
        "keep",
        "accept_loss",
    ],
};

impl Words for VariantWords {
    fn broken(&mut self) {
        self.broken = true;
    }

    fn read(
        &mut self,
        word: &Ident,
        input: ParseStream<'_>,
        diag: &mut Diagnostics,
    ) -> syn::Result<()> {
        let known = self.changes.read(word, input, diag);
        if let Some(result) = known.or_else(|| self.loss.read(word, input, diag)) {
            return result;
        }
        match word.to_string().as_str() {
            "from" => self.from.set(word, old_names(word, input)?, diag),
            "unknown" => self.unknown.set(word, (), diag),
            "added" => self.added.set(word, (), diag),
            "down" => {
                words::equals(word, input, "OldVariant")?;
                self.down.set(word, Target::parse(input)?, diag);
            }
            "down_with" => self.down.set(word, Target::With(words::function(word, input)?), diag),
            _ => return Err(words::unknown(word, &VOCABULARY)),
        }
        Ok(())
    }
}

impl VariantWords {
    pub(crate) fn any(&self) -> Option<&Ident> {
        self.from
            .word()
            .or(self.added.word())
            .or(self.down.word())
            .or(self.changes.words().next())
            .or(self.loss.word())
    }
}

/// `from = Old`, or `from(Old, Older)`.
fn old_names(word: &Ident, input: ParseStream<'_>) -> syn::Result<Vec<Ident>> {
    let wrong = |error: Error| {
        let text = "`from` takes the name of the old variant, such as `from = OldName`, or several: `from(Old, Older)`";
        Error::new(error.span(), text)
    };
    if input.peek(syn::token::Paren) {
        let names = words::in_parentheses(input, |inside| {
            Punctuated::<Ident, Token![,]>::parse_terminated(inside).map_err(wrong)
        })?;
        if names.len() < 2 {
            return Err(Error::new(
                word.span(),
                "`from(…)` takes several old variants; write `from = OldName` for one",
            ));
        }
        return Ok(names.into_iter().collect());
    }
    words::equals(word, input, "OldName")?;
    input.parse::<Ident>().map(|name| vec![name]).map_err(wrong)
}
