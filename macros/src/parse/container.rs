//! The words on a type.

use proc_macro2::Span;
use quote::ToTokens;
use syn::parse::{Parse as _, ParseStream};
use syn::punctuated::Punctuated;
use syn::{Error, Ident, LitFloat, LitInt, LitStr, Member, Path, Token, Type};

use crate::diag::Diagnostics;
use crate::parse::words::{self, Vocabulary, Words};
use crate::parse::{Changes, Demand, Function, Functions, Loss, ShapeWord, Slot, loss, shape};

#[derive(Default)]
pub(crate) struct ContainerWords {
    pub(crate) entity: Slot<LitStr>,
    pub(crate) version: Slot<VersionWord>,
    pub(crate) from: Slot<Path>,
    pub(crate) changes: Changes,
    pub(crate) functions: Functions,
    pub(crate) tag: Slot<TagWord>,
    pub(crate) named: Slot<()>,
    pub(crate) untagged: Slot<()>,
    pub(crate) one_way: Slot<LitStr>,
    pub(crate) loss: Loss,
    pub(crate) relayout: Slot<()>,
    pub(crate) was: Slot<Vec<LitStr>>,
    pub(crate) floor: Slot<LitStr>,
    pub(crate) shortcuts: Vec<ShortcutWord>,
    pub(crate) context: Slot<Type>,
    pub(crate) emit: Slot<Path>,
    pub(crate) join: Slot<Path>,
    pub(crate) may_remove: Slot<()>,
    pub(crate) carry_limit: Slot<LitInt>,
    pub(crate) pin: Slot<VersionWord>,
    pub(crate) key: Slot<Member>,
    pub(crate) shape: Slot<ShapeWord>,
    pub(crate) compat: Slot<Demand>,
    pub(crate) runtime: Slot<Path>,
    /// Something on the type could not be read, and was reported.
    pub(crate) broken: bool,
}

/// A version as written, and what it means.
pub(crate) struct VersionWord {
    pub(crate) literal: proc_macro2::TokenStream,
    pub(crate) parts: [u32; 3],
}

impl VersionWord {
    /// The version as messages name it.
    pub(crate) fn dotted(&self) -> String {
        match self.parts {
            [major, 0, 0] => major.to_string(),
            [major, minor, 0] => format!("{major}.{minor}"),
            [major, minor, patch] => format!("{major}.{minor}.{patch}"),
        }
    }
}

pub(crate) enum TagWord {
    Member(LitStr),
    Foreign { major: LitStr, minor: LitStr },
}

const VOCABULARY: Vocabulary = Vocabulary {
    place: "a type",
    known: &[
        "entity",
        "version",
        "from",
        "drop",
        "split",
        "merge",
        "hoist",
        "up",
        "down",
        "try_up",
        "try_down",
        "relayout",
        "one_way",
        "accept_loss",
        "shortcut",
        "was",
        "floor",
        "context",
        "emit",
        "join",
        "may_remove",
        "key",
        "tag",
        "named",
        "untagged",
        "carry_limit",
        "pin",
        "shape",
        "compat",
        "crate",
    ],
};

impl Words for ContainerWords {
    fn broken(&mut self) {
        self.broken = true;
    }

    fn read(
        &mut self,
        word: &Ident,
        input: ParseStream<'_>,
        diag: &mut Diagnostics,
    ) -> syn::Result<()> {
        let known = self.functions.read(word, input, diag);
        let known = known.or_else(|| self.changes.read(word, input, diag));
        if let Some(result) = known.or_else(|| self.loss.read(word, input, diag)) {
            return result;
        }
        match word.to_string().as_str() {
            "entity" => {
                words::equals(word, input, "\"user\"")?;
                let name = input.parse::<LitStr>().map_err(|error| {
                    Error::new(
                        error.span(),
                        "the name of an entity is a string\nhelp: write `entity = \"user\"`",
                    )
                })?;
                if name.value().is_empty() {
                    return Err(Error::new(name.span(), "the name of an entity cannot be empty"));
                }
                self.entity.set(word, name, diag);
            }
            "version" => {
                words::equals(word, input, "2")?;
                self.version.set(word, version(input)?, diag);
            }
            "from" => {
                words::equals(word, input, "v1::User")?;
                let path = input.parse::<Path>().map_err(|error| {
                    Error::new(
                        error.span(),
                        "`from` takes the type of the version before, such as `from = v1::User`",
                    )
                })?;
                self.from.set(word, path, diag);
            }
            "tag" => self.tag.set(word, tag(word, input)?, diag),
            "named" => self.named.set(word, (), diag),
            "relayout" => self.relayout.set(word, (), diag),
            "was" => self.was.set(word, old_names(word, input)?, diag),
            "floor" => {
                words::equals(word, input, "\"3.8\"")?;
                let program = input.parse::<LitStr>().map_err(|error| {
                    Error::new(
                        error.span(),
                        "`floor` names the program that still read older records\nhelp: write `floor = \"3.8\"`",
                    )
                })?;
                self.floor.set(word, program, diag);
            }
            "shortcut" => self.shortcuts.push(ShortcutWord::parse(word, input, diag)?),
            "context" => {
                words::equals(word, input, "Prices")?;
                self.context.set(word, input.parse()?, diag);
            }
            "emit" => self.emit.set(word, path_inside(word, input, "Shipment")?, diag),
            "join" => self.join.set(word, path_inside(word, input, "v1::Profile")?, diag),
            "may_remove" => self.may_remove.set(word, (), diag),
            "one_way" => self.one_way.set(word, loss::why(word, input)?, diag),
            "carry_limit" => {
                words::equals(word, input, "65_536")?;
                let limit = input.parse::<LitInt>().map_err(|error| {
                    Error::new(
                        error.span(),
                        "`carry_limit` is a number of bytes\nhelp: write `carry_limit = 65_536`",
                    )
                })?;
                limit.base10_parse::<u32>().map_err(|_| {
                    Error::new(limit.span(), "`carry_limit` is a number of bytes below 2^32")
                })?;
                self.carry_limit.set(word, limit, diag);
            }
            "pin" => {
                words::equals(word, input, "2")?;
                self.pin.set(word, version(input)?, diag);
            }
            "key" => {
                words::equals(word, input, "id")?;
                self.key.set(word, words::member(input)?, diag);
            }
            "shape" => self.shape.set(word, ShapeWord::parse(word, input)?, diag),
            "compat" => self.compat.set(word, shape::demand(word, input)?, diag),
            "untagged" => self.untagged.set(word, (), diag),
            "crate" => {
                words::equals(word, input, "path::to::heirloom")?;
                self.runtime.set(word, input.parse()?, diag);
            }
            _ => return Err(words::unknown(word, &VOCABULARY)),
        }
        Ok(())
    }
}

/// `shortcut(v1::User; up = f)`
pub(crate) struct ShortcutWord {
    pub(crate) word: Ident,
    pub(crate) path: Path,
    pub(crate) up: Function,
}

impl ShortcutWord {
    fn parse(word: &Ident, input: ParseStream<'_>, diag: &mut Diagnostics) -> syn::Result<Self> {
        const HELP: &str =
            "help: write `shortcut(v1::User; up = f)`, with `fn f(v1::User) -> User`";
        let wrong = |at: Span| {
            Error::new(at, format!("`shortcut` needs an older version and a function\n{HELP}"))
        };
        if !input.peek(syn::token::Paren) {
            return Err(wrong(word.span()));
        }
        let mut functions = Functions::default();
        let path = words::in_parentheses(input, |inside| {
            let path = inside.parse::<Path>().map_err(|error| wrong(error.span()))?;
            inside.parse::<Token![;]>().map_err(|error| wrong(error.span()))?;
            let key = inside.parse::<Ident>()?;
            match functions.read(&key, inside, diag) {
                Some(result) => result.map(|()| path),
                None => Err(wrong(key.span())),
            }
        })?;
        let up = functions.up.take().ok_or_else(|| wrong(word.span()))?;
        Ok(Self { word: word.clone(), path, up })
    }
}

fn path_inside(word: &Ident, input: ParseStream<'_>, example: &str) -> syn::Result<Path> {
    if !input.peek(syn::token::Paren) {
        return Err(Error::new(
            word.span(),
            format!("`{word}` needs a version of another entity\nhelp: write `{word}({example})`"),
        ));
    }
    words::in_parentheses(input, Path::parse)
}

/// `was = "user"`, or `was("user", "member")`.
fn old_names(word: &Ident, input: ParseStream<'_>) -> syn::Result<Vec<LitStr>> {
    if input.peek(syn::token::Paren) {
        let names = words::in_parentheses(input, |inside| {
            Punctuated::<LitStr, Token![,]>::parse_terminated(inside)
        })?;
        return Ok(names.into_iter().collect());
    }
    words::equals(word, input, "\"user\"")?;
    let name = input.parse::<LitStr>().map_err(|error| {
        Error::new(error.span(), "the name of an entity is a string\nhelp: write `was = \"user\"`")
    })?;
    Ok(vec![name])
}

fn version(input: ParseStream<'_>) -> syn::Result<VersionWord> {
    const HELP: &str = "help: write `version = 2`, or `version = \"2.1\"` for a minor version";
    let (text, span, literal) = if input.peek(LitInt) {
        let number = input.parse::<LitInt>()?;
        (number.to_string(), number.span(), number.into_token_stream())
    } else if input.peek(LitStr) {
        let text = input.parse::<LitStr>()?;
        (text.value(), text.span(), text.into_token_stream())
    } else if input.peek(LitFloat) {
        let fraction = input.parse::<LitFloat>()?;
        let text = format!(
            "`{fraction}` is a fraction, and a version is not\nhelp: write `version = \"{fraction}\"`"
        );
        return Err(Error::new(fraction.span(), text));
    } else {
        return Err(Error::new(
            input.span(),
            format!("a version is a number, or a string such as \"2.1\"\n{HELP}"),
        ));
    };
    let mut parts = [0; 3];
    for (at, part) in text.split('.').enumerate() {
        let digits = !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
        match (parts.get_mut(at), part.parse()) {
            (Some(slot), Ok(number)) if digits => *slot = number,
            _ => {
                let text = format!(
                    "`{text}` is no version: up to three numbers below 2^32, with dots between\n{HELP}"
                );
                return Err(Error::new(span, text));
            }
        }
    }
    Ok(VersionWord { literal, parts })
}

fn tag(word: &Ident, input: ParseStream<'_>) -> syn::Result<TagWord> {
    if input.peek(Token![=]) {
        input.parse::<Token![=]>()?;
        let key = input.parse::<LitStr>().map_err(|error| wrong_tag(error.span()))?;
        return tag_key(key).map(TagWord::Member);
    }
    if !input.peek(syn::token::Paren) {
        return Err(wrong_tag(word.span()));
    }
    words::in_parentheses(input, |inside| foreign_tag(word, inside))
}

fn wrong_tag(span: Span) -> Error {
    Error::new(
        span,
        "`tag` names the member that holds the version\n\
         help: write `tag = \"key\"`, or `tag(major = \"key\", minor = \"key\")` for a foreign format",
    )
}

fn foreign_tag(word: &Ident, inside: ParseStream<'_>) -> syn::Result<TagWord> {
    let (mut major, mut minor) = (None, None);
    while !inside.is_empty() {
        let part = inside.parse::<Ident>().map_err(|error| wrong_tag(error.span()))?;
        words::equals(&part, inside, "\"key\"")?;
        let key = inside.parse::<LitStr>().map_err(|error| wrong_tag(error.span()))?;
        match part.to_string().as_str() {
            "major" => major = Some(tag_key(key)?),
            "minor" => minor = Some(tag_key(key)?),
            _ => return Err(wrong_tag(part.span())),
        }
        if !inside.is_empty() {
            inside.parse::<Token![,]>()?;
        }
    }
    match (major, minor) {
        (Some(major), Some(minor)) if major.value() == minor.value() => {
            Err(Error::new(minor.span(), "major and minor need a member each"))
        }
        (Some(major), Some(minor)) => Ok(TagWord::Foreign { major, minor }),
        _ => Err(wrong_tag(word.span())),
    }
}

/// A member name that is found on the bytes of a record: no character of it is written as an escape.
fn tag_key(key: LitStr) -> syn::Result<LitStr> {
    let name = key.value();
    if name.is_empty() || name.contains(['"', '\\']) || name.contains(char::is_control) {
        return Err(Error::new(
            key.span(),
            "a tag is not empty and has no quotes, backslashes and control characters",
        ));
    }
    if ["$e", "$c", "$d"].contains(&&*name) {
        return Err(Error::new(
            key.span(),
            format!("`{name}` has another meaning in the envelope\nhelp: choose another name"),
        ));
    }
    Ok(key)
}
