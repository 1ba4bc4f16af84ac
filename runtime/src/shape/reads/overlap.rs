//! Whether any document of a writer can be read: for enums whose variants are tried one after the other.

use crate::shape::bytes::{has, same};
use crate::shape::graph::Types;
use crate::shape::reads::members::{Members, Value};
use crate::shape::reads::walk::{Reader, Writer};
use crate::shape::types::{Enum, Field, Integer, Payload, Presence, Tagging, Text, Type};

/// The most calls that it takes.
pub(super) const CALLS: usize = 36;

/// Whether a document of the writer may be read by the reader. "Yes" where it is not certain.
pub(super) const fn may(writer: Writer<'_>, reader: Reader, types: Types, fuel: usize) -> bool {
    if fuel == 0 {
        return true;
    }
    let less = fuel - 1;
    let (writer, reader) = (writer.opened(types), reader.opened(types));
    match (writer, reader) {
        (Writer::Type(Type::Newtype(inner) | Type::Apart { writes: inner, .. }), _) => {
            may(Writer::Type(inner), reader, types, fuel)
        }
        (Writer::Type(Type::Null), _) => may(Writer::Null, reader, types, fuel),
        (Writer::Type(Type::Tuple(parts)), _) => may(Writer::Parts(parts), reader, types, fuel),
        (_, Reader::Type(Type::Newtype(inner) | Type::Apart { reads: inner, .. })) => {
            may(writer, Reader::Type(inner), types, fuel)
        }
        (_, Reader::Type(Type::Null)) => may(writer, Reader::Null, types, fuel),
        (_, Reader::Type(Type::Tuple(parts))) => may(writer, Reader::Parts(parts), types, fuel),
        (_, Reader::Type(Type::Struct(it))) => {
            may(writer, Reader::Fields(it.fields, it.closed, true), types, fuel)
        }
        (_, Reader::Type(Type::Enum(it))) => may(writer, Reader::Enum(it), types, fuel),
        (Writer::Type(Type::Unrecognised), _) => false,
        (Writer::Type(ty), _) if is_vague(ty) => true,
        (_, Reader::Type(ty)) if is_vague(ty) => true,
        (Writer::Type(Type::Optional(inner)), _) => {
            may(Writer::Null, reader, types, less) || may(Writer::Type(inner), reader, types, less)
        }
        (Writer::Type(Type::Enum(it)), _) => any_variant(it, reader, types, less),
        (Writer::Type(Type::Struct(it)), _) => {
            let members = Members::of(it.fields, types);
            may(Writer::Object(&members), reader, types, less)
        }
        (Writer::Object(members), _) if !members.is_all() => true,
        (Writer::Null, Reader::Type(Type::Optional(_)) | Reader::Null) => true,
        (_, Reader::Type(Type::Optional(inner))) => may(writer, Reader::Type(inner), types, less),
        (_, Reader::Enum(it)) => is_variant(writer, it, types, less),
        (Writer::Object(members), Reader::Fields(fields, closed, _)) => {
            are_fields(members, fields, closed, types, less)
        }
        (Writer::Object(members), Reader::Type(Type::Map(_, value))) => {
            all_values(members, value, types, less)
        }
        (Writer::Type(Type::Map(..)), Reader::Fields(..) | Reader::Type(Type::Map(..))) => true,
        (
            Writer::Parts(_) | Writer::Type(Type::List(_) | Type::Set(_) | Type::Array(..)),
            Reader::Fields(..)
            | Reader::Type(Type::List(_) | Type::Set(_) | Type::Array(..))
            | Reader::Parts(_),
        ) => are_parts(writer, reader, types, less),
        (Writer::Word(word), Reader::Type(Type::Text(text))) => match text {
            Text::Char => word.len() <= 4 && !word.is_empty(),
            _ => true,
        },
        (Writer::Type(written), Reader::Type(read)) => is_leaf(written, read),
        _ => false,
    }
}

const fn is_vague(ty: &Type) -> bool {
    matches!(
        ty,
        Type::Anything
            | Type::Unrecognised
            | Type::Unknown(_)
            | Type::Unseen(_)
            | Type::TooDeep
            | Type::Opaque(_)
            | Type::Tagged { .. }
    )
}

const fn is_leaf(written: &Type, read: &Type) -> bool {
    match (written, read) {
        (Type::Bool, Type::Bool)
        | (Type::Text(_), Type::Text(_))
        | (Type::Integer(_) | Type::Float(_) | Type::Number, Type::Float(_) | Type::Number)
        | (Type::Number, Type::Integer(_)) => true,
        (Type::Integer(written), Type::Integer(read)) => meet(written, read),
        _ => false,
    }
}

const fn meet(one: &Integer, other: &Integer) -> bool {
    let below = other.max < i128::MAX as u128 && one.min > other.max.cast_signed();
    let above = one.max < i128::MAX as u128 && other.min > one.max.cast_signed();
    !below && !above
}

const fn any_variant(it: &Enum, reader: Reader, types: Types, fuel: usize) -> bool {
    let mut at = 0;
    while at < it.variants.len() {
        let variant = &it.variants[at];
        at += 1;
        if !variant.written {
            continue;
        }
        let bare = variant.untagged || matches!(it.tagging, Tagging::Untagged);
        let found = match (variant.payload, it.tagging) {
            (payload, _) if bare => may_payload(payload, reader, types, fuel),
            (Payload::Unit, Tagging::External) => {
                may(Writer::Word(variant.name), reader, types, fuel)
            }
            _ => {
                let mut members = Members::new(types);
                members.add_variant(it, variant)
                    && may(Writer::Object(&members), reader, types, fuel)
            }
        };
        if found {
            return true;
        }
    }
    false
}

const fn may_payload(payload: Payload, reader: Reader, types: Types, fuel: usize) -> bool {
    match payload {
        Payload::Unit => may(Writer::Null, reader, types, fuel),
        Payload::Newtype(ty) => may(Writer::Type(ty), reader, types, fuel),
        Payload::Tuple(parts) => may(Writer::Parts(parts), reader, types, fuel),
        Payload::Struct(fields) => {
            let members = Members::of(fields, types);
            may(Writer::Object(&members), reader, types, fuel)
        }
    }
}

const fn may_value(value: Value, reader: Reader, types: Types, fuel: usize) -> bool {
    match value {
        Value::Type(ty) => may(Writer::Type(ty), reader, types, fuel),
        Value::Word(word) => may(Writer::Word(word), reader, types, fuel),
        Value::Payload(payload) => may_payload(payload, reader, types, fuel),
    }
}

const fn is_variant(writer: Writer<'_>, it: &'static Enum, types: Types, fuel: usize) -> bool {
    let mut at = 0;
    while at < it.variants.len() {
        let variant = &it.variants[at];
        at += 1;
        if !variant.read {
            continue;
        }
        if variant.other {
            return true;
        }
        let reader = Reader::of(variant.payload, it.closed);
        let bare = variant.untagged || matches!(it.tagging, Tagging::Untagged);
        let found = match (writer, it.tagging) {
            _ if bare => may(writer, reader, types, fuel),
            (Writer::Word(word), Tagging::External) => has(variant.reads, word),
            (Writer::Type(Type::Text(_)), Tagging::External) => true,
            (Writer::Object(members), Tagging::External) => {
                members.len() > 0
                    && has(variant.reads, members.at(0).name)
                    && may_value(members.at(0).value, reader, types, fuel)
            }
            (Writer::Object(members), Tagging::Internal(tag) | Tagging::Adjacent(tag, _)) => {
                match members.find(&[tag]) {
                    (Some(index), _) => match members.at(index).value {
                        Value::Word(word) => has(variant.reads, word),
                        _ => true,
                    },
                    (None, _) => false,
                }
            }
            (Writer::Type(Type::Map(..)), _) => true,
            _ => false,
        };
        if found {
            return true;
        }
    }
    false
}

const fn are_fields(
    members: &Members,
    fields: &[Field],
    closed: bool,
    types: Types,
    fuel: usize,
) -> bool {
    let mut at = 0;
    while at < fields.len() {
        let field = &fields[at];
        at += 1;
        if field.flatten {
            return true;
        }
        match members.find(field.reads) {
            (Some(index), _) => {
                let member = members.at(index);
                let always = matches!(member.presence, Presence::Always);
                let fits = may_value(member.value, Reader::Type(field.ty), types, fuel);
                if !fits && (always || !field.may_be_absent(types)) {
                    return false;
                }
            }
            (None, _) if field.may_be_absent(types) => {}
            (None, _) => return false,
        }
    }
    let mut index = 0;
    while closed && index < members.len() {
        let member = members.at(index);
        index += 1;
        if matches!(member.presence, Presence::Always) && !is_read(fields, member.name) {
            return false;
        }
    }
    true
}

const fn is_read(fields: &[Field], name: &str) -> bool {
    let mut at = 0;
    while at < fields.len() {
        if has(fields[at].reads, name) || same(fields[at].name, name) {
            return true;
        }
        at += 1;
    }
    false
}

const fn all_values(members: &Members, value: &'static Type, types: Types, fuel: usize) -> bool {
    let mut at = 0;
    while at < members.len() {
        let member = members.at(at);
        at += 1;
        let always = matches!(member.presence, Presence::Always);
        if always && !may_value(member.value, Reader::Type(value), types, fuel) {
            return false;
        }
    }
    true
}

const fn are_parts(writer: Writer<'_>, reader: Reader, types: Types, fuel: usize) -> bool {
    let length = match writer {
        Writer::Parts(parts) => parts.len(),
        Writer::Type(Type::Array(_, length)) => *length,
        _ => return true,
    };
    let wanted = match reader {
        Reader::Parts(parts) => parts.len(),
        Reader::Type(Type::Array(_, length)) => *length,
        Reader::Fields(..) => return true,
        _ => length,
    };
    if length != wanted {
        return false;
    }
    let mut at = 0;
    while at < length {
        let written = match writer {
            Writer::Parts(parts) => parts[at],
            Writer::Type(Type::Array(ty, _)) => ty,
            _ => return true,
        };
        let read = match reader {
            Reader::Parts(parts) => parts[at],
            Reader::Type(Type::Array(ty, _) | Type::List(ty) | Type::Set(ty)) => ty,
            _ => return true,
        };
        if !may(Writer::Type(written), Reader::Type(read), types, fuel) {
            return false;
        }
        at += 1;
    }
    true
}
