//! The walk itself: which pair of parts is compared, and how.

use crate::shape::bytes::{Short, mix_number};
use crate::shape::graph::{Graph, Types};
use crate::shape::identity::identity;
use crate::shape::reads::leaf;
use crate::shape::reads::members::{Choice, Members, Value};
use crate::shape::reads::path::{Path, Segment};
use crate::shape::reads::{Finding, Reading, Reason, Verdict};
use crate::shape::types::{Enum, Field, Integer, Payload, Struct, Tagging, Type, Variant};

/// The most pairs of types that are compared.
const PAIRS: usize = 1024;

/// The most readings: each untagged enum inside of another doubles them.
const WORK: usize = 1 << 15;
/// The most calls inside each other: a constant may have 128 of them, and some are around the walk, or note what it finds.
pub(super) const CALLS: usize = 108;

/// The most names around a type.
const NAMES: usize = 64;

/// From so many calls on, what may wait is compared later, so that types may contain each other as deep as they like.
const NEAR: usize = 44;
/// The most pairs that wait.
const PENDING: usize = 128;

/// What is written: a type, or a part that has none of its own.
#[derive(Clone, Copy)]
pub(super) enum Writer<'a> {
    Type(&'static Type),
    Null,
    Word(&'static str),
    Parts(&'static [&'static Type]),
    Object(&'a Members),
}

/// What reads: a type, or a part that has none of its own.
#[derive(Clone, Copy)]
pub(super) enum Reader {
    Type(&'static Type),
    Null,
    Parts(&'static [&'static Type]),
    /// The fields, whether others are refused, and whether an array is read as well.
    Fields(&'static [Field], bool, bool),
    Enum(&'static Enum),
}

impl Writer<'_> {
    /// Without a link.
    pub(super) const fn opened(self, types: Types) -> Self {
        match self {
            Self::Type(ty) => Self::Type(types.open(ty)),
            writer => writer,
        }
    }
}

impl Reader {
    /// Without a link.
    pub(super) const fn opened(self, types: Types) -> Self {
        match self {
            Self::Type(ty) => Self::Type(types.open(ty)),
            reader => reader,
        }
    }

    pub(super) const fn of(payload: Payload, closed: bool) -> Self {
        match payload {
            Payload::Unit => Self::Null,
            Payload::Newtype(ty) => Self::Type(ty),
            Payload::Tuple(parts) => Self::Parts(parts),
            Payload::Struct(fields) => Self::Fields(fields, closed, true),
        }
    }

    /// The content of a variant that is not named by the only member: not read by position.
    pub(super) const fn untagged(payload: Payload, closed: bool) -> Self {
        match payload {
            Payload::Struct(fields) => Self::Fields(fields, closed, false),
            _ => Self::of(payload, closed),
        }
    }
}

pub(super) struct Walk {
    /// The derived types of both.
    pub(super) types: Types,
    reading: Reading,
    /// The pairs that were or are compared: writer and reader.
    trail: [(u64, u64); PAIRS],
    len: usize,
    /// How many calls this one is inside of.
    pub(super) calls: usize,
    /// How many readings there were, those that were taken back included.
    work: usize,
    /// Inside of what serde collects before it reads.
    pub(super) buffered: bool,
    /// How many attempts this one is inside of.
    attempts: usize,
    pending: [Option<Pending>; PENDING],
    waiting: usize,
}

/// A pair of types that is compared later.
#[derive(Clone, Copy)]
struct Pending {
    writer: &'static Type,
    reader: &'static Type,
    buffered: bool,
    way: Short<192>,
    variant: Option<&'static str>,
}

impl Walk {
    pub(super) const fn new(writer: Graph, reader: Graph) -> Self {
        Self {
            types: Types::both(writer, reader),
            reading: Reading::new(),
            trail: [(0, 0); PAIRS],
            len: 0,
            calls: 0,
            work: 0,
            buffered: false,
            attempts: 0,
            pending: [None; PENDING],
            waiting: 0,
        }
    }

    pub(super) const fn over(mut self, writer: Graph, reader: Graph) -> Reading {
        self.read(Writer::Type(writer.top()), Reader::Type(reader.top()), &Path::RECORD);
        while self.waiting > 0 {
            self.waiting -= 1;
            if let Some(pair) = self.pending[self.waiting] {
                self.buffered = pair.buffered;
                let at = Path::begun(&pair.way, pair.variant);
                self.read(Writer::Type(pair.writer), Reader::Type(pair.reader), &at);
            }
        }
        self.reading
    }

    pub(super) const fn note(&mut self, verdict: Verdict, reason: Reason, at: &Path<'_>) {
        self.reading.note(Finding::new(verdict, reason, at.text()));
    }

    pub(super) const fn no(&mut self, reason: Reason, at: &Path<'_>) {
        self.note(Verdict::No, reason, at);
    }

    pub(super) const fn loss(&mut self, reason: Reason, at: &Path<'_>) {
        self.note(Verdict::Loss, reason, at);
    }

    pub(super) const fn unknown(&mut self, reason: Reason, at: &Path<'_>) {
        self.note(Verdict::Unknown, reason, at);
    }

    /// Begins an attempt. What was found so far, and compared.
    pub(super) const fn begin(&mut self) -> (Reading, usize) {
        let before = (self.reading, self.len);
        self.reading = Reading::new();
        self.attempts += 1;
        before
    }

    /// Ends it: what it found. What it assumed is taken back if it failed.
    pub(super) const fn end(&mut self, before: &(Reading, usize)) -> Reading {
        let found = self.reading;
        self.attempts -= 1;
        self.reading = before.0;
        if !found.verdict().is_read() {
            self.len = before.1;
        }
        found
    }

    /// Notes the findings of a part.
    pub(super) const fn take_over(&mut self, found: &Reading) {
        let mut at = 0;
        while let Some(finding) = found.get(at) {
            self.reading.note(finding);
            at += 1;
        }
        self.reading.worsen(found.verdict());
    }

    /// Whether a document of the writer is read by the reader.
    pub(super) const fn read(&mut self, writer: Writer<'_>, reader: Reader, at: &Path<'_>) {
        let calls = self.calls;
        if let (Writer::Type(written @ Type::Link(_)), Reader::Type(read)) = (writer, reader)
            && calls > NEAR
            && self.attempts == 0
            && self.wait(written, read, at)
        {
            return;
        }
        let (reader, name) = self.plain_reader(reader);
        let Some(writer) = self.plain_writer(writer, reader, name, at) else { return };
        self.calls += calls_of(writer, reader);
        self.work += 1;
        match (writer, reader) {
            _ if self.calls > CALLS => self.unknown(Reason::TooDeep, at),
            _ if self.work > WORK => self.unknown(Reason::TooMuch, at),
            // What takes everything, and what writes nothing of its own.
            (_, Reader::Type(Type::Unrecognised)) | (Writer::Type(Type::Unrecognised), _) => {}
            (_, Reader::Type(Type::Anything)) => self.read_any(writer, at),
            // What is not known.
            (Writer::Type(Type::Unknown(ty)), _) | (_, Reader::Type(Type::Unknown(ty))) => {
                self.unknown(Reason::Unknown(ty), at);
            }
            (Writer::Type(Type::Unseen(ty)), _) | (_, Reader::Type(Type::Unseen(ty))) => {
                self.unknown(Reason::Unseen(ty), at);
            }
            (Writer::Type(Type::TooDeep), _) | (_, Reader::Type(Type::TooDeep)) => {
                self.unknown(Reason::TooDeep, at);
            }
            // What is written is one of several.
            (Writer::Type(Type::Optional(inner)), _) => {
                self.read(Writer::Null, reader, at);
                self.read(Writer::Type(inner), reader, at);
            }
            (Writer::Type(Type::Enum(it)), _) => {
                if self.enter(it.id, reader, name, at) {
                    self.variants(it, reader, at);
                }
            }
            (Writer::Type(Type::Struct(it)), _) => {
                if self.enter(it.id, reader, name, at) {
                    self.structure(it, reader, at);
                }
            }
            (Writer::Object(members), _) if members.has_choice() => {
                self.choices(members, reader, at);
            }
            // What is read is one of several.
            (Writer::Null, Reader::Type(Type::Optional(_)) | Reader::Null) => {}
            // serde makes a unit of an empty object that it has collected.
            (Writer::Object(members), Reader::Null)
                if self.buffered && members.len() == 0 && members.is_all() => {}
            (_, Reader::Type(Type::Optional(inner))) => self.read(writer, Reader::Type(inner), at),
            (_, Reader::Type(Type::Enum(it))) => self.read_enum(writer, it, at),
            (_, Reader::Enum(it)) => self.read_enum(writer, it, at),
            // Objects and arrays.
            (
                Writer::Parts(_) | Writer::Type(Type::List(_) | Type::Set(_) | Type::Array(..)),
                Reader::Fields(_, _, false),
            ) => self.other_kind(writer, reader, at),
            (Writer::Object(members), Reader::Fields(fields, closed, _)) => {
                self.members_as_fields(members, fields, closed, at);
            }
            (Writer::Object(members), Reader::Type(Type::Struct(it))) => {
                self.members_as_fields(members, it.fields, it.closed, at);
            }
            (_, Reader::Type(Type::Struct(it))) => {
                self.read_fields(writer, it.fields, it.closed, at);
            }
            (_, Reader::Fields(fields, closed, _)) => self.read_fields(writer, fields, closed, at),
            (_, Reader::Type(Type::Map(key, value))) => self.read_map(writer, key, value, at),
            (
                _,
                Reader::Parts(_) | Reader::Type(Type::List(_) | Type::Set(_) | Type::Array(..)),
            ) => {
                self.read_array(writer, reader, at);
            }
            _ => self.read_leaf(writer, reader, at),
        }
        self.calls = calls;
    }

    /// Compares the pair later, if there is room.
    const fn wait(&mut self, writer: &'static Type, reader: &'static Type, at: &Path<'_>) -> bool {
        let (id, other) = (identity(writer), identity(reader));
        let mut index = 0;
        while index < self.waiting {
            if let Some(pair) = &self.pending[index]
                && identity(pair.writer) == id
                && identity(pair.reader) == other
                && pair.buffered == self.buffered
            {
                return true;
            }
            index += 1;
        }
        if self.waiting == PENDING {
            return false;
        }
        self.pending[self.waiting] = Some(Pending {
            writer,
            reader,
            buffered: self.buffered,
            way: at.text(),
            variant: at.variant(),
        });
        self.waiting += 1;
        true
    }

    /// Any JSON: all is read, but numbers of more than 64 bits become floats.
    const fn read_any(&mut self, writer: Writer<'_>, at: &Path<'_>) {
        let any = Reader::Type(&Type::Anything);
        match writer {
            Writer::Type(Type::Integer(integer)) if leaf::is_wide(integer) => {
                self.loss(Reason::Rounded { writes: integer.name, reads: "any JSON" }, at);
            }
            Writer::Type(Type::Optional(inner)) => self.read(Writer::Type(inner), any, at),
            Writer::Type(Type::Enum(it)) => {
                if self.enter(it.id, any, None, at) {
                    self.variants(it, any, at);
                }
            }
            Writer::Type(Type::Struct(it)) => {
                if self.enter(it.id, any, None, at) {
                    self.structure(it, any, at);
                }
            }
            Writer::Type(Type::List(ty) | Type::Set(ty) | Type::Array(ty, _)) => {
                self.read(Writer::Type(ty), any, &at.to(Segment::Item));
            }
            Writer::Type(Type::Map(_, ty)) => {
                self.read(Writer::Type(ty), any, &at.to(Segment::Value));
            }
            Writer::Parts(parts) => {
                let mut index = 0;
                while index < parts.len() {
                    self.read(Writer::Type(parts[index]), any, &at.to(Segment::At(index)));
                    index += 1;
                }
            }
            Writer::Object(members) if members.has_choice() => self.choices(members, any, at),
            Writer::Object(members) => {
                self.members_as_map(members, &Type::Anything, &Type::Anything, at);
            }
            Writer::Type(_) | Writer::Null | Writer::Word(_) => {}
        }
    }

    /// Whether the pair has not been compared yet; it counts as compared from now on.
    const fn enter(
        &mut self,
        writer: u64,
        reader: Reader,
        name: Option<u64>,
        at: &Path<'_>,
    ) -> bool {
        let reader = match (reader, name) {
            (_, Some(id)) => id,
            (Reader::Type(ty), None) => identity(ty),
            (Reader::Enum(it), None) if it.id != 0 => it.id,
            // The content of a variant: reached through its enum alone.
            _ => return true,
        };
        if writer == 0 {
            return true;
        }
        let pair = (writer, mix_number(reader, self.buffered as u64));
        let mut index = self.len;
        while index > 0 {
            index -= 1;
            if self.trail[index].0 == pair.0 && self.trail[index].1 == pair.1 {
                return false;
            }
        }
        if self.len == PAIRS {
            self.unknown(Reason::TooMuch, at);
            return false;
        }
        self.trail[self.len] = pair;
        self.len += 1;
        true
    }

    /// Each variant that is written.
    const fn variants(&mut self, it: &'static Enum, reader: Reader, at: &Path<'_>) {
        let mut index = 0;
        while index < it.variants.len() {
            let variant = &it.variants[index];
            index += 1;
            if variant.written {
                self.variant(it, variant, reader, &at.to(Segment::Variant(variant.name)));
            }
        }
    }

    const fn variant(&mut self, it: &Enum, variant: &Variant, reader: Reader, at: &Path<'_>) {
        let untagged = variant.untagged || matches!(it.tagging, Tagging::Untagged);
        match (variant.payload, it.tagging) {
            (payload, _) if untagged => self.read_payload(payload, reader, at),
            (Payload::Unit, Tagging::External) => self.read(Writer::Word(variant.name), reader, at),
            _ => {
                let mut members = Members::new(self.types);
                if members.add_variant(it, variant) {
                    self.read(Writer::Object(&members), reader, at);
                }
            }
        }
    }

    /// Each variant of a flattened enum, among the other members; and a flattened `Option` with and without.
    const fn choices(&mut self, members: &Members, reader: Reader, at: &Path<'_>) {
        let mut others = *members;
        let Some(choice) = others.take_choice() else { return };
        match choice {
            Choice::AllOrNone(fields) => {
                self.read(Writer::Object(&others), reader, at);
                others.fields(fields, false);
                self.read(Writer::Object(&others), reader, at);
            }
            Choice::Variant(it, optional) => {
                if optional {
                    self.read(Writer::Object(&others), reader, at);
                }
                let mut index = 0;
                while index < it.variants.len() {
                    let variant = &it.variants[index];
                    index += 1;
                    if variant.written {
                        let mut members = others;
                        if members.add_variant(it, variant) {
                            self.read(Writer::Object(&members), reader, at);
                        }
                    }
                }
            }
        }
    }

    const fn structure(&mut self, it: &Struct, reader: Reader, at: &Path<'_>) {
        let members = Members::of(it.fields, self.types);
        self.read(Writer::Object(&members), reader, at);
    }

    /// The content of a variant.
    const fn read_payload(&mut self, payload: Payload, reader: Reader, at: &Path<'_>) {
        match payload {
            Payload::Unit => self.read(Writer::Null, reader, at),
            Payload::Newtype(ty) => self.read(Writer::Type(ty), reader, at),
            Payload::Tuple(parts) => self.read(Writer::Parts(parts), reader, at),
            Payload::Struct(fields) => {
                let members = Members::of(fields, self.types);
                self.read(Writer::Object(&members), reader, at);
            }
        }
    }

    /// The value of a member.
    pub(super) const fn read_value(&mut self, value: Value, reader: Reader, at: &Path<'_>) {
        match value {
            Value::Type(ty) => self.read(Writer::Type(ty), reader, at),
            Value::Word(word) => self.read(Writer::Word(word), reader, at),
            Value::Payload(payload) => self.read_payload(payload, reader, at),
        }
    }

    const fn read_array(&mut self, writer: Writer<'_>, reader: Reader, at: &Path<'_>) {
        let length = match writer {
            Writer::Parts(parts) => Some(parts.len()),
            Writer::Type(Type::Array(_, length)) => Some(*length),
            Writer::Type(Type::List(_) | Type::Set(_)) => None,
            _ => {
                self.read_leaf(writer, reader, at);
                return;
            }
        };
        let wanted = match reader {
            Reader::Parts(parts) => Some(parts.len()),
            Reader::Type(Type::Array(_, length)) => Some(*length),
            _ => None,
        };
        if let Some(wanted) = wanted {
            match length {
                Some(length) if length == wanted => {}
                _ => {
                    self.no(Reason::Length, at);
                    return;
                }
            }
        }
        if let Some(0) = length {
            return;
        }
        let from_set = matches!(writer, Writer::Type(Type::Set(_)));
        if matches!(reader, Reader::Type(Type::Set(_))) && !from_set {
            self.loss(Reason::Set, at);
        }
        let (parts, same): (&[&'static Type], Option<&'static Type>) = match writer {
            Writer::Parts(parts) => (parts, None),
            Writer::Type(Type::Array(ty, _) | Type::List(ty) | Type::Set(ty)) => (&[], Some(*ty)),
            _ => return,
        };
        // Elements of one type on both sides are compared once.
        let element = match reader {
            Reader::Type(Type::List(ty) | Type::Set(ty) | Type::Array(ty, _)) => Some(*ty),
            _ => None,
        };
        if let (Some(written), Some(read)) = (same, element) {
            self.read(Writer::Type(written), Reader::Type(read), &at.to(Segment::Item));
            return;
        }
        let count = match (wanted, same) {
            (Some(wanted), Some(_)) => wanted,
            _ => parts.len(),
        };
        let mut index = 0;
        while index < count {
            let written = match same {
                Some(ty) => ty,
                None => parts[index],
            };
            let read = match (element, reader) {
                (Some(ty), _) => ty,
                (None, Reader::Parts(parts)) => parts[index],
                _ => return,
            };
            self.read(Writer::Type(written), Reader::Type(read), &at.to(Segment::At(index)));
            index += 1;
        }
    }

    const fn read_map(
        &mut self,
        writer: Writer<'_>,
        key: &'static Type,
        value: &'static Type,
        at: &Path<'_>,
    ) {
        match writer {
            Writer::Type(Type::Map(written_key, written)) => {
                self.read_key(Writer::Type(written_key), key, &at.to(Segment::Key));
                self.read(Writer::Type(written), Reader::Type(value), &at.to(Segment::Value));
            }
            Writer::Object(members) => {
                self.members_as_map(members, key, value, at);
            }
            _ => self.read_leaf(
                writer,
                Reader::Type(&Type::Map(&Type::Anything, &Type::Anything)),
                at,
            ),
        }
    }

    pub(super) const fn members_as_map(
        &mut self,
        members: &Members,
        key: &'static Type,
        value: &'static Type,
        at: &Path<'_>,
    ) {
        if members.doubt {
            self.unknown(Reason::TooMuch, at);
        }
        let mut index = 0;
        while index < members.len() {
            let member = members.at(index);
            let at = at.to(Segment::Member(member.name));
            self.read_key(Writer::Word(member.name), key, &at);
            self.read_member(member, Reader::Type(value), &at);
            index += 1;
        }
        if let Some((written_key, rest)) = members.rest {
            self.read_key(Writer::Type(written_key), key, &at.to(Segment::Key));
            self.read(Writer::Type(rest), Reader::Type(value), &at.to(Segment::Value));
        }
    }

    /// The writer without names around it; `None` if it was compared with the reader already, as one of them.
    const fn plain_writer<'a>(
        &mut self,
        writer: Writer<'a>,
        reader: Reader,
        reader_name: Option<u64>,
        at: &Path<'_>,
    ) -> Option<Writer<'a>> {
        let mut writer = writer;
        let mut name = None;
        let mut left = NAMES;
        loop {
            writer = match writer {
                _ if left == 0 => return Some(Writer::Type(&Type::TooDeep)),
                Writer::Type(ty @ Type::Link(id)) => {
                    name = Some(*id);
                    Writer::Type(self.types.open(ty))
                }
                Writer::Type(Type::Newtype(inner) | Type::Apart { writes: inner, .. }) => {
                    Writer::Type(inner)
                }
                Writer::Type(Type::Null) => return Some(Writer::Null),
                Writer::Type(Type::Tuple(parts)) => {
                    writer = Writer::Parts(parts);
                    break;
                }
                _ => break,
            };
            left -= 1;
        }
        // What may hold itself is compared once; structs and enums by their own ids, further below.
        let holds = matches!(
            writer,
            Writer::Parts(_)
                | Writer::Type(
                    Type::Optional(_)
                        | Type::List(_)
                        | Type::Set(_)
                        | Type::Array(..)
                        | Type::Map(..)
                )
        );
        match name {
            Some(id) if holds && !self.enter(id, reader, reader_name, at) => None,
            _ => Some(writer),
        }
    }

    /// The reader without names around it, and the last of them.
    const fn plain_reader(&self, reader: Reader) -> (Reader, Option<u64>) {
        let mut reader = reader;
        let mut name = None;
        let mut left = NAMES;
        while left > 0 {
            left -= 1;
            if let Reader::Type(Type::Link(id)) = reader {
                name = Some(*id);
            }
            reader = match reader.opened(self.types) {
                Reader::Type(Type::Newtype(inner) | Type::Apart { reads: inner, .. }) => {
                    Reader::Type(inner)
                }
                Reader::Type(Type::Null) => return (Reader::Null, name),
                Reader::Type(Type::Tuple(parts)) => return (Reader::Parts(parts), name),
                reader => return (reader, name),
            }
        }
        (Reader::Type(&Type::TooDeep), name)
    }

    /// A number in a place where serde may have collected it first.
    pub(super) const fn whole(&mut self, integer: &Integer, at: &Path<'_>) {
        if self.buffered && leaf::is_wide(integer) {
            self.no(Reason::Buffered("an integer of 128 bits"), at);
        }
    }
}

/// How many calls there are at most from this reading to the one inside of it.
const fn calls_of(writer: Writer<'_>, reader: Reader) -> usize {
    match (writer, reader) {
        (Writer::Type(Type::Enum(_) | Type::Map(..)), _) => 4,
        (Writer::Object(_), Reader::Type(Type::Enum(_)) | Reader::Enum(_)) => 7,
        (_, Reader::Type(Type::Enum(_)) | Reader::Enum(_)) => 4,
        (Writer::Object(_), Reader::Type(Type::Struct(_)) | Reader::Fields(..)) => 5,
        (Writer::Object(_), _) => 4,
        (
            Writer::Parts(_)
            | Writer::Type(Type::Struct(_) | Type::List(_) | Type::Set(_) | Type::Array(..)),
            _,
        ) => 2,
        _ => 1,
    }
}
