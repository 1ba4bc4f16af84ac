//! Records as MessagePack: opened from any version of the chain, sealed at any version of it.
//!
//! A record is a short header and the MessagePack of the value, with the fields by their names (decision note 014). Everything that a
//! version can hold as JSON it can hold as MessagePack, and the chain is the same; a chain may have records of both.
//!
//! What a downgrade has no place for goes into the carry as JSON, which has no form for `NaN` and the infinities. MessagePack has; JSON's
//! rule is for the carry alone.

use rmp_serde::{Deserializer, Serializer};
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::envelope::binary::{Codec, Limited, Limits, MORE, Reason, functions};

functions!(MessagePack, "messagepack");

struct MessagePack;

impl Codec for MessagePack {
    const ID: u8 = b'M';
    const NAME: &'static str = "MessagePack";
    const POSITIONAL: bool = false;

    fn encode<T: Serialize>(value: &T, out: &mut Vec<u8>) -> Result<(), Reason> {
        Ok(value.serialize(&mut Serializer::new(out).with_struct_map())?)
    }

    fn decode<T: DeserializeOwned>(payload: &[u8]) -> Result<T, Reason> {
        let mut decoder = Deserializer::new(payload);
        let value = T::deserialize(Limited::new(&mut decoder, &Limits::of(payload.len())))?;
        if decoder.get_ref().is_empty() { Ok(value) } else { Err(MORE.into()) }
    }
}
