//! Records as postcard: opened from any version of the chain, sealed at any version of it.
//!
//! A record is a short header and the postcard of the value (decision note 014). postcard writes neither names nor types, which makes
//! it the smallest of the codecs, and the header all that tells one version from another.
//!
//! # What it cannot hold
//!
//! A value is read by the places of its fields, so serde has to write each of them, always, and must not look ahead. Where the shape
//! of a type shows one of these, writing it does not build:
//!
//! - `flatten`, `skip_serializing_if`, and skipping in one direction alone
//! - enums that are `untagged` or have a `tag`, and variants that are skipped
//! - `serde_json::Value`, and variants that say `unknown`
//!
//! ```compile_fail
//! use heirloom::Migrate;
//! use serde::{Deserialize, Serialize};
//!
//! #[derive(Serialize, Deserialize, Migrate)]
//! #[migrate(entity = "user", version = 1)]
//! struct User {
//!     #[serde(default, skip_serializing_if = "Option::is_none")]
//!     email: Option<String>,
//!     name: String,
//! }
//!
//! let stored = heirloom::postcard::to_vec(&User { email: None, name: "Ada".into() });
//! ```
//!
//! What a type of another crate does by hand no shape shows; a test that writes a value and reads it again does. The fields and the variants
//! of a version that has shipped keep their order, too: `lock!` does not see it, since JSON does not care.

use postcard::ser_flavors::Flavor;
use postcard::{Deserializer, serialize_with_flavor};
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::envelope::binary::{Codec, Limited, Limits, MORE, functions};
use crate::envelope::fault::Reason;
use crate::envelope::format::format_of;

functions!(Postcard, "postcard");

format_of!(Postcard, postcard, version_of, "postcard", "postcard");

impl Codec for Postcard {
    const ID: u8 = b'P';
    const NAME: &'static str = "postcard";
    const POSITIONAL: bool = true;

    fn encode<T: Serialize>(value: &T, out: &mut Vec<u8>) -> Result<(), Reason> {
        Ok(serialize_with_flavor(value, Appended(out))?)
    }

    fn decode<T: DeserializeOwned>(payload: &[u8]) -> Result<T, Reason> {
        let mut decoder = Deserializer::from_bytes(payload);
        let value = T::deserialize(Limited::new(&mut decoder, &Limits::of(payload.len())))?;
        if decoder.finalize()?.is_empty() { Ok(value) } else { Err(MORE.into()) }
    }
}

/// Bytes behind those that are there already.
struct Appended<'a>(&'a mut Vec<u8>);

impl Flavor for Appended<'_> {
    type Output = ();

    fn try_push(&mut self, byte: u8) -> postcard::Result<()> {
        self.0.push(byte);
        Ok(())
    }

    fn try_extend(&mut self, bytes: &[u8]) -> postcard::Result<()> {
        self.0.extend_from_slice(bytes);
        Ok(())
    }

    fn finalize(self) -> postcard::Result<()> {
        Ok(())
    }
}
