//! The quick way through a record that holds no escapes: most small ones.
//!
//! The outer object's members are found on the bytes, and each value is left to `serde_json`. For a small
//! record this saves what parsing the tag and asking each key twice would cost. Anything unusual, be it another member of the
//! envelope, an escape or a mistake, stops the walk, and the record is read again in the exact way, which tells.

use std::fmt;

use serde::de::value::MapAccessDeserializer;
use serde::de::{
    self, DeserializeOwned, DeserializeSeed, Deserializer, IgnoredAny, MapAccess, Visitor,
};
use serde::forward_to_deserialize_any;

use crate::chain::Tag;
use crate::chain::text::plain;
use crate::envelope::json::head;
use crate::envelope::json::strip::{KeyDeserializer, Member, Met};
use crate::version::Version;

/// Where the tag of a record is.
#[derive(Clone, Copy)]
pub(super) enum Tagged {
    /// It comes first, and ends here.
    First(usize),
    /// It is somewhere in the outer object, and should say this.
    Somewhere(Version),
}

/// Reads the members of the outer object but the tag as a `T`; `None` if that has to be done in the exact way.
#[inline]
pub(super) fn read<T: DeserializeOwned>(text: &str, tagged: Tagged, tag: Tag) -> Option<T> {
    let (at, expected) = match tagged {
        Tagged::First(at) => (at, None),
        Tagged::Somewhere(version) => (0, Some(version)),
    };
    // Without an escape a string is its bytes, and no buffer is needed for it.
    if memchr::memchr(b'\\', &text.as_bytes()[at..]).is_some() {
        return None;
    }
    let mut walk = Walk { text, at, tag, firsts: Met::firsts(tag), expected, over: false };
    let value = T::deserialize(&mut walk).ok()?;
    walk.at_end().then_some(value)
}

struct Walk<'de> {
    text: &'de str,
    /// At the beginning, or behind the tag, a value or the closing brace.
    at: usize,
    tag: Tag,
    /// How the names of the envelope's members begin.
    firsts: [u8; 2],
    /// What the tag should say, as long as it was not met.
    expected: Option<Version>,
    /// The closing brace was met.
    over: bool,
}

impl<'de> Walk<'de> {
    #[inline]
    fn byte(&mut self) -> Option<u8> {
        let bytes = self.text.as_bytes();
        while let Some(b' ' | b'\n' | b'\r' | b'\t') = bytes.get(self.at) {
            self.at += 1;
        }
        bytes.get(self.at).copied()
    }

    /// The next key, if it is a field's.
    #[inline]
    fn key(&mut self) -> Result<Option<&'de str>, Stop> {
        let bytes = self.text.as_bytes();
        // As our writers write it; anything else may have white space in between.
        if let Some([b',', b'"']) = bytes.get(self.at..self.at + 2) {
            self.at += 1;
        } else {
            match self.byte() {
                Some(b',') => self.at += 1,
                Some(b'{') if self.at_beginning() => self.at += 1,
                Some(b'}') => {
                    self.at += 1;
                    self.over = true;
                    return Ok(None);
                }
                _ => return Err(Stop),
            }
            if self.byte() != Some(b'"') {
                return Err(Stop);
            }
        }
        let begin = self.at + 1;
        let length = plain(&bytes[begin..]);
        self.at = begin + length;
        match bytes.get(self.at..self.at + 2) {
            Some(b"\":") => self.at += 2,
            Some([b'"', _]) => {
                self.at += 1;
                if self.byte() != Some(b':') {
                    return Err(Stop);
                }
                self.at += 1;
            }
            _ => return Err(Stop),
        }
        let key = &self.text[begin..begin + length];
        // Most keys end here, at their first byte, before anything is compared.
        let suspect = bytes.get(begin).is_some_and(|first| self.firsts.contains(first));
        match suspect.then(|| Met::member(self.tag, key)).flatten() {
            Some(member) => self.envelope(member),
            None => Ok(Some(key)),
        }
    }

    /// The next key, behind the tag if this is it.
    #[inline(never)] // once in a record at most
    fn envelope(&mut self, member: Member) -> Result<Option<&'de str>, Stop> {
        let expected = self.expected.take().filter(|_| member == Member::Version).ok_or(Stop)?;
        let (number, end) = head::number_at(self.text, self.at).ok_or(Stop)?;
        if Version::major(number) != expected {
            return Err(Stop);
        }
        self.at = end;
        self.key()
    }

    /// Whether nothing is left: a type that stops before the end, such as an enum, leaves the rest to us.
    fn at_end(&mut self) -> bool {
        let over = self.over || matches!(self.key(), Ok(None));
        over && self.expected.is_none() && self.byte().is_none()
    }

    /// Whether there is nothing but space in front, so that the opening brace comes next.
    fn at_beginning(&self) -> bool {
        self.expected.is_some() && self.text[..self.at].trim_ascii_start().is_empty()
    }
}

impl<'de> MapAccess<'de> for &mut Walk<'de> {
    type Error = Stop;

    #[inline]
    fn next_key_seed<K: DeserializeSeed<'de>>(
        &mut self,
        seed: K,
    ) -> Result<Option<K::Value>, Stop> {
        if self.over {
            return Ok(None);
        }
        match self.key()? {
            None => Ok(None),
            Some(key) => seed.deserialize(KeyDeserializer::borrowed(key)).map(Some),
        }
    }

    #[inline]
    fn next_value_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<S::Value, Stop> {
        let mut deserializer = serde_json::Deserializer::from_str(&self.text[self.at..]);
        let value = seed.deserialize(&mut deserializer).map_err(|_| Stop)?;
        self.at += deserializer.into_iter::<IgnoredAny>().byte_offset();
        Ok(value)
    }
}

impl<'de> Deserializer<'de> for &mut Walk<'de> {
    type Error = Stop;

    #[inline]
    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Stop> {
        visitor.visit_map(self)
    }

    #[inline]
    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, Stop> {
        visitor.visit_newtype_struct(self)
    }

    #[inline]
    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Stop> {
        visitor.visit_some(self)
    }

    #[inline]
    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Stop> {
        visitor.visit_enum(MapAccessDeserializer::new(self))
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf unit unit_struct
        seq tuple tuple_struct map struct identifier ignored_any
    }
}

/// The walk cannot go on. Why, the exact way finds out.
#[derive(Debug)]
struct Stop;

impl fmt::Display for Stop {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the record has to be read in the exact way")
    }
}

impl std::error::Error for Stop {}

impl de::Error for Stop {
    fn custom<T: fmt::Display>(_: T) -> Self {
        Self
    }
}
