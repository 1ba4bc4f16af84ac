//! The key of a row: which column types can be one, and which Rust values name one.

use std::borrow::Cow;
use std::fmt;

use diesel::sql_types::{BigInt, Binary, Integer, Nullable, Text};

#[cfg(feature = "diesel-postgres")]
use crate::store::value::Sixteen;
use crate::store::value::Value;

/// The key of a row, of any type that the key column holds.
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
pub struct RowKey(pub(crate) Value<'static>);

impl fmt::Display for RowKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
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
        Self(Value::Integer(key.into()))
    }
}

impl From<i64> for RowKey {
    fn from(key: i64) -> Self {
        Self(Value::Integer(key))
    }
}

impl From<&str> for RowKey {
    fn from(key: &str) -> Self {
        Self(Value::Text(Cow::Owned(key.to_owned())))
    }
}

impl From<&[u8]> for RowKey {
    fn from(key: &[u8]) -> Self {
        Self(Value::Blob(Cow::Owned(key.to_vec())))
    }
}

/// A column type by which rows can be found.
#[diagnostic::on_unimplemented(
    message = "a column of type `{Self}` cannot be a key",
    note = "keys are of type `Integer`, `BigInt`, `Text` or `Binary`, on PostgreSQL also `Uuid`, nullable or not"
)]
pub trait KeyType {
    /// The type that its values share with those of other column types: `BigInt`, `Text` or `Binary`.
    type Kind;
    #[doc(hidden)]
    const FORM: KeyForm;
}

/// What the values of a key column are.
#[doc(hidden)]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeyForm {
    Integer,
    Text,
    Bytes,
    Uuid,
}

impl KeyType for Integer {
    type Kind = BigInt;
    const FORM: KeyForm = KeyForm::Integer;
}

impl KeyType for BigInt {
    type Kind = BigInt;
    const FORM: KeyForm = KeyForm::Integer;
}

impl KeyType for Text {
    type Kind = Text;
    const FORM: KeyForm = KeyForm::Text;
}

impl KeyType for Binary {
    type Kind = Binary;
    const FORM: KeyForm = KeyForm::Bytes;
}

#[cfg(feature = "diesel-postgres")]
impl KeyType for diesel::sql_types::Uuid {
    type Kind = Self;
    const FORM: KeyForm = KeyForm::Uuid;
}

impl<ST: KeyType> KeyType for Nullable<ST> {
    type Kind = ST::Kind;
    const FORM: KeyForm = ST::FORM;
}

/// A value that names a row by a key of type `Kind` (`BigInt`, `Text` or `Binary`).
///
/// Implement it for your own key types:
///
/// ```
/// use diesel::sql_types::BigInt;
/// use heirloom::store::{AsKey, RowKey};
///
/// struct UserId(i64);
///
/// impl AsKey<BigInt> for UserId {
///     fn as_key(&self) -> RowKey {
///         self.0.into()
///     }
/// }
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no key of type `{Kind}`",
    note = "keys are integers, texts or bytes, as the key column has them; implement `heirloom::store::AsKey` for a type of your own"
)]
pub trait AsKey<Kind> {
    /// The key.
    fn as_key(&self) -> RowKey;
}

macro_rules! as_key {
    ($($kind:ty: $($key:ty),*;)*) => {
        $($(
            impl AsKey<$kind> for $key {
                fn as_key(&self) -> RowKey {
                    RowKey::from(&**self)
                }
            }
        )*)*
    };
}

as_key!(Text: &str, String; Binary: &[u8], Vec<u8>;);

impl AsKey<BigInt> for i32 {
    fn as_key(&self) -> RowKey {
        RowKey::from(*self)
    }
}

impl AsKey<BigInt> for i64 {
    fn as_key(&self) -> RowKey {
        RowKey::from(*self)
    }
}

/// A UUID, as its sixteen bytes: `uuid.into_bytes()`.
#[cfg(feature = "diesel-postgres")]
impl AsKey<diesel::sql_types::Uuid> for [u8; 16] {
    fn as_key(&self) -> RowKey {
        RowKey(Value::Uuid(Sixteen(*self)))
    }
}

#[cfg(all(feature = "diesel-postgres", feature = "uuid"))]
impl AsKey<diesel::sql_types::Uuid> for uuid::Uuid {
    fn as_key(&self) -> RowKey {
        self.into_bytes().as_key()
    }
}

/// Of any kind: a key that the store itself gave.
impl<Kind> AsKey<Kind> for RowKey {
    fn as_key(&self) -> RowKey {
        self.clone()
    }
}

impl<Kind, K: AsKey<Kind>> AsKey<Kind> for &K {
    fn as_key(&self) -> RowKey {
        (**self).as_key()
    }
}
