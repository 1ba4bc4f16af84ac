//! The header of a binary record: `89 48`, format, codec, flags, version, entity, carry.

use crate::chain::{Migrate, is_named};
use crate::envelope::binary::Codec;
use crate::envelope::{HeaderFault, OpenError, OpenErrorKind};
use crate::version::Version;

const MAGIC: [u8; 2] = [0x89, b'H'];
const FORMAT: u8 = 1;

const HAS_ENTITY: u8 = 1;
const HAS_CARRY: u8 = 2;

/// A record, taken apart.
pub(super) struct Parts<'a> {
    pub(super) version: Version,
    pub(super) carry: Option<&'a [u8]>,
    pub(super) payload: &'a [u8],
}

/// Begins a record.
pub(super) fn write<C: Codec, T: Migrate>(carry: Option<&str>, out: &mut Vec<u8>) {
    let entity = T::NAMED.then_some(T::ENTITY);
    let flags = entity.map_or(0, |_| HAS_ENTITY) | carry.map_or(0, |_| HAS_CARRY);
    out.extend_from_slice(&MAGIC);
    out.extend_from_slice(&[FORMAT, C::ID, flags]);
    let (major, minor, patch) = T::VERSION.parts();
    for part in [major, minor, patch] {
        number(part.into(), out);
    }
    for text in entity.into_iter().chain(carry) {
        number(text.len() as u64, out);
        out.extend_from_slice(text.as_bytes());
    }
}

/// Seven bits a byte, the lowest first; the highest bit says that more follow.
fn number(mut number: u64, out: &mut Vec<u8>) {
    while number >= 0x80 {
        out.push(number.to_le_bytes()[0] | 0x80);
        number >>= 7;
    }
    out.push(number.to_le_bytes()[0]);
}

/// Takes a record apart.
pub(super) fn read<C: Codec, T: Migrate>(bytes: &[u8]) -> Result<Parts<'_>, OpenError> {
    if !bytes.starts_with(&MAGIC) {
        return bare::<C, T>(bytes);
    }
    let mut cursor = Cursor { rest: &bytes[MAGIC.len()..] };
    let flags = cursor.flags::<C>().map_err(|kind| OpenError::new::<T>(None, kind))?;
    let version = cursor
        .version()
        .map_err(|fault| OpenError::new::<T>(None, OpenErrorKind::BadHeader(fault)))?;
    let carry =
        cursor.beside::<T>(flags).map_err(|kind| OpenError::new::<T>(Some(version), kind))?;
    Ok(Parts { version, carry, payload: cursor.rest })
}

/// Bytes without a header.
#[cold]
fn bare<C: Codec, T: Migrate>(bytes: &[u8]) -> Result<Parts<'_>, OpenError> {
    if let Some(version) = T::UNTAGGED {
        return Ok(Parts { version, carry: None, payload: bytes });
    }
    let kind = if MAGIC.starts_with(bytes) {
        OpenErrorKind::BadHeader(HeaderFault::Ends)
    } else {
        OpenErrorKind::NoHeader { codec: C::NAME }
    };
    Err(OpenError::new::<T>(None, kind))
}

struct Cursor<'a> {
    rest: &'a [u8],
}

impl<'a> Cursor<'a> {
    /// What comes directly after the first two bytes.
    fn flags<C: Codec>(&mut self) -> Result<u8, OpenErrorKind> {
        let format = self.byte().map_err(OpenErrorKind::BadHeader)?;
        if format != FORMAT {
            return Err(OpenErrorKind::NewerFormat { format });
        }
        let found = self.byte().map_err(OpenErrorKind::BadHeader)?;
        if found != C::ID {
            return Err(OpenErrorKind::WrongCodec { expected: C::NAME, found });
        }
        let flags = self.byte().map_err(OpenErrorKind::BadHeader)?;
        if flags & !(HAS_ENTITY | HAS_CARRY) != 0 {
            return Err(OpenErrorKind::BadHeader(HeaderFault::Flags(flags)));
        }
        Ok(flags)
    }

    fn version(&mut self) -> Result<Version, HeaderFault> {
        let mut part = || {
            let number = self.number()?;
            u32::try_from(number).map_err(|_| HeaderFault::Number)
        };
        Ok(Version::new(part()?, part()?, part()?))
    }

    /// The entity, which is checked, and the carry.
    fn beside<T: Migrate>(&mut self, flags: u8) -> Result<Option<&'a [u8]>, OpenErrorKind> {
        if flags & HAS_ENTITY != 0 {
            let name = self.bytes().map_err(OpenErrorKind::BadHeader)?;
            let name = std::str::from_utf8(name)
                .map_err(|_| OpenErrorKind::BadHeader(HeaderFault::Entity))?;
            if !is_named::<T>(name) {
                return Err(OpenErrorKind::WrongEntity { found: shortened(name) });
            }
        }
        if flags & HAS_CARRY == 0 {
            return Ok(None);
        }
        self.bytes().map(Some).map_err(OpenErrorKind::BadHeader)
    }

    fn byte(&mut self) -> Result<u8, HeaderFault> {
        let (first, rest) = self.rest.split_first().ok_or(HeaderFault::Ends)?;
        self.rest = rest;
        Ok(*first)
    }

    /// A number in its shortest form: one value has one form.
    fn number(&mut self) -> Result<u64, HeaderFault> {
        let mut number = 0;
        for shift in (0..u64::BITS).step_by(7) {
            let byte = self.byte()?;
            let bits = u64::from(byte & 0x7f);
            if bits << shift >> shift != bits || (byte == 0 && shift > 0) {
                return Err(HeaderFault::Number);
            }
            number |= bits << shift;
            if byte < 0x80 {
                return Ok(number);
            }
        }
        Err(HeaderFault::Number)
    }

    /// As many bytes as the number before them says.
    fn bytes(&mut self) -> Result<&'a [u8], HeaderFault> {
        let claimed = self.number()?;
        let split = usize::try_from(claimed).ok().and_then(|at| self.rest.split_at_checked(at));
        let left = self.rest.len();
        let (bytes, rest) = split.ok_or(HeaderFault::Length { claimed, left })?;
        self.rest = rest;
        Ok(bytes)
    }
}

/// A name that a damaged record may have made long.
fn shortened(name: &str) -> String {
    const MOST: usize = 40;
    match name.char_indices().nth(MOST) {
        Some((at, _)) => format!("{}…", &name[..at]),
        None => name.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::{Cursor, HeaderFault, number};

    #[test]
    fn numbers_come_back_from_their_shortest_form_alone() {
        for value in [0, 1, 0x7f, 0x80, 300, u64::from(u32::MAX), u64::MAX] {
            let mut bytes = Vec::new();
            number(value, &mut bytes);
            let mut cursor = Cursor { rest: &bytes };
            assert_eq!(cursor.number(), Ok(value));
            assert!(cursor.rest.is_empty(), "{value}");
        }
        let too_large = [0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x02];
        for bytes in [&[0x80, 0x00][..], &[0xff, 0x80, 0x00], &too_large, &[0x80; 11]] {
            assert_eq!(Cursor { rest: bytes }.number(), Err(HeaderFault::Number), "{bytes:?}");
        }
        assert_eq!(Cursor { rest: &[0x80] }.number(), Err(HeaderFault::Ends));
    }
}
