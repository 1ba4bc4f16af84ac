//! The members of a JSON object that is written, with what is flattened into it.

use crate::shape::bytes::same;
use crate::shape::graph::Types;
use crate::shape::reads::leaf;
use crate::shape::types::{Enum, Field, Payload, Presence, Tagging, Text, Type, Variant};

/// The most members that are followed.
pub(crate) const LIMIT: usize = 256;
/// The most flattened parts of which one of several is written.
const CHOICES: usize = 4;

/// A member of an object, as it is written.
#[derive(Clone, Copy)]
pub(crate) struct Member {
    pub(crate) name: &'static str,
    pub(crate) value: Value,
    pub(crate) presence: Presence,
}

impl Member {
    /// Whether it is never anything but `null`: to be without it loses nothing.
    pub(super) const fn is_null(&self, types: Types) -> bool {
        match self.value {
            Value::Type(ty) => is_null(ty, types),
            Value::Word(_) => false,
            Value::Payload(payload) => matches!(payload, Payload::Unit),
        }
    }
}

/// What the member is.
#[derive(Clone, Copy)]
pub(crate) enum Value {
    /// A value of the type.
    Type(&'static Type),
    /// This very string.
    Word(&'static str),
    /// The content of a variant.
    Payload(Payload),
}

/// A flattened part of which one of several is written.
#[derive(Clone, Copy)]
pub(crate) enum Choice {
    /// The members of one of its variants. The second says whether it may be absent.
    Variant(&'static Enum, bool),
    /// All of the fields, or none: `Option`.
    AllOrNone(&'static [Field]),
}

/// All members of an object.
#[derive(Clone, Copy)]
pub(crate) struct Members {
    pub(crate) types: Types,
    list: [Option<Member>; LIMIT],
    len: usize,
    /// Members with keys and values of these types: a map.
    pub(crate) rest: Option<(&'static Type, &'static Type)>,
    choices: [Option<Choice>; CHOICES],
    /// The variant of a flattened enum.
    pub(crate) variant: Option<&'static str>,
    /// Something is flattened that is not followed.
    pub(crate) doubt: bool,
}

impl Members {
    pub(crate) const fn new(types: Types) -> Self {
        Self {
            types,
            list: [None; LIMIT],
            len: 0,
            rest: None,
            choices: [None; CHOICES],
            variant: None,
            doubt: false,
        }
    }

    pub(crate) const fn of(fields: &'static [Field], types: Types) -> Self {
        let mut members = Self::new(types);
        members.fields(fields, false);
        members
    }

    /// Those of a map.
    pub(crate) const fn map(key: &'static Type, values: &'static Type, types: Types) -> Self {
        let mut members = Self::new(types);
        members.keys(key, values);
        members
    }

    /// The members of a map: some of a few names, if it has no other keys.
    const fn keys(&mut self, key: &'static Type, values: &'static Type) {
        let key = self.types.open(key);
        match key {
            Type::Newtype(inner) | Type::Apart { writes: inner, .. } => self.keys(inner, values),
            Type::Enum(it) if matches!(it.tagging, Tagging::External) => {
                let mut at = 0;
                while at < it.variants.len() {
                    let variant = &it.variants[at];
                    at += 1;
                    if variant.written && matches!(variant.payload, Payload::Unit) {
                        self.push(variant.name, Value::Type(values), Presence::Sometimes);
                    }
                }
            }
            _ if self.rest.is_some() => self.doubt = true,
            _ => self.rest = Some((key, values)),
        }
    }

    /// Whether a map among them may have a member of the name, too.
    pub(crate) const fn may_have(&self, name: &str) -> bool {
        let Some((key, _)) = self.rest else { return false };
        if !may_be_key(key, name, self.types) {
            return false;
        }
        // A record with a member twice is not written.
        match self.find(&[name]) {
            (Some(index), _) => !matches!(self.at(index).presence, Presence::Always),
            (None, _) => true,
        }
    }

    pub(crate) const fn len(&self) -> usize {
        self.len
    }

    pub(crate) const fn at(&self, index: usize) -> Member {
        match self.list[index] {
            Some(member) => member,
            None => panic!("below the length"),
        }
    }

    /// Whether these are all members that the object can have.
    pub(crate) const fn is_all(&self) -> bool {
        self.rest.is_none() && self.choices[0].is_none() && !self.doubt
    }

    pub(crate) const fn push(&mut self, name: &'static str, value: Value, presence: Presence) {
        if self.len == LIMIT {
            self.doubt = true;
            return;
        }
        self.list[self.len] = Some(Member { name, value, presence });
        self.len += 1;
    }

    /// The fields of a struct; `optional` if all of them may be absent together.
    pub(crate) const fn fields(&mut self, fields: &'static [Field], optional: bool) {
        let mut at = 0;
        while at < fields.len() {
            let field = &fields[at];
            at += 1;
            if matches!(field.presence, Presence::Never) {
                continue;
            }
            if field.flatten {
                self.flatten(field.ty, optional || !matches!(field.presence, Presence::Always));
                continue;
            }
            let presence = if optional { Presence::Sometimes } else { field.presence };
            self.push(field.name, Value::Type(field.ty), presence);
        }
    }

    /// What is written among the members.
    pub(crate) const fn flatten(&mut self, ty: &'static Type, optional: bool) {
        match self.types.open(ty) {
            Type::Struct(it) if optional => {
                if !self.choose(Choice::AllOrNone(it.fields)) {
                    self.fields(it.fields, true);
                }
            }
            Type::Struct(it) => self.fields(it.fields, false),
            Type::Newtype(inner) => self.flatten(inner, optional),
            Type::Apart { writes, .. } => self.flatten(writes, optional),
            Type::Optional(inner) => self.flatten(inner, true),
            Type::Map(key, values) => self.keys(key, values),
            Type::Anything => self.keys(&leaf::STRING, &Type::Anything),
            Type::Enum(it) => {
                if !self.choose(Choice::Variant(it, optional)) {
                    self.doubt = true;
                }
            }
            Type::Null | Type::Unrecognised => {}
            _ => self.doubt = true,
        }
    }

    /// Whether there was room for it.
    const fn choose(&mut self, choice: Choice) -> bool {
        let mut at = 0;
        while at < CHOICES {
            if self.choices[at].is_none() {
                self.choices[at] = Some(choice);
                return true;
            }
            at += 1;
        }
        false
    }

    pub(crate) const fn has_choice(&self) -> bool {
        self.choices[0].is_some()
    }

    /// The last choice, which is no longer one of these members.
    pub(crate) const fn take_choice(&mut self) -> Option<Choice> {
        let mut at = CHOICES;
        while at > 0 {
            at -= 1;
            if let Some(choice) = self.choices[at] {
                self.choices[at] = None;
                return Some(choice);
            }
        }
        None
    }

    /// The members of a variant, among the others. Whether it can be written so at all.
    #[must_use]
    pub(crate) const fn add_variant(&mut self, it: &Enum, variant: &Variant) -> bool {
        self.variant = Some(variant.name);
        match it.tagging {
            _ if variant.untagged => return self.payload(variant.payload, false),
            Tagging::External => {
                self.push(variant.name, Value::Payload(variant.payload), Presence::Always);
            }
            Tagging::Internal(tag) => {
                self.push(tag, Value::Word(variant.name), Presence::Always);
                return self.payload(variant.payload, true);
            }
            Tagging::Adjacent(tag, content) => {
                self.push(tag, Value::Word(variant.name), Presence::Always);
                if !matches!(variant.payload, Payload::Unit) {
                    self.push(content, Value::Payload(variant.payload), Presence::Always);
                }
            }
            Tagging::Untagged => return self.payload(variant.payload, false),
        }
        true
    }

    const fn payload(&mut self, payload: Payload, tagged: bool) -> bool {
        match payload {
            Payload::Unit => {}
            Payload::Newtype(ty) if !is_object(ty, tagged, self.types) => return false,
            Payload::Newtype(ty) => self.flatten(ty, false),
            Payload::Tuple(_) => return false,
            Payload::Struct(fields) => self.fields(fields, false),
        }
        true
    }

    /// The same as [`find`](Self::find), where the member most likely has that index: both sides are in order of names.
    pub(crate) const fn find_near(&self, names: &[&str], hint: usize) -> (Option<usize>, bool) {
        let [name] = names else { return self.find(names) };
        let mut step = 0;
        while step < self.len {
            let at = (hint + step) % self.len;
            if same(self.at(at).name, name) {
                return (Some(at), false);
            }
            step += 1;
        }
        (None, false)
    }

    /// The index of the only member of one of the names; the second says whether there are more.
    pub(crate) const fn find(&self, names: &[&str]) -> (Option<usize>, bool) {
        let mut found = None;
        let mut at = 0;
        while at < self.len {
            if crate::shape::bytes::has(names, self.at(at).name) {
                if found.is_some() {
                    return (found, true);
                }
                found = Some(at);
            }
            at += 1;
        }
        (found, false)
    }

    /// The same of records in which that member is there, and not `null`.
    pub(crate) const fn with(&self, index: usize) -> Self {
        let mut members = *self;
        let Member { name, value, .. } = self.at(index);
        let value = match value {
            Value::Type(ty) => Value::Type(without_null(ty, self.types)),
            value => value,
        };
        members.list[index] = Some(Member { name, value, presence: Presence::Always });
        members
    }

    /// Those that are marked, or the others.
    pub(crate) const fn only(&self, marked: &[bool; LIMIT], wanted: bool) -> Self {
        let mut members = *self;
        members.len = 0;
        let mut at = 0;
        while at < self.len {
            if marked[at] == wanted {
                members.list[members.len] = self.list[at];
                members.len += 1;
            }
            at += 1;
        }
        members
    }

    /// The same without one member.
    pub(crate) const fn without(&self, index: usize) -> Self {
        let mut members = *self;
        members.len = 0;
        let mut at = 0;
        while at < self.len {
            if at != index {
                members.list[members.len] = self.list[at];
                members.len += 1;
            }
            at += 1;
        }
        members
    }
}

/// The type of a member that is not written when it is `null`.
pub(super) const fn without_null(ty: &'static Type, types: Types) -> &'static Type {
    match types.open(ty) {
        Type::Optional(inner) => inner,
        Type::Apart { writes, .. } => without_null(writes, types),
        _ => ty,
    }
}

/// Whether serde writes the type among the members of an object, and not an error: with the tag of a variant, or flattened.
const fn is_object(ty: &Type, tagged: bool, types: Types) -> bool {
    match types.open(ty) {
        Type::Newtype(inner) | Type::Apart { writes: inner, .. } => is_object(inner, tagged, types),
        Type::Optional(inner) => !tagged && is_object(inner, tagged, types),
        Type::Bool
        | Type::Integer(_)
        | Type::Float(_)
        | Type::Number
        | Type::Text(_)
        | Type::List(_)
        | Type::Set(_)
        | Type::Array(..)
        | Type::Tuple(_) => false,
        _ => true,
    }
}

/// Whether the type writes nothing but `null`.
const fn is_null(ty: &Type, types: Types) -> bool {
    match types.open(ty) {
        Type::Null => true,
        Type::Optional(inner) | Type::Newtype(inner) | Type::Apart { writes: inner, .. } => {
            is_null(inner, types)
        }
        _ => false,
    }
}

/// Whether a key of the type may be that word.
const fn may_be_key(key: &Type, word: &str, types: Types) -> bool {
    match types.open(key) {
        Type::Newtype(inner) | Type::Apart { writes: inner, .. } => may_be_key(inner, word, types),
        Type::Text(Text::Char) => leaf::characters(word) == 1,
        Type::Integer(_) => is_number(word),
        Type::Bool => same(word, "true") || same(word, "false"),
        _ => true,
    }
}

const fn is_number(word: &str) -> bool {
    let mut bytes = word.as_bytes();
    if let Some((b'-', rest)) = bytes.split_first() {
        bytes = rest;
    }
    let some = !bytes.is_empty();
    while let Some((byte, rest)) = bytes.split_first() {
        if !byte.is_ascii_digit() {
            return false;
        }
        bytes = rest;
    }
    some
}
