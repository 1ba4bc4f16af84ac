//! Records as CBOR: opened from any version of the chain, sealed at any version of it.
//!
//! A record is a short header and the CBOR of the value, with the fields by their names (decision note 014). Everything that a version can
//! hold as JSON it can hold as CBOR, and the chain is the same; a chain may have records of both.
//!
//! # What stays JSON
//!
//! The carry is JSON in each codec, and so is what a `serde_json::Value` or an [`Unknown`](crate::Unknown) holds. JSON has no form for bytes, nor
//! for `NaN` and the infinities: where a step would have to keep such a number, it is refused, and a `Value` holds `null` in its place.

use std::borrow::Cow;
use std::io;

use ciborium::de;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Deserializer, Serialize};

use crate::envelope::binary::{Codec, Limited, Limits, MORE, functions};
use crate::envelope::fault::Reason;
use crate::envelope::format::format_of;

functions!(Cbor, "cbor");

format_of!(Cbor, cbor, version_of, "cbor", "cbor");

impl Codec for Cbor {
    const ID: u8 = b'C';
    const NAME: &'static str = "CBOR";
    const POSITIONAL: bool = false;

    fn encode<T: Serialize>(value: &T, out: &mut Vec<u8>) -> Result<(), Reason> {
        Ok(ciborium::into_writer(value, out)?)
    }

    fn decode<T: DeserializeOwned>(payload: &[u8]) -> Result<T, Reason> {
        // A text is handed over from this buffer, and refused if it is longer.
        let mut short = [0; 1024];
        let mut long = Vec::new();
        let buffer = if payload.len() <= short.len() {
            &mut short[..]
        } else {
            long.resize(payload.len(), 0);
            &mut long[..]
        };
        let mut rest = payload;
        let Within(value) = de::from_reader_with_buffer(&mut rest, buffer).map_err(said)?;
        if rest.is_empty() { Ok(value) } else { Err(MORE.into()) }
    }
}

/// A value read within the limits: the decoder takes a type and not a seed.
struct Within<T>(T);

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Within<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        // How long the payload is cannot be known here; in CBOR each element takes a byte.
        T::deserialize(Limited::new(deserializer, &Limits::of(usize::MAX))).map(Self)
    }
}

/// In words, which the decoder's own errors are not.
fn said(error: de::Error<io::Error>) -> Reason {
    let words: Cow<'static, str> = match error {
        de::Error::Io(_) => "it ends too early".into(),
        de::Error::Syntax(offset) => format!("it is not well-formed at byte {offset}").into(),
        de::Error::Semantic(Some(offset), words) => format!("{words}, at byte {offset}").into(),
        de::Error::Semantic(None, words) => words.into(),
        de::Error::RecursionLimitExceeded => "it is nested too deeply".into(),
    };
    words.into()
}
