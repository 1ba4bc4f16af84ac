//! The words of `#[migrate(…)]`.

use std::ops::Range;

use heirloom::Version;
use proc_macro2::{Delimiter, TokenStream, TokenTree};
use syn::parse::Parser as _;
use syn::punctuated::Punctuated;
use syn::{Attribute, LitStr, Meta, Path, Token};

use crate::source::SourceFile;

/// The words of all `#[migrate(…)]` attributes of one position.
#[derive(Debug, Clone, Default)]
pub struct Words {
    /// The words, in order.
    pub list: Vec<Word>,
    /// Where the attributes lie in the file.
    pub attributes: Vec<Range<usize>>,
}

/// A word, with what stands behind it.
#[derive(Debug, Clone)]
pub struct Word {
    /// `from` of `from = v1::User`.
    pub name: String,
    /// `= v1::User`
    pub rest: TokenStream,
    /// Where all of it lies in the file.
    pub range: Range<usize>,
}

impl Words {
    /// The words among these attributes. What is no word is passed over: the compiler says what is wrong with it.
    pub fn of(attrs: &[Attribute], file: &SourceFile) -> Self {
        let mut this = Self::default();
        for attr in attrs.iter().filter(|attr| attr.path().is_ident("migrate")) {
            this.attributes.push(file.range(attr));
            if let Meta::List(list) = &attr.meta {
                this.list.extend(
                    pieces(list.tokens.clone())
                        .into_iter()
                        .filter_map(|piece| Word::new(&piece, file)),
                );
            }
        }
        this
    }

    /// Whether the word stands there.
    pub fn has(&self, name: &str) -> bool {
        self.get(name).is_some()
    }

    /// The word of that name.
    pub fn get(&self, name: &str) -> Option<&Word> {
        self.list.iter().find(|word| word.name == name)
    }

    /// `entity = "user"`
    pub fn entity(&self) -> Option<String> {
        self.get("entity")?.text()
    }

    /// `version = 2`, or `version = "2.1"`
    pub fn version(&self) -> Option<Version> {
        let word = self.get("version")?;
        let digits = || word.rest.to_string().trim_start_matches('=').trim().to_owned();
        word.text().unwrap_or_else(digits).parse().ok()
    }

    /// `from = v1::User`
    pub fn from(&self) -> Option<Path> {
        let read = |input: syn::parse::ParseStream<'_>| {
            input.parse::<Token![=]>()?;
            input.parse::<Path>()
        };
        read.parse2(self.get("from")?.rest.clone()).ok()
    }

    /// `was = "member"`, or `was("member", "client")`
    pub fn was(&self) -> Vec<String> {
        let Some(word) = self.get("was") else { return Vec::new() };
        if let Some(name) = word.text() {
            return vec![name];
        }
        let names = match word.rest.clone().into_iter().next() {
            Some(TokenTree::Group(group)) if group.delimiter() == Delimiter::Parenthesis => {
                Punctuated::<LitStr, Token![,]>::parse_terminated.parse2(group.stream()).ok()
            }
            _ => None,
        };
        names.into_iter().flatten().map(|name| name.value()).collect()
    }
}

impl Word {
    fn new(piece: &[TokenTree], file: &SourceFile) -> Option<Self> {
        let (TokenTree::Ident(name), rest) = piece.split_first()? else { return None };
        let end = piece.last().map_or(name.span(), TokenTree::span);
        Some(Self {
            name: name.to_string(),
            rest: rest.iter().cloned().collect(),
            range: file.range_of(name.span()).start..file.range_of(end).end,
        })
    }

    /// The string behind `=`.
    fn text(&self) -> Option<String> {
        let read = |input: syn::parse::ParseStream<'_>| {
            input.parse::<Token![=]>()?;
            input.parse::<LitStr>()
        };
        read.parse2(self.rest.clone()).ok().map(|text| text.value())
    }
}

/// What stands between commas. A comma inside `<…>` and between the parameters of a closure separates nothing, so a
/// piece that does not begin as words do belongs to the one before.
fn pieces(tokens: TokenStream) -> Vec<Vec<TokenTree>> {
    let mut pieces: Vec<Vec<TokenTree>> = vec![Vec::new()];
    for piece in split(tokens) {
        match pieces.last_mut() {
            Some(last) if is_open(last) || !begins_as_a_word(&piece) => last.extend(piece),
            _ => pieces.push(piece),
        }
    }
    for piece in &mut pieces {
        piece.pop_if(|token| is_punct(token, ','));
    }
    pieces
}

/// At commas, each with the comma that ends it.
fn split(tokens: TokenStream) -> Vec<Vec<TokenTree>> {
    let tokens: Vec<_> = tokens.into_iter().collect();
    tokens.split_inclusive(|token| is_punct(token, ',')).map(<[_]>::to_vec).collect()
}

/// Whether a `<` has no `>` yet. That of `->` and `=>` closes nothing.
fn is_open(piece: &[TokenTree]) -> bool {
    let mut depth = 0_usize;
    for (at, token) in piece.iter().enumerate() {
        if is_punct(token, '<') {
            depth += 1;
        } else if is_punct(token, '>')
            && !piece[..at].last().is_some_and(|it| is_punct(it, '-') || is_punct(it, '='))
        {
            depth = depth.saturating_sub(1);
        }
    }
    depth > 0
}

fn begins_as_a_word(piece: &[TokenTree]) -> bool {
    match piece {
        [TokenTree::Ident(_)] => true,
        [TokenTree::Ident(_), comma] if is_punct(comma, ',') => true,
        [TokenTree::Ident(_), TokenTree::Group(group), ..] => {
            group.delimiter() == Delimiter::Parenthesis
        }
        [TokenTree::Ident(_), TokenTree::Punct(punct), ..] => punct.as_char() == '=',
        _ => false,
    }
}

fn is_punct(token: &TokenTree, c: char) -> bool {
    matches!(token, TokenTree::Punct(punct) if punct.as_char() == c)
}
