//! One value of a row, with the type that the database gives it.

use std::borrow::Cow;

/// A value as the database holds it: of the type that this very row has, whatever the column declares.
#[derive(Debug, Clone, PartialEq)]
pub enum Value<'a> {
    Null,
    Integer(i64),
    Real(f64),
    Text(Cow<'a, str>),
    /// Text whose bytes are not in the database's encoding.
    BrokenText(Cow<'a, [u8]>),
    Blob(Cow<'a, [u8]>),
}

impl Value<'_> {
    pub(crate) fn into_owned(self) -> Value<'static> {
        match self {
            Self::Null => Value::Null,
            Self::Integer(number) => Value::Integer(number),
            Self::Real(number) => Value::Real(number),
            Self::Text(text) => Value::Text(Cow::Owned(text.into_owned())),
            Self::BrokenText(bytes) => Value::BrokenText(Cow::Owned(bytes.into_owned())),
            Self::Blob(bytes) => Value::Blob(Cow::Owned(bytes.into_owned())),
        }
    }

    /// Its bytes, where it is text or a blob.
    pub(crate) fn bytes(&self) -> Option<&[u8]> {
        match self {
            Self::Null | Self::Integer(_) | Self::Real(_) => None,
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
        }
    }

    /// The bytes that it takes in memory, apart from a fixed few.
    pub(crate) fn size(&self) -> usize {
        match self {
            Self::Null | Self::Integer(_) | Self::Real(_) => 0,
            Self::Text(text) => text.len(),
            Self::BrokenText(bytes) | Self::Blob(bytes) => bytes.len(),
        }
    }
}
