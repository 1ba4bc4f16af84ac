//! Values that hold no others.

use crate::shape::bytes::same;
use crate::shape::reads::path::Path;
use crate::shape::reads::walk::{Reader, Walk, Writer};
use crate::shape::reads::{Reason, Verdict};
use crate::shape::types::{Float, Integer, Text, Type};

pub(super) const STRING: Type = Type::Text(Text::Any);

impl Walk {
    pub(super) const fn read_leaf(&mut self, writer: Writer<'_>, reader: Reader, at: &Path<'_>) {
        let written = match writer {
            Writer::Type(ty) => ty,
            Writer::Word(word) => {
                self.read_word(word, reader, at);
                return;
            }
            Writer::Null => {
                self.no_null(reader, at);
                return;
            }
            Writer::Parts(_) | Writer::Object(_) => {
                self.other_kind(writer, reader, at);
                return;
            }
        };
        let Reader::Type(read) = reader else {
            self.other_kind(writer, reader, at);
            return;
        };
        match (written, read) {
            (Type::Bool, Type::Bool)
            | (Type::Number | Type::Float(_), Type::Number)
            | (Type::Float(Float::F32), Type::Float(_))
            | (Type::Float(Float::F64), Type::Float(Float::F64)) => {}
            (Type::Integer(written), Type::Integer(read)) => self.read_integer(written, read, at),
            (Type::Integer(integer), Type::Number) => {
                if is_wide(integer) {
                    self.rounded(written, read, at);
                }
            }
            (Type::Integer(_) | Type::Float(_) | Type::Number, Type::Float(float)) => {
                self.read_float(written, *float, read, at);
            }
            (Type::Text(written), Type::Text(read)) => {
                if !is_text(*written, *read) {
                    let reason = Reason::Format { writes: text(*written), reads: text(*read) };
                    self.no(reason, at);
                }
            }
            (Type::Tagged { entity, version }, Type::Tagged { entity: other, version: known }) => {
                if !same(entity, other) {
                    self.no(Reason::Kind { writes: entity, reads: other }, at);
                } else if known.is_before(*version) {
                    self.no(Reason::Newer, at);
                }
            }
            (Type::Opaque(written), Type::Opaque(read)) if same(written, read) => {}
            (Type::Opaque(_) | Type::Tagged { .. }, _)
            | (_, Type::Opaque(_) | Type::Tagged { .. }) => {
                let reason =
                    Reason::Opaque { writes: self.label(written), reads: self.label(read) };
                self.unknown(reason, at);
            }
            _ => self.other_kind(writer, reader, at),
        }
    }

    const fn read_float(&mut self, written: &Type, float: Float, read: &Type, at: &Path<'_>) {
        let (exact, beyond) = match written {
            Type::Integer(integer) => (is_exact(integer, float), integer.max == u128::MAX),
            _ => (false, true),
        };
        // What serde collects first is an `f64`, and then cast.
        if matches!(float, Float::F32) && beyond && !self.buffered {
            self.no(Reason::Range { writes: self.label(written), reads: self.label(read) }, at);
        } else if !exact {
            self.rounded(written, read, at);
        }
    }

    pub(super) const fn rounded(&mut self, written: &Type, read: &Type, at: &Path<'_>) {
        self.loss(Reason::Rounded { writes: self.label(written), reads: self.label(read) }, at);
    }

    const fn read_integer(&mut self, written: &Integer, read: &Integer, at: &Path<'_>) {
        self.whole(written, at);
        if self.buffered && is_wide(read) && !is_wide(written) {
            self.no(Reason::Buffered("an integer of 128 bits"), at);
        }
        let fits = written.min >= read.min && written.max <= read.max;
        if !fits || read.nonzero && !written.nonzero {
            let reads = if fits { "an integer other than 0" } else { read.name };
            self.no(Reason::Range { writes: written.name, reads }, at);
        }
    }

    const fn read_word(&mut self, word: &'static str, reader: Reader, at: &Path<'_>) {
        match reader {
            Reader::Type(Type::Text(Text::Any)) => {}
            Reader::Type(Type::Text(Text::Char)) if characters(word) == 1 => {}
            Reader::Type(Type::Text(format)) => {
                self.no(Reason::Format { writes: word, reads: text(*format) }, at);
            }
            Reader::Type(Type::Opaque(name)) => {
                self.unknown(Reason::Opaque { writes: word, reads: name }, at);
            }
            _ => self.other_kind(Writer::Type(&STRING), reader, at),
        }
    }

    const fn no_null(&mut self, reader: Reader, at: &Path<'_>) {
        match reader {
            Reader::Type(Type::Opaque(name)) => {
                self.unknown(Reason::Opaque { writes: "null", reads: name }, at);
            }
            _ => self.no(Reason::Null, at),
        }
    }

    pub(super) const fn other_kind(&mut self, writer: Writer<'_>, reader: Reader, at: &Path<'_>) {
        let written = self.label_of(writer);
        let reads = match reader {
            Reader::Type(ty) => self.label(ty),
            Reader::Null => "null",
            Reader::Parts(_) => "a tuple",
            Reader::Fields(..) => "a struct",
            Reader::Enum(_) => "an enum",
        };
        let opaque = matches!(writer, Writer::Type(Type::Opaque(_) | Type::Tagged { .. }))
            || matches!(reader, Reader::Type(Type::Opaque(_) | Type::Tagged { .. }));
        if opaque {
            self.note(Verdict::Unknown, Reason::Opaque { writes: written, reads }, at);
        } else {
            self.no(Reason::Kind { writes: written, reads }, at);
        }
    }

    const fn label_of(&self, writer: Writer<'_>) -> &'static str {
        match writer {
            Writer::Type(ty) => self.label(ty),
            Writer::Null => "null",
            Writer::Word(_) => "a string",
            Writer::Parts(_) => "a tuple",
            Writer::Object(_) => "an object",
        }
    }

    /// A type, as messages name it.
    pub(super) const fn label(&self, ty: &Type) -> &'static str {
        match self.types.open(ty) {
            Type::Null => "null",
            Type::Bool => "a bool",
            Type::Integer(integer) => integer.name,
            Type::Float(Float::F32) => "f32",
            Type::Float(Float::F64) => "f64",
            Type::Number => "a number",
            Type::Text(format) => text(*format),
            Type::Anything => "any JSON",
            Type::Optional(inner) | Type::Newtype(inner) => self.label(inner),
            Type::List(_) => "a list",
            Type::Set(_) => "a set",
            Type::Array(..) => "an array",
            Type::Tuple(_) => "a tuple",
            Type::Map(..) => "a map",
            Type::Struct(_) => "a struct",
            Type::Enum(_) => "an enum",
            Type::Apart { writes, .. } => self.label(writes),
            Type::Tagged { .. } => "a tagged record",
            Type::Unrecognised => "an unknown variant",
            Type::Opaque(name) | Type::Unknown(name) | Type::Unseen(name) => name,
            Type::Link(_) | Type::TooDeep => "something too deep",
        }
    }
}

const fn text(format: Text) -> &'static str {
    match format {
        Text::Any => "a string",
        Text::Char => "a char",
        Text::Format(name) => name,
    }
}

/// Whether each string of the one is one of the other.
pub(super) const fn is_text(written: Text, read: Text) -> bool {
    const WITHIN: &[(&str, &str)] = &[
        ("ipv4", "ip"),
        ("ipv6", "ip"),
        ("chrono::DateTime<Utc>", "chrono::DateTime<FixedOffset>"),
        ("ipv4 socket address", "socket address"),
        ("ipv6 socket address", "socket address"),
    ];
    match (written, read) {
        (_, Text::Any) | (Text::Char, Text::Char) => true,
        (Text::Format(written), Text::Format(read)) => {
            let mut at = 0;
            while at < WITHIN.len() {
                if same(WITHIN[at].0, written) && same(WITHIN[at].1, read) {
                    return true;
                }
                at += 1;
            }
            same(written, read)
        }
        _ => false,
    }
}

/// Whether each integer of the type is a float.
const fn is_exact(integer: &Integer, float: Float) -> bool {
    let limit = match float {
        Float::F32 => 1_u128 << 24,
        Float::F64 => 1_u128 << 53,
    };
    integer.max <= limit && integer.min >= -limit.cast_signed()
}

/// Whether the integer may have more than 64 bits.
pub(super) const fn is_wide(integer: &Integer) -> bool {
    integer.max > u64::MAX as u128 || integer.min < i64::MIN as i128
}

pub(super) const fn characters(word: &str) -> usize {
    let bytes = word.as_bytes();
    let (mut count, mut at) = (0, 0);
    while at < bytes.len() {
        count += (bytes[at] & 0xC0 != 0x80) as usize;
        at += 1;
    }
    count
}
