//! The JSON text of a value: what `serde_json` writes, to the byte.
//!
//! `serde_json` asks of each byte of a string whether it has to be escaped, and that is most of what writing a record costs, though next to no
//! byte has to be. Here a string is looked at as a whole and copied. Whatever else a text consists of (numbers, escapes, keys of maps, raw values)
//! is left to `serde_json`.

use serde::ser::{
    Serialize, SerializeMap, SerializeSeq, SerializeStruct, SerializeStructVariant, SerializeTuple,
    SerializeTupleStruct, SerializeTupleVariant, Serializer,
};
use serde_json::Error;

/// Appends the text of a value. What was written of one that fails stays.
///
/// # Errors
///
/// Those of `serde_json`: a key of a map is no text, or the value's own.
#[inline]
pub(crate) fn write<T: Serialize + ?Sized>(value: &T, out: &mut Vec<u8>) -> Result<(), Error> {
    value.serialize(Writer { out })
}

/// Appends a text in quotes.
#[inline]
pub(crate) fn write_str(text: &str, out: &mut Vec<u8>) -> Result<(), Error> {
    if is_plain(text.as_bytes()) {
        if text.len() > 64 {
            out.reserve(text.len() + 2); // else the closing quote may double the buffer once more
        }
        out.push(b'"');
        out.extend_from_slice(text.as_bytes());
        out.push(b'"');
        Ok(())
    } else {
        escaped(text, out)
    }
}

#[cold]
fn escaped(text: &str, out: &mut Vec<u8>) -> Result<(), Error> {
    serde_json::to_writer(out, text)
}

/// Whether a string of these bytes is written as it is.
#[inline]
fn is_plain(bytes: &[u8]) -> bool {
    // The last bytes are looked at together too, and some of them twice.
    if let Some(last) = bytes.last_chunk::<8>() {
        let (eights, _) = bytes.as_chunks::<8>();
        // One after the other: looking at several at once pays for long strings alone, and most are short.
        in_eight(*last) == 0 && eights.iter().all(|eight| in_eight(*eight) == 0)
    } else if let (Some(first), Some(last)) = (bytes.first_chunk::<4>(), bytes.last_chunk::<4>()) {
        let [first, last] = [first, last].map(|four| u64::from(u32::from_le_bytes(*four)));
        specials(first << 32 | last) == 0
    } else {
        specials(bytes.iter().fold(SPACES, |word, byte| word << 8 | u64::from(*byte))) == 0
    }
}

#[inline]
fn in_eight(eight: [u8; 8]) -> u64 {
    specials(u64::from_le_bytes(eight))
}

/// How many bytes there are before a quote, a backslash or a control character.
#[inline]
pub(crate) fn plain(bytes: &[u8]) -> usize {
    let (eights, rest) = bytes.as_chunks::<8>();
    for (index, eight) in eights.iter().enumerate() {
        let specials = in_eight(*eight);
        if specials != 0 {
            // The lowest mark is exact.
            return index * 8 + specials.trailing_zeros() as usize / 8;
        }
    }
    let is_special = |byte: &u8| matches!(byte, b'"' | b'\\' | 0..b' ');
    bytes.len() - rest.len() + rest.iter().position(is_special).unwrap_or(rest.len())
}

const ONES: u64 = u64::from_le_bytes([1; 8]);
const SPACES: u64 = ONES * 0x20;

/// Not zero if one of eight bytes is a control character, a quote or a backslash. The lowest bit that is set is the highest one of the first such.
#[inline]
fn specials(bytes: u64) -> u64 {
    // The highest bit of a byte is set by the subtraction where the byte was smaller, and in some byte above only if there was such a one.
    let below = |bytes: u64, least: u64| bytes.wrapping_sub(least) & !bytes;
    let equal = |byte: u8| below(bytes ^ (ONES * u64::from(byte)), ONES);
    (below(bytes, SPACES) | equal(b'"') | equal(b'\\')) & (ONES << 7)
}

/// How the names of the structs begin by which `serde_json` hands itself a raw value or a number as text.
const PRIVATE: &str = "$serde_json::private::";

struct Writer<'a> {
    out: &'a mut Vec<u8>,
}

impl<'a> Writer<'a> {
    #[inline]
    fn begin(self, bracket: u8) -> Compound<'a> {
        self.out.push(bracket);
        Compound { out: self.out, first: true, in_variant: false }
    }

    /// `{"variant":`
    #[inline]
    fn variant(&mut self, name: &str) -> Result<(), Error> {
        self.out.push(b'{');
        write_str(name, self.out)?;
        self.out.push(b':');
        Ok(())
    }
}

macro_rules! as_serde_json_does {
    ($($method:ident $type:ty;)*) => { $(
        #[inline]
        fn $method(self, value: $type) -> Result<(), Error> {
            serde_json::Serializer::new(self.out).$method(value)
        }
    )* };
}

impl<'a> Serializer for Writer<'a> {
    type Ok = ();
    type Error = Error;
    type SerializeSeq = Compound<'a>;
    type SerializeTuple = Compound<'a>;
    type SerializeTupleStruct = Compound<'a>;
    type SerializeTupleVariant = Compound<'a>;
    type SerializeMap = Compound<'a>;
    type SerializeStruct = Struct<'a>;
    type SerializeStructVariant = Compound<'a>;

    as_serde_json_does! {
        serialize_bool bool;
        serialize_i8 i8;
        serialize_i16 i16;
        serialize_i32 i32;
        serialize_i64 i64;
        serialize_i128 i128;
        serialize_u8 u8;
        serialize_u16 u16;
        serialize_u32 u32;
        serialize_u64 u64;
        serialize_u128 u128;
        serialize_f32 f32;
        serialize_f64 f64;
        serialize_char char;
        serialize_bytes &[u8];
    }

    #[inline]
    fn serialize_str(self, value: &str) -> Result<(), Error> {
        write_str(value, self.out)
    }

    fn collect_str<T: std::fmt::Display + ?Sized>(self, value: &T) -> Result<(), Error> {
        serde_json::Serializer::new(self.out).collect_str(value)
    }

    #[inline]
    fn serialize_none(self) -> Result<(), Error> {
        self.serialize_unit()
    }

    #[inline]
    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<(), Error> {
        value.serialize(self)
    }

    #[inline]
    fn serialize_unit(self) -> Result<(), Error> {
        self.out.extend_from_slice(b"null");
        Ok(())
    }

    #[inline]
    fn serialize_unit_struct(self, _: &'static str) -> Result<(), Error> {
        self.serialize_unit()
    }

    #[inline]
    fn serialize_unit_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
    ) -> Result<(), Error> {
        self.serialize_str(variant)
    }

    #[inline]
    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        value: &T,
    ) -> Result<(), Error> {
        value.serialize(self)
    }

    #[inline]
    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        mut self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        value: &T,
    ) -> Result<(), Error> {
        self.variant(variant)?;
        write(value, self.out)?;
        self.out.push(b'}');
        Ok(())
    }

    #[inline]
    fn serialize_seq(self, _: Option<usize>) -> Result<Compound<'a>, Error> {
        Ok(self.begin(b'['))
    }

    #[inline]
    fn serialize_tuple(self, _: usize) -> Result<Compound<'a>, Error> {
        Ok(self.begin(b'['))
    }

    #[inline]
    fn serialize_tuple_struct(self, _: &'static str, _: usize) -> Result<Compound<'a>, Error> {
        Ok(self.begin(b'['))
    }

    #[inline]
    fn serialize_tuple_variant(
        mut self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        _: usize,
    ) -> Result<Compound<'a>, Error> {
        self.variant(variant)?;
        Ok(self.begin(b'[').in_variant())
    }

    #[inline]
    fn serialize_map(self, _: Option<usize>) -> Result<Compound<'a>, Error> {
        Ok(self.begin(b'{'))
    }

    #[inline]
    fn serialize_struct(self, name: &'static str, _: usize) -> Result<Struct<'a>, Error> {
        Ok(if name.starts_with(PRIVATE) {
            Struct::Theirs { out: self.out, name }
        } else {
            Struct::Ours(self.begin(b'{'))
        })
    }

    #[inline]
    fn serialize_struct_variant(
        mut self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        _: usize,
    ) -> Result<Compound<'a>, Error> {
        self.variant(variant)?;
        Ok(self.begin(b'{').in_variant())
    }
}

/// Something in brackets.
struct Compound<'a> {
    out: &'a mut Vec<u8>,
    first: bool,
    /// Whether there are the braces of a variant around it.
    in_variant: bool,
}

impl Compound<'_> {
    fn in_variant(self) -> Self {
        Self { in_variant: true, ..self }
    }

    #[inline]
    fn comma(&mut self) {
        if !self.first {
            self.out.push(b',');
        }
        self.first = false;
    }

    #[inline]
    fn element<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Error> {
        self.comma();
        write(value, self.out)
    }

    #[inline]
    fn member<T: Serialize + ?Sized>(&mut self, key: &str, value: &T) -> Result<(), Error> {
        if is_plain(key.as_bytes()) {
            // Together, since each time that something is put behind it the buffer asks for its room.
            self.out.extend_from_slice(if self.first { b"\"" } else { b",\"" });
            self.out.extend_from_slice(key.as_bytes());
            self.out.extend_from_slice(b"\":");
            self.first = false;
        } else {
            self.comma();
            escaped(key, self.out)?;
            self.out.push(b':');
        }
        write(value, self.out)
    }

    #[inline]
    fn close(self, bracket: u8) {
        self.out.push(bracket);
        if self.in_variant {
            self.out.push(b'}');
        }
    }
}

macro_rules! elements {
    ($($trait:ident $method:ident;)*) => { $(
        impl $trait for Compound<'_> {
            type Ok = ();
            type Error = Error;

            #[inline]
            fn $method<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Error> {
                self.element(value)
            }

            #[inline]
            fn end(self) -> Result<(), Error> {
                self.close(b']');
                Ok(())
            }
        }
    )* };
}

elements! {
    SerializeSeq serialize_element;
    SerializeTuple serialize_element;
    SerializeTupleStruct serialize_field;
    SerializeTupleVariant serialize_field;
}

impl SerializeMap for Compound<'_> {
    type Ok = ();
    type Error = Error;

    /// Keys that are numbers, booleans or variants become text, and others are refused.
    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), Error> {
        let brace = self.out.len();
        let mut theirs = serde_json::Serializer::new(&mut *self.out);
        // A map of theirs begins with a brace. In its place comes what stands between our members, or nothing.
        theirs.serialize_map(None)?.serialize_key(key)?;
        if self.first {
            self.first = false;
            self.out.remove(brace);
        } else {
            self.out[brace] = b',';
        }
        Ok(())
    }

    #[inline]
    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Error> {
        self.out.push(b':');
        write(value, self.out)
    }

    #[inline]
    fn end(self) -> Result<(), Error> {
        self.close(b'}');
        Ok(())
    }
}

impl SerializeStructVariant for Compound<'_> {
    type Ok = ();
    type Error = Error;

    #[inline]
    fn serialize_field<T: Serialize + ?Sized>(
        &mut self,
        key: &'static str,
        value: &T,
    ) -> Result<(), Error> {
        self.member(key, value)
    }

    #[inline]
    fn end(self) -> Result<(), Error> {
        self.close(b'}');
        Ok(())
    }
}

enum Struct<'a> {
    Ours(Compound<'a>),
    /// One that means something to `serde_json`; it has one field.
    Theirs {
        out: &'a mut Vec<u8>,
        name: &'static str,
    },
}

impl SerializeStruct for Struct<'_> {
    type Ok = ();
    type Error = Error;

    #[inline]
    fn serialize_field<T: Serialize + ?Sized>(
        &mut self,
        key: &'static str,
        value: &T,
    ) -> Result<(), Error> {
        match self {
            Self::Ours(members) => members.member(key, value),
            Self::Theirs { out, name } => {
                let mut theirs = serde_json::Serializer::new(&mut **out);
                let mut members = theirs.serialize_struct(name, 1)?;
                SerializeStruct::serialize_field(&mut members, key, value)?;
                SerializeStruct::end(members)
            }
        }
    }

    #[inline]
    fn end(self) -> Result<(), Error> {
        if let Self::Ours(members) = self {
            members.close(b'}');
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use serde::Serialize;
    use serde_json::value::RawValue;

    #[track_caller]
    fn same<T: Serialize>(value: &T) {
        let mut ours = Vec::new();
        let done = super::write(value, &mut ours).map_err(|error| error.to_string());
        let theirs = serde_json::to_vec(value).map_err(|error| error.to_string());
        assert_eq!(done.map(|()| String::from_utf8_lossy(&ours).into_owned()), theirs.map(utf8));
    }

    fn utf8(bytes: Vec<u8>) -> String {
        String::from_utf8(bytes).expect("serde_json writes UTF-8")
    }

    #[derive(Serialize)]
    struct Unit;

    #[derive(Serialize)]
    struct Empty {}

    #[derive(Serialize)]
    struct Newtype<T>(T);

    #[derive(Serialize)]
    struct Tuple(u8, &'static str);

    #[derive(Serialize, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
    enum Choice {
        Unit,
        #[serde(rename = "quo\"ted")]
        Newtype(u8),
        Tuple(u8, u8),
        Struct {
            field: u8,
        },
        None(),
        Nothing {},
    }

    const CHOICES: [Choice; 6] = [
        Choice::Unit,
        Choice::Newtype(1),
        Choice::Tuple(1, 2),
        Choice::Struct { field: 1 },
        Choice::None(),
        Choice::Nothing {},
    ];

    #[derive(Serialize)]
    struct Fields {
        #[serde(rename = "a \"name\"\n")]
        name: String,
        #[serde(skip_serializing_if = "Option::is_none")]
        none: Option<u8>,
        raw: Box<RawValue>,
        #[serde(flatten)]
        more: BTreeMap<String, Choice>,
    }

    #[test]
    fn the_text_is_that_of_serde_json() {
        same(&(true, 'a', '"', (), Unit, Empty {}, Newtype(Newtype("b")), Tuple(1, "c")));
        same(&(i8::MIN, i64::MIN, i128::MIN, u64::MAX, u128::MAX));
        same(&(0.1_f32, 0.1_f64, 1e300, -0.0, f64::NAN, f64::INFINITY));
        same(&(Some(1), None::<u8>, [0_u8; 0], [[1], [2]], vec![Some("x")]));
        same(&CHOICES);
        same(&serde_json::json!({ "a": [1, 2.5, null, { "b": {} }], "": "\u{7f}" }));
        let raw = |text: &str| RawValue::from_string(text.to_owned()).expect("well-formed");
        same(&Fields {
            name: "n".to_owned(),
            none: None,
            raw: raw(r#"{ "as": "it is" }"#),
            more: [("one".to_owned(), Choice::Unit), ("two".to_owned(), CHOICES[3])].into(),
        });
        same(&[raw("1"), raw("[ ]")]);
    }

    #[test]
    fn every_escape_is_that_of_serde_json_wherever_it_stands() {
        for special in ('\0'..='\u{a0}').chain(['\u{2028}', '\u{fffd}', '😀']) {
            for length in [0, 1, 7, 15, 16, 31, 64] {
                for at in 0..=length {
                    let mut text = "x".repeat(length);
                    text.insert(at, special);
                    same(&text);
                }
            }
        }
    }

    #[test]
    fn keys_are_those_of_serde_json() {
        same(&BTreeMap::<u8, u8>::new());
        same(&BTreeMap::from([("a", 1), ("b\"", 2), ("", 3)]));
        same(&BTreeMap::from([(-1, [1]), (2, [2])]));
        same(&BTreeMap::from([(true, 1), (false, 2)]));
        same(&BTreeMap::from([(CHOICES[0], 1)]));
        // No text: refused with the same words.
        same(&BTreeMap::from([(CHOICES[2], 1)]));
        same(&BTreeMap::from([((1, 2), 3)]));
        same(&BTreeMap::from([((), 3)]));
    }
}
