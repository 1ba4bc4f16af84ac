//! Which file a key has: no two keys the same, on any file system, and none outside the directory.

use crate::store::{RowKey, StoreErrorKind};

/// The longest name that common file systems take, in bytes.
const LONGEST: usize = 255;

/// What stands for a key without a byte.
const EMPTY: &str = "%";

/// A key that can be the name of a file: `i64`, `String` or `Vec<u8>`.
///
/// | key | file |
/// |---|---|
/// | `42`, `-7` | `42.json`, `-7.json` |
/// | `"ada"`, `"Ada"`, `"../é"`, `""` | `ada.json`, `%41da.json`, `%2e%2e%2f%c3%a9.json`, `%.json` |
/// | `[0xca, 0xfe]` | `cafe.json` |
///
/// The ending is that of the collection's [`Format`](crate::store::Format): `ada.toml`.
pub trait FileKey: Ord + Clone + Into<RowKey> + Stem {}

impl<K: Ord + Clone + Into<RowKey> + Stem> FileKey for K {}

mod sealed {
    /// A key as the name of a file, without its ending.
    pub trait Stem: Sized {
        fn stem(&self) -> String;

        /// The key of a name; `None` if it is not exactly what [`stem`](Self::stem) makes of one.
        fn of_stem(stem: &str) -> Option<Self>;
    }
}

use sealed::Stem;

/// The name of a key's file.
pub(super) fn file_name<K: FileKey>(key: &K, ending: &str) -> Result<String, StoreErrorKind> {
    let stem = key.stem();
    let limit = LONGEST.saturating_sub(".".len() + ending.len());
    if stem.len() > limit {
        return Err(StoreErrorKind::KeyTooLong { size: stem.len(), limit });
    }
    Ok(format!("{stem}.{ending}"))
}

/// The key whose file has this name, if it is the name of one.
pub(super) fn key_of<K: FileKey>(name: &str, ending: &str) -> Option<K> {
    K::of_stem(name.strip_suffix(ending)?.strip_suffix('.')?)
}

impl Stem for i64 {
    fn stem(&self) -> String {
        self.to_string()
    }

    fn of_stem(stem: &str) -> Option<Self> {
        stem.parse().ok().filter(|key: &Self| key.stem() == stem) // not `007`, nor `+7`
    }
}

impl Stem for String {
    fn stem(&self) -> String {
        if self.is_empty() {
            return EMPTY.to_owned();
        }
        let device = is_device(self);
        let mut stem = String::with_capacity(self.len());
        for (at, byte) in self.bytes().enumerate() {
            let plain = matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_');
            if plain && !(device && at == 0) {
                stem.push(char::from(byte));
            } else {
                stem.push('%');
                push_hex(&mut stem, byte);
            }
        }
        stem
    }

    fn of_stem(stem: &str) -> Option<Self> {
        if stem == EMPTY {
            return Some(Self::new());
        }
        let mut parts = stem.split('%');
        let mut bytes = parts.next()?.as_bytes().to_vec();
        for part in parts {
            let (digits, rest) = part.split_at_checked(2)?;
            bytes.push(u8::from_str_radix(digits, 16).ok()?);
            bytes.extend_from_slice(rest.as_bytes());
        }
        Self::from_utf8(bytes).ok().filter(|key| key.stem() == stem)
    }
}

impl Stem for Vec<u8> {
    fn stem(&self) -> String {
        if self.is_empty() {
            return EMPTY.to_owned();
        }
        let mut stem = String::with_capacity(2 * self.len());
        for byte in self {
            push_hex(&mut stem, *byte);
        }
        stem
    }

    fn of_stem(stem: &str) -> Option<Self> {
        if stem == EMPTY {
            return Some(Self::new());
        }
        let digits = stem.as_bytes().chunks(2).map(std::str::from_utf8);
        let bytes = digits.map(|digits| u8::from_str_radix(digits.ok()?, 16).ok());
        bytes.collect::<Option<Self>>().filter(|key| key.stem() == stem)
    }
}

fn push_hex(text: &mut String, byte: u8) {
    for digit in [byte >> 4, byte & 15] {
        text.push(char::from_digit(digit.into(), 16).expect("a digit below 16"));
    }
}

/// Whether Windows takes a file of this name for a device, whatever its ending.
fn is_device(name: &str) -> bool {
    let port = name.strip_prefix("com").or_else(|| name.strip_prefix("lpt"));
    matches!(name, "con" | "prn" | "aux" | "nul")
        || port.is_some_and(|number| matches!(number.as_bytes(), [b'0'..=b'9']))
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use super::*;

    #[test]
    fn names_are_what_the_table_says() {
        let texts = [
            ("ada", "ada"),
            ("Ada", "%41da"),
            ("../é", "%2e%2e%2f%c3%a9"),
            ("", "%"),
            ("%", "%25"),
            ("con", "%63on"),
            ("lpt1", "%6cpt1"),
            ("com10", "com10"),
            ("a\0b\\c:d", "a%00b%5cc%3ad"),
            (".heirloom-0", "%2eheirloom-0"),
        ];
        for (key, stem) in texts {
            assert_eq!(key.to_owned().stem(), stem);
            assert_eq!(String::of_stem(stem).as_deref(), Some(key));
        }
        assert_eq!((i64::MIN.stem(), (-7).stem()), ("-9223372036854775808".into(), "-7".into()));
        assert_eq!((vec![0xca, 0xfe].stem(), Vec::new().stem()), ("cafe".into(), "%".into()));
    }

    #[test]
    fn names_that_no_key_has_are_none() {
        for stem in
            ["Ada", "a.b", "%4", "%4A", "%61", "%zz", "%ff", "%%", "", "con", "a/b", "é", "%é"]
        {
            assert_eq!(String::of_stem(stem), None, "{stem}");
        }
        for stem in ["007", "+7", "-0", "", "7.0", "99999999999999999999", "%"] {
            assert_eq!(i64::of_stem(stem), None, "{stem}");
        }
        for stem in ["caf", "CAFE", "", "xx", "+1", "é", "aé"] {
            assert_eq!(Vec::of_stem(stem), None, "{stem}");
        }
        assert_eq!(key_of::<i64>("7.json.json", "json"), None);
        assert_eq!(key_of::<i64>("7.JSON", "json"), None);
        assert_eq!(key_of::<i64>("7json", "json"), None);
        assert_eq!(key_of::<i64>("7.toml", "json"), None);
        assert_eq!(key_of::<i64>("7.toml", "toml"), Some(7));
    }

    #[test]
    fn no_two_keys_share_a_name_where_case_does_not_count() {
        // All texts of up to three of these characters.
        let letters = ["a", "A", "%", "4", "1", "6", "n", ".", "é", "e\u{301}", "c", "o"];
        let mut keys = vec![String::new()];
        for length in 1..=3 {
            let longer: Vec<String> = keys
                .iter()
                .filter(|key| key.chars().count() >= length - 1)
                .flat_map(|key| letters.iter().map(move |letter| format!("{key}{letter}")))
                .collect();
            keys.extend(longer);
        }
        keys.sort();
        keys.dedup();
        let mut seen = HashMap::new();
        for key in keys {
            let stem = key.stem();
            assert!(stem.is_ascii());
            assert_eq!(String::of_stem(&stem).as_ref(), Some(&key));
            assert_eq!(seen.insert(stem.to_lowercase(), key), None);
        }
    }
}
