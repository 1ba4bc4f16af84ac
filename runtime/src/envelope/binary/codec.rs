//! What a codec has to say for itself.

use std::marker::PhantomData;

use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::chain::Migrate;
use crate::envelope::CodecError;
use crate::envelope::binary::positional::{self, Unfit};
use crate::envelope::fault::Reason;

/// A binary codec.
pub(in crate::envelope) trait Codec {
    /// How the header names it.
    const ID: u8;
    /// How people name it.
    const NAME: &'static str;
    /// Whether it writes neither names nor types, so that a value is read by the places of its parts.
    const POSITIONAL: bool;

    /// Appends a payload. What was written of one that fails stays.
    fn encode<T: Serialize>(value: &T, out: &mut Vec<u8>) -> Result<(), Reason>;

    /// Reads a payload, to its last byte and within the [`Limits`](super::Limits).
    fn decode<T: DeserializeOwned>(payload: &[u8]) -> Result<T, Reason>;
}

/// What a codec says where its payload ends before the record does.
pub(in crate::envelope) const MORE: &str = "there are bytes behind the end of the payload";

pub(super) fn error<C: Codec>(reason: impl Into<Reason>) -> CodecError {
    CodecError { codec: C::NAME, path: String::new(), reason: reason.into() }
}

/// Whether a codec can hold a version, found while compiling.
pub(super) struct Fit<C, T>(PhantomData<(C, T)>);

impl<C: Codec, T: Migrate> Fit<C, T> {
    pub(super) const UNFIT: Option<Unfit> =
        if C::POSITIONAL { positional::unfit(T::SHAPE) } else { None };

    /// For what is written at the version of its type: refused by the compiler.
    pub(super) const DEMANDED: () = if let Some(unfit) = Self::UNFIT {
        panic!("{}", unfit.words())
    };
}
