//! What can be wrong with a record that is no JSON, apart from what can be wrong with any.

use std::error::Error;
use std::fmt;

/// What is wrong with the header of a binary record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum HeaderFault {
    /// The record ends inside of it.
    Ends,
    /// A number is too large, or longer than it has to be.
    Number,
    /// Its flags have a bit that means nothing.
    Flags(u8),
    /// The name of the entity is no text.
    Entity,
    /// What stands before the payload is said to be longer than the rest of the record.
    Length {
        /// The length that it claims, in bytes.
        claimed: u64,
        /// How many bytes are left.
        left: usize,
    },
}

impl fmt::Display for HeaderFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Ends => f.write_str("the record ends inside of it"),
            Self::Number => f.write_str("it holds a number that none of our writers writes"),
            Self::Flags(flags) => {
                write!(f, "its flags are {flags:#010b}, and only the last two bits mean something")
            }
            Self::Entity => f.write_str("the name of the entity is not UTF-8"),
            Self::Length { claimed, left } => {
                write!(
                    f,
                    "it claims {claimed} bytes before the payload, and {left} are left of the record"
                )
            }
        }
    }
}

/// What a codec says of what it refuses.
pub(super) type Reason = Box<dyn Error + Send + Sync>;

/// What a codec says of a payload that it cannot read, or of a value that it cannot write.
pub struct CodecError {
    pub(super) codec: &'static str,
    pub(super) path: String,
    pub(super) reason: Reason,
}

impl CodecError {
    /// The codec: `"CBOR"`, `"MessagePack"`, `"postcard"`, `"TOML"` or `"YAML"`.
    pub fn codec(&self) -> &'static str {
        self.codec
    }

    /// The field that it cannot write, such as `items[3].qty`, where it knows which; empty where not.
    pub fn path(&self) -> &str {
        &self.path
    }
}

impl fmt::Debug for CodecError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("CodecError")
            .field("codec", &self.codec)
            .field("path", &self.path)
            .field("reason", &self.reason)
            .finish()
    }
}

impl fmt::Display for CodecError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.codec, self.reason)?;
        if self.path.is_empty() { Ok(()) } else { write!(f, ", at `{}`", self.path) }
    }
}

impl Error for CodecError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        // The codec's own words are ours already.
        self.reason.source()
    }
}
