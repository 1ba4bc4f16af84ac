//! The text of a shape: what a lock holds and what "equal shape" means.
//!
//! Decision note 010. One line per member, two blanks a level, no Rust names. A type inside itself is `^n`: the
//! n-th struct or enum outwards.

#![expect(clippy::collapsible_match, reason = "a guard would have an effect")]

use std::fmt;

use crate::shape::bytes::{has, same};
use crate::shape::types::{
    Absence, Enum, Field, Float, Payload, Presence, Tagging, Text, Type, Variant,
};

/// The most structs and enums inside each other.
const LEVELS: usize = 96;

/// What is written into, and where in the shape.
struct Printer<'a> {
    out: &'a mut [u8],
    len: usize,
    /// The structs and enums around.
    around: [u64; LEVELS],
    level: usize,
    fits: bool,
}

/// Writes the text of the shape, so many levels in, and returns its length; or `None` if it has no room, or never ends.
pub(crate) const fn print(ty: &Type, depth: usize, out: &mut [u8]) -> Option<usize> {
    let mut printer = Printer { out, len: 0, around: [0; LEVELS], level: 0, fits: true };
    printer.indent(depth);
    printer.rest_of_line(ty, depth);
    if printer.fits { Some(printer.len) } else { None }
}

impl Printer<'_> {
    const fn push(&mut self, text: &str) {
        let text = text.as_bytes();
        if self.len + text.len() > self.out.len() {
            self.fits = false;
            return;
        }
        let mut at = 0;
        while at < text.len() {
            self.out[self.len] = text[at];
            self.len += 1;
            at += 1;
        }
    }

    const fn push_number(&mut self, number: usize) {
        let mut text = crate::shape::bytes::Short::<24>::new();
        text.push_number(number as u64);
        self.push(text.text());
    }

    /// A name: as it is, or in quotes if it could be taken for something else.
    const fn name(&mut self, name: &str) {
        let bytes = name.as_bytes();
        let mut plain = !bytes.is_empty();
        let mut at = 0;
        while at < bytes.len() {
            plain = plain
                && (bytes[at].is_ascii_alphanumeric()
                    || matches!(bytes[at], b'_' | b'-' | b'$' | b'@'));
            at += 1;
        }
        if plain { self.push(name) } else { self.quoted(name) }
    }

    const fn quoted(&mut self, name: &str) {
        self.push("\"");
        let mut rest = name.as_bytes();
        while let Some((first, tail)) = rest.split_first() {
            match first {
                b'"' => self.push("\\\""),
                b'\\' => self.push("\\\\"),
                b'\n' => self.push("\\n"),
                b'\r' => self.push("\\r"),
                _ if self.len < self.out.len() => {
                    self.out[self.len] = *first;
                    self.len += 1;
                }
                _ => self.fits = false,
            }
            rest = tail;
        }
        self.push("\"");
    }

    const fn indent(&mut self, depth: usize) {
        let mut at = 0;
        while at < depth {
            self.push("  ");
            at += 1;
        }
    }

    /// How many levels outwards the type is, where it is inside itself.
    const fn outwards(&self, id: u64) -> Option<usize> {
        let mut at = self.level;
        while at > 0 && id != 0 {
            at -= 1;
            if self.around[at] == id {
                return Some(self.level - at);
            }
        }
        None
    }

    /// What stands in the line of a member.
    const fn head(&mut self, ty: &Type) {
        match ty {
            Type::Null => self.push("null"),
            Type::Bool => self.push("bool"),
            Type::Integer(integer) => {
                if integer.nonzero {
                    self.push("nonzero ");
                }
                self.push(integer.name);
            }
            Type::Float(Float::F32) => self.push("f32"),
            Type::Float(Float::F64) => self.push("f64"),
            Type::Number => self.push("number"),
            Type::Text(Text::Any) => self.push("string"),
            Type::Text(Text::Char) => self.push("char"),
            Type::Text(Text::Format(name)) => self.push(name),
            Type::Anything => self.push("any"),
            Type::Optional(inner) => self.around_of("option ", inner),
            Type::Newtype(inner) => self.head(inner),
            Type::List(inner) => self.around_of("list of ", inner),
            Type::Set(inner) => self.around_of("set of ", inner),
            Type::Array(inner, length) => {
                self.push_number(*length);
                self.around_of(" of ", inner);
            }
            Type::Tuple(_) => self.push("tuple"),
            Type::Map(key, value) if is_plain(key) => {
                self.push("map ");
                self.head(key);
                self.around_of(" to ", value);
            }
            Type::Map(..) => self.push("map"),
            Type::Struct(it) => match self.outwards(it.id) {
                Some(levels) => self.back(levels),
                None => self.push(if it.closed { "struct, closed" } else { "struct" }),
            },
            Type::Enum(it) => match self.outwards(it.id) {
                Some(levels) => self.back(levels),
                None => self.tagging(it),
            },
            Type::Apart { .. } => self.push("apart"),
            Type::Tagged { entity, .. } => {
                self.push("tagged ");
                self.name(entity);
            }
            Type::Unrecognised => self.push("others"),
            Type::Opaque(name) => self.quoted(name),
            Type::Unknown(name) => {
                self.push("unknown ");
                self.quoted(name);
            }
            Type::Unseen(name) => {
                self.push("unseen ");
                self.quoted(name);
            }
            Type::TooDeep => self.push("too deep"),
        }
    }

    const fn back(&mut self, levels: usize) {
        self.push("^");
        self.push_number(levels);
    }

    const fn around_of(&mut self, word: &str, inner: &Type) {
        self.push(word);
        self.head(inner);
    }

    const fn tagging(&mut self, it: &Enum) {
        self.push("enum");
        match it.tagging {
            Tagging::External => {}
            Tagging::Internal(tag) => {
                self.push(" by ");
                self.quoted(tag);
            }
            Tagging::Adjacent(tag, content) => {
                self.push(" by ");
                self.quoted(tag);
                self.push(" and ");
                self.quoted(content);
            }
            Tagging::Untagged => self.push(" untagged"),
        }
        if it.closed {
            self.push(", closed");
        }
    }

    /// The lines below a member.
    const fn body(&mut self, ty: &Type, depth: usize) {
        match ty {
            Type::Optional(inner)
            | Type::Newtype(inner)
            | Type::List(inner)
            | Type::Set(inner)
            | Type::Array(inner, _) => self.body(inner, depth),
            Type::Map(key, value) if is_plain(key) => self.body(value, depth),
            Type::Map(key, value) => {
                self.line(depth, "key", key);
                self.line(depth, "value", value);
            }
            Type::Apart { writes, reads } => {
                self.line(depth, "writes", writes);
                self.line(depth, "reads", reads);
            }
            Type::Tuple(parts) => self.parts(parts, depth),
            Type::Struct(it) => {
                if self.enter(it.id) {
                    self.fields(it.fields, depth);
                    self.level -= 1;
                }
            }
            Type::Enum(it) => {
                if self.enter(it.id) {
                    let mut at = 0;
                    while at < it.variants.len() {
                        self.variant(&it.variants[at], depth);
                        at += 1;
                    }
                    self.level -= 1;
                }
            }
            _ => {}
        }
    }

    /// One level further in, unless we are inside of the type already.
    const fn enter(&mut self, id: u64) -> bool {
        if self.outwards(id).is_some() {
            return false;
        }
        if self.level == LEVELS {
            self.fits = false;
            return false;
        }
        self.around[self.level] = id;
        self.level += 1;
        true
    }

    const fn parts(&mut self, parts: &[&Type], depth: usize) {
        let mut at = 0;
        while at < parts.len() {
            self.indent(depth);
            self.push_number(at);
            self.push(": ");
            self.rest_of_line(parts[at], depth);
            at += 1;
        }
    }

    const fn line(&mut self, depth: usize, name: &str, ty: &Type) {
        self.indent(depth);
        self.push(name);
        self.push(": ");
        self.rest_of_line(ty, depth);
    }

    const fn rest_of_line(&mut self, ty: &Type, depth: usize) {
        self.head(ty);
        self.push("\n");
        self.body(ty, depth + 1);
    }

    const fn fields(&mut self, fields: &[Field], depth: usize) {
        let mut at = 0;
        while at < fields.len() {
            let field = &fields[at];
            self.indent(depth);
            if field.flatten {
                self.push("..");
            } else {
                self.name(field.name);
            }
            self.push(": ");
            self.head(field.ty);
            self.push(match field.presence {
                Presence::Always => "",
                Presence::UnlessNull => ", unless null",
                Presence::Sometimes => ", sometimes",
                Presence::Never => ", never written",
            });
            match field.absence {
                Absence::NeverRead => self.push(", never read"),
                _ if field.flatten => {}
                _ => {
                    if field.may_be_absent() {
                        self.push(", or absent");
                    }
                    self.other_names(field.name, field.reads);
                }
            }
            self.push("\n");
            self.body(field.ty, depth + 1);
            at += 1;
        }
    }

    /// The names under which something is read, apart from the one under which it is written.
    const fn other_names(&mut self, name: &str, reads: &[&str]) {
        let mut at = 0;
        while at < reads.len() {
            if !same(reads[at], name) {
                self.push(", also read as ");
                self.name(reads[at]);
            }
            at += 1;
        }
        if !has(reads, name) {
            self.push(", not read as ");
            self.name(name);
        }
    }

    const fn variant(&mut self, variant: &Variant, depth: usize) {
        self.indent(depth);
        self.name(variant.name);
        match variant.payload {
            Payload::Unit => {}
            Payload::Newtype(ty) => self.around_of(": ", ty),
            Payload::Tuple(_) => self.push(": tuple"),
            Payload::Struct(_) => self.push(": struct"),
        }
        if variant.untagged {
            self.push(", untagged");
        }
        if variant.other {
            self.push(", for others");
        }
        if !variant.written {
            self.push(", never written");
        }
        if variant.read {
            self.other_names(variant.name, variant.reads);
        } else {
            self.push(", never read");
        }
        self.push("\n");
        match variant.payload {
            Payload::Unit => {}
            Payload::Newtype(ty) => self.body(ty, depth + 1),
            Payload::Tuple(parts) => self.parts(parts, depth + 1),
            Payload::Struct(fields) => self.fields(fields, depth + 1),
        }
    }
}

/// Whether the type needs no lines of its own.
const fn is_plain(ty: &Type) -> bool {
    match ty {
        Type::Newtype(inner) | Type::Optional(inner) => is_plain(inner),
        Type::Struct(_) | Type::Enum(_) | Type::Tuple(_) | Type::Map(..) | Type::Apart { .. } => {
            false
        }
        _ => true,
    }
}

impl fmt::Display for Type {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&text(self).unwrap_or_else(|| "too large to be shown".to_owned()))
    }
}

/// The text of the shape, at run time.
pub(crate) fn text(ty: &Type) -> Option<String> {
    const LARGEST: usize = 64 * 1024 * 1024;
    let mut size = 4096;
    while size <= LARGEST {
        let mut out = vec![0; size];
        if let Some(length) = print(ty, 0, &mut out) {
            out.truncate(length);
            return String::from_utf8(out).ok();
        }
        size *= 4;
    }
    None
}
