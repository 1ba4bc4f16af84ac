//! What a type is as JSON, as serde's attributes say; read by serde's own parser.

use quote::ToTokens as _;
use serde_derive_internals::ast::{
    Container, Data, Field as SerdeField, Style, Variant as SerdeVariant,
};
use serde_derive_internals::attr::{Default as SerdeDefault, TagType};
use serde_derive_internals::{Ctxt, Derive};
use syn::{Ident, Type};

use crate::names::unraw;
use crate::parse::{Body, Fields, Item, ShapeWord};

pub(crate) enum Shape {
    /// The user says what it is.
    Said(Is),
    /// serde writes and reads another type in its place; `None` where that may refuse a value.
    Apart {
        writes: Option<Box<Type>>,
        reads: Option<Box<Type>>,
        itself: Box<Shape>,
    },
    Null,
    /// A newtype, or a struct that says `transparent`, which differs where it is absent.
    Inner {
        of: Is,
        transparent: bool,
    },
    Tuple(Vec<Is>),
    Struct {
        fields: Vec<Field>,
        closed: bool,
    },
    Enum {
        tagging: Tagging,
        variants: Vec<Variant>,
        closed: bool,
    },
    /// Nothing that is followed.
    Unknown(String),
}

/// What a value is written as.
pub(crate) enum Is {
    Type(Box<Type>),
    /// Known by this name alone.
    Named(String),
    /// Written by the one function or type, and read by another.
    Apart(Box<Is>, Box<Is>),
    /// Written or read by a function: the type, as written.
    Unseen(String),
    /// This very string.
    Word(String),
}

pub(crate) struct Field {
    pub(crate) at: usize,
    pub(crate) name: String,
    pub(crate) reads: Vec<String>,
    pub(crate) presence: Presence,
    pub(crate) absence: Absence,
    pub(crate) flatten: bool,
    pub(crate) is: Is,
}

pub(crate) enum Presence {
    Always,
    UnlessNull,
    Sometimes,
    Never,
}

pub(crate) enum Absence {
    ByType,
    Refused,
    Default,
    NeverRead,
}

pub(crate) enum Tagging {
    External,
    Internal(String),
    Adjacent(String, String),
    Untagged,
}

#[expect(clippy::struct_excessive_bools, reason = "each is an attribute of serde")]
pub(crate) struct Variant {
    pub(crate) name: String,
    pub(crate) reads: Vec<String>,
    pub(crate) payload: Payload,
    pub(crate) written: bool,
    pub(crate) read: bool,
    pub(crate) other: bool,
    pub(crate) untagged: bool,
}

pub(crate) enum Payload {
    Unit,
    Newtype(Is),
    Tuple(Vec<Is>),
    Struct(Vec<Field>),
}

/// The shape of a type. What serde cannot make sense of, serde reports.
pub(crate) fn shape(item: &Item) -> Shape {
    if let Some(word) = item.words.shape.value() {
        return Shape::Said(said(word));
    }
    let errors = Ctxt::new();
    let private = Ident::new("__private", proc_macro2::Span::call_site());
    let container = Container::from_ast(&errors, &item.input, Derive::Deserialize, &private);
    let good = errors.check().is_ok();
    match container {
        Some(container) if good => of_container(item, &container),
        _ => Shape::Unknown(unraw(item.ident())),
    }
}

fn said(word: &ShapeWord) -> Is {
    match word {
        ShapeWord::Name(name) => Is::Named(name.value()),
        ShapeWord::Type(ty) => Is::Type(ty.clone()),
    }
}

fn of_container(item: &Item, container: &Container<'_>) -> Shape {
    let attrs = &container.attrs;
    let (from, into) = (attrs.type_from(), attrs.type_into());
    let itself = of_data(item, container);
    if from.is_none() && into.is_none() && attrs.type_try_from().is_none() {
        return itself;
    }
    let reads = match (from, attrs.type_try_from()) {
        (Some(from), _) => Some(Box::new(from.clone())),
        // What it refuses is known to its code alone.
        (None, Some(_)) => return Shape::Unknown(unraw(item.ident())),
        (None, None) => None,
    };
    Shape::Apart { writes: into.cloned().map(Box::new), reads, itself: Box::new(itself) }
}

fn of_data(item: &Item, container: &Container<'_>) -> Shape {
    let attrs = &container.attrs;
    let closed = attrs.deny_unknown_fields();
    match (&container.data, &item.body) {
        (Data::Struct(_, fields), Body::Struct(own)) if attrs.transparent() => {
            let inner = fields.iter().zip(&own.list).find(|(field, _)| field.attrs.transparent());
            match inner {
                Some((field, own)) => Shape::Inner { of: is(field, own), transparent: true },
                None => Shape::Unknown(unraw(item.ident())),
            }
        }
        (Data::Struct(Style::Unit, _), _) => Shape::Null,
        (Data::Struct(Style::Newtype, fields), Body::Struct(own)) => {
            match parts(fields, own).pop() {
                Some(of) => Shape::Inner { of, transparent: false },
                None => Shape::Tuple(Vec::new()),
            }
        }
        (Data::Struct(Style::Tuple, fields), Body::Struct(own)) => Shape::Tuple(parts(fields, own)),
        (Data::Struct(Style::Struct, serde), Body::Struct(own)) => {
            let default = !matches!(attrs.default(), SerdeDefault::None);
            let mut fields = fields(serde, own, default);
            if let TagType::Internal { tag } = attrs.tag() {
                let at = fields.partition_point(|field| !field.flatten && field.name < *tag);
                fields.insert(at, tag_of_struct(tag, &attrs.name().serialize_name().value));
            }
            Shape::Struct { fields, closed }
        }
        (Data::Enum(variants), Body::Enum(own)) => {
            let tagging = match attrs.tag() {
                TagType::External => Tagging::External,
                TagType::Internal { tag } => Tagging::Internal(tag.clone()),
                TagType::Adjacent { tag, content } => {
                    Tagging::Adjacent(tag.clone(), content.clone())
                }
                TagType::None => Tagging::Untagged,
            };
            let untagged = matches!(tagging, Tagging::Untagged);
            let mut variants: Vec<Variant> = variants
                .iter()
                .zip(own)
                .map(|(variant, own)| of_variant(variant, &own.fields))
                .collect();
            if !untagged {
                // JSON has no order for them, and those without a tag are tried in theirs.
                variants.sort_by(|a, b| match (a.untagged, b.untagged) {
                    (false, false) => a.name.cmp(&b.name),
                    (a, b) => a.cmp(&b),
                });
            }
            Shape::Enum { tagging, variants, closed }
        }
        _ => Shape::Unknown(unraw(item.ident())),
    }
}

fn of_variant(variant: &SerdeVariant<'_>, own: &Fields) -> Variant {
    let attrs = &variant.attrs;
    let by_hand = attrs.serialize_with().is_some() || attrs.deserialize_with().is_some();
    let name = attrs.name().serialize_name().value.clone();
    let payload = match variant.style {
        _ if by_hand => Payload::Newtype(Is::Unseen(name.clone())),
        Style::Unit => Payload::Unit,
        Style::Newtype => match parts(&variant.fields, own).pop() {
            Some(of) => Payload::Newtype(of),
            None => Payload::Tuple(Vec::new()),
        },
        Style::Tuple => Payload::Tuple(parts(&variant.fields, own)),
        Style::Struct => Payload::Struct(fields(&variant.fields, own, false)),
    };
    Variant {
        reads: names(attrs.name().deserialize_name(), attrs.aliases()),
        name,
        payload,
        written: !attrs.skip_serializing(),
        read: !attrs.skip_deserializing(),
        other: attrs.other(),
        untagged: attrs.untagged(),
    }
}

fn names(
    name: &serde_derive_internals::name::Name,
    aliases: &std::collections::BTreeSet<serde_derive_internals::name::Name>,
) -> Vec<String> {
    let mut names = vec![name.value.clone()];
    for alias in aliases {
        if !names.contains(&alias.value) {
            names.push(alias.value.clone());
        }
    }
    names
}

/// The fields of a tuple that are written and read.
fn parts(fields: &[SerdeField<'_>], own: &Fields) -> Vec<Is> {
    fields
        .iter()
        .zip(&own.list)
        .filter(|(field, _)| !(field.attrs.skip_serializing() && field.attrs.skip_deserializing()))
        .map(|(field, own)| {
            if field.attrs.skip_serializing() || field.attrs.skip_deserializing() {
                return Is::Unseen(text(field.ty)); // of another length when read than when written
            }
            is(field, own)
        })
        .collect()
}

fn fields(fields: &[SerdeField<'_>], own: &Fields, default: bool) -> Vec<Field> {
    let mut list: Vec<Field> = fields
        .iter()
        .zip(&own.list)
        .enumerate()
        .filter(|(_, (field, _))| {
            !(field.attrs.skip_serializing() && field.attrs.skip_deserializing())
        })
        .map(|(at, (field, own))| {
            let attrs = &field.attrs;
            Field {
                at,
                name: attrs.name().serialize_name().value.clone(),
                reads: names(attrs.name().deserialize_name(), attrs.aliases()),
                presence: presence(field),
                absence: match attrs.default() {
                    _ if attrs.skip_deserializing() => Absence::NeverRead,
                    SerdeDefault::None if !default => match attrs.deserialize_with() {
                        Some(_) => Absence::Refused,
                        None => Absence::ByType,
                    },
                    _ => Absence::Default,
                },
                flatten: attrs.flatten(),
                is: is(field, own),
            }
        })
        .collect();
    list.sort_by(|a, b| match (a.flatten, b.flatten) {
        (false, false) => a.name.cmp(&b.name),
        (true, true) => a.at.cmp(&b.at),
        (a, b) => a.cmp(&b),
    });
    list
}

/// A struct with a `tag` writes its name, and does not look at it when it is read.
fn tag_of_struct(tag: &str, name: &str) -> Field {
    Field {
        at: 0,
        name: tag.to_owned(),
        reads: Vec::new(),
        presence: Presence::Always,
        absence: Absence::NeverRead,
        flatten: false,
        is: Is::Word(name.to_owned()),
    }
}

fn presence(field: &SerdeField<'_>) -> Presence {
    let attrs = &field.attrs;
    match attrs.skip_serializing_if() {
        _ if attrs.skip_serializing() => Presence::Never,
        None => Presence::Always,
        Some(test) => {
            let is_none = test.path.segments.last().is_some_and(|last| last.ident == "is_none");
            if is_none { Presence::UnlessNull } else { Presence::Sometimes }
        }
    }
}

fn is(field: &SerdeField<'_>, own: &crate::parse::Field) -> Is {
    if let Some(word) = own.words.shape.value() {
        return said(word);
    }
    let by_type = || Is::Type(Box::new(field.ty.clone()));
    let unseen = || Is::Unseen(text(field.ty));
    match (field.attrs.serialize_with().is_some(), field.attrs.deserialize_with().is_some()) {
        (false, false) => by_type(),
        (true, true) => unseen(),
        (true, false) => Is::Apart(Box::new(unseen()), Box::new(by_type())),
        (false, true) => Is::Apart(Box::new(by_type()), Box::new(unseen())),
    }
}

/// A type, as the user wrote it, apart from blanks.
pub(crate) fn text(ty: &Type) -> String {
    let mut text = ty.to_token_stream().to_string();
    for (with, without) in [
        (" :: ", "::"),
        (" < ", "<"),
        ("< ", "<"),
        (" >", ">"),
        (" ,", ","),
        ("& ", "&"),
        (" ;", ";"),
    ] {
        text = text.replace(with, without);
    }
    text
}
