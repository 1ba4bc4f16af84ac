//! From a value to bytes.
//!
//! The payload is serialized straight behind the envelope's members, and its opening brace becomes the comma
//! between them. A payload that is no object goes under `$d` instead.

use crate::chain::text::{self, write_str};
use crate::chain::{self, Carried, Migrate, Print, Sink, Tag};
use crate::envelope::json::skim;
use crate::envelope::{Carry, SealError, SealErrorKind, carry};
use crate::version::Version;

/// Where the carry goes.
#[derive(Clone, Copy)]
pub(super) enum Place<'a> {
    /// Into the record.
    Inline,
    /// Into a column of its own, in the row with this key.
    Column(&'a str),
}

/// A record that was written, and its carry where that has a column.
pub(super) struct Sealed {
    pub(super) record: Vec<u8>,
    pub(super) carry: Option<String>,
}

/// Writes a value at the version of its type.
pub(super) fn seal<T: Migrate>(
    value: &T,
    carry: Option<&Carry>,
    place: Place<'_>,
) -> Result<Sealed, SealError> {
    let record = Record::of::<T>(place);
    let sealed = match carry {
        None => record.plain(value).map(|record| Sealed { record, carry: None }),
        Some(carry) => record.with_carry(value, carry),
    };
    let sealed = sealed.map_err(|kind| SealError::new::<T>(T::VERSION, kind))?;
    T::written().set(sealed.record.len());
    Ok(sealed)
}

/// Writes a value at any version of its chain.
pub(super) fn seal_at<T: Migrate>(
    value: T,
    carry: Option<Carry>,
    version: Version,
    place: Place<'_>,
) -> Result<Sealed, SealError> {
    let (carried, unbound) = Carry::start(carry);
    let older = Older { record: Record::of::<T>(place), unbound };
    let sealed = chain::write_at(value, version, carried, older)
        .map_err(|error| SealError::unwritten::<T>(version, error))?;
    T::written().set(sealed.record.len());
    Ok(sealed)
}

/// A record about to be written.
struct Record<'a> {
    tag: Tag,
    named: bool,
    size: usize,
    limit: usize,
    place: Place<'a>,
}

/// A record about to be written at a version that may be older.
struct Older<'a> {
    record: Record<'a>,
    /// A carry that could not be applied.
    unbound: Option<Carry>,
}

impl Sink for Older<'_> {
    type Ok = Sealed;
    type Error = SealErrorKind;

    fn write<T: Migrate>(self, value: &T, carried: Carried) -> Result<Sealed, SealErrorKind> {
        match Carry::after(carried, self.unbound).map_err(SealErrorKind::Step)? {
            None => self.record.plain(value).map(|record| Sealed { record, carry: None }),
            Some(carry) => self.record.with_carry(value, &carry),
        }
    }
}

impl<'a> Record<'a> {
    fn of<T: Migrate>(place: Place<'a>) -> Self {
        let (tag, named, limit) = (T::TAG, T::NAMED, T::CARRY_LIMIT);
        Self { tag, named, size: T::written().get(), limit, place }
    }

    /// A record without a carry, written in one go.
    #[inline]
    fn plain<T: Migrate>(&self, value: &T) -> Result<Vec<u8>, SealErrorKind> {
        let mut out = Vec::with_capacity(self.size);
        self.opening::<T>(&mut out)?;
        let start = out.len();
        text::write(value, &mut out).map_err(SealErrorKind::Serialize)?;
        if out[start..].first() != Some(&b'{') {
            return self.wrapped::<T>(&out[start..], None);
        }
        self.fields_begin::<T>(&mut out, start)?;
        Ok(out)
    }

    /// A record with a carry, which is bound to the payload and comes before it.
    #[cold]
    fn with_carry<T: Migrate>(&self, value: &T, carry: &Carry) -> Result<Sealed, SealErrorKind> {
        let mut payload = Vec::with_capacity(self.size);
        text::write(value, &mut payload).map_err(SealErrorKind::Serialize)?;
        let key = match self.place {
            Place::Inline => None,
            Place::Column(key) => Some(key),
        };
        let text = std::str::from_utf8(&payload).expect("serde_json writes UTF-8");
        let of = || Ok(carry::print_of(T::ENTITY, T::VERSION, key, Print::of_json(text)?));
        let carry = carry::text(carry, of, self.limit)?;
        let inline = match (self.place, self.tag) {
            (Place::Column(_), _) => None,
            (Place::Inline, Tag::Foreign { .. }) if carry.is_some() => {
                return Err(SealErrorKind::CarryHasNoPlace);
            }
            (Place::Inline, _) => carry.as_deref(),
        };
        let record = if payload.first() == Some(&b'{') {
            let mut out = Vec::with_capacity(self.size + inline.map_or(0, str::len));
            self.opening::<T>(&mut out)?;
            Self::carry(inline, &mut out)?;
            let start = out.len();
            out.extend_from_slice(&payload);
            self.fields_begin::<T>(&mut out, start)?;
            out
        } else {
            self.wrapped::<T>(&payload, inline)?
        };
        let apart = inline.is_none();
        Ok(Sealed { record, carry: carry.filter(|_| apart) })
    }

    /// `{"$v":2,"$e":"user"`
    fn opening<T: Migrate>(&self, out: &mut Vec<u8>) -> Result<(), SealErrorKind> {
        let serialize = SealErrorKind::Serialize;
        let version = T::VERSION;
        let (major, minor, _) = version.parts();
        match self.tag {
            Tag::Member(member) => {
                member_name(b'{', member, out)?;
                if version.is_major() {
                    serde_json::to_writer(&mut *out, &major).map_err(serialize)?;
                } else {
                    serde_json::to_writer(&mut *out, &version.to_string()).map_err(serialize)?;
                }
            }
            Tag::Foreign { major: major_name, minor: minor_name } => {
                member_name(b'{', major_name, out)?;
                serde_json::to_writer(&mut *out, &major).map_err(serialize)?;
                member_name(b',', minor_name, out)?;
                serde_json::to_writer(&mut *out, &minor).map_err(serialize)?;
                return Ok(());
            }
        }
        if self.named {
            member_name(b',', "$e", out)?;
            write_str(T::ENTITY, out).map_err(serialize)?;
        }
        Ok(())
    }

    /// The opening brace of the payload becomes the comma behind the envelope's members.
    #[inline]
    fn fields_begin<T: Migrate>(
        &self,
        out: &mut Vec<u8>,
        start: usize,
    ) -> Result<(), SealErrorKind> {
        if T::FLATTENS
            && let Some(member) = skim::member_twice(&out[start..])
        {
            return Err(SealErrorKind::MemberTwice { member });
        }
        if let Some(member) = skim::reserved_member(&out[start..], self.tag) {
            return Err(SealErrorKind::ReservedMember { member });
        }
        if out[start + 1..] == *b"}" {
            out.remove(start);
        } else {
            out[start] = b',';
        }
        Ok(())
    }

    /// A payload that is no object, under `$d`, with the carry behind it.
    #[cold]
    fn wrapped<T: Migrate>(
        &self,
        payload: &[u8],
        carry: Option<&str>,
    ) -> Result<Vec<u8>, SealErrorKind> {
        let mut out = Vec::with_capacity(payload.len() + 32);
        self.opening::<T>(&mut out)?;
        member_name(b',', "$d", &mut out)?;
        out.extend_from_slice(payload);
        Self::carry(carry, &mut out)?;
        out.push(b'}');
        Ok(out)
    }

    fn carry(carry: Option<&str>, out: &mut Vec<u8>) -> Result<(), SealErrorKind> {
        if let Some(carry) = carry {
            member_name(b',', "$c", out)?;
            out.extend_from_slice(carry.as_bytes());
        }
        Ok(())
    }
}

/// `{"name":` or `,"name":`
#[inline]
fn member_name(before: u8, name: &str, out: &mut Vec<u8>) -> Result<(), SealErrorKind> {
    out.push(before);
    write_str(name, out).map_err(SealErrorKind::Serialize)?;
    out.push(b':');
    Ok(())
}
