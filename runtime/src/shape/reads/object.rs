//! Objects read as structs, as derived `Deserialize` does it.

use crate::shape::bytes::{has, same};
use crate::shape::graph::Types;
use crate::shape::reads::leaf;
use crate::shape::reads::members::{LIMIT, Member, Members, Value, without_null};
use crate::shape::reads::path::{Path, Segment};
use crate::shape::reads::walk::{Reader, Walk, Writer};
use crate::shape::reads::{Reason, Verdict};
use crate::shape::types::{Absence, Enum, Field, Payload, Presence, Tagging, Type};

/// The most flattened enums.
const CHOICES: usize = 4;

/// The members that a struct reads, with what is flattened into it.
#[derive(Clone, Copy)]
struct Slots {
    types: Types,
    list: [Option<Slot>; LIMIT],
    len: usize,
    /// How many flattened `Option`s of structs there are.
    options: usize,
    /// A map that takes what no field does, and whether it is optional.
    rest: Option<(&'static Type, &'static Type, bool)>,
    choices: [Option<Choice>; CHOICES],
    /// The tag of a struct, which is not looked at, and written again as it was.
    tag: Option<&'static Field>,
    /// Something is flattened that is not followed.
    doubt: bool,
    flattens: bool,
}

/// A flattened enum.
#[derive(Clone, Copy)]
struct Choice {
    it: &'static Enum,
    /// It may be absent.
    optional: bool,
    /// How many fields are read before it.
    after: usize,
}

/// A field that is read.
#[derive(Clone, Copy)]
struct Slot {
    field: &'static Field,
    /// The number of the flattened `Option` that it is of, from 1; 0 for none.
    option: usize,
    /// It is of something flattened.
    inner: bool,
}

impl Slots {
    const fn of(fields: &'static [Field], types: Types) -> Self {
        let mut slots = Self {
            types,
            list: [None; LIMIT],
            len: 0,
            options: 0,
            rest: None,
            choices: [None; CHOICES],
            tag: None,
            doubt: false,
            flattens: false,
        };
        slots.fields(fields, 0, false);
        slots
    }

    const fn fields(&mut self, fields: &'static [Field], option: usize, inner: bool) {
        let mut at = 0;
        while at < fields.len() {
            let field = &fields[at];
            at += 1;
            if matches!(field.absence, Absence::NeverRead) {
                if word_of(field).is_some() {
                    self.tag = Some(field);
                }
                continue;
            }
            if field.flatten {
                self.flattens = true;
                self.flatten(field.ty, option, false);
            } else if self.len == LIMIT {
                self.doubt = true;
            } else {
                self.list[self.len] = Some(Slot { field, option, inner });
                self.len += 1;
            }
        }
    }

    /// What is flattened, and whether directly into an `Option`.
    const fn flatten(&mut self, ty: &'static Type, option: usize, optional: bool) {
        match self.types.open(ty) {
            Type::Struct(it) if optional => {
                self.options += 1;
                self.fields(it.fields, self.options, true);
            }
            Type::Struct(it) => self.fields(it.fields, option, true),
            Type::Newtype(inner) => self.flatten(inner, option, optional),
            Type::Apart { reads, .. } => self.flatten(reads, option, optional),
            Type::Optional(inner) => self.flatten(inner, option, true),
            Type::Map(key, values) if self.rest.is_none() => {
                self.rest = Some((key, values, optional || option > 0));
            }
            Type::Anything if self.rest.is_none() => {
                self.rest = Some((&leaf::STRING, &Type::Anything, optional || option > 0));
            }
            Type::Enum(it) => {
                let mut at = 0;
                while at < CHOICES {
                    if self.choices[at].is_none() {
                        let optional = optional || option > 0;
                        self.choices[at] = Some(Choice { it, optional, after: self.len });
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

    /// The members that the first fields read.
    const fn taken_before(&self, members: &Members, count: usize) -> [bool; LIMIT] {
        let mut taken = [false; LIMIT];
        let mut index = 0;
        while index < count {
            if let (Some(found), _) = members.find(self.at(index).field.reads) {
                taken[found] = true;
            }
            index += 1;
        }
        taken
    }

    const fn at(&self, index: usize) -> Slot {
        match self.list[index] {
            Some(slot) => slot,
            None => panic!("below the length"),
        }
    }
}

impl Walk {
    /// What is no object.
    pub(super) const fn read_fields(
        &mut self,
        writer: Writer<'_>,
        fields: &'static [Field],
        closed: bool,
        at: &Path<'_>,
    ) {
        match writer {
            Writer::Type(Type::Map(key, values)) => {
                let members = Members::map(key, values, self.types);
                self.members_as_fields(&members, fields, closed, at);
            }
            Writer::Parts(parts) => {
                self.positions(parts.len(), parts, None, fields, at);
            }
            Writer::Type(Type::Array(ty, length)) => {
                self.positions(*length, &[], Some(ty), fields, at);
            }
            Writer::Type(Type::List(_) | Type::Set(_)) => self.no(Reason::Length, at),
            _ => self.read_leaf(writer, Reader::Fields(fields, closed, true), at),
        }
    }

    pub(super) const fn members_as_fields(
        &mut self,
        members: &Members,
        fields: &'static [Field],
        closed: bool,
        at: &Path<'_>,
    ) {
        let slots = Slots::of(fields, self.types);
        if members.doubt || slots.doubt {
            self.unknown(Reason::TooMuch, at);
        }
        if closed && slots.flattens {
            self.unknown(Reason::ClosedAndFlattened, at);
        }
        let mut taken = [false; LIMIT];
        self.slots(members, &slots, 0, &mut taken, at);
        let mut option = 1;
        while option <= slots.options {
            self.flattened_option(members, &slots, option, &mut taken, at);
            option += 1;
        }
        let mut choice = 0;
        while choice < CHOICES {
            if let Some(choice) = slots.choices[choice] {
                self.choice(members, &slots, &mut taken, choice, at);
            }
            choice += 1;
        }
        self.left_over(members, &taken, &slots, closed, at);
    }

    /// The fields of a flattened `Option`, or those of none.
    const fn slots(
        &mut self,
        members: &Members,
        slots: &Slots,
        option: usize,
        taken: &mut [bool; LIMIT],
        at: &Path<'_>,
    ) {
        let mut index = 0;
        while index < slots.len {
            let slot = slots.at(index);
            index += 1;
            if slot.option != option {
                continue;
            }
            let found = members.find_near(slot.field.reads, index - 1);
            let (mut other, twice) = (0, found.1);
            while twice && other < members.len() {
                taken[other] = taken[other] || has(slot.field.reads, members.at(other).name);
                other += 1;
            }
            if let (Some(found), _) = found {
                taken[found] = true;
            }
            let buffered = self.buffered;
            self.buffered = buffered || slot.inner;
            self.field(members, slot.field, found, at);
            self.buffered = buffered;
        }
    }

    /// A flattened `Option`: it is `None` if anything of it does not fit, and what was there is dropped.
    const fn flattened_option(
        &mut self,
        members: &Members,
        slots: &Slots,
        option: usize,
        taken: &mut [bool; LIMIT],
        at: &Path<'_>,
    ) {
        let mut own = [false; LIMIT];
        let mut index = 0;
        let (mut count, mut last) = (0, 0);
        while index < slots.len {
            let slot = slots.at(index);
            index += 1;
            if slot.option == option
                && let (Some(found), _) = members.find(slot.field.reads)
            {
                own[found] = true;
                (count, last) = (count + 1, found);
            }
        }
        // Where only one can be dropped, and it is not there, nothing is dropped.
        let there = if count == 1 { members.with(last) } else { *members };
        let before = self.begin();
        self.slots(&there, slots, option, taken, at);
        let found = self.end(&before);
        if !matches!(found.verdict(), Verdict::No) {
            self.take_over(&found);
            return;
        }
        index = 0;
        while index < members.len() {
            let member = members.at(index);
            if own[index] && !member.is_null(self.types) {
                self.loss(Reason::Dropped, &at.to(Segment::Member(member.name)));
            }
            index += 1;
        }
    }

    const fn field(
        &mut self,
        members: &Members,
        field: &'static Field,
        (found, mut twice): (Option<usize>, bool),
        at: &Path<'_>,
    ) {
        let mut index = 0;
        while index < field.reads.len() {
            let name = field.reads[index];
            index += 1;
            // A map may have a member of the name by chance.
            if let Some((_, values)) = members.rest
                && members.may_have(name)
            {
                let here = at.to(Segment::Member(name));
                self.read(Writer::Type(values), Reader::Type(field.ty), &here);
                twice = twice
                    || match found {
                        Some(found) => !same(members.at(found).name, name),
                        None => field.reads.len() > 1,
                    };
            }
        }
        let Some(found) = found else {
            let here = at.to(Segment::Member(field.name));
            if twice {
                self.no(Reason::Twice, &here);
            }
            if !field.may_be_absent(self.types) {
                match (self.types.open(field.ty), members.rest) {
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
        if !matches!(member.presence, Presence::Always) && !field.may_be_absent(self.types) {
            self.no(Reason::RequiredNotAlwaysWritten, &here);
        }
        if matches!(field.presence, Presence::Never) && !member.is_null(self.types) {
            self.loss(Reason::NotWritten, &here);
        }
        match (member.presence, member.value) {
            (Presence::UnlessNull, Value::Type(ty)) => {
                self.read(
                    Writer::Type(without_null(ty, self.types)),
                    Reader::Type(field.ty),
                    &here,
                );
            }
            (_, Value::Type(ty)) => self.read(Writer::Type(ty), Reader::Type(field.ty), &here),
            (_, value) => self.read_value(value, Reader::Type(field.ty), &here),
        }
    }

    /// The value of a member, which may be one that is not written when it is `null`.
    pub(super) const fn read_member(&mut self, member: Member, reader: Reader, at: &Path<'_>) {
        match (member.presence, member.value) {
            (Presence::UnlessNull, Value::Type(ty)) => {
                self.read(Writer::Type(without_null(ty, self.types)), reader, at);
            }
            (_, Value::Type(ty)) => self.read(Writer::Type(ty), reader, at),
            (_, value) => self.read_value(value, reader, at),
        }
    }

    /// A flattened enum of the reader: it looks for its members among those that no field takes.
    const fn choice(
        &mut self,
        members: &Members,
        slots: &Slots,
        taken: &mut [bool; LIMIT],
        Choice { it, optional, after }: Choice,
        at: &Path<'_>,
    ) {
        let before = slots.taken_before(members, after);
        // Tags outside and beside are taken out of what serde has collected; otherwise it is looked at, and a map sees it again.
        let consumed = matches!(it.tagging, Tagging::External | Tagging::Adjacent(..));
        let mut marked = [false; LIMIT];
        let mut index = 0;
        while index < members.len() {
            // One that denies unknown members refuses those of parts after it, too.
            let all = it.closed && !consumed && !before[index];
            let own_one = !taken[index] && belongs(it, members, members.at(index).name);
            if all || own_one {
                marked[index] = true;
                taken[index] = taken[index] || consumed || slots.rest.is_none();
            }
            index += 1;
        }
        let mut own = members.only(&marked, true);
        own.rest = None;
        let buffered = self.buffered;
        self.buffered = true;
        if !optional {
            self.read_enum(Writer::Object(&own), it, at);
        } else if own.len() > 0 {
            let verdict = self.try_read(Writer::Object(&own), Reader::Enum(it), at);
            if matches!(verdict, Verdict::No) {
                self.loss(Reason::Dropped, at);
            }
        }
        self.buffered = buffered;
    }

    /// Reads, and takes everything back if something is refused.
    const fn try_read(&mut self, writer: Writer<'_>, reader: Reader, at: &Path<'_>) -> Verdict {
        let before = self.begin();
        self.read(writer, reader, at);
        let found = self.end(&before);
        if !matches!(found.verdict(), Verdict::No) {
            self.take_over(&found);
        }
        found.verdict()
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
        let mut marked = *taken;
        let mut index = 0;
        while index < members.len() {
            let same_tag = match slots.tag {
                Some(tag) => !closed && slots.rest.is_none() && is_tag(members.at(index), tag),
                None => false,
            };
            marked[index] = marked[index] || same_tag;
            index += 1;
        }
        let own = members.only(&marked, false);
        let Some((key, values, optional)) = slots.rest else {
            self.ignore(&own, closed, at);
            return;
        };
        let buffered = self.buffered;
        self.buffered = true;
        if optional {
            let before = self.begin();
            self.members_as_map(&own, key, values, at);
            let found = self.end(&before);
            match found.verdict() {
                Verdict::No => self.loss(Reason::Dropped, at),
                _ => self.take_over(&found),
            }
        } else {
            self.members_as_map(&own, key, values, at);
        }
        self.buffered = buffered;
    }

    /// Members that are passed over.
    pub(super) const fn ignore(&mut self, members: &Members, closed: bool, at: &Path<'_>) {
        let mut index = 0;
        while index < members.len() {
            let member = members.at(index);
            let here = at.to(Segment::Member(member.name));
            if closed {
                self.no(Reason::Refused, &here);
            } else if !member.is_null(self.types) {
                self.loss(Reason::NeverRead, &here);
            }
            index += 1;
        }
        if members.rest.is_some() {
            let here = at.to(Segment::Value);
            if closed {
                self.no(Reason::Refused, &here);
            } else {
                self.loss(Reason::NeverRead, &here);
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

/// What the field always holds: the name of a struct.
const fn word_of(field: &Field) -> Option<&'static str> {
    match field.ty {
        Type::Enum(Enum { id: 0, tagging: Tagging::External, variants: [only], .. }) => {
            Some(only.name)
        }
        _ => None,
    }
}

/// Whether the member is the tag of a struct, with the same name in it.
const fn is_tag(member: Member, tag: &Field) -> bool {
    let word = match member.value {
        Value::Type(Type::Enum(Enum { id: 0, variants: [only], .. })) => only.name,
        Value::Word(word) => word,
        _ => return false,
    };
    match word_of(tag) {
        Some(own) => same(member.name, tag.name) && same(word, own),
        None => false,
    }
}

/// Whether a member of the name can be of the flattened enum.
const fn belongs(it: &Enum, members: &Members, name: &str) -> bool {
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
        Tagging::Internal(tag) => {
            same(name, tag) || of_variant(it, members, named(it, tag, members), name)
        }
        Tagging::Untagged => of_variant(it, members, None, name),
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
const fn of_variant(it: &Enum, members: &Members, only: Option<usize>, name: &str) -> bool {
    let mut at = 0;
    while at < it.variants.len() {
        let meant = match only {
            Some(only) => only == at,
            None => true,
        };
        let found = match it.variants[at].payload {
            Payload::Struct(fields) => of_fields(fields, members, name),
            Payload::Newtype(ty) => of_type(ty, members, name),
            Payload::Unit | Payload::Tuple(_) => false,
        };
        if meant && found {
            return true;
        }
        at += 1;
    }
    false
}

const fn of_fields(fields: &[Field], members: &Members, name: &str) -> bool {
    let mut at = 0;
    while at < fields.len() {
        let field = &fields[at];
        at += 1;
        if field.flatten && of_type(field.ty, members, name)
            || !field.flatten && has(field.reads, name)
        {
            return true;
        }
    }
    false
}

/// Whether the type, as the content of a variant, reads a member of the name.
const fn of_type(ty: &Type, members: &Members, name: &str) -> bool {
    match members.types.open(ty) {
        Type::Newtype(inner) | Type::Optional(inner) | Type::Apart { reads: inner, .. } => {
            of_type(inner, members, name)
        }
        Type::Struct(it) => of_fields(it.fields, members, name),
        Type::Enum(it) => belongs(it, members, name),
        Type::Map(..) | Type::Anything => true,
        _ => false,
    }
}
