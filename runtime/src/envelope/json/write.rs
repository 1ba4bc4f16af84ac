//! From a value to bytes.
//!
//! The payload is serialized straight behind the envelope's members, and its opening brace becomes the comma
//! between them. A payload that is no object goes under `$d` instead.

use serde::Serialize;

use crate::chain::{self, Migrate, Sink, Tag, WriteError};
use crate::envelope::json::skim;
use crate::envelope::{Carry, SealError, SealErrorKind};
use crate::version::Version;

/// Writes a value at the version of its type.
pub(super) fn seal<T: Migrate>(value: &T, carry: Option<&Carry>) -> Result<Vec<u8>, SealError> {
    let record = Record::of::<T>(carry, T::written().get());
    let out =
        record.write(T::VERSION, value).map_err(|kind| SealError::new::<T>(T::VERSION, kind))?;
    T::written().set(out.len());
    Ok(out)
}

/// Writes a value at any version of its chain.
pub(super) fn seal_at<T: Migrate>(value: T, version: Version) -> Result<Vec<u8>, SealError> {
    let sealed = chain::write_at(value, version, Record::of::<T>(None, T::written().get()));
    let out = sealed.map_err(|error| {
        let kind = match error {
            WriteError::Unknown => SealErrorKind::UnknownVersion,
            WriteError::Step(step) => SealErrorKind::Step(step),
            WriteError::Sink(kind) => kind,
        };
        SealError::new::<T>(version, kind)
    })?;
    T::written().set(out.len());
    Ok(out)
}

/// A record about to be written.
struct Record<'a> {
    tag: Tag,
    entity: Option<&'static str>,
    carry: Option<&'a Carry>,
    size: usize,
}

impl<'a> Record<'a> {
    fn of<T: Migrate>(carry: Option<&'a Carry>, size: usize) -> Self {
        Self { tag: T::TAG, entity: T::NAMED.then_some(T::ENTITY), carry, size }
    }

    /// `{"$v":2,"$e":"user"` and, where the payload follows inline, `,"$c":{…}`.
    fn opening(
        &self,
        version: Version,
        inline: bool,
        out: &mut Vec<u8>,
    ) -> Result<(), SealErrorKind> {
        let serialize = SealErrorKind::Serialize;
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
                return if self.carry.is_some() {
                    Err(SealErrorKind::CarryHasNoPlace)
                } else {
                    Ok(())
                };
            }
        }
        if let Some(entity) = self.entity {
            member_name(b',', "$e", out)?;
            serde_json::to_writer(&mut *out, entity).map_err(serialize)?;
        }
        if inline {
            self.carry(out)?;
        }
        Ok(())
    }

    fn carry(&self, out: &mut Vec<u8>) -> Result<(), SealErrorKind> {
        if let Some(carry) = self.carry {
            member_name(b',', "$c", out)?;
            out.extend_from_slice(carry.get().as_bytes());
        }
        Ok(())
    }
}

/// `{"name":` or `,"name":`
#[inline]
fn member_name(before: u8, name: &str, out: &mut Vec<u8>) -> Result<(), SealErrorKind> {
    out.push(before);
    serde_json::to_writer(&mut *out, name).map_err(SealErrorKind::Serialize)?;
    out.push(b':');
    Ok(())
}

impl Sink for Record<'_> {
    type Ok = Vec<u8>;
    type Error = SealErrorKind;

    #[inline]
    fn write<T: Serialize>(self, version: Version, value: &T) -> Result<Vec<u8>, SealErrorKind> {
        let mut out = Vec::with_capacity(self.size);
        self.opening(version, true, &mut out)?;
        let start = out.len();
        serde_json::to_writer(&mut out, value).map_err(SealErrorKind::Serialize)?;
        if out[start..].first() != Some(&b'{') {
            return self.wrap(version, &out[start..]);
        }
        if let Some(member) = skim::reserved_member(&out[start..], self.tag) {
            return Err(SealErrorKind::ReservedMember { member });
        }
        if out[start + 1..] == *b"}" {
            out.remove(start);
        } else {
            out[start] = b',';
        }
        Ok(out)
    }
}

impl Record<'_> {
    /// A payload that is no object, under `$d`, with the carry behind it.
    #[cold]
    fn wrap(&self, version: Version, payload: &[u8]) -> Result<Vec<u8>, SealErrorKind> {
        let mut out = Vec::with_capacity(payload.len() + 32);
        self.opening(version, false, &mut out)?;
        member_name(b',', "$d", &mut out)?;
        out.extend_from_slice(payload);
        self.carry(&mut out)?;
        out.push(b'}');
        Ok(out)
    }
}
