//! The key of a record.

use std::borrow::Cow;
use std::fmt;

#[cfg(feature = "diesel-postgres")]
use crate::store::value::Sixteen;
use crate::store::value::Value;

/// The key of a record, of any type that a store has: a number, a text or bytes, or several of them together.
///
/// Printed as it would be written in SQL, so that the row can be looked up by hand.
///
/// ```
/// use heirloom::store::RowKey;
///
/// assert_eq!(RowKey::from(42).to_string(), "42");
/// assert_eq!(RowKey::from("ada").to_string(), "'ada'");
/// assert_eq!(RowKey::from(&[0xca, 0xfe][..]).to_string(), "x'cafe'");
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct RowKey {
    pub(crate) first: Value<'static>,
    /// Those of the further columns, where a row has its name from several.
    pub(crate) rest: Vec<Value<'static>>,
}

impl RowKey {
    pub(crate) fn of(value: Value<'static>) -> Self {
        Self { first: value, rest: Vec::new() }
    }

    /// All parts of several keys, one after the other.
    #[cfg(feature = "_diesel")]
    pub(super) fn together<const N: usize>(keys: [Self; N]) -> Self {
        let mut values = keys.into_iter().flat_map(|key| [key.first].into_iter().chain(key.rest));
        let first = values.next().unwrap_or(Value::Null);
        Self { first, rest: values.collect() }
    }

    #[cfg(feature = "_diesel")]
    pub(super) fn values(&self) -> impl Iterator<Item = &Value<'static>> {
        [&self.first].into_iter().chain(&self.rest)
    }
}

impl fmt::Display for RowKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.rest.is_empty() {
            return Part(&self.first).fmt(f);
        }
        write!(f, "({}", Part(&self.first))?;
        self.rest.iter().try_for_each(|value| write!(f, ", {}", Part(value)))?;
        f.write_str(")")
    }
}

/// One value of a key.
struct Part<'a>(&'a Value<'a>);

impl fmt::Display for Part<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Value::Null => f.write_str("NULL"),
            Value::Integer(number) => number.fmt(f),
            Value::Real(number) => write!(f, "{number:?}"),
            Value::Text(text) => write!(f, "'{}'", text.replace('\'', "''")),
            Value::BrokenText(bytes) => {
                f.write_str("CAST(")?;
                hex(f, bytes)?;
                f.write_str(" AS TEXT)")
            }
            Value::Blob(bytes) => hex(f, bytes),
            #[cfg(feature = "diesel-postgres")]
            Value::Uuid(Sixteen(bytes)) => uuid(f, bytes),
        }
    }
}

fn hex(f: &mut fmt::Formatter<'_>, bytes: &[u8]) -> fmt::Result {
    f.write_str("x'")?;
    bytes.iter().try_for_each(|byte| write!(f, "{byte:02x}"))?;
    f.write_str("'")
}

/// In groups of 8, 4, 4, 4 and 12 digits (RFC 9562).
#[cfg(feature = "diesel-postgres")]
fn uuid(f: &mut fmt::Formatter<'_>, bytes: &[u8; 16]) -> fmt::Result {
    f.write_str("'")?;
    for (at, byte) in bytes.iter().enumerate() {
        if matches!(at, 4 | 6 | 8 | 10) {
            f.write_str("-")?;
        }
        write!(f, "{byte:02x}")?;
    }
    f.write_str("'")
}

impl From<i32> for RowKey {
    fn from(key: i32) -> Self {
        Self::of(Value::Integer(key.into()))
    }
}

impl From<i64> for RowKey {
    fn from(key: i64) -> Self {
        Self::of(Value::Integer(key))
    }
}

impl From<&str> for RowKey {
    fn from(key: &str) -> Self {
        Self::of(Value::Text(Cow::Owned(key.to_owned())))
    }
}

impl From<&[u8]> for RowKey {
    fn from(key: &[u8]) -> Self {
        Self::of(Value::Blob(Cow::Owned(key.to_vec())))
    }
}

impl From<String> for RowKey {
    fn from(key: String) -> Self {
        Self::of(Value::Text(Cow::Owned(key)))
    }
}

impl From<Vec<u8>> for RowKey {
    fn from(key: Vec<u8>) -> Self {
        Self::of(Value::Blob(Cow::Owned(key)))
    }
}
