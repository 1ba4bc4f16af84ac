//! From a value to bytes.

use std::marker::PhantomData;

use crate::chain::{self, Carried, Migrate, Print, Sink, text};
use crate::envelope::binary::codec::{Fit, error};
use crate::envelope::binary::{Codec, header};
use crate::envelope::{Carry, SealError, SealErrorKind, Versioned, carry, json};
use crate::version::Version;

/// Writes a value that stays with its owner at any version of its chain.
pub(in crate::envelope) fn seal_as<C: Codec, T: Migrate>(
    value: &T,
    carry: Option<&Carry>,
    version: Version,
) -> Result<Vec<u8>, SealError> {
    const { Fit::<C, T>::DEMANDED };
    if version != T::VERSION {
        // The steps take a value apart, so they get one of their own.
        let copy = copy::<C, T>(value).map_err(|kind| SealError::new::<T>(T::VERSION, kind))?;
        return seal_at::<C, T>(Versioned::new(copy).carrying(carry.cloned()), version);
    }
    let record =
        record::<C, T>(value, carry).map_err(|kind| SealError::new::<T>(T::VERSION, kind))?;
    T::written().set(record.len());
    Ok(record)
}

/// Writes a record at any version of its chain.
pub(in crate::envelope) fn seal_at<C: Codec, T: Migrate>(
    record: Versioned<T>,
    version: Version,
) -> Result<Vec<u8>, SealError> {
    let (value, carry) = record.into_parts();
    let (carried, unbound) = Carry::start(carry);
    let older = Older::<C> { unbound, codec: PhantomData };
    let record = chain::write_at(value, version, carried, older)
        .map_err(|error| SealError::unwritten::<T>(version, error))?;
    T::written().set(record.len());
    Ok(record)
}

/// A record about to be written at a version that may be older.
struct Older<C> {
    /// A carry that could not be applied.
    unbound: Option<Carry>,
    codec: PhantomData<C>,
}

impl<C: Codec> Sink for Older<C> {
    type Ok = Vec<u8>;
    type Error = SealErrorKind;

    fn write<T: Migrate>(self, value: &T, carried: Carried) -> Result<Vec<u8>, SealErrorKind> {
        let carry = Carry::after(carried, self.unbound).map_err(SealErrorKind::Step)?;
        record::<C, T>(value, carry.as_ref())
    }
}

fn record<C: Codec, T: Migrate>(
    value: &T,
    carry: Option<&Carry>,
) -> Result<Vec<u8>, SealErrorKind> {
    if let Some(unfit) = Fit::<C, T>::UNFIT {
        return Err(SealErrorKind::Unencodable(error::<C>(unfit.words())));
    }
    if T::FLATTENS {
        refuse_twice(value)?;
    }
    let Some(carry) = carry else {
        let mut out = Vec::with_capacity(T::written().get());
        header::write::<C, T>(None, &mut out);
        payload::<C, T>(value, &mut out)?;
        return Ok(out);
    };
    let mut bytes = Vec::with_capacity(T::written().get());
    payload::<C, T>(value, &mut bytes)?;
    let of = || Ok(carry::print_of(T::ENTITY, T::VERSION, None, Print::of_payload(&bytes)));
    let carry = carry::text(carry, of, T::CARRY_LIMIT)?;
    let mut out = Vec::with_capacity(bytes.len() + carry.as_ref().map_or(0, String::len) + 32);
    header::write::<C, T>(carry.as_deref(), &mut out);
    out.extend_from_slice(&bytes);
    Ok(out)
}

/// What would be written, read again.
#[cold]
fn copy<C: Codec, T: Migrate>(value: &T) -> Result<T, SealErrorKind> {
    let mut bytes = Vec::with_capacity(T::written().get());
    payload::<C, T>(value, &mut bytes)?;
    C::decode(&bytes).map_err(|reason| SealErrorKind::Unencodable(error::<C>(reason)))
}

fn payload<C: Codec, T: Migrate>(value: &T, out: &mut Vec<u8>) -> Result<(), SealErrorKind> {
    C::encode(value, out).map_err(|reason| SealErrorKind::Unencodable(error::<C>(reason)))
}

/// A flattened map may hold a key that is a field too. JSON shows it, and what each codec would write has the same names.
#[cold]
fn refuse_twice<T: Migrate>(value: &T) -> Result<(), SealErrorKind> {
    let mut bytes = Vec::with_capacity(T::written().get());
    text::write(value, &mut bytes).map_err(SealErrorKind::Serialize)?;
    match json::member_twice(&bytes) {
        Some(member) => Err(SealErrorKind::MemberTwice { member }),
        None => Ok(()),
    }
}
