//! How version, payload and carry lie in a stored record (decision note 002).
//!
//! [`json`] opens and seals records, and so do `cbor`, `messagepack`, `postcard`, `toml` and `yaml` behind features of these names; [`Versioned`] is a value together with what its record said
//! beside it. Nothing here knows where records live, nor which version a program should write.

#[cfg(any(feature = "cbor", feature = "messagepack", feature = "postcard"))]
mod binary;
mod carry;
#[cfg(feature = "cbor")]
pub mod cbor;
mod error;
mod fault;
mod format;
pub mod json;
#[cfg(feature = "messagepack")]
pub mod messagepack;
mod newer;
#[cfg(feature = "postcard")]
pub mod postcard;
mod tagged;
#[cfg(any(feature = "toml", feature = "yaml"))]
mod text;
#[cfg(feature = "toml")]
pub mod toml;
mod versioned;
#[cfg(feature = "yaml")]
pub mod yaml;

pub use carry::Carry;
#[cfg(feature = "cbor")]
pub use cbor::Cbor;
pub use error::{OpenError, OpenErrorKind, SealError, SealErrorKind};
pub use fault::{CodecError, HeaderFault};
pub use format::{Format, Json, TextFormat};
#[cfg(feature = "messagepack")]
pub use messagepack::MessagePack;
pub use newer::{Found, Newer, View};
#[cfg(feature = "postcard")]
pub use postcard::Postcard;
pub use tagged::Tagged;
#[cfg(feature = "toml")]
pub use toml::Toml;
pub use versioned::Versioned;
#[cfg(feature = "yaml")]
pub use yaml::Yaml;
