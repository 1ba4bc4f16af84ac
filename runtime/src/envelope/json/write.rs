//! From a value to bytes.
//!
//! The payload is serialized straight behind the envelope's members, and its opening brace becomes the comma
//! between them. A payload that is no object goes under `$d` instead.

use crate::chain::text::{self, write_str};
use crate::chain::{self, Carried, Migrate, Print, Sink, Tag};
use crate::envelope::json::skim;
use crate::envelope::{Carry, SealError, SealErrorKind, carry};
use crate::version::Version;

/// What stands in the record, and what beside it.
#[derive(Clone, Copy, Default)]
pub(super) struct Layout<'a> {
    /// Whether the version stands beside the record.
    pub(super) version_beside: bool,
    /// The key of the row, where the carry has a column of its own.
    pub(super) carry_beside: Option<&'a str>,
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
    layout: Layout<'_>,
) -> Result<Sealed, SealError> {
    let record = Record::of::<T>(layout);
    let sealed = match carry {
        None => record.plain(value).map(|record| Sealed { record, carry: None }),
        Some(carry) => record.with_carry(value, carry),
    };
    let sealed = sealed.map_err(|kind| SealError::new::<T>(T::VERSION, kind))?;
    T::written().set(sealed.record.len());
    Ok(sealed)
}

/// Writes a value that stays with its owner at any version of its chain.
pub(super) fn seal_as<T: Migrate>(
    value: &T,
    carry: Option<&Carry>,
    version: Version,
    layout: Layout<'_>,
) -> Result<Sealed, SealError> {
    if version == T::VERSION {
        return seal(value, carry, layout);
    }
    seal_copy(value, carry, version, layout)
}

/// The steps take a value apart, so they get one of their own.
#[cold]
fn seal_copy<T: Migrate>(
    value: &T,
    carry: Option<&Carry>,
    version: Version,
    layout: Layout<'_>,
) -> Result<Sealed, SealError> {
    seal_at(copy(value)?, carry.cloned(), version, layout)
}

/// A value of its own: what would be written, read again.
pub(in crate::envelope) fn copy<T: Migrate>(value: &T) -> Result<T, SealError> {
    let mut payload = Vec::with_capacity(T::written().get());
    text::write(value, &mut payload)
        .and_then(|()| serde_json::from_slice::<T>(&payload))
        .map_err(|error| SealError::new::<T>(T::VERSION, SealErrorKind::Serialize(error)))
}

/// Appends a value at the pin of its type, or nothing if that fails.
pub(super) fn append<T: Migrate>(value: &T, out: &mut Vec<u8>) -> Result<(), SealError> {
    if T::PIN != T::VERSION {
        out.extend(seal_as(value, None, T::PIN, Layout::default())?.record);
        return Ok(());
    }
    let begin = out.len();
    if let Err(kind) = Record::of::<T>(Layout::default()).append(value, out) {
        out.truncate(begin);
        return Err(SealError::new::<T>(T::VERSION, kind));
    }
    T::written().set(out.len() - begin);
    Ok(())
}

/// Writes a value at any version of its chain.
pub(super) fn seal_at<T: Migrate>(
    value: T,
    carry: Option<Carry>,
    version: Version,
    layout: Layout<'_>,
) -> Result<Sealed, SealError> {
    let (carried, unbound) = Carry::start(carry);
    let older = Older { record: Record::of::<T>(layout), unbound };
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
    layout: Layout<'a>,
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
    fn of<T: Migrate>(layout: Layout<'a>) -> Self {
        let (tag, named, limit) = (T::TAG, T::NAMED, T::CARRY_LIMIT);
        Self { tag, named, size: T::written().get(), limit, layout }
    }

    /// A record without a carry.
    #[inline]
    fn plain<T: Migrate>(&self, value: &T) -> Result<Vec<u8>, SealErrorKind> {
        let mut out = Vec::with_capacity(self.size);
        self.append(value, &mut out)?;
        Ok(out)
    }

    /// A record without a carry, written in one go behind what is there.
    #[inline]
    fn append<T: Migrate>(&self, value: &T, out: &mut Vec<u8>) -> Result<(), SealErrorKind> {
        let begin = out.len();
        self.opening::<T>(out)?;
        let start = out.len();
        text::write(value, out).map_err(SealErrorKind::Serialize)?;
        match out[start..].first() {
            Some(b'{') if self.layout.version_beside => self.check_fields::<T>(&out[start..]),
            Some(b'{') => self.fields_begin::<T>(out, start),
            _ if self.layout.version_beside => Ok(()),
            _ => {
                let record = self.wrapped::<T>(&out[start..], None)?;
                out.truncate(begin);
                out.extend_from_slice(&record);
                Ok(())
            }
        }
    }

    /// A record with a carry, which is bound to the payload and comes before it.
    #[cold]
    fn with_carry<T: Migrate>(&self, value: &T, carry: &Carry) -> Result<Sealed, SealErrorKind> {
        let mut payload = Vec::with_capacity(self.size);
        text::write(value, &mut payload).map_err(SealErrorKind::Serialize)?;
        let key = self.layout.carry_beside;
        let text = std::str::from_utf8(&payload).expect("serde_json writes UTF-8");
        let of = || Ok(carry::print_of(T::ENTITY, T::VERSION, key, Print::of_json(text)?));
        let carry = carry::text(carry, of, self.limit)?;
        let inline = match (key, self.tag) {
            (Some(_), _) => None,
            (None, Tag::Foreign { .. }) if carry.is_some() => {
                return Err(SealErrorKind::CarryHasNoPlace);
            }
            (None, _) => carry.as_deref(),
        };
        let is_object = payload.first() == Some(&b'{');
        let record = if self.layout.version_beside && inline.is_none() {
            if is_object {
                self.check_fields::<T>(&payload)?;
            }
            payload
        } else if is_object {
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

    /// `{"$v":2,"$e":"user"`, or nothing where the version stands beside the record.
    fn opening<T: Migrate>(&self, out: &mut Vec<u8>) -> Result<(), SealErrorKind> {
        if self.layout.version_beside {
            return Ok(());
        }
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
        self.check_fields::<T>(&out[start..])?;
        if out[start + 1..] == *b"}" {
            out.remove(start);
        } else {
            out[start] = b',';
        }
        Ok(())
    }

    /// A field may have a name that belongs to the envelope, or that another has, where a map is flattened.
    #[inline]
    fn check_fields<T: Migrate>(&self, payload: &[u8]) -> Result<(), SealErrorKind> {
        if T::FLATTENS
            && let Some(member) = skim::member_twice(payload)
        {
            return Err(SealErrorKind::MemberTwice { member });
        }
        match skim::reserved_member(payload, self.tag) {
            Some(member) => Err(SealErrorKind::ReservedMember { member }),
            None => Ok(()),
        }
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
        first_or_next(&mut out, "$d")?;
        out.extend_from_slice(payload);
        Self::carry(carry, &mut out)?;
        out.push(b'}');
        Ok(out)
    }

    fn carry(carry: Option<&str>, out: &mut Vec<u8>) -> Result<(), SealErrorKind> {
        if let Some(carry) = carry {
            first_or_next(out, "$c")?;
            out.extend_from_slice(carry.as_bytes());
        }
        Ok(())
    }
}

/// A member of the envelope, which is the first where the version stands beside the record.
fn first_or_next(out: &mut Vec<u8>, name: &str) -> Result<(), SealErrorKind> {
    let before = if out.is_empty() { b'{' } else { b',' };
    member_name(before, name, out)
}

/// `{"name":` or `,"name":`
#[inline]
fn member_name(before: u8, name: &str, out: &mut Vec<u8>) -> Result<(), SealErrorKind> {
    out.push(before);
    write_str(name, out).map_err(SealErrorKind::Serialize)?;
    out.push(b':');
    Ok(())
}
