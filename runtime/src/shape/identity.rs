//! What tells one type from another, so that recursion is seen.

use crate::shape::bytes::{SEED, mix, mix_number};
use crate::shape::types::{Payload, Text, Type};

/// The identity of a derived type: a hash of its text, where it stands, and its parameters.
#[doc(hidden)]
#[must_use]
pub const fn id(text: u64, place: &[&str], [line, column]: [u32; 2], parameters: &[u64]) -> u64 {
    let mut hash = mix_number(mix_number(mix_number(SEED, text), line as u64), column as u64);
    let mut at = 0;
    while at < place.len() {
        hash = mix(hash, place[at]);
        at += 1;
    }
    at = 0;
    while at < parameters.len() {
        hash = mix_number(hash, parameters[at]);
        at += 1;
    }
    hash
}

/// What tells the type from others, as the parameter of another.
#[doc(hidden)]
#[must_use]
pub const fn identity(ty: &Type) -> u64 {
    match ty {
        Type::Null => 1,
        Type::Bool => 2,
        Type::Integer(integer) => mix_number(mix(3, integer.name), integer.nonzero as u64),
        Type::Float(float) => mix_number(4, *float as u64),
        Type::Number => 5,
        Type::Text(Text::Any) => 6,
        Type::Text(Text::Char) => 7,
        Type::Text(Text::Format(name)) => mix(8, name),
        Type::Anything => 9,
        Type::Optional(inner) => mix_number(10, identity(inner)),
        Type::Newtype(inner) => mix_number(11, identity(inner)),
        Type::List(inner) => mix_number(12, identity(inner)),
        Type::Set(inner) => mix_number(13, identity(inner)),
        Type::Array(inner, length) => mix_number(mix_number(14, identity(inner)), *length as u64),
        Type::Tuple(parts) => all(15, parts),
        Type::Map(key, value) => mix_number(mix_number(16, identity(key)), identity(value)),
        Type::Struct(it) if it.id != 0 => it.id,
        Type::Struct(it) => {
            let mut hash = 17;
            let mut at = 0;
            while at < it.fields.len() {
                hash = mix_number(mix(hash, it.fields[at].name), identity(it.fields[at].ty));
                at += 1;
            }
            hash
        }
        Type::Enum(it) if it.id != 0 => it.id,
        Type::Enum(it) => {
            let mut hash = 18;
            let mut at = 0;
            while at < it.variants.len() {
                hash = mix(hash, it.variants[at].name);
                if let Payload::Newtype(inner) = it.variants[at].payload {
                    hash = mix_number(hash, identity(inner));
                }
                at += 1;
            }
            hash
        }
        Type::Apart { writes, reads } => {
            mix_number(mix_number(19, identity(writes)), identity(reads))
        }
        Type::Tagged { entity, .. } => mix(20, entity),
        Type::Unrecognised => 21,
        Type::Opaque(name) => mix(22, name),
        Type::Unknown(name) => mix(23, name),
        Type::TooDeep => 24,
        Type::Unseen(name) => mix(25, name),
        Type::Link(id) => *id,
    }
}

const fn all(seed: u64, parts: &[&Type]) -> u64 {
    let mut hash = seed;
    let mut at = 0;
    while at < parts.len() {
        hash = mix_number(hash, identity(parts[at]));
        at += 1;
    }
    hash
}
