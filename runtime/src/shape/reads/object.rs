//! Objects read as structs, as derived `Deserialize` does it.

use crate::shape::bytes::has;
use crate::shape::reads::members::{LIMIT, Member, Members, Value};
use crate::shape::reads::path::{Path, Segment};
use crate::shape::reads::walk::{Reader, Walk, Writer};
use crate::shape::reads::{Reason, Verdict};
use crate::shape::types::{Absence, Enum, Field, Payload, Presence, Tagging, Type};

/// The most flattened enums.
const CHOICES: usize = 4;

/// The members that a struct reads, with what is flattened into it.
#[derive(Clone, Copy)]
struct Slots {
    /// The field, and whether it is of a flattened `Option`.
    list: [Option<(&'static Field, bool, bool)>; LIMIT],
    len: usize,
    /// A map that takes what no field does.
    rest: Option<&'static Type>,
    /// Flattened enums, and whether they may be absent.
    choices: [Option<(&'static Enum, bool)>; CHOICES],
    /// Something is flattened that is not followed.
    doubt: bool,
    flattens: bool,
}

impl Slots {
    const fn of(fields: &'static [Field]) -> Self {
        let mut slots = Self {
            list: [None; LIMIT],
            len: 0,
            rest: None,
            choices: [None; CHOICES],
            doubt: false,
            flattens: false,
        };
        slots.fields(fields, false, false);
        slots
    }

    const fn fields(&mut self, fields: &'static [Field], optional: bool, inner: bool) {
        let mut at = 0;
        while at < fields.len() {
            let field = &fields[at];
            at += 1;
            if matches!(field.absence, Absence::NeverRead) {
                continue;
            }
            if field.flatten {
                self.flattens = true;
                self.flatten(field.ty, optional);
            } else if self.len == LIMIT {
                self.doubt = true;
            } else {
                self.list[self.len] = Some((field, optional, inner));
                self.len += 1;
            }
        }
    }

    const fn flatten(&mut self, ty: &'static Type, optional: bool) {
        match ty {
            Type::Struct(it) => self.fields(it.fields, optional, true),
            Type::Newtype(inner) => self.flatten(inner, optional),
            Type::Apart { reads, .. } => self.flatten(reads, optional),
            Type::Optional(inner) => self.flatten(inner, true),
            Type::Map(_, values) if self.rest.is_none() => self.rest = Some(values),
            Type::Anything if self.rest.is_none() => self.rest = Some(&Type::Anything),
            Type::Enum(it) => {
                let mut at = 0;
                while at < CHOICES {
                    if self.choices[at].is_none() {
                        self.choices[at] = Some((it, optional));
                        return;
                    }
                    at += 1;
                }
                self.doubt = true;
            }
            Type::Null => {}
            _ => self.doubt = true,
        }
    }

    const fn at(&self, index: usize) -> (&'static Field, bool, bool) {
        match self.list[index] {
            Some(slot) => slot,
            None => panic!("below the length"),
        }
    }
}

impl Walk {
    pub(super) const fn read_fields(
        &mut self,
        writer: Writer<'_>,
        fields: &'static [Field],
        closed: bool,
        at: &Path<'_>,
    ) {
        match writer {
            Writer::Object(members) => self.members_as_fields(members, fields, closed, at),
            Writer::Type(Type::Map(_, values)) => {
                let members = Members::any(values);
                self.members_as_fields(&members, fields, closed, at);
            }
            Writer::Parts(parts) => {
                self.positions(parts.len(), parts, None, fields, at);
            }
            Writer::Type(Type::Array(ty, length)) => {
                self.positions(*length, &[], Some(ty), fields, at);
            }
            Writer::Type(Type::List(_) | Type::Set(_)) => self.no(Reason::Length, at),
            _ => self.read_leaf(writer, Reader::Fields(fields, closed), at),
        }
    }

    const fn members_as_fields(
        &mut self,
        members: &Members,
        fields: &'static [Field],
        closed: bool,
        at: &Path<'_>,
    ) {
        let slots = Slots::of(fields);
        if members.doubt || slots.doubt {
            self.unknown(Reason::TooMuch, at);
        }
        if closed && slots.flattens {
            self.unknown(Reason::ClosedAndFlattened, at);
        }
        let mut taken = [false; LIMIT];
        let mut index = 0;
        while index < slots.len {
            let (field, optional, inner) = slots.at(index);
            index += 1;
            let (found, twice) = members.find(field.reads);
            if let Some(found) = found {
                taken[found] = true;
            }
            let buffered = self.buffered;
            self.buffered = buffered || inner;
            if optional {
                // `FlatMapDeserializer` makes `None` of whatever does not fit.
                let found = self.try_field(members, field, found, twice, at);
                if let Some(Verdict::No) = found {
                    self.loss(Reason::Dropped, &at.to(Segment::Member(field.name)));
                }
            } else {
                self.field(members, field, found, twice, at);
            }
            self.buffered = buffered;
        }
        let mut choice = 0;
        while choice < CHOICES {
            if let Some((it, optional)) = slots.choices[choice] {
                self.choice(members, &mut taken, it, optional, at);
            }
            choice += 1;
        }
        self.left_over(members, &taken, &slots, closed, at);
    }

    /// One field of the reader, as a trial.
    const fn try_field(
        &mut self,
        members: &Members,
        field: &'static Field,
        found: Option<usize>,
        twice: bool,
        at: &Path<'_>,
    ) -> Option<Verdict> {
        let Some(found) = found else { return None };
        if twice {
            return Some(Verdict::No);
        }
        let member = members.at(found);
        let here = at.to(Segment::Member(member.name));
        let read = match member.value {
            Value::Type(ty) => self.attempt(Writer::Type(ty), Reader::Type(field.ty), &here),
            Value::Word(word) => self.attempt(Writer::Word(word), Reader::Type(field.ty), &here),
            Value::Payload(_) => Verdict::No,
        };
        Some(read)
    }

    const fn field(
        &mut self,
        members: &Members,
        field: &'static Field,
        found: Option<usize>,
        twice: bool,
        at: &Path<'_>,
    ) {
        if let Some(values) = members.rest {
            // A map may have a member of the name by chance.
            let here = at.to(Segment::Member(field.name));
            self.read(Writer::Type(values), Reader::Type(field.ty), &here);
        }
        let Some(found) = found else {
            if !field.may_be_absent() {
                let here = at.to(Segment::Member(field.name));
                match (field.ty, members.rest) {
                    (Type::Unknown(ty), _) if !matches!(field.absence, Absence::Refused) => {
                        self.unknown(Reason::Unknown(ty), &here);
                    }
                    (_, Some(_)) => self.no(Reason::RequiredNotAlwaysWritten, &here),
                    (_, None) => self.no(Reason::RequiredNeverWritten, &here),
                }
            }
            return;
        };
        let member = members.at(found);
        let here = at.to(Segment::Member(member.name));
        if twice {
            self.no(Reason::Twice, &here);
            return;
        }
        if !matches!(member.presence, Presence::Always) && !field.may_be_absent() {
            self.no(Reason::RequiredNotAlwaysWritten, &here);
        }
        self.read_member(member, Reader::Type(field.ty), &here);
    }

    /// The value of a member, which may be one that is not written when it is `null`.
    pub(super) const fn read_member(&mut self, member: Member, reader: Reader, at: &Path<'_>) {
        match (member.presence, member.value) {
            (Presence::UnlessNull, Value::Type(ty)) => {
                self.read(Writer::Type(without_null(ty)), reader, at);
            }
            (_, value) => self.read_value(value, reader, at),
        }
    }

    /// A flattened enum of the reader: it looks for its members among those that no field takes.
    const fn choice(
        &mut self,
        members: &Members,
        taken: &mut [bool; LIMIT],
        it: &'static Enum,
        optional: bool,
        at: &Path<'_>,
    ) {
        let mut own = *members;
        let mut index = members.len();
        while index > 0 {
            index -= 1;
            if taken[index] || !belongs(it, members, members.at(index).name) {
                own = own.without(index);
            } else {
                taken[index] = true;
            }
        }
        let buffered = self.buffered;
        self.buffered = true;
        if optional {
            if own.len() > 0 && !self.attempt(Writer::Object(&own), Reader::Enum(it), at).is_read()
            {
                self.loss(Reason::Dropped, at);
            }
        } else {
            self.read_enum(Writer::Object(&own), it, at);
        }
        self.buffered = buffered;
    }

    /// What no field takes.
    const fn left_over(
        &mut self,
        members: &Members,
        taken: &[bool; LIMIT],
        slots: &Slots,
        closed: bool,
        at: &Path<'_>,
    ) {
        let buffered = self.buffered;
        let mut index = 0;
        while index < members.len() {
            let member = members.at(index);
            let here = at.to(Segment::Member(member.name));
            match slots.rest {
                _ if taken[index] => {}
                Some(values) => {
                    self.buffered = true;
                    self.read_member(member, Reader::Type(values), &here);
                    self.buffered = buffered;
                }
                None if closed => self.no(Reason::Refused, &here),
                None => self.loss(Reason::NeverRead, &here),
            }
            index += 1;
        }
        if let Some(written) = members.rest {
            let here = at.to(Segment::Value);
            match slots.rest {
                Some(values) => {
                    self.buffered = true;
                    self.read(Writer::Type(written), Reader::Type(values), &here);
                    self.buffered = buffered;
                }
                None if closed => self.no(Reason::Refused, &here),
                None => self.loss(Reason::NeverRead, &here),
            }
        }
    }

    /// An array read as a struct: by position, which derived `Deserialize` takes as well.
    const fn positions(
        &mut self,
        length: usize,
        parts: &[&'static Type],
        same: Option<&'static Type>,
        fields: &'static [Field],
        at: &Path<'_>,
    ) {
        let mut read = 0;
        let mut index = 0;
        while index < fields.len() {
            let field = &fields[index];
            index += 1;
            if field.flatten {
                self.no(
                    Reason::Kind { writes: "an array", reads: "a struct with flattened members" },
                    at,
                );
                return;
            }
            if matches!(field.absence, Absence::NeverRead) {
                continue;
            }
            read += 1;
            let position = position(field, fields);
            if position >= length {
                if !matches!(field.absence, Absence::Defaulted) {
                    self.no(Reason::Length, at);
                    return;
                }
                continue;
            }
            let written = match same {
                Some(ty) => ty,
                None => parts[position],
            };
            let here = at.to(Segment::At(position));
            self.read(Writer::Type(written), Reader::Type(field.ty), &here);
        }
        if read < length {
            self.no(Reason::Length, at);
        }
    }
}

/// The position of the field among those that are read.
const fn position(field: &Field, fields: &[Field]) -> usize {
    let (mut before, mut at) = (0, 0);
    while at < fields.len() {
        if fields[at].at < field.at && !matches!(fields[at].absence, Absence::NeverRead) {
            before += 1;
        }
        at += 1;
    }
    before
}

/// The type of a member that is not written when it is `null`.
const fn without_null(ty: &'static Type) -> &'static Type {
    match ty {
        Type::Optional(inner) => inner,
        Type::Apart { writes, .. } => without_null(writes),
        _ => ty,
    }
}

/// Whether a member of the name can be of the flattened enum.
const fn belongs(it: &Enum, members: &Members, name: &str) -> bool {
    use crate::shape::bytes::same;
    match it.tagging {
        Tagging::External => {
            let mut at = 0;
            while at < it.variants.len() {
                if has(it.variants[at].reads, name) {
                    return true;
                }
                at += 1;
            }
            false
        }
        Tagging::Adjacent(tag, content) => same(name, tag) || same(name, content),
        Tagging::Internal(tag) => same(name, tag) || of_variant(it, named(it, tag, members), name),
        Tagging::Untagged => of_variant(it, None, name),
    }
}

/// The variant that the record names.
const fn named(it: &Enum, tag: &str, members: &Members) -> Option<usize> {
    let (Some(index), _) = members.find(&[tag]) else { return None };
    let Value::Word(word) = members.at(index).value else { return None };
    let mut at = 0;
    while at < it.variants.len() {
        if has(it.variants[at].reads, word) {
            return Some(at);
        }
        at += 1;
    }
    None
}

/// Whether a variant, or this one, has a field of the name.
const fn of_variant(it: &Enum, only: Option<usize>, name: &str) -> bool {
    let mut at = 0;
    while at < it.variants.len() {
        let meant = match only {
            Some(only) => only == at,
            None => true,
        };
        let fields: &[Field] = match it.variants[at].payload {
            Payload::Struct(fields) => fields,
            Payload::Newtype(Type::Struct(inner)) => inner.fields,
            Payload::Newtype(Type::Map(..) | Type::Anything) if meant => return true,
            _ => &[],
        };
        let mut index = 0;
        while index < fields.len() {
            if meant && has(fields[index].reads, name) {
                return true;
            }
            index += 1;
        }
        at += 1;
    }
    false
}
