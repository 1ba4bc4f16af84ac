//! A JSON object taken apart, as it was written.

use std::fmt::{self, Write};

use serde::de::{Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;

/// The members of an object, in their order and as often as they occur.
pub fn members(text: &str) -> Option<Vec<(String, &RawValue)>> {
    struct Members;
    impl<'de> Visitor<'de> for Members {
        type Value = Vec<(String, &'de RawValue)>;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("an object")
        }

        fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
            std::iter::from_fn(|| map.next_entry().transpose()).collect()
        }
    }
    let mut deserializer = serde_json::Deserializer::from_str(text);
    let members = deserializer.deserialize_map(Members).ok()?;
    deserializer.end().ok().map(|()| members)
}

/// An object of these members; with white space and with an escape in each name if it is to be `unusual`.
pub(super) fn object(members: &[(String, &RawValue)], unusual: bool) -> String {
    let space = if unusual { " \n\t\r" } else { "" };
    let mut text = format!("{space}{{");
    for (at, (name, value)) in members.iter().enumerate() {
        let mut name = serde_json::to_string(name).expect("a text");
        let first = name.as_bytes()[1];
        if unusual && first.is_ascii_graphic() && !matches!(first, b'"' | b'\\') {
            name.replace_range(1..2, &format!("\\u{first:04x}"));
        }
        let comma = if at == 0 { "" } else { "," };
        let value = value.get();
        write!(text, "{comma}{space}{name}{space}:{space}{value}{space}").expect("a text");
    }
    text + "}" + space
}
