//! Records as MessagePack: opened from any version of the chain, sealed at any version of it.
//!
//! A record is a short header and the MessagePack of the value, with the fields by their names (decision note 014). Everything that a
//! version can hold as JSON it can hold as MessagePack, and the chain is the same; a chain may have records of both.
//!
//! # What stays JSON
//!
//! The carry is JSON in each codec, and so is what a `serde_json::Value` or an [`Unknown`](crate::Unknown) holds. JSON has no form for bytes, nor
//! for `NaN` and the infinities: where a step would have to keep such a number, it is refused, and a `Value` holds `null` in its place.

use rmp_serde::decode::Error;
use rmp_serde::{Deserializer, Serializer};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use crate::envelope::binary::{Codec, Limited, Limits, MORE, functions};
use crate::envelope::fault::Reason;
use crate::envelope::format::format_of;

functions!(MessagePack, "messagepack");

format_of!(MessagePack, messagepack, version_of, "messagepack", "msgpack");

impl Codec for MessagePack {
    const ID: u8 = b'M';
    const NAME: &'static str = "MessagePack";
    const POSITIONAL: bool = false;

    fn encode<T: Serialize>(value: &T, out: &mut Vec<u8>) -> Result<(), Reason> {
        Ok(value.serialize(&mut Serializer::new(out).with_struct_map())?)
    }

    fn decode<T: DeserializeOwned>(payload: &[u8]) -> Result<T, Reason> {
        let mut decoder = Deserializer::from_read_ref(payload);
        let value = T::deserialize(Limited::new(&mut decoder, &Limits::of(payload.len())))?;
        // It does not say where it is, but it says when there is nothing left to begin a value with.
        match <()>::deserialize(&mut decoder) {
            Err(Error::InvalidMarkerRead(_)) => Ok(value),
            _ => Err(MORE.into()),
        }
    }
}
