//! The text of a shape: what a lock holds and what "equal shape" means.
//!
//! Decision note 010. One line per member, two blanks a level, no Rust names. A type that contains itself has lines of
//! its own below, from `^1:` on, and is named `^1` where it is used; the outermost type is `^0`.

use std::fmt;

use crate::shape::bytes::Short;
use crate::shape::cycles;
use crate::shape::graph::{Graph, MOST, Types};
use crate::shape::printed::{MODULUS, Printed};
use crate::shape::types::{
    Absence, Enum, Field, Float, Payload, Presence, Tagging, Text, Type, Variant,
};

/// The most levels; a derived type further in has lines of its own below. A constant may call 128 functions deep.
const LEVELS: usize = 24;
/// The most types with lines of their own.
const SECTIONS: usize = 512;

/// What is written into, and where in the shape.
struct Printer<'a> {
    /// Where the text goes; nowhere if its print is all that is wanted.
    out: Option<&'a mut [u8]>,
    len: usize,
    print: u64,
    texts: &'static Texts,
    graph: Graph,
    types: Types,
    /// Which of the derived types contain themselves.
    cyclic: [bool; MOST],
    /// The types with lines of their own, in the order in which they are named; the first is the outermost.
    sections: [usize; SECTIONS],
    count: usize,
    fits: bool,
}

/// Writes the text of the shape, and returns its length; or `None` if it has no room.
pub(crate) const fn write(graph: Graph, out: &mut [u8]) -> Option<usize> {
    let printer = Printer::over(graph, Some(out));
    if printer.fits { Some(printer.len) } else { None }
}

/// The print of the text of the shape, without writing it; `None` if too many types contain themselves.
#[doc(hidden)]
#[must_use]
pub const fn print(graph: Graph) -> Option<u64> {
    let printer = Printer::over(graph, None);
    if printer.fits { Some(printer.print) } else { None }
}

/// Goes on with a piece. The compiler takes its time for each call of a function, so that this is none.
macro_rules! push {
    ($printer:expr, $piece:expr) => {{
        let piece: &Printed = $piece;
        let print = $printer.print as u128 * piece.power as u128 + piece.print as u128;
        $printer.print = (print % MODULUS) as u64;
        if let Some(_) = $printer.out {
            $printer.copy(piece.text);
        }
    }};
}

/// Goes on with a fixed text.
macro_rules! put {
    ($printer:expr, $text:ident) => {
        push!($printer, &$printer.texts.$text)
    };
}

/// The fixed texts, as one constant: the compiler looks up each that a function names whenever it is called.
macro_rules! texts {
    ($($name:ident: $text:literal,)*) => {
        struct Texts {
            $($name: Printed,)*
            digits: [Printed; 10],
            indents: [Printed; 8],
        }

        const TEXTS: &Texts = &Texts {
            $($name: Printed::of($text),)*
            digits: pieces(["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"]),
            indents: pieces([
                "  ",
                "    ",
                "      ",
                "        ",
                "          ",
                "            ",
                "              ",
                "                ",
            ]),
        };
    };
}

texts! {
    quote: "\"",
    null: "null",
    bool: "bool",
    nonzero: "nonzero ",
    f32: "f32",
    f64: "f64",
    number: "number",
    string: "string",
    char: "char",
    any: "any",
    option: "option ",
    list_of: "list of ",
    set_of: "set of ",
    of: " of ",
    tuple: "tuple",
    map_of: "map ",
    to: " to ",
    map: "map",
    structure: "struct",
    closed: ", closed",
    apart: "apart",
    tagged: "tagged ",
    others: "others",
    unknown: "unknown ",
    unseen: "unseen ",
    too_deep: "too deep",
    caret: "^",
    choice: "enum",
    by: " by ",
    and: " and ",
    untagged: " untagged",
    end: "\n",
    colon: ": ",
    unless_null: ", unless null",
    sometimes: ", sometimes",
    never_written: ", never written",
    never_read: ", never read",
    or_absent: ", or absent",
    as_tuple: ": tuple",
    as_struct: ": struct",
    and_untagged: ", untagged",
    for_others: ", for others",
    blanks: "  ",
}

const fn pieces<const N: usize>(texts: [&'static str; N]) -> [Printed; N] {
    let mut pieces = [Printed::of(""); N];
    let mut at = 0;
    while at < N {
        pieces[at] = Printed::of(texts[at]);
        at += 1;
    }
    pieces
}

impl<'a> Printer<'a> {
    const fn over(graph: Graph, out: Option<&'a mut [u8]>) -> Self {
        let types = Types::of(graph);
        let cyclic = cycles::cyclic(graph);
        let mut printer = Printer {
            out,
            len: 0,
            print: 0,
            texts: TEXTS,
            graph,
            types,
            cyclic: [false; MOST],
            sections: [usize::MAX; SECTIONS],
            count: 1,
            fits: cyclic.is_some(),
        };
        if let Some(cyclic) = cyclic {
            printer.cyclic = cyclic;
        }
        if let Type::Link(id) = graph.top()
            && let Some(index) = graph.index_of(*id)
        {
            printer.sections[0] = index;
        }
        printer.rest_of_line(types.open(graph.top()), 0);
        let mut at = 1;
        while at < printer.count {
            put!(printer, caret);
            printer.push_number(at);
            put!(printer, colon);
            printer.rest_of_line(graph.derived()[printer.sections[at]].ty, 0);
            at += 1;
        }
        printer
    }

    const fn copy(&mut self, text: &str) {
        let text = text.as_bytes();
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
            push!(self, &self.texts.digits[(text[at] - b'0') as usize]);
            at += 1;
        }
    }

    const fn push_number(&mut self, number: usize) {
        if number < self.texts.digits.len() {
            push!(self, &self.texts.digits[number]);
            return;
        }
        let mut text = Short::<24>::new();
        text.push_number(number as u64);
        self.push_text(&text);
    }

    /// A name in quotes, byte by byte: of formats and tags, which are few.
    const fn quoted(&mut self, name: &'static str) {
        put!(self, quote);
        push!(self, &Printed::of(name));
        put!(self, quote);
    }

    const fn indent(&mut self, depth: usize) {
        let mut left = depth;
        while left > self.texts.indents.len() {
            put!(self, blanks);
            left -= 1;
        }
        if left > 0 {
            push!(self, &self.texts.indents[left - 1]);
        }
    }

    /// The name of a type with lines of its own.
    const fn name(&mut self, index: usize) {
        let mut at = 0;
        while at < self.count && self.sections[at] != index {
            at += 1;
        }
        if at == SECTIONS {
            self.fits = false;
            return;
        }
        if at == self.count {
            self.sections[at] = index;
            self.count += 1;
        }
        put!(self, caret);
        self.push_number(at);
    }

    /// What stands in the line of a member. What is left are its lines below, if it has any.
    const fn head(&mut self, ty: &'static Type, depth: usize) -> Option<&'static Type> {
        match ty {
            Type::Link(id) => {
                return match self.graph.index_of(*id) {
                    Some(index) if self.cyclic[index] || depth >= LEVELS => {
                        self.name(index);
                        None
                    }
                    Some(index) => self.head(self.graph.derived()[index].ty, depth),
                    None => self.head(&Type::TooDeep, depth),
                };
            }
            Type::Null => put!(self, null),
            Type::Bool => put!(self, bool),
            Type::Integer(integer) => {
                if integer.nonzero {
                    put!(self, nonzero);
                }
                push!(self, &integer.print);
            }
            Type::Float(Float::F32) => put!(self, f32),
            Type::Float(Float::F64) => put!(self, f64),
            Type::Number => put!(self, number),
            Type::Text(Text::Any) => put!(self, string),
            Type::Text(Text::Char) => put!(self, char),
            Type::Text(Text::Format(name)) => push!(self, &Printed::of(name)),
            Type::Anything => put!(self, any),
            Type::Optional(inner) => {
                put!(self, option);
                return self.head(inner, depth);
            }
            Type::Newtype(inner) => return self.head(inner, depth),
            Type::List(inner) => {
                put!(self, list_of);
                return self.head(inner, depth);
            }
            Type::Set(inner) => {
                put!(self, set_of);
                return self.head(inner, depth);
            }
            Type::Array(inner, length) => {
                self.push_number(*length);
                put!(self, of);
                return self.head(inner, depth);
            }
            Type::Tuple(_) => {
                put!(self, tuple);
                return Some(ty);
            }
            Type::Map(key, value) if self.is_plain(key) => {
                put!(self, map_of);
                self.head(key, depth);
                put!(self, to);
                return self.head(value, depth);
            }
            Type::Map(..) => {
                put!(self, map);
                return Some(ty);
            }
            Type::Struct(it) => {
                put!(self, structure);
                if it.closed {
                    put!(self, closed);
                }
                return Some(ty);
            }
            Type::Enum(it) => {
                self.tagging(it);
                return Some(ty);
            }
            Type::Apart { .. } => {
                put!(self, apart);
                return Some(ty);
            }
            Type::Tagged { entity, .. } => {
                put!(self, tagged);
                self.quoted(entity);
            }
            Type::Unrecognised => put!(self, others),
            Type::Opaque(name) => self.quoted(name),
            Type::Unknown(name) => {
                put!(self, unknown);
                self.quoted(name);
            }
            Type::Unseen(name) => {
                put!(self, unseen);
                self.quoted(name);
            }
            Type::TooDeep => put!(self, too_deep),
        }
        None
    }

    const fn tagging(&mut self, it: &Enum) {
        put!(self, choice);
        match it.tagging {
            Tagging::External => {}
            Tagging::Internal(tag) => {
                put!(self, by);
                self.quoted(tag);
            }
            Tagging::Adjacent(tag, content) => {
                put!(self, by);
                self.quoted(tag);
                put!(self, and);
                self.quoted(content);
            }
            Tagging::Untagged => put!(self, untagged),
        }
        if it.closed {
            put!(self, closed);
        }
    }

    /// The lines below a member.
    const fn body(&mut self, ty: &'static Type, depth: usize) {
        match ty {
            Type::Map(one, other) => self.two(("key: ", one), ("value: ", other), depth),
            Type::Apart { writes, reads } => {
                self.two(("writes: ", writes), ("reads: ", reads), depth);
            }
            Type::Tuple(parts) => self.parts(parts, depth),
            Type::Struct(it) => self.fields(it.fields, depth),
            Type::Enum(it) => {
                let mut at = 0;
                while at < it.variants.len() {
                    self.variant(&it.variants[at], depth);
                    at += 1;
                }
            }
            _ => {}
        }
    }

    const fn two(
        &mut self,
        (name, one): (&'static str, &'static Type),
        (next, other): (&'static str, &'static Type),
        depth: usize,
    ) {
        self.indent(depth);
        push!(self, &Printed::of(name));
        self.rest_of_line(one, depth);
        self.indent(depth);
        push!(self, &Printed::of(next));
        self.rest_of_line(other, depth);
    }

    const fn parts(&mut self, parts: &'static [&'static Type], depth: usize) {
        let mut at = 0;
        while at < parts.len() {
            self.indent(depth);
            self.push_number(at);
            put!(self, colon);
            self.rest_of_line(parts[at], depth);
            at += 1;
        }
    }

    const fn rest_of_line(&mut self, ty: &'static Type, depth: usize) {
        let below = self.head(ty, depth);
        put!(self, end);
        if let Some(ty) = below {
            self.body(ty, depth + 1);
        }
    }

    const fn fields(&mut self, fields: &'static [Field], depth: usize) {
        let mut at = 0;
        while at < fields.len() {
            let field = &fields[at];
            self.indent(depth);
            push!(self, &field.label);
            put!(self, colon);
            let below = self.head(field.ty, depth);
            match field.presence {
                Presence::Always => {}
                Presence::UnlessNull => put!(self, unless_null),
                Presence::Sometimes => put!(self, sometimes),
                Presence::Never => put!(self, never_written),
            }
            match field.absence {
                Absence::NeverRead => put!(self, never_read),
                _ if field.flatten => {}
                _ => {
                    if field.may_be_absent(self.types) {
                        put!(self, or_absent);
                    }
                    push!(self, &field.others);
                }
            }
            put!(self, end);
            if let Some(ty) = below {
                self.body(ty, depth + 1);
            }
            at += 1;
        }
    }

    const fn variant(&mut self, variant: &'static Variant, depth: usize) {
        self.indent(depth);
        push!(self, &variant.label);
        let mut below = None;
        match variant.payload {
            Payload::Unit => {}
            Payload::Newtype(ty) => {
                put!(self, colon);
                below = self.head(ty, depth);
            }
            Payload::Tuple(_) => put!(self, as_tuple),
            Payload::Struct(_) => put!(self, as_struct),
        }
        if variant.untagged {
            put!(self, and_untagged);
        }
        if variant.other {
            put!(self, for_others);
        }
        if !variant.written {
            put!(self, never_written);
        }
        if variant.read {
            push!(self, &variant.others);
        } else {
            put!(self, never_read);
        }
        put!(self, end);
        match variant.payload {
            Payload::Unit => {}
            Payload::Newtype(_) => {
                if let Some(ty) = below {
                    self.body(ty, depth + 1);
                }
            }
            Payload::Tuple(parts) => self.parts(parts, depth + 1),
            Payload::Struct(fields) => self.fields(fields, depth + 1),
        }
    }

    /// Whether the type needs no lines of its own.
    const fn is_plain(&self, ty: &Type) -> bool {
        match self.types.open(ty) {
            Type::Newtype(inner) | Type::Optional(inner) => self.is_plain(inner),
            Type::Struct(_)
            | Type::Enum(_)
            | Type::Tuple(_)
            | Type::Map(..)
            | Type::Apart { .. } => false,
            _ => true,
        }
    }
}

impl fmt::Debug for Graph {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl fmt::Display for Graph {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&text(*self).unwrap_or_else(|| "too large to be shown".to_owned()))
    }
}

/// The text of the shape, at run time.
pub(crate) fn text(graph: Graph) -> Option<String> {
    const LARGEST: usize = 64 * 1024 * 1024;
    let mut size = 4096;
    while size <= LARGEST {
        let mut out = vec![0; size];
        if let Some(length) = write(graph, &mut out) {
            out.truncate(length);
            return String::from_utf8(out).ok();
        }
        size *= 4;
    }
    None
}
