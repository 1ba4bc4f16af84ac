//! Values of types that `arbitrary` does not know.

use arbitrary::{Arbitrary, Error, Result, Unstructured};
use serde_json::{Map, Value, json};

use crate::chain::{KnownVariants, Unknown};

/// Any JSON value, some levels deep: for fields of the type `serde_json::Value`.
///
/// # Errors
///
/// Whatever [`arbitrary`] says when it runs out of bytes.
///
/// ```
/// use heirloom::testing::arbitrary;
///
/// #[derive(arbitrary::Arbitrary)]
/// struct Page {
///     #[arbitrary(with = heirloom::testing::any_json)]
///     extra: serde_json::Value,
/// }
/// ```
pub fn any_json(bytes: &mut Unstructured<'_>) -> Result<Value> {
    json_within(bytes, 3)
}

fn json_within(bytes: &mut Unstructured<'_>, depth: u8) -> Result<Value> {
    let kinds = if depth == 0 { 4 } else { 6 };
    Ok(match bytes.int_in_range(0..=kinds)? {
        0 => Value::Null,
        1 => Value::Bool(bytes.arbitrary()?),
        2 => Value::from(bytes.arbitrary::<i64>()?),
        3 => Value::from(bytes.arbitrary::<f64>()?),
        4 => Value::String(bytes.arbitrary()?),
        5 => {
            let length = bytes.int_in_range(0..=3)?;
            let elements = (0..length).map(|_| json_within(bytes, depth - 1));
            Value::Array(elements.collect::<Result<_>>()?)
        }
        _ => {
            let length = bytes.int_in_range(0..=3)?;
            let members = (0..length)
                .map(|_| Ok((bytes.arbitrary::<String>()?, json_within(bytes, depth - 1)?)));
            Value::Object(members.collect::<Result<Map<_, _>>>()?)
        }
    })
}

/// A variant that no version knows.
impl<'a, E: KnownVariants> Arbitrary<'a> for Unknown<E> {
    fn arbitrary(bytes: &mut Unstructured<'a>) -> Result<Self> {
        let name = format!("Unknown{}", bytes.arbitrary::<u8>()?);
        let content = json_within(bytes, 1)?;
        let value = match (E::TAG, bytes.arbitrary()?) {
            (Some(tag), _) => json!({ tag: name, "content": content }),
            (None, true) => json!({ name: content }),
            (None, false) => Value::String(name),
        };
        serde_json::from_value(value).map_err(|_| Error::IncorrectFormat)
    }
}
