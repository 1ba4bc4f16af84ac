//! The words that say what becomes of old fields and variants: `drop`, `split`, `merge` and `hoist`.

use syn::parse::ParseStream;
use syn::{Error, Expr, Ident, Member, Path, Token};

use crate::diag::Diagnostics;
use crate::parse::words;
use crate::parse::{GroupWord, Loss, Target};

/// What a type, or a variant, says about the fields and variants of the version before.
#[derive(Default)]
pub(crate) struct Changes {
    pub(crate) drops: Vec<DropWord>,
    pub(crate) groups: Vec<GroupWord>,
    pub(crate) hoists: Vec<HoistWord>,
    /// One could not be read, and was reported: what it was about, cannot be told.
    pub(crate) unclear: bool,
}

/// `drop(name …)`: an old field or variant that has no successor.
pub(crate) struct DropWord {
    pub(crate) word: Ident,
    pub(crate) name: Member,
    pub(crate) what: Dropped,
    pub(crate) loss: Loss,
}

/// `hoist(address: v1::Address, drop(zip = ""))`: the struct whose fields go their own ways.
pub(crate) struct HoistWord {
    pub(crate) word: Ident,
    pub(crate) host: Member,
    pub(crate) path: Path,
    pub(crate) drops: Vec<DropWord>,
}

impl HoistWord {
    fn parse(word: &Ident, input: ParseStream<'_>, diag: &mut Diagnostics) -> syn::Result<Self> {
        const HELP: &str = "help: write `hoist(address: v1::Address)`, with the old field and its type, and `drop(…)` for each field of it that nobody takes";
        if !input.peek(syn::token::Paren) {
            return Err(Error::new(
                word.span(),
                format!("`hoist` needs an old field and its type\n{HELP}"),
            ));
        }
        let at = |error: Error| {
            Error::new(error.span(), format!("expected an old field and its type\n{HELP}"))
        };
        words::in_parentheses(input, |inside| {
            let host = words::member(inside)?;
            inside.parse::<Token![:]>().map_err(at)?;
            let path = inside.parse::<Path>().map_err(at)?;
            let mut drops = Vec::new();
            while inside.parse::<Option<Token![,]>>()?.is_some() && !inside.is_empty() {
                let word = inside.parse::<Ident>()?;
                if word != "drop" {
                    return Err(Error::new(
                        word.span(),
                        format!("unknown word `{word}` in `hoist`\n{HELP}"),
                    ));
                }
                drops.push(drop_word(&word, inside, diag)?);
            }
            Ok(Self { word: word.clone(), host, path, drops })
        })
    }
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
    /// Reads the word if it is one of the four.
    pub(crate) fn read(
        &mut self,
        word: &Ident,
        input: ParseStream<'_>,
        diag: &mut Diagnostics,
    ) -> Option<syn::Result<()>> {
        let result = match word.to_string().as_str() {
            "drop" => drop_word(word, input, diag).map(|drop| self.drops.push(drop)),
            "split" | "merge" => {
                GroupWord::parse(word, input, diag).map(|group| self.groups.push(group))
            }
            "hoist" => HoistWord::parse(word, input, diag).map(|hoist| self.hoists.push(hoist)),
            _ => return None,
        };
        self.unclear |= result.is_err();
        Some(result)
    }

    /// The words, to point at.
    pub(crate) fn words(&self) -> impl Iterator<Item = &Ident> {
        let drops = self.drops.iter().map(|drop| &drop.word);
        let groups = self.groups.iter().map(|group| &group.word);
        drops.chain(groups).chain(self.hoists.iter().map(|hoist| &hoist.word))
    }
}

const HELP: &str = "help: a field: `drop(name, keep)`, `drop(name = expr)`, `drop(name, default)`, `drop(name, default_with = f)` or `drop(name, accept_loss = \"why\")`\n\
                    help: a variant: `drop(Name => Other)`, `drop(Name => fail)` or `drop(Name, up_with = f)`";

fn drop_word(
    word: &Ident,
    input: ParseStream<'_>,
    diag: &mut Diagnostics,
) -> syn::Result<DropWord> {
    if !input.peek(syn::token::Paren) {
        return Err(Error::new(
            word.span(),
            format!("`drop` needs the name of an old field or variant\n{HELP}"),
        ));
    }
    words::in_parentheses(input, |inside| drop_inside(word, inside, diag))
}

fn drop_inside(
    word: &Ident,
    inside: ParseStream<'_>,
    diag: &mut Diagnostics,
) -> syn::Result<DropWord> {
    let name = words::member(inside)?;
    let mut what = Dropped::Bare;
    if inside.peek(Token![=>]) {
        inside.parse::<Token![=>]>()?;
        what = Dropped::Variant(Target::parse(inside)?);
    } else if inside.peek(Token![=]) {
        inside.parse::<Token![=]>()?;
        what = Dropped::Expr(inside.parse()?);
    }
    let mut loss = Loss::default();
    while inside.peek(Token![,]) && !inside.peek2(syn::parse::End) {
        inside.parse::<Token![,]>()?;
        let how = inside.parse::<Ident>()?;
        if let Some(result) = loss.read(&how, inside, diag) {
            result?;
            continue;
        }
        let said = match how.to_string().as_str() {
            "default" if !inside.peek(Token![=]) => Dropped::Default,
            "default_with" => Dropped::With(words::function(&how, inside)?),
            "up_with" => Dropped::UpWith(words::function(&how, inside)?),
            other => {
                let known = ["default", "default_with", "up_with", "keep", "accept_loss"];
                let help = match words::did_you_mean(other, known) {
                    Some(near) => format!("help: did you mean `{near}`?"),
                    None => HELP.to_owned(),
                };
                return Err(Error::new(
                    how.span(),
                    format!("unknown word `{how}` in `drop`\n{help}"),
                ));
            }
        };
        if !matches!(what, Dropped::Bare) {
            let text = format!("`{how}` says a second time what stands in its place\n{HELP}");
            return Err(Error::new(how.span(), text));
        }
        what = said;
    }
    let _ = inside.parse::<Option<Token![,]>>()?;
    if !inside.is_empty() {
        let rest = inside.cursor().token_stream();
        return Err(Error::new_spanned(
            rest,
            format!("one `drop` for each field or variant\n{HELP}"),
        ));
    }
    Ok(DropWord { word: word.clone(), name, what, loss })
}
