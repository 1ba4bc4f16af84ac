//! Prints: hashes of JSON values by meaning, to recognise a value without storing it.
//!
//! A print does not depend on the order of members, on white space or on how a number is spelled, since databases
//! change all three. It is stored, so it never changes. It is XXH64 (<https://xxhash.com>), with the ASCII code of
//! the kind as its seed, over these bytes (numbers and prints little-endian):
//!
//! | kind | bytes |
//! |---|---|
//! | `n` null | none |
//! | `b` boolean | 0 or 1 |
//! | `i` integer, or a float up to 2^53 without a fraction | 16, two's complement |
//! | `f` other float | the 8 of IEEE 754 |
//! | `s` text | UTF-8 |
//! | `a` array | the prints of its elements |
//! | `o` object | the prints of each name and its value, in the order of these pairs |
//! | `p` payload of a binary record | its bytes |
//!
//! It guards against accidents, not against attackers.

use std::borrow::Cow;
use std::fmt;

use serde::de::{Deserialize, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde::{Serialize, Serializer};
use xxhash_rust::xxh64::xxh64;

use crate::chain::carry::text_of;
use crate::chain::{StepError, scan};

/// The print of a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Print(u64);

impl Print {
    /// Of a JSON text.
    ///
    /// # Errors
    ///
    /// When it is no JSON.
    pub fn of_json(text: &str) -> Result<Self, StepError> {
        if let Some(print) = scan::print(text, |_| false) {
            return Ok(print);
        }
        serde_json::from_str::<Content>(text).map(|Content(print)| print).map_err(StepError::new)
    }

    /// Of a JSON object, without the members that `skip` names; of another value as it is.
    ///
    /// # Errors
    ///
    /// When it is no JSON.
    pub fn of_object(text: &str, skip: impl Fn(&str) -> bool) -> Result<Self, StepError> {
        if let Some(print) = scan::print(text, &skip) {
            return Ok(print);
        }
        let mut deserializer = serde_json::Deserializer::from_str(text);
        deserializer.deserialize_any(AnyValue { skip }).map_err(StepError::new)
    }

    /// Of a text.
    pub fn of_text(text: &str) -> Self {
        Self::of_bytes(b's', text.as_bytes())
    }

    /// Of a payload that is no text: of its very bytes, since nothing reformats it.
    pub fn of_payload(bytes: &[u8]) -> Self {
        Self::of_bytes(b'p', bytes)
    }

    /// Of several values in a row.
    pub fn of_parts(parts: impl IntoIterator<Item = Self>) -> Self {
        Self::together(b'a', parts)
    }

    fn together(tag: u8, parts: impl IntoIterator<Item = Self>) -> Self {
        let mut bytes = Vec::with_capacity(64);
        for part in parts {
            bytes.extend_from_slice(&part.to_bytes());
        }
        Self::of_bytes(tag, &bytes)
    }

    /// Of no value at all.
    pub(super) const fn of_nothing() -> Self {
        Self(0)
    }

    /// As it is written: 16 hexadecimal digits.
    fn digits(self) -> [u8; 16] {
        let digit = |at: usize| b"0123456789abcdef"[(self.0 >> (60 - 4 * at) & 15) as usize];
        std::array::from_fn(digit)
    }

    /// As it is written, if these are 16 hexadecimal digits.
    pub fn parse(digits: &str) -> Option<Self> {
        let are_digits = digits.len() == 16 && digits.bytes().all(|byte| byte.is_ascii_hexdigit());
        u64::from_str_radix(digits, 16).ok().filter(|_| are_digits).map(Self)
    }

    pub(super) fn of_bytes(tag: u8, bytes: &[u8]) -> Self {
        Self(xxh64(bytes, tag.into()))
    }

    pub(super) fn to_bytes(self) -> [u8; 8] {
        self.0.to_le_bytes()
    }

    fn of_members(mut members: Vec<(Self, Self)>) -> Self {
        members.sort_unstable();
        Self::together(b'o', members.into_iter().flat_map(|(name, value)| [name, value]))
    }

    pub(super) fn of_null() -> Self {
        Self::of_bytes(b'n', &[])
    }

    pub(super) fn of_bool(value: bool) -> Self {
        Self::of_bytes(b'b', &[value.into()])
    }

    pub(super) fn of_integer(number: i128) -> Self {
        Self::of_bytes(b'i', &number.to_le_bytes())
    }

    #[expect(clippy::cast_possible_truncation, reason = "within the bounds that are checked")]
    fn of_float(number: f64) -> Self {
        // 2^53: up to there a float that is whole means one integer.
        const WHOLE: f64 = 9_007_199_254_740_992.0;
        if number.fract() == 0.0 && number.abs() <= WHOLE {
            Self::of_integer(number as i128)
        } else {
            Self::of_bytes(b'f', &number.to_bits().to_le_bytes())
        }
    }
}

/// The print of the JSON that a value is written as.
pub(super) fn print<T: Serialize + ?Sized>(value: &T) -> Result<Print, StepError> {
    Print::of_json(&text_of(value)?)
}

impl fmt::Display for Print {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(std::str::from_utf8(&self.digits()).expect("ASCII"))
    }
}

impl Serialize for Print {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(std::str::from_utf8(&self.digits()).expect("ASCII"))
    }
}

impl<'de> Deserialize<'de> for Print {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = <Cow<'de, str>>::deserialize(deserializer)?;
        Self::parse(&text).ok_or_else(|| D::Error::custom("a print is 16 hexadecimal digits"))
    }
}

/// Any value, as its print.
pub(super) struct Content(pub(super) Print);

impl<'de> Deserialize<'de> for Content {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(AnyValue { skip: |_: &str| false }).map(Self)
    }
}

/// How `serde_json` hands over a number when the program turned on its feature of that name.
pub(super) const ARBITRARY_PRECISION: &str = "$serde_json::private::Number";

fn number<E: Error>(text: &str) -> Result<Print, E> {
    let integer = text.parse().map(Print::of_integer);
    integer.or_else(|_| text.parse().map(Print::of_float)).map_err(E::custom)
}

struct AnyValue<F> {
    skip: F,
}

impl<'de, F: Fn(&str) -> bool> Visitor<'de> for AnyValue<F> {
    type Value = Print;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }

    fn visit_unit<E>(self) -> Result<Print, E> {
        Ok(Print::of_null())
    }

    fn visit_bool<E>(self, value: bool) -> Result<Print, E> {
        Ok(Print::of_bool(value))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Print, E> {
        Ok(Print::of_integer(value.into()))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Print, E> {
        Ok(Print::of_integer(value.into()))
    }

    fn visit_i128<E>(self, value: i128) -> Result<Print, E> {
        Ok(Print::of_integer(value))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Print, E> {
        Ok(Print::of_float(value))
    }

    fn visit_str<E>(self, value: &str) -> Result<Print, E> {
        Ok(Print::of_text(value))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Print, A::Error> {
        let mut parts = Vec::new();
        while let Some(Content(part)) = seq.next_element()? {
            parts.push(part);
        }
        Ok(Print::of_parts(parts))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Print, A::Error> {
        let mut members = Vec::new();
        while let Some(name) = map.next_key::<Cow<'de, str>>()? {
            if name == ARBITRARY_PRECISION {
                return map.next_value::<Cow<'de, str>>().and_then(|text| number(&text));
            }
            if (self.skip)(&name) {
                map.next_value::<IgnoredAny>()?;
                continue;
            }
            let Content(value) = map.next_value()?;
            members.push((Print::of_text(&name), value));
        }
        Ok(Print::of_members(members))
    }
}

#[cfg(test)]
mod tests {
    use super::Print;

    #[track_caller]
    fn of(text: &str) -> String {
        Print::of_json(text).expect("well-formed").to_string()
    }

    #[test]
    fn prints_are_stored_and_never_change() {
        // Computed with another implementation of XXH64.
        let recorded = [
            ("null", "30775635bc876f66"),
            ("true", "db3cac28f290bf5f"),
            ("-1", "cc6809d2d0ee01e4"),
            ("0.5", "12f36c17c1efa6c2"),
            (r#""Ada""#, "a9966632882716c3"),
            ("[1,[]]", "5598324b0cb8f196"),
            (r#"{"b":{},"a":1e3}"#, "3f06818598fcd628"),
        ];
        for (text, print) in recorded {
            assert_eq!(of(text), print, "{text}");
        }
        assert_eq!(Print::of_payload(b"\x03Ada").to_string(), "e9ba24ef05a13e56");
    }

    #[test]
    fn what_a_database_may_change_does_not_change_the_print() {
        assert_eq!(of(r#"{"a":1,"b":[true,null]}"#), of(r#" { "b" : [true, null], "a" : 1.0 } "#));
        assert_eq!(of("100000"), of("1e5"));
        assert_eq!(of(r#""A""#), of(r#""\u0041""#));
    }

    #[test]
    fn what_means_something_else_has_another_print() {
        let all = [
            "null",
            "0",
            "1",
            "-1",
            "0.5",
            "true",
            "false",
            r#""""#,
            r#""0""#,
            "[]",
            "{}",
            "[0]",
            "[[]]",
            r#"{"a":0}"#,
            r#"{"b":0}"#,
            r#"{"0":"a"}"#,
            "[0,1]",
            "[1,0]",
        ];
        for (at, left) in all.iter().enumerate() {
            for right in &all[at + 1..] {
                assert_ne!(of(left), of(right), "{left} and {right}");
            }
        }
    }
}
