//! From a value to a text, by way of its JSON.
//!
//! What was written is read again before it is handed out: people and their tools have made these notations, and a text that
//! reads as something else than what was meant must never take the place of a record.

use std::borrow::Cow;
use std::marker::PhantomData;

use crate::chain::{self, Carried, Migrate, Sink, Tag, text};
use crate::envelope::error::without_position;
use crate::envelope::text::{Node, Notation, Refused, error, nulls};
use crate::envelope::{Carry, Newer, SealError, SealErrorKind, Versioned, carry, json};
use crate::version::Version;

/// Writes a value that stays with its owner at any version of its chain.
pub(in crate::envelope) fn seal_as<N: Notation, T: Migrate>(
    value: &T,
    carry: Option<&Carry>,
    version: Version,
) -> Result<String, SealError> {
    if version != T::VERSION {
        // The steps take a value apart, so they get one of their own.
        let copy = json::copy(value)?;
        return seal_at::<N, T>(Versioned::new(copy).carrying(carry.cloned()), version);
    }
    let record =
        record::<N, T>(value, carry).map_err(|kind| SealError::new::<T>(T::VERSION, kind))?;
    T::written().set(record.len());
    Ok(record)
}

/// Writes a record at any version of its chain.
pub(in crate::envelope) fn seal_at<N: Notation, T: Migrate>(
    record: Versioned<T>,
    version: Version,
) -> Result<String, SealError> {
    let (value, carry) = record.into_parts();
    let (carried, unbound) = Carry::start(carry);
    let older = Older::<N> { unbound, notation: PhantomData };
    let record = chain::write_at(value, version, carried, older)
        .map_err(|error| SealError::unwritten::<T>(version, error))?;
    T::written().set(record.len());
    Ok(record)
}

/// A record of a newer version, as it was.
pub(in crate::envelope) fn newer<N: Notation, T: Migrate>(
    newer: &Newer,
) -> Result<String, SealError> {
    newer.text_of::<T>(N::NAME)
}

/// A record about to be written at a version that may be older.
struct Older<N> {
    /// A carry that could not be applied.
    unbound: Option<Carry>,
    notation: PhantomData<N>,
}

impl<N: Notation> Sink for Older<N> {
    type Ok = String;
    type Error = SealErrorKind;

    fn write<T: Migrate>(self, value: &T, carried: Carried) -> Result<String, SealErrorKind> {
        let carry = Carry::after(carried, self.unbound).map_err(SealErrorKind::Step)?;
        record::<N, T>(value, carry.as_ref())
    }
}

fn record<N: Notation, T: Migrate>(
    value: &T,
    carry: Option<&Carry>,
) -> Result<String, SealErrorKind> {
    let mut json = Vec::with_capacity(T::written().get());
    text::write(value, &mut json).map_err(SealErrorKind::Serialize)?;
    if T::FLATTENS
        && let Some(member) = json::member_twice(&json)
    {
        return Err(SealErrorKind::MemberTwice { member });
    }
    if let Some(member) = json::reserved_member(&json, T::TAG) {
        return Err(SealErrorKind::ReservedMember { member });
    }
    let json = std::str::from_utf8(&json).expect("serde_json writes UTF-8");
    let mut payload = Node::of_json(json).map_err(refused::<N>)?;
    if !N::HAS_NULL {
        nulls::leave_out::<T>(&mut payload).map_err(refused::<N>)?;
    }
    readable::<N, T>(&payload)?;
    let carry = carry.map(|carry| {
        let of = || Ok(carry::print_of(T::ENTITY, T::VERSION, None, payload.print()?));
        carry::text(carry, of, T::CARRY_LIMIT)
    });
    let record = enveloped::<T>(payload, carry.transpose()?.flatten())?;
    let written = N::write(&record).map_err(refused::<N>)?;
    check::<N>(&record, &written)?;
    Ok(written)
}

/// The members of the envelope, and those of the payload behind them.
fn enveloped<T: Migrate>(
    payload: Node<'_>,
    carry: Option<String>,
) -> Result<Node<'_>, SealErrorKind> {
    let number = |number: u32| Node::Number(number.to_string().into());
    let version = T::VERSION;
    let (major, minor, _) = version.parts();
    let mut members: Vec<(Cow<'_, str>, Node<'_>)> = Vec::new();
    match T::TAG {
        Tag::Foreign { .. } if carry.is_some() => return Err(SealErrorKind::CarryHasNoPlace),
        Tag::Foreign { major: major_name, minor: minor_name } => {
            members.push((major_name.into(), number(major)));
            members.push((minor_name.into(), number(minor)));
        }
        Tag::Member(member) => {
            let tag = if version.is_major() {
                number(major)
            } else {
                Node::Text(version.to_string().into())
            };
            members.push((member.into(), tag));
            members.extend(T::NAMED.then(|| ("$e".into(), Node::Text(T::ENTITY.into()))));
            members.extend(carry.map(|carry| ("$c".into(), Node::Text(carry.into()))));
        }
    }
    match payload {
        Node::Table(fields) => members.extend(fields),
        payload => members.push(("$d".into(), payload)),
    }
    Ok(Node::Table(members))
}

/// Whether its type reads it. JSON writes `NaN` as null, which is no number.
fn readable<N: Notation, T: Migrate>(payload: &Node<'_>) -> Result<(), SealErrorKind> {
    let json = payload.json().map_err(SealErrorKind::Serialize)?;
    match serde_json::from_str::<T>(&json) {
        Ok(_) => Ok(()),
        Err(source) => {
            let mut again = serde_json::Deserializer::from_str(&json);
            let path = serde_path_to_error::deserialize::<_, T>(&mut again)
                .err()
                .map(|traced| traced.path().to_string())
                .filter(|path| path != "." && path != "?");
            let reason = format!("it could not be read again: {}", without_position(&source));
            Err(SealErrorKind::Unencodable(error::<N>(path.unwrap_or_default(), reason)))
        }
    }
}

/// Whether what was written says what was to be written.
fn check<N: Notation>(record: &Node<'_>, written: &str) -> Result<(), SealErrorKind> {
    let unencodable = |reason| Err(SealErrorKind::Unencodable(error::<N>(String::new(), reason)));
    match N::read(written) {
        Err(reason) => unencodable(format!("it could not be read again: {reason}")),
        Ok(read) => {
            let meant = record.print().map_err(SealErrorKind::Step)?;
            match read.print() {
                Ok(print) if print == meant => Ok(()),
                _ => unencodable("it would be read as something else".to_owned()),
            }
        }
    }
}

fn refused<N: Notation>(refused: Refused) -> SealErrorKind {
    let path = refused.path();
    SealErrorKind::Unencodable(error::<N>(path, refused.reason))
}
