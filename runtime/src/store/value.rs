//! One value of a row, with the type that the database gives it.

use std::borrow::Cow;

/// A value as the database holds it: of the type that this very row has, whatever the column declares.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(
    not(feature = "_diesel"),
    expect(dead_code, unreachable_pub, reason = "a row holds more than a key")
)]
pub enum Value<'a> {
    Null,
    Integer(i64),
    Real(f64),
    Text(Cow<'a, str>),
    /// Text whose bytes are not in the database's encoding.
    BrokenText(Cow<'a, [u8]>),
    Blob(Cow<'a, [u8]>),
    /// A UUID, where the database has a type for it.
    #[cfg(feature = "diesel-postgres")]
    Uuid(Sixteen),
}

/// The bytes of a UUID.
#[cfg(feature = "diesel-postgres")]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sixteen(pub(crate) [u8; 16]);

#[cfg(feature = "_diesel")]
impl Value<'_> {
    #[cfg(feature = "diesel-sqlite")]
    pub(crate) fn into_owned(self) -> Value<'static> {
        match self {
            Self::Null => Value::Null,
            Self::Integer(number) => Value::Integer(number),
            Self::Real(number) => Value::Real(number),
            Self::Text(text) => Value::Text(Cow::Owned(text.into_owned())),
            Self::BrokenText(bytes) => Value::BrokenText(Cow::Owned(bytes.into_owned())),
            Self::Blob(bytes) => Value::Blob(Cow::Owned(bytes.into_owned())),
            #[cfg(feature = "diesel-postgres")]
            Self::Uuid(bytes) => Value::Uuid(bytes),
        }
    }

    /// Its bytes, where it is text or a blob.
    #[cfg(feature = "diesel-sqlite")]
    pub(crate) fn bytes(&self) -> Option<&[u8]> {
        match self {
            Self::Null | Self::Integer(_) | Self::Real(_) => None,
            #[cfg(feature = "diesel-postgres")]
            Self::Uuid(Sixteen(bytes)) => Some(bytes),
            Self::Text(text) => Some(text.as_bytes()),
            Self::BrokenText(bytes) | Self::Blob(bytes) => Some(bytes),
        }
    }

    /// What it is, for a message.
    pub(crate) fn noun(&self) -> &'static str {
        match self {
            Self::Null => "nothing",
            Self::Integer(_) => "an integer",
            Self::Real(_) => "a real number",
            Self::Text(_) | Self::BrokenText(_) => "text",
            Self::Blob(_) => "a blob",
            #[cfg(feature = "diesel-postgres")]
            Self::Uuid(_) => "a UUID",
        }
    }

    /// The bytes that it takes in memory, apart from a fixed few.
    #[cfg(feature = "diesel-sqlite")]
    pub(crate) fn size(&self) -> usize {
        match self {
            Self::Null | Self::Integer(_) | Self::Real(_) => 0,
            #[cfg(feature = "diesel-postgres")]
            Self::Uuid(_) => 16,
            Self::Text(text) => text.len(),
            Self::BrokenText(bytes) | Self::Blob(bytes) => bytes.len(),
        }
    }
}
