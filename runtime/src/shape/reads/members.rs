//! The members of a JSON object that is written, with what is flattened into it.

use crate::shape::types::{Enum, Field, Payload, Presence, Tagging, Type, Variant};

/// The most members that are followed.
pub(crate) const LIMIT: usize = 256;
/// The most flattened enums.
const CHOICES: usize = 4;

/// A member of an object, as it is written.
#[derive(Clone, Copy)]
pub(crate) struct Member {
    pub(crate) name: &'static str,
    pub(crate) value: Value,
    pub(crate) presence: Presence,
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

/// All members of an object.
#[derive(Clone, Copy)]
pub(crate) struct Members {
    list: [Option<Member>; LIMIT],
    len: usize,
    /// Members of any name, with values of the type: a map.
    pub(crate) rest: Option<&'static Type>,
    /// Flattened enums: the members of one of their variants. The second says whether it may be absent.
    choices: [Option<(&'static Enum, bool)>; CHOICES],
    /// Something is flattened that is not followed.
    pub(crate) doubt: bool,
}

impl Members {
    pub(crate) const fn new() -> Self {
        Self { list: [None; LIMIT], len: 0, rest: None, choices: [None; CHOICES], doubt: false }
    }

    pub(crate) const fn of(fields: &[Field]) -> Self {
        let mut members = Self::new();
        members.fields(fields, false);
        members
    }

    /// Those of any object with values of the type.
    pub(crate) const fn any(values: &'static Type) -> Self {
        let mut members = Self::new();
        members.rest = Some(values);
        members
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
    pub(crate) const fn fields(&mut self, fields: &[Field], optional: bool) {
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
        match ty {
            Type::Struct(it) => self.fields(it.fields, optional),
            Type::Newtype(inner) => self.flatten(inner, optional),
            Type::Apart { writes, .. } => self.flatten(writes, optional),
            Type::Optional(inner) => self.flatten(inner, true),
            Type::Map(_, values) if self.rest.is_none() => self.rest = Some(values),
            Type::Anything if self.rest.is_none() => self.rest = Some(&Type::Anything),
            Type::Enum(it) => self.choose(it, optional),
            Type::Null | Type::Unrecognised => {}
            _ => self.doubt = true,
        }
    }

    const fn choose(&mut self, it: &'static Enum, optional: bool) {
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

    pub(crate) const fn has_choice(&self) -> bool {
        self.choices[0].is_some()
    }

    /// The last flattened enum, which is no longer a choice of these members.
    pub(crate) const fn take_choice(&mut self) -> Option<(&'static Enum, bool)> {
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

    /// The members of a variant, among the others.
    pub(crate) const fn variant(&mut self, it: &Enum, variant: &Variant) {
        match it.tagging {
            _ if variant.untagged => self.payload(variant.payload),
            Tagging::External => {
                self.push(variant.name, Value::Payload(variant.payload), Presence::Always);
            }
            Tagging::Internal(tag) => {
                self.push(tag, Value::Word(variant.name), Presence::Always);
                self.payload(variant.payload);
            }
            Tagging::Adjacent(tag, content) => {
                self.push(tag, Value::Word(variant.name), Presence::Always);
                if !matches!(variant.payload, Payload::Unit) {
                    self.push(content, Value::Payload(variant.payload), Presence::Always);
                }
            }
            Tagging::Untagged => self.payload(variant.payload),
        }
    }

    const fn payload(&mut self, payload: Payload) {
        match payload {
            Payload::Unit => {}
            Payload::Newtype(ty) => self.flatten(ty, false),
            Payload::Tuple(_) => self.doubt = true,
            Payload::Struct(fields) => self.fields(fields, false),
        }
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
