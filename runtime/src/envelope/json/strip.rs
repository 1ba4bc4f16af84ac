//! A record as its own type sees it: the envelope's members taken out on the way.
//!
//! The type's `Deserialize` never meets them, so `deny_unknown_fields` and flattened maps work, in one pass
//! and without a buffer. A member in the wrong place makes the read `irregular`; the caller then
//! finds out what is wrong with the exact reader.

use std::borrow::Cow;
use std::cell::{Cell, RefCell};
use std::fmt;
use std::marker::PhantomData;

use serde::de::value::MapAccessDeserializer;
use serde::de::{self, DeserializeSeed, Deserializer, IgnoredAny, MapAccess, Visitor};
use serde::forward_to_deserialize_any;
use serde_json::value::RawValue;

use crate::chain::{Carried, Migrate, Print, StepError, Tag};
use crate::envelope::carry;
use crate::version::Version;

/// What was met of the envelope while the payload was read.
pub(super) struct Met<'a> {
    tag: Tag,
    /// Whether the entity bears that name.
    is_named: fn(&str) -> bool,
    /// What the tag should say, where that is not certain.
    expected: Option<Version>,
    tags: Cell<u8>,
    pub(super) irregular: Cell<bool>,
    /// The carry, as long as it is not known to be bound to the record.
    pub(super) carry: RefCell<Option<Box<RawValue>>>,
    /// The carry and the row's key, where the carry has a column of its own.
    column: Option<(Option<&'a RawValue>, &'a str)>,
}

impl<'a> Met<'a> {
    pub(super) fn new(
        tag: Tag,
        is_named: fn(&str) -> bool,
        column: Option<(Option<&'a RawValue>, &'a str)>,
    ) -> Self {
        let carry = column.and_then(|(carry, _)| carry).map(ToOwned::to_owned);
        Self {
            tag,
            is_named,
            expected: None,
            tags: Cell::new(0),
            irregular: Cell::new(false),
            carry: RefCell::new(carry),
            column,
        }
    }

    /// The same, for a record that is read on trust: its tag has to be met, and to say this.
    pub(super) fn expecting(self, version: Version) -> Self {
        Self { expected: Some(version), ..self }
    }

    /// The value, if the whole tag was met where it had to be.
    pub(super) fn as_expected<T, E: de::Error>(&self, value: T) -> Result<T, E> {
        let whole = match self.tag {
            Tag::Member(_) => 1,
            Tag::Foreign { .. } => 3,
        };
        if self.expected.is_some() && self.tags.get() != whole {
            self.irregular()?;
        }
        Ok(value)
    }

    #[inline]
    pub(super) fn has_carry(&self) -> bool {
        self.carry.borrow().is_some()
    }

    /// Hands the carry to the walk, if it is bound to this record.
    #[inline]
    pub(super) fn carry<T: Migrate>(
        &self,
        payload: impl FnOnce() -> Result<Print, StepError>,
        carried: &mut Carried,
    ) {
        if self.has_carry() {
            self.bind::<T>(payload, carried);
        }
    }

    #[cold]
    fn bind<T: Migrate>(
        &self,
        payload: impl FnOnce() -> Result<Print, StepError>,
        carried: &mut Carried,
    ) {
        let Some(raw) = self.carry.take() else { return };
        let key = self.column.map(|(_, key)| key);
        if carry::is_bound::<T>(&raw, key, payload) {
            carried.set(raw);
        } else {
            self.carry.replace(Some(raw));
        }
    }

    pub(super) fn tag(&self) -> Tag {
        self.tag
    }

    /// The member that holds the version.
    pub(super) fn version_name(tag: Tag) -> &'static str {
        Member::Version.name(tag)
    }

    /// The same record, to be read a second time.
    pub(super) fn again(&self) -> Self {
        Self::new(self.tag, self.is_named, self.column)
    }

    /// The bytes with which the names of the envelope's members begin, as they are written behind a quote.
    #[inline]
    pub(super) fn firsts(tag: Tag) -> [u8; 2] {
        let first = |name: &str| name.as_bytes().first().copied().unwrap_or(b'"');
        match tag {
            Tag::Member(name) => [b'$', first(name)],
            Tag::Foreign { major, minor } => [first(major), first(minor)],
        }
    }

    /// The envelope's member of that name.
    #[inline]
    pub(super) fn member(tag: Tag, key: &str) -> Option<Member> {
        // Most keys end here, at their first byte, before anything is compared.
        let first = *key.as_bytes().first()?;
        let begins = |name: &str| name.as_bytes().first() == Some(&first);
        match tag {
            Tag::Member(name) if first == b'$' || begins(name) => match key {
                _ if key == name => Some(Member::Version),
                "$e" => Some(Member::Entity),
                "$c" => Some(Member::Carry),
                "$d" => Some(Member::Data),
                _ => None,
            },
            Tag::Foreign { major, minor } if begins(major) || begins(minor) => match key {
                _ if key == major => Some(Member::Version),
                _ if key == minor => Some(Member::Minor),
                _ => None,
            },
            Tag::Member(_) | Tag::Foreign { .. } => None,
        }
    }

    fn take<'de, A: MapAccess<'de>>(&self, member: Member, map: &mut A) -> Result<(), A::Error> {
        match member {
            Member::Version | Member::Minor => {
                let bit = if matches!(member, Member::Minor) { 2 } else { 1 };
                if self.tags.get() & bit != 0 {
                    return self.irregular();
                }
                self.tags.set(self.tags.get() | bit);
                let Some(expected) = self.expected else {
                    return map.next_value::<IgnoredAny>().map(drop);
                };
                let (major, minor, _) = expected.parts();
                let number = if matches!(member, Member::Minor) { minor } else { major };
                let is_it = map.next_value::<u32>().is_ok_and(|found| found == number);
                if is_it { Ok(()) } else { self.irregular() }
            }
            Member::Entity => {
                let raw: &RawValue = map.next_value()?;
                let named = serde_json::from_str::<Cow<'_, str>>(raw.get());
                if named.is_ok_and(|named| (self.is_named)(&named)) {
                    Ok(())
                } else {
                    self.irregular()
                }
            }
            Member::Carry => {
                let mut carry = self.carry.borrow_mut();
                if carry.is_some() {
                    return self.irregular();
                }
                *carry = Some(map.next_value()?);
                Ok(())
            }
            Member::Data => self.irregular(),
        }
    }

    fn irregular<E: de::Error>(&self) -> Result<(), E> {
        self.irregular.set(true);
        Err(E::custom("an envelope member in the wrong place"))
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Member {
    Version,
    Minor,
    Entity,
    Carry,
    Data,
}

impl Member {
    pub(super) fn name(self, tag: Tag) -> &'static str {
        match (self, tag) {
            (Self::Version | Self::Minor, Tag::Member(name)) => name,
            (Self::Version, Tag::Foreign { major, .. }) => major,
            (Self::Minor, Tag::Foreign { minor, .. }) => minor,
            (Self::Entity, _) => "$e",
            (Self::Carry, _) => "$c",
            (Self::Data, _) => "$d",
        }
    }
}

/// A deserializer of an object, without the envelope's members.
pub(super) struct Stripped<'m, D> {
    pub(super) inner: D,
    pub(super) met: &'m Met<'m>,
}

impl<'de, D: Deserializer<'de>> Deserializer<'de> for Stripped<'_, D> {
    type Error = D::Error;

    #[inline]
    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, D::Error> {
        self.inner.deserialize_map(Object { visitor, met: self.met })
    }

    #[inline]
    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, D::Error> {
        visitor.visit_newtype_struct(self)
    }

    #[inline]
    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, D::Error> {
        visitor.visit_some(self)
    }

    #[inline]
    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, D::Error> {
        self.inner.deserialize_map(Choice { visitor, met: self.met })
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf unit unit_struct
        seq tuple tuple_struct map struct identifier ignored_any
    }
}

struct Object<'m, V> {
    visitor: V,
    met: &'m Met<'m>,
}

impl<'de, V: Visitor<'de>> Visitor<'de> for Object<'_, V> {
    type Value = V::Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.visitor.expecting(f)
    }

    #[inline]
    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<V::Value, A::Error> {
        self.visitor.visit_map(Fields { map, met: self.met })
    }
}

struct Choice<'m, V> {
    visitor: V,
    met: &'m Met<'m>,
}

impl<'de, V: Visitor<'de>> Visitor<'de> for Choice<'_, V> {
    type Value = V::Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.visitor.expecting(f)
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<V::Value, A::Error> {
        let mut fields = Fields { map, met: self.met };
        let value = self.visitor.visit_enum(MapAccessDeserializer::new(&mut fields))?;
        // The envelope's members may follow; a second variant may not.
        match fields.next_key::<IgnoredAny>()? {
            None => Ok(value),
            Some(IgnoredAny) => {
                Err(de::Error::custom("expected one variant, found another member"))
            }
        }
    }
}

/// The members of the object that are not the envelope's.
struct Fields<'m, A> {
    map: A,
    met: &'m Met<'m>,
}

impl<'de, A: MapAccess<'de>> MapAccess<'de> for Fields<'_, A> {
    type Error = A::Error;

    #[inline]
    fn next_key_seed<K: DeserializeSeed<'de>>(
        &mut self,
        seed: K,
    ) -> Result<Option<K::Value>, A::Error> {
        let mut seed = Some(seed);
        loop {
            match self.map.next_key_seed(Key { seed: &mut seed, tag: self.met.tag })? {
                None => return Ok(None),
                Some(Found::Field(key)) => return Ok(Some(key)),
                Some(Found::Envelope(member)) => self.met.take(member, &mut self.map)?,
            }
        }
    }

    #[inline]
    fn next_value_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<S::Value, A::Error> {
        self.map.next_value_seed(seed)
    }
}

enum Found<K> {
    Field(K),
    Envelope(Member),
}

/// A key, unless it is the envelope's. The seed stays where it is until a field's key comes.
struct Key<'s, K> {
    seed: &'s mut Option<K>,
    tag: Tag,
}

impl<'de, K: DeserializeSeed<'de>> DeserializeSeed<'de> for Key<'_, K> {
    type Value = Found<K::Value>;

    #[inline]
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl<'de, K: DeserializeSeed<'de>> Key<'_, K> {
    #[inline]
    fn field<E: de::Error>(self, key: KeyText<'de, '_>) -> Result<Found<K::Value>, E> {
        let Some(seed) = self.seed.take() else {
            return Err(E::custom("a key was asked for twice"));
        };
        seed.deserialize(KeyDeserializer { key, error: PhantomData }).map(Found::Field)
    }
}

impl<'de, K: DeserializeSeed<'de>> Visitor<'de> for Key<'_, K> {
    type Value = Found<K::Value>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a key")
    }

    #[inline]
    fn visit_str<E: de::Error>(self, key: &str) -> Result<Self::Value, E> {
        match Met::member(self.tag, key) {
            Some(member) => Ok(Found::Envelope(member)),
            None => self.field(KeyText::Copied(key)),
        }
    }

    #[inline]
    fn visit_borrowed_str<E: de::Error>(self, key: &'de str) -> Result<Self::Value, E> {
        match Met::member(self.tag, key) {
            Some(member) => Ok(Found::Envelope(member)),
            None => self.field(KeyText::Borrowed(key)),
        }
    }
}

enum KeyText<'de, 'a> {
    Borrowed(&'de str),
    Copied(&'a str),
}

/// A key handed on. Maps may have number or boolean keys, which JSON writes as text, as `serde_json` reads them.
pub(super) struct KeyDeserializer<'de, 'a, E> {
    key: KeyText<'de, 'a>,
    error: PhantomData<E>,
}

impl<'de, E> KeyDeserializer<'de, '_, E> {
    pub(super) fn borrowed(key: &'de str) -> Self {
        Self { key: KeyText::Borrowed(key), error: PhantomData }
    }
}

impl<E: de::Error> KeyDeserializer<'_, '_, E> {
    fn parse<T: std::str::FromStr>(&self, what: &str) -> Result<T, E> {
        let (KeyText::Borrowed(text) | KeyText::Copied(text)) = self.key;
        text.parse().map_err(|_| E::custom(format_args!("the key {text:?} is not {what}")))
    }
}

macro_rules! parsed_keys {
    ($($method:ident $visit:ident $what:literal;)*) => { $(
        fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, E> {
            visitor.$visit(self.parse($what)?)
        }
    )* };
}

impl<'de, E: de::Error> Deserializer<'de> for KeyDeserializer<'de, '_, E> {
    type Error = E;

    #[inline]
    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, E> {
        match self.key {
            KeyText::Borrowed(key) => visitor.visit_borrowed_str(key),
            KeyText::Copied(key) => visitor.visit_str(key),
        }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, E> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, E> {
        visitor.visit_some(self)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, E> {
        let (KeyText::Borrowed(key) | KeyText::Copied(key)) = self.key;
        visitor.visit_enum(de::value::StrDeserializer::new(key))
    }

    parsed_keys! {
        deserialize_bool visit_bool "a boolean";
        deserialize_i8 visit_i8 "a number";
        deserialize_i16 visit_i16 "a number";
        deserialize_i32 visit_i32 "a number";
        deserialize_i64 visit_i64 "a number";
        deserialize_i128 visit_i128 "a number";
        deserialize_u8 visit_u8 "a number";
        deserialize_u16 visit_u16 "a number";
        deserialize_u32 visit_u32 "a number";
        deserialize_u64 visit_u64 "a number";
        deserialize_u128 visit_u128 "a number";
        deserialize_f32 visit_f32 "a number";
        deserialize_f64 visit_f64 "a number";
    }

    forward_to_deserialize_any! {
        char str string bytes byte_buf unit unit_struct seq tuple tuple_struct map struct identifier ignored_any
    }
}
