//! From bytes to today's type.

use std::cell::RefCell;
use std::marker::PhantomData;

use serde_json::value::RawValue;

use crate::chain::{self, Carried, Migrate, Payload, Print, Pure, ReadError};
use crate::envelope::binary::codec::error;
use crate::envelope::binary::{Codec, header};
use crate::envelope::{Carry, OpenError, OpenErrorKind, Versioned, carry};
use crate::version::Version;

/// Opens a record of any version.
pub(in crate::envelope) fn open<C: Codec, T: Pure>(
    bytes: &[u8],
    mut carried: Carried,
) -> Result<Versioned<T>, OpenError> {
    let parts = header::read::<C, T>(bytes)?;
    let version = parts.version;
    let failed = |error| OpenError::unread::<T>(version, error);
    let carry = parts.carry.map(json::<T>(version)).transpose()?;
    let carry = RefCell::new(carry);
    let body = Body::<C> { bytes: parts.payload, carry: Some(&carry), codec: PhantomData };
    let value = chain::read_at(version, body, &mut carried).map_err(failed)?;
    let unbound = carry.take().map(|raw| Carry::read(raw, false));
    let carry = Carry::after(carried, unbound).map_err(|step| failed(ReadError::Step(step)))?;
    Ok(Versioned::from_record(value, version, carry))
}

/// Opens a payload whose version stands beside it.
pub(in crate::envelope) fn open_at<C: Codec, T: Pure>(
    version: Version,
    payload: &[u8],
) -> Result<T, OpenError> {
    let body = Body::<C> { bytes: payload, carry: None, codec: PhantomData };
    chain::read_at(version, body, &mut Carried::discarding())
        .map_err(|error| OpenError::unread::<T>(version, error))
}

/// The version of a record, which may lie outside the chain of `T`.
pub(in crate::envelope) fn version_of<C: Codec, T: Migrate>(
    bytes: &[u8],
) -> Result<Version, OpenError> {
    header::read::<C, T>(bytes).map(|parts| parts.version)
}

/// The carry's text as JSON.
fn json<T: Migrate>(version: Version) -> impl Fn(&[u8]) -> Result<Box<RawValue>, OpenError> {
    move |bytes| {
        serde_json::from_slice(bytes).map_err(|source| {
            let kind = OpenErrorKind::Malformed { path: "the carry".to_owned(), source };
            OpenError::new::<T>(Some(version), kind)
        })
    }
}

/// A payload, and the carry as long as it is not known to be bound to it.
struct Body<'a, C> {
    bytes: &'a [u8],
    carry: Option<&'a RefCell<Option<Box<RawValue>>>>,
    codec: PhantomData<C>,
}

impl<C: Codec> Payload for Body<'_, C> {
    type Error = Box<OpenErrorKind>;

    fn read<T: Migrate>(self, carried: &mut Carried) -> Result<T, Box<OpenErrorKind>> {
        let value = C::decode(self.bytes)
            .map_err(|reason| Box::new(OpenErrorKind::Undecodable(error::<C>(reason))))?;
        if let Some(place) = self.carry
            && let Some(raw) = place.take()
        {
            if carry::is_bound::<T>(&raw, None, || Ok(Print::of_payload(self.bytes))) {
                carried.set(raw);
            } else {
                place.replace(Some(raw));
            }
        }
        Ok(value)
    }
}
