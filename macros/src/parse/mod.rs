//! Tokens → raw: spelling only, spans kept, nothing resolved.

mod changes;
mod container;
mod field;
mod group;
mod lock;
mod loss;
mod map;
mod record;
mod serde;
mod shape;
mod slot;
mod variant;
mod words;

use proc_macro2::TokenStream;
use syn::parse::{Parse, ParseStream};
use syn::{Data, DeriveInput, Generics, Ident, Member, Type, braced};

use crate::diag::Diagnostics;
use crate::parse::words::Words as _;

pub(crate) use changes::{Changes, DropWord, Dropped, HoistWord};
pub(crate) use container::{ContainerWords, TagWord};
pub(crate) use field::{Duplicates, FieldWords, FromWord, Value};
pub(crate) use group::GroupWord;
pub(crate) use lock::LockInput;
pub(crate) use loss::Loss;
pub(crate) use map::{MapWord, literal, literal_text};
pub(crate) use shape::{Demand, ShapeWord};
pub(crate) use slot::Slot;
pub(crate) use variant::{Target, VariantWords};
pub(crate) use words::{Function, Functions, did_you_mean, member_text};

/// A struct or enum with its `#[migrate(…)]` words.
pub(crate) struct Item {
    /// The item as written, for the hidden macro.
    pub(crate) input: DeriveInput,
    pub(crate) words: ContainerWords,
    pub(crate) body: Body,
    /// The member that names the variant, where serde says `tag`.
    pub(crate) serde_tag: Option<String>,
    /// serde tells the variants by their contents.
    pub(crate) serde_untagged: bool,
}

pub(crate) enum Body {
    Struct(Fields),
    Enum(Vec<Variant>),
}

pub(crate) struct Variant {
    pub(crate) ident: Ident,
    pub(crate) words: VariantWords,
    pub(crate) fields: Fields,
    /// serde tries it when no other variant fits.
    pub(crate) untagged: bool,
    /// The names under which serde reads it.
    pub(crate) written: Vec<String>,
}

pub(crate) struct Fields {
    pub(crate) style: Style,
    pub(crate) list: Vec<Field>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Style {
    Named,
    Tuple,
    Unit,
}

pub(crate) struct Field {
    pub(crate) member: Member,
    pub(crate) ty: Type,
    pub(crate) words: FieldWords,
    /// The name that serde writes, where a `rename` says so.
    pub(crate) renamed: Option<syn::LitStr>,
    /// serde's own words for how the field is written.
    pub(crate) serde: Vec<syn::Meta>,
    /// serde writes its members among those of the struct.
    pub(crate) flattened: bool,
}

impl Field {
    /// Whether serde leaves the field out altogether.
    pub(crate) fn is_skipped(&self) -> bool {
        self.serde.iter().any(|word| word.path().is_ident("skip"))
    }
}

impl Item {
    pub(crate) fn ident(&self) -> &Ident {
        &self.input.ident
    }

    /// The first word on each field and variant that bears any: all of them describe a step.
    pub(crate) fn words_inside(&self) -> Vec<&Ident> {
        match &self.body {
            Body::Struct(fields) => {
                fields.list.iter().filter_map(|field| field.words.any()).collect()
            }
            Body::Enum(variants) => variants.iter().flat_map(Variant::words_inside).collect(),
        }
    }

    pub(crate) fn generics(&self) -> &Generics {
        &self.input.generics
    }
}

impl Variant {
    fn words_inside(&self) -> impl Iterator<Item = &Ident> {
        self.words
            .any()
            .into_iter()
            .chain(self.fields.list.iter().filter_map(|field| field.words.any()))
    }
}

/// The tokens that a derive gets.
pub(crate) fn derive_input(tokens: TokenStream, diag: &mut Diagnostics) -> Option<Item> {
    let input = diag.keep(syn::parse2::<DeriveInput>(tokens))?;
    item(input, diag)
}

/// The tokens that the hidden macro puts together: the older version, then the newer one.
pub(crate) fn step_input(tokens: TokenStream, diag: &mut Diagnostics) -> Option<(Item, Item)> {
    struct Both(DeriveInput, DeriveInput);
    impl Parse for Both {
        fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
            let (old, new);
            braced!(old in input);
            braced!(new in input);
            Ok(Self(old.parse()?, new.parse()?))
        }
    }
    let Both(old, new) = diag.keep(syn::parse2::<Both>(tokens))?;
    Some((item(old, diag)?, item(new, diag)?))
}

fn item(input: DeriveInput, diag: &mut Diagnostics) -> Option<Item> {
    let words = ContainerWords::parse(&input.attrs, diag);
    let style = serde::text(&input.attrs, "rename_all").unwrap_or_default();
    let body = match &input.data {
        Data::Struct(data) => Body::Struct(fields(&data.fields, diag)),
        Data::Enum(data) => Body::Enum(
            data.variants
                .iter()
                .map(|variant| Variant {
                    ident: variant.ident.clone(),
                    words: VariantWords::parse(&variant.attrs, diag),
                    fields: fields(&variant.fields, diag),
                    untagged: serde::says(&variant.attrs, "untagged"),
                    written: serde::variant_names(&variant.ident, &variant.attrs, &style),
                })
                .collect(),
        ),
        Data::Union(data) => {
            diag.error(data.union_token, "a union cannot be a version; use a struct or an enum");
            return None;
        }
    };
    let serde_tag = serde::text(&input.attrs, "tag");
    let serde_untagged = serde::says(&input.attrs, "untagged");
    Some(Item { input, words, body, serde_tag, serde_untagged })
}

fn fields(fields: &syn::Fields, diag: &mut Diagnostics) -> Fields {
    let style = match fields {
        syn::Fields::Named(_) => Style::Named,
        syn::Fields::Unnamed(_) => Style::Tuple,
        syn::Fields::Unit => Style::Unit,
    };
    let list = fields
        .members()
        .zip(fields)
        .map(|(member, field)| Field {
            member,
            ty: field.ty.clone(),
            words: FieldWords::parse(&field.attrs, diag),
            renamed: serde::rename(&field.attrs),
            serde: serde::form(&field.attrs),
            flattened: serde::says(&field.attrs, "flatten"),
        })
        .collect();
    Fields { style, list }
}
