//! From a value to bytes.
//!
//! The payload is serialized straight behind the envelope's members: a [`Formatter`] watches the outermost braces,
//! puts the members in, and refuses a field that bears one of their names.

use std::io;

use serde::Serialize;
use serde_json::ser::{CharEscape, CompactFormatter, Formatter};

use crate::chain::{self, Migrate, Sink, Tag, WriteError};
use crate::envelope::json::strip::{Member, Met};
use crate::envelope::{Carry, SealError, SealErrorKind};
use crate::version::Version;

/// Writes a value at the version of its type.
pub(super) fn seal<T: Migrate>(value: &T, carry: Option<&Carry>) -> Result<Vec<u8>, SealError> {
    Record::of::<T>(carry)
        .write(T::VERSION, value)
        .map_err(|kind| SealError::new::<T>(T::VERSION, kind))
}

/// Writes a value at any version of its chain.
pub(super) fn seal_at<T: Migrate>(value: T, version: Version) -> Result<Vec<u8>, SealError> {
    chain::write_at(value, version, Record::of::<T>(None)).map_err(|error| {
        let kind = match error {
            WriteError::Unknown => SealErrorKind::UnknownVersion,
            WriteError::Step(step) => SealErrorKind::Step(step),
            WriteError::Sink(kind) => kind,
        };
        SealError::new::<T>(version, kind)
    })
}

/// A record about to be written.
struct Record<'a> {
    tag: Tag,
    entity: Option<&'static str>,
    carry: Option<&'a Carry>,
}

impl<'a> Record<'a> {
    fn of<T: Migrate>(carry: Option<&'a Carry>) -> Self {
        Self { tag: T::TAG, entity: T::NAMED.then_some(T::ENTITY), carry }
    }

    /// `{"$v":2,"$e":"user"` and, where the payload follows inline, `,"$c":{…}`.
    fn opening(&self, version: Version, inline: bool) -> Result<Vec<u8>, SealErrorKind> {
        let mut out = Vec::with_capacity(128);
        out.push(b'{');
        let serialize = SealErrorKind::Serialize;
        match self.tag {
            Tag::Member(member) => {
                serde_json::to_writer(&mut out, member).map_err(serialize)?;
                out.push(b':');
                if version.is_major() {
                    serde_json::to_writer(&mut out, &version.parts().0).map_err(serialize)?;
                } else {
                    serde_json::to_writer(&mut out, &version.to_string()).map_err(serialize)?;
                }
            }
            Tag::Foreign { major, minor } => {
                let (major_number, minor_number, _) = version.parts();
                for (member, number, end) in [(major, major_number, ","), (minor, minor_number, "")]
                {
                    serde_json::to_writer(&mut out, member).map_err(serialize)?;
                    out.push(b':');
                    serde_json::to_writer(&mut out, &number).map_err(serialize)?;
                    out.extend_from_slice(end.as_bytes());
                }
                return if self.carry.is_some() {
                    Err(SealErrorKind::CarryHasNoPlace)
                } else {
                    Ok(out)
                };
            }
        }
        if let Some(entity) = self.entity {
            out.extend_from_slice(br#","$e":"#);
            serde_json::to_writer(&mut out, entity).map_err(serialize)?;
        }
        if inline {
            self.carry(&mut out);
        }
        Ok(out)
    }

    fn carry(&self, out: &mut Vec<u8>) {
        if let Some(carry) = self.carry {
            out.extend_from_slice(br#","$c":"#);
            out.extend_from_slice(carry.get().as_bytes());
        }
    }
}

impl Sink for Record<'_> {
    type Ok = Vec<u8>;
    type Error = SealErrorKind;

    fn write<T: Serialize>(self, version: Version, value: &T) -> Result<Vec<u8>, SealErrorKind> {
        let mut out = self.opening(version, true)?;
        let start = out.len();
        let mut watch =
            Watch { tag: self.tag, depth: 0, key: Key::None, inline: false, refused: None };
        let mut serializer = serde_json::Serializer::with_formatter(&mut out, &mut watch);
        let written = value.serialize(&mut serializer);
        if let Some(member) = watch.refused {
            return Err(SealErrorKind::ReservedMember { member: member.to_owned() });
        }
        written.map_err(SealErrorKind::Serialize)?;
        if watch.inline {
            return Ok(out);
        }
        // Not an object: under `$d`, the carry behind it.
        let payload = out.split_off(start);
        let mut out = self.opening(version, false)?;
        out.extend_from_slice(br#","$d":"#);
        out.extend_from_slice(&payload);
        self.carry(&mut out);
        out.push(b'}');
        Ok(out)
    }
}

/// Writes compact JSON without the outermost `{`, whose place the envelope's members have taken.
struct Watch {
    tag: Tag,
    depth: usize,
    key: Key,
    /// The payload is an object.
    inline: bool,
    refused: Option<&'static str>,
}

/// What is known of the key of the outermost object that is being written.
enum Key {
    /// None is.
    None,
    Begun,
    /// So far it is a name of the envelope.
    Reserved(Member),
    Free,
}

impl Formatter for &mut Watch {
    #[inline]
    fn begin_array<W: ?Sized + io::Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.depth += 1;
        writer.write_all(b"[")
    }

    #[inline]
    fn end_array<W: ?Sized + io::Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.depth -= 1;
        writer.write_all(b"]")
    }

    #[inline]
    fn begin_object<W: ?Sized + io::Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.depth += 1;
        if self.depth == 1 {
            self.inline = true;
            return Ok(());
        }
        writer.write_all(b"{")
    }

    #[inline]
    fn end_object<W: ?Sized + io::Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.depth -= 1;
        writer.write_all(b"}")
    }

    #[inline]
    fn begin_object_key<W: ?Sized + io::Write>(
        &mut self,
        writer: &mut W,
        first: bool,
    ) -> io::Result<()> {
        if self.depth == 1 {
            self.key = Key::Begun;
        } else if first {
            return Ok(());
        }
        writer.write_all(b",")
    }

    #[inline]
    fn end_object_key<W: ?Sized + io::Write>(&mut self, _: &mut W) -> io::Result<()> {
        if let Key::Reserved(member) = self.key {
            self.refused = Some(member.name(self.tag));
            return Err(io::Error::other("a member of the envelope"));
        }
        self.key = Key::None;
        Ok(())
    }

    #[inline]
    fn write_string_fragment<W: ?Sized + io::Write>(
        &mut self,
        writer: &mut W,
        fragment: &str,
    ) -> io::Result<()> {
        // The envelope's names need no escape, so a key that is one comes as one fragment.
        match self.key {
            Key::None => {}
            Key::Begun => {
                self.key = Met::member(self.tag, fragment).map_or(Key::Free, Key::Reserved);
            }
            Key::Reserved(_) | Key::Free => self.key = Key::Free,
        }
        writer.write_all(fragment.as_bytes())
    }

    #[inline]
    fn write_char_escape<W: ?Sized + io::Write>(
        &mut self,
        writer: &mut W,
        escape: CharEscape,
    ) -> io::Result<()> {
        if !matches!(self.key, Key::None) {
            self.key = Key::Free;
        }
        CompactFormatter.write_char_escape(writer, escape)
    }
}
