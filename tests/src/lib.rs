//! Versions that several tests use.

use serde::de::IgnoredAny;

/// A stored record without its carry.
///
/// # Panics
///
/// When it is not well-formed.
pub fn without_carry(record: &str) -> String {
    let Some(at) = record.find(r#""$c":"#) else { return record.to_owned() };
    let value = at + r#""$c":"#.len();
    let mut values = serde_json::Deserializer::from_str(&record[value..]).into_iter::<IgnoredAny>();
    values.next().expect("a value").expect("well-formed");
    let end = value + values.byte_offset();
    if record[end..].starts_with(',') {
        format!("{}{}", &record[..at], &record[end + 1..])
    } else {
        format!("{}{}", &record[..at - 1], &record[end..])
    }
}

pub mod order;
pub mod user;
