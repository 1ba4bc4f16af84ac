//! What holds of all bytes in each binary codec.

use std::error::Error;

use heirloom::chain::versions;
use heirloom::envelope::OpenErrorKind;
use heirloom::{OpenError, SealError, Version, Versioned, cbor, json, messagepack, postcard};

use crate::laws::kept::{is_applied, is_disordered, kept, reopened};
use crate::laws::{Record, same, sane, unsealed};

/// The functions of a codec's module.
#[derive(Debug)]
pub struct Codec<T> {
    /// How the header names it.
    pub id: u8,
    from_slice: fn(&[u8]) -> Result<T, OpenError>,
    open_slice: fn(&[u8]) -> Result<Versioned<T>, OpenError>,
    version_of: fn(&[u8]) -> Result<Version, OpenError>,
    seal: fn(&Versioned<T>) -> Result<Vec<u8>, SealError>,
    seal_at: fn(Versioned<T>, Version) -> Result<Vec<u8>, SealError>,
}

macro_rules! codec {
    ($id:literal $module:ident) => {
        Codec {
            id: $id,
            from_slice: $module::from_slice,
            open_slice: $module::open_slice,
            version_of: $module::version_of::<T>,
            seal: $module::seal,
            seal_at: $module::seal_at,
        }
    };
}

impl<T> Codec<T> {
    /// Writes a record at any version of its chain.
    ///
    /// # Errors
    ///
    /// As the codec's module says.
    pub fn seal_at(&self, record: Versioned<T>, version: Version) -> Result<Vec<u8>, SealError> {
        (self.seal_at)(record, version)
    }
}

/// CBOR and MessagePack, which write names and so hold every type.
pub fn named_codecs<T: Record>() -> [Codec<T>; 2] {
    [codec!(b'C' cbor), codec!(b'M' messagepack)]
}

/// All of them.
pub fn codecs<T: Record>() -> [Codec<T>; 3] {
    [codec!(b'C' cbor), codec!(b'M' messagepack), codec!(b'P' postcard)]
}

/// Opens bytes as a `T`; what opens is written and opens again as the same.
///
/// # Panics
///
/// Where that does not hold.
pub fn binary<T: Record>(codec: &Codec<T>, bytes: &[u8]) {
    let opened = (codec.open_slice)(bytes);
    let version = (codec.version_of)(bytes);
    match (&opened, (codec.from_slice)(bytes)) {
        (Ok(record), Ok(value)) => assert!(same(&**record, &value), "{record:?} and {value:?}"),
        (Err(error), Err(other)) => assert_eq!(error.to_string(), other.to_string()),
        (Err(error), Ok(_)) if has_no_form(error) => {}
        (one, other) => panic!("with its carry it is {one:?}, and without {other:?}"),
    }
    if let Ok(version) = version {
        let newer = version > T::VERSION;
        let too_new = |error: &OpenError| matches!(error.kind(), OpenErrorKind::TooNew);
        // A newer record may be refused for its carry, but is never opened.
        assert!(!newer || opened.is_err(), "a newer record was opened");
        assert!(newer || !opened.as_ref().is_err_and(too_new), "an older record is too new");
    }
    if let [0x89, b'H', 1, _, _, header @ ..] = bytes {
        assert!(json::from_slice::<T>(bytes).is_err());
        if let Ok(version) = version {
            assert!(header.starts_with(&shortest(version)), "{version} in another form");
        }
    }
    match opened {
        Err(error) => {
            sane::<T>(&error);
            let found = error.found();
            assert!(version.is_err() || found.is_none() || found == version.ok());
        }
        Ok(record) => {
            assert_eq!(record.stored(), Some(version.expect("it was opened")));
            written(codec, &record);
        }
    }
}

/// Whether a step would have to keep a number that is none or infinite: what is kept is JSON, and nothing is lost in silence.
fn has_no_form(error: &OpenError) -> bool {
    let reason = error.source().and_then(Error::source).map(ToString::to_string);
    reason.is_some_and(|words| words.contains("JSON no form in which it could be kept"))
}

/// What was opened is written at every version, and comes back.
pub(super) fn written<T: Record>(codec: &Codec<T>, record: &Versioned<T>) {
    match (codec.seal)(record) {
        Err(error) => unsealed::<T>(&error, true, true),
        Ok(sealed) => {
            comes_back(codec, record, &sealed, T::VERSION);
            // With one byte more or less it is none.
            assert!((codec.open_slice)(&[&sealed[..], &[0]].concat()).is_err());
            assert!((codec.open_slice)(&sealed[..sealed.len() - 1]).is_err());
        }
    }
    for version in versions::<T>() {
        match (codec.seal_at)(record.clone(), version) {
            Err(error) => unsealed::<T>(&error, false, true),
            Ok(sealed) => comes_back(codec, record, &sealed, version),
        }
    }
}

fn comes_back<T: Record>(codec: &Codec<T>, record: &Versioned<T>, sealed: &[u8], at: Version) {
    assert_eq!(sealed[..4], [0x89, b'H', 1, codec.id]);
    assert_eq!((codec.version_of)(sealed).expect("as written"), at);
    let Some(again) = reopened(record, (codec.open_slice)(sealed)) else { return };
    if is_applied(record, &again) {
        return;
    }
    assert_eq!(again.stored(), Some(at));
    assert!(same(&*again, &**record), "{again:?} and {record:?}");
    kept(record, &again);
    let twice = (codec.seal_at)(again, at).expect("as before");
    assert!(is_disordered(record) || twice == sealed, "{twice:?} and {sealed:?}");
}

/// The numbers of a version as the header has them.
pub(crate) fn shortest(version: Version) -> Vec<u8> {
    let (major, minor, patch) = version.parts();
    let mut bytes = Vec::new();
    for mut number in [major, minor, patch] {
        while number >= 0x80 {
            bytes.push(number.to_le_bytes()[0] | 0x80);
            number >>= 7;
        }
        bytes.push(number.to_le_bytes()[0]);
    }
    bytes
}
