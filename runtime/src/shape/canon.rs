//! The text of a shape: what a lock holds and what "equal shape" means.
//!
//! Decision note 010. One line per member, two blanks a level, no Rust names. A type inside itself is `^n`: the
//! n-th struct or enum outwards.

#![expect(clippy::collapsible_match, reason = "a guard would have an effect")]

use std::fmt;

use crate::shape::bytes::Short;
use crate::shape::printed::Printed;
use crate::shape::types::{
    Absence, Enum, Field, Float, Payload, Presence, Tagging, Text, Type, Variant,
};

/// The most structs and enums inside each other.
const LEVELS: usize = 96;

/// What is written into, and where in the shape.
struct Printer<'a> {
    /// Where the text goes; nowhere if its print is all that is wanted.
    out: Option<&'a mut [u8]>,
    len: usize,
    print: u64,
    /// The structs and enums around.
    around: [u64; LEVELS],
    level: usize,
    fits: bool,
}

/// Writes the text of the shape, and returns its length; or `None` if it has no room, or never ends.
pub(crate) const fn write(ty: &Type, out: &mut [u8]) -> Option<usize> {
    let printer = Printer::over(ty, Some(out));
    if printer.fits { Some(printer.len) } else { None }
}

/// The print of the text of the shape, without writing it; `None` if it never ends.
#[doc(hidden)]
#[must_use]
pub const fn print(ty: &Type) -> Option<u64> {
    let printer = Printer::over(ty, None);
    if printer.fits { Some(printer.print) } else { None }
}

/// Puts a fixed text; what is known of it is computed once.
macro_rules! put {
    ($printer:expr, $text:expr) => {
        $printer.push(const { &Printed::of($text) })
    };
}

impl<'a> Printer<'a> {
    const fn over(ty: &Type, out: Option<&'a mut [u8]>) -> Self {
        let mut printer =
            Printer { out, len: 0, print: 0, around: [0; LEVELS], level: 0, fits: true };
        printer.rest_of_line(ty, 0);
        printer
    }

    const fn push(&mut self, text: &Printed) {
        self.print = text.after(self.print);
        let text = text.text.as_bytes();
        let Some(out) = &mut self.out else { return };
        if self.len + text.len() > out.len() {
            self.fits = false;
            return;
        }
        let mut at = 0;
        while at < text.len() {
            out[self.len] = text[at];
            self.len += 1;
            at += 1;
        }
    }

    /// A text that is put together here.
    const fn push_text<const N: usize>(&mut self, text: &Short<N>) {
        let text = text.text().as_bytes();
        let mut at = 0;
        while at < text.len() {
            self.push(DIGITS[(text[at] - b'0') as usize]);
            at += 1;
        }
    }

    const fn push_number(&mut self, number: usize) {
        let mut text = Short::<24>::new();
        text.push_number(number as u64);
        self.push_text(&text);
    }

    /// A name in quotes, byte by byte: of formats and tags, which are few.
    const fn quoted(&mut self, name: &'static str) {
        put!(self, "\"");
        self.push(&Printed::of(name));
        put!(self, "\"");
    }

    const fn indent(&mut self, depth: usize) {
        let mut at = 0;
        while at < depth {
            put!(self, "  ");
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
            Type::Null => put!(self, "null"),
            Type::Bool => put!(self, "bool"),
            Type::Integer(integer) => {
                if integer.nonzero {
                    put!(self, "nonzero ");
                }
                self.push(&integer.print);
            }
            Type::Float(Float::F32) => put!(self, "f32"),
            Type::Float(Float::F64) => put!(self, "f64"),
            Type::Number => put!(self, "number"),
            Type::Text(Text::Any) => put!(self, "string"),
            Type::Text(Text::Char) => put!(self, "char"),
            Type::Text(Text::Format(name)) => self.push(&Printed::of(name)),
            Type::Anything => put!(self, "any"),
            Type::Optional(inner) => {
                put!(self, "option ");
                self.head(inner);
            }
            Type::Newtype(inner) => self.head(inner),
            Type::List(inner) => {
                put!(self, "list of ");
                self.head(inner);
            }
            Type::Set(inner) => {
                put!(self, "set of ");
                self.head(inner);
            }
            Type::Array(inner, length) => {
                self.push_number(*length);
                put!(self, " of ");
                self.head(inner);
            }
            Type::Tuple(_) => put!(self, "tuple"),
            Type::Map(key, value) if is_plain(key) => {
                put!(self, "map ");
                self.head(key);
                put!(self, " to ");
                self.head(value);
            }
            Type::Map(..) => put!(self, "map"),
            Type::Struct(it) => match self.outwards(it.id) {
                Some(levels) => self.back(levels),
                None => {
                    put!(self, "struct");
                    if it.closed {
                        put!(self, ", closed");
                    }
                }
            },
            Type::Enum(it) => match self.outwards(it.id) {
                Some(levels) => self.back(levels),
                None => self.tagging(it),
            },
            Type::Apart { .. } => put!(self, "apart"),
            Type::Tagged { entity, .. } => {
                put!(self, "tagged ");
                self.quoted(entity);
            }
            Type::Unrecognised => put!(self, "others"),
            Type::Opaque(name) => self.quoted(name),
            Type::Unknown(name) => {
                put!(self, "unknown ");
                self.quoted(name);
            }
            Type::Unseen(name) => {
                put!(self, "unseen ");
                self.quoted(name);
            }
            Type::TooDeep => put!(self, "too deep"),
        }
    }

    const fn back(&mut self, levels: usize) {
        put!(self, "^");
        self.push_number(levels);
    }

    const fn tagging(&mut self, it: &Enum) {
        put!(self, "enum");
        match it.tagging {
            Tagging::External => {}
            Tagging::Internal(tag) => {
                put!(self, " by ");
                self.quoted(tag);
            }
            Tagging::Adjacent(tag, content) => {
                put!(self, " by ");
                self.quoted(tag);
                put!(self, " and ");
                self.quoted(content);
            }
            Tagging::Untagged => put!(self, " untagged"),
        }
        if it.closed {
            put!(self, ", closed");
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
                self.indent(depth);
                put!(self, "key: ");
                self.rest_of_line(key, depth);
                self.indent(depth);
                put!(self, "value: ");
                self.rest_of_line(value, depth);
            }
            Type::Apart { writes, reads } => {
                self.indent(depth);
                put!(self, "writes: ");
                self.rest_of_line(writes, depth);
                self.indent(depth);
                put!(self, "reads: ");
                self.rest_of_line(reads, depth);
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
            put!(self, ": ");
            self.rest_of_line(parts[at], depth);
            at += 1;
        }
    }

    const fn rest_of_line(&mut self, ty: &Type, depth: usize) {
        self.head(ty);
        put!(self, "\n");
        self.body(ty, depth + 1);
    }

    const fn fields(&mut self, fields: &[Field], depth: usize) {
        let mut at = 0;
        while at < fields.len() {
            let field = &fields[at];
            self.indent(depth);
            self.push(&field.label);
            put!(self, ": ");
            self.head(field.ty);
            match field.presence {
                Presence::Always => {}
                Presence::UnlessNull => put!(self, ", unless null"),
                Presence::Sometimes => put!(self, ", sometimes"),
                Presence::Never => put!(self, ", never written"),
            }
            match field.absence {
                Absence::NeverRead => put!(self, ", never read"),
                _ if field.flatten => {}
                _ => {
                    if field.may_be_absent() {
                        put!(self, ", or absent");
                    }
                    self.push(&field.others);
                }
            }
            put!(self, "\n");
            self.body(field.ty, depth + 1);
            at += 1;
        }
    }

    const fn variant(&mut self, variant: &Variant, depth: usize) {
        self.indent(depth);
        self.push(&variant.label);
        match variant.payload {
            Payload::Unit => {}
            Payload::Newtype(ty) => {
                put!(self, ": ");
                self.head(ty);
            }
            Payload::Tuple(_) => put!(self, ": tuple"),
            Payload::Struct(_) => put!(self, ": struct"),
        }
        if variant.untagged {
            put!(self, ", untagged");
        }
        if variant.other {
            put!(self, ", for others");
        }
        if !variant.written {
            put!(self, ", never written");
        }
        if variant.read {
            self.push(&variant.others);
        } else {
            put!(self, ", never read");
        }
        put!(self, "\n");
        match variant.payload {
            Payload::Unit => {}
            Payload::Newtype(ty) => self.body(ty, depth + 1),
            Payload::Tuple(parts) => self.parts(parts, depth + 1),
            Payload::Struct(fields) => self.fields(fields, depth + 1),
        }
    }
}

const DIGITS: [&Printed; 10] = [
    &Printed::of("0"),
    &Printed::of("1"),
    &Printed::of("2"),
    &Printed::of("3"),
    &Printed::of("4"),
    &Printed::of("5"),
    &Printed::of("6"),
    &Printed::of("7"),
    &Printed::of("8"),
    &Printed::of("9"),
];

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
        if let Some(length) = write(ty, &mut out) {
            out.truncate(length);
            return String::from_utf8(out).ok();
        }
        size *= 4;
    }
    None
}
