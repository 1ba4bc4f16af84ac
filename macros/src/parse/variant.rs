//! The words on a variant.

use syn::parse::ParseStream;
use syn::{Attribute, Expr, Ident};

use crate::diag::Diagnostics;
use crate::parse::words::{self, Vocabulary};
use crate::parse::{DropWord, Slot};

#[derive(Default)]
pub(crate) struct VariantWords {
    pub(crate) from: Slot<Ident>,
    pub(crate) added: Slot<()>,
    pub(crate) down: Slot<Target>,
    pub(crate) drops: Vec<DropWord>,
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

const VOCABULARY: Vocabulary =
    Vocabulary { place: "a variant", known: &["from", "added", "down", "down_with", "drop"] };

impl VariantWords {
    pub(crate) fn parse(attrs: &[Attribute], diag: &mut Diagnostics) -> Self {
        let mut this = Self::default();
        let before = diag.count();
        words::each_word(attrs, diag, |word, input, diag| this.read(word, input, diag));
        this.broken = diag.count() > before;
        this
    }

    fn read(
        &mut self,
        word: &Ident,
        input: ParseStream<'_>,
        diag: &mut Diagnostics,
    ) -> syn::Result<()> {
        match word.to_string().as_str() {
            "from" => {
                words::equals(word, input, "OldName")?;
                let name = input.parse::<Ident>().map_err(|error| {
                    syn::Error::new(
                        error.span(),
                        "`from` takes the name of the old variant, such as `from = OldName`",
                    )
                })?;
                self.from.set(word, name, diag);
            }
            "added" => self.added.set(word, (), diag),
            "down" => {
                words::equals(word, input, "OldVariant")?;
                self.down.set(word, Target::parse(input)?, diag);
            }
            "down_with" => self.down.set(word, Target::With(words::function(word, input)?), diag),
            "drop" => self.drops.push(super::container::drop_word(word, input)?),
            _ => return Err(words::unknown(word, &VOCABULARY)),
        }
        Ok(())
    }

    pub(crate) fn any(&self) -> Option<&Ident> {
        self.from
            .word()
            .or(self.added.word())
            .or(self.down.word())
            .or(self.drops.first().map(|drop| &drop.word))
    }
}
