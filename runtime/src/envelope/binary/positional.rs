//! Whether a type is read from where it was written, in a codec that writes neither names nor types.
//!
//! Such a codec reads one field after the other. A field that is written sometimes would make the next one take its place, and what
//! has to look at a value before it knows what that is finds nothing to look at.

use crate::shape::{Absence, Enum, Field, Graph, Payload, Presence, Tagging, Type, Variant};

/// Why values of a type could not be read again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::envelope) enum Unfit {
    Flattened,
    Sometimes,
    Tagging,
    SkippedVariant,
    Anything,
}

impl Unfit {
    pub(super) const fn words(self) -> &'static str {
        match self {
            Self::Flattened => {
                "serde's `flatten` needs names, which this codec does not write; use `heirloom::cbor` or `heirloom::messagepack`"
            }
            Self::Sometimes => {
                "a field that is not always both written and read (`skip_serializing_if`, `skip_serializing`, `skip_deserializing`) would make the next one take its place, since this codec writes no names; use `heirloom::cbor` or `heirloom::messagepack`"
            }
            Self::Tagging => {
                "serde's `untagged` and `tag` look at names and values before they know what they read, and this codec does not say what a value is; use `heirloom::cbor` or `heirloom::messagepack`"
            }
            Self::SkippedVariant => {
                "a variant that is skipped makes serde count the others differently when it writes and when it reads, and this codec writes the number of a variant; use `heirloom::cbor` or `heirloom::messagepack`"
            }
            Self::Anything => {
                "what may be anything (`serde_json::Value`, `unknown`) can be written without names and types, and not read; use `heirloom::cbor` or `heirloom::messagepack`"
            }
        }
    }
}

/// What of a shape does not hold; `None` where all of it does, as far as it is known.
pub(super) const fn unfit(shape: Graph) -> Option<Unfit> {
    let derived = shape.derived();
    let mut at = 0;
    while at < derived.len() {
        if let Some(unfit) = of_type(derived[at].ty) {
            return Some(unfit);
        }
        at += 1;
    }
    of_type(shape.top())
}

/// Of a type; those behind links are in the list of the shape.
const fn of_type(ty: &Type) -> Option<Unfit> {
    match *ty {
        Type::Anything | Type::Number | Type::Unrecognised => Some(Unfit::Anything),
        Type::Optional(inner)
        | Type::Newtype(inner)
        | Type::List(inner)
        | Type::Set(inner)
        | Type::Array(inner, _) => of_type(inner),
        Type::Tuple(inner) => of_types(inner),
        Type::Map(key, value) => of_types(&[key, value]),
        Type::Apart { writes, reads } => of_types(&[writes, reads]),
        Type::Struct(inner) => of_fields(inner.fields),
        Type::Enum(inner) => of_enum(inner),
        _ => None,
    }
}

const fn of_types(types: &[&Type]) -> Option<Unfit> {
    let mut at = 0;
    while at < types.len() {
        if let Some(unfit) = of_type(types[at]) {
            return Some(unfit);
        }
        at += 1;
    }
    None
}

const fn of_fields(fields: &[Field]) -> Option<Unfit> {
    let mut at = 0;
    while at < fields.len() {
        let field = &fields[at];
        if field.flatten {
            return Some(Unfit::Flattened);
        }
        match (field.presence, field.absence) {
            (Presence::Never, Absence::NeverRead) => {}
            (Presence::Always, Absence::NeverRead) => return Some(Unfit::Sometimes),
            (Presence::Always, _) => {
                if let Some(unfit) = of_type(field.ty) {
                    return Some(unfit);
                }
            }
            _ => return Some(Unfit::Sometimes),
        }
        at += 1;
    }
    None
}

const fn of_enum(inner: &Enum) -> Option<Unfit> {
    if !matches!(inner.tagging, Tagging::External) {
        return Some(Unfit::Tagging);
    }
    let mut at = 0;
    while at < inner.variants.len() {
        if let Some(unfit) = of_variant(&inner.variants[at]) {
            return Some(unfit);
        }
        at += 1;
    }
    None
}

const fn of_variant(variant: &Variant) -> Option<Unfit> {
    if variant.untagged {
        return Some(Unfit::Tagging);
    }
    if !variant.written || !variant.read {
        return Some(Unfit::SkippedVariant);
    }
    match variant.payload {
        Payload::Unit => None,
        Payload::Newtype(inner) => of_type(inner),
        Payload::Tuple(inner) => of_types(inner),
        Payload::Struct(fields) => of_fields(fields),
    }
}
