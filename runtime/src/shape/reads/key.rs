//! Keys of maps, as `serde_json` writes and reads them: strings.

use crate::shape::bytes::{has, same};
use crate::shape::reads::leaf;
use crate::shape::reads::path::Path;
use crate::shape::reads::variant::other;
use crate::shape::reads::walk::{Reader, Walk, Writer};
use crate::shape::reads::{Reason, Verdict};
use crate::shape::types::{Integer, Payload, Tagging, Text, Type};

impl Walk {
    pub(super) const fn read_key(&mut self, writer: Writer<'_>, key: &'static Type, at: &Path<'_>) {
        let key = self.types.open(key);
        let writer = match writer {
            Writer::Type(ty) => Writer::Type(self.types.open(ty)),
            writer => writer,
        };
        match (writer, key) {
            (_, Type::Newtype(inner) | Type::Apart { reads: inner, .. }) => {
                self.read_key(writer, inner, at);
            }
            (Writer::Type(Type::Newtype(inner) | Type::Apart { writes: inner, .. }), _) => {
                self.read_key(Writer::Type(inner), key, at);
            }
            (Writer::Type(Type::Enum(it)), _) if matches!(it.tagging, Tagging::External) => {
                let mut index = 0;
                while index < it.variants.len() {
                    let variant = &it.variants[index];
                    index += 1;
                    if variant.written && matches!(variant.payload, Payload::Unit) {
                        self.read_key(Writer::Word(variant.name), key, at);
                    }
                }
            }
            (
                Writer::Word(_) | Writer::Type(Type::Text(_) | Type::Integer(_) | Type::Bool),
                Type::Text(Text::Any),
            )
            | (_, Type::Anything) => {}
            (Writer::Type(Type::Bool), Type::Bool) => self.parsed("a key that is a bool", at),
            (Writer::Type(Type::Integer(_)), Type::Integer(_)) => {
                self.parsed("a key that is a number", at);
                self.read(writer, Reader::Type(key), at);
            }
            (Writer::Word(word), Type::Enum(it)) if matches!(it.tagging, Tagging::External) => {
                let mut index = 0;
                while index < it.variants.len() {
                    let variant = &it.variants[index];
                    index += 1;
                    if variant.read && has(variant.reads, word) {
                        if !matches!(variant.payload, Payload::Unit) {
                            self.no(Reason::Payload(word), at);
                        }
                        return;
                    }
                }
                match other(it) {
                    Some(_) => self.loss(Reason::Other(word), at),
                    None => self.no(Reason::Variant(word), at),
                }
            }
            (Writer::Word(word), Type::Integer(read)) if is_within(word, read) => {
                self.parsed("a key that is a number", at);
            }
            (Writer::Word(word), Type::Bool) if same(word, "true") || same(word, "false") => {
                self.parsed("a key that is a bool", at);
            }
            (Writer::Word(_) | Writer::Type(Type::Text(_)), Type::Text(_)) => {
                self.read(writer, Reader::Type(key), at);
            }
            (Writer::Word(_), _) => {
                self.other_kind(Writer::Type(&leaf::STRING), Reader::Type(key), at);
            }
            (Writer::Type(Type::Opaque(one)), Type::Opaque(other)) if same(one, other) => {}
            (Writer::Type(Type::Unseen(ty)), _) | (_, Type::Unseen(ty)) => {
                self.unknown(Reason::Unseen(ty), at);
            }
            (Writer::Type(Type::Unknown(ty)), _) | (_, Type::Unknown(ty)) => {
                self.unknown(Reason::Unknown(ty), at);
            }
            (
                Writer::Type(Type::Text(_) | Type::Integer(_) | Type::Bool),
                Type::Integer(_) | Type::Bool | Type::Text(_) | Type::Enum(_),
            ) => {
                self.other_kind(writer, Reader::Type(key), at);
            }
            (Writer::Type(written), _) => {
                let reason = Reason::Opaque { writes: self.label(written), reads: self.label(key) };
                self.note(Verdict::Unknown, reason, at);
            }
            _ => self.unknown(Reason::TooMuch, at),
        }
    }

    /// Keys are strings; serde parses them, unless it has collected them first.
    const fn parsed(&mut self, what: &'static str, at: &Path<'_>) {
        if self.buffered {
            self.no(Reason::Buffered(what), at);
        }
    }
}

/// Whether the word is one of the integers.
const fn is_within(word: &str, integer: &Integer) -> bool {
    match i128::from_str_radix(word, 10) {
        Ok(0) => !integer.nonzero && word.len() == 1,
        Ok(number) if number < 0 => number >= integer.min,
        Ok(number) => {
            let plain = !matches!(word.as_bytes(), [b'+' | b'0', ..]);
            plain && number >= integer.min && number.unsigned_abs() <= integer.max
        }
        Err(_) => false,
    }
}
