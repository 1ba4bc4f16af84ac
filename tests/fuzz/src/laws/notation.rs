//! What holds of every text of TOML and YAML.

use heirloom::chain::versions;
use heirloom::envelope::{OpenErrorKind, SealErrorKind};
use heirloom::{Found, OpenError, SealError, Version, Versioned, toml, yaml};

use crate::laws::kept::{is_applied, kept, reopened};
use crate::laws::{Record, same, sane};

/// The functions of a notation's module.
#[derive(Debug)]
pub struct Notation<T> {
    from_slice: fn(&[u8]) -> Result<T, OpenError>,
    open_slice: fn(&[u8]) -> Result<Versioned<T>, OpenError>,
    find_slice: fn(&[u8]) -> Result<Found<T>, OpenError>,
    seal_found: fn(&Found<T>) -> Result<String, SealError>,
    version_of: fn(&str) -> Result<Version, OpenError>,
    seal_at: fn(Versioned<T>, Version) -> Result<Vec<u8>, SealError>,
}

macro_rules! notation {
    ($module:ident) => {
        Notation {
            from_slice: $module::from_slice,
            open_slice: $module::open_slice,
            find_slice: $module::find_slice,
            seal_found: $module::seal_found,
            version_of: $module::version_of::<T>,
            seal_at: $module::seal_at,
        }
    };
}

/// TOML and YAML.
pub fn notations<T: Record>() -> [Notation<T>; 2] {
    [notation!(toml), notation!(yaml)]
}

/// Opens bytes as a `T`; what opens is written at each version, or refused, and opens again as the same.
///
/// # Panics
///
/// Where that does not hold.
pub fn notation<T: Record>(of: &Notation<T>, bytes: &[u8]) {
    let opened = (of.open_slice)(bytes);
    match (&opened, (of.from_slice)(bytes)) {
        (Ok(record), Ok(value)) => assert!(same(&**record, &value), "{record:?} and {value:?}"),
        (Err(error), Err(other)) => assert_eq!(error.to_string(), other.to_string()),
        // What cannot be kept is refused only where it would be kept.
        (Err(error), Ok(_)) if matches!(error.kind(), OpenErrorKind::Step(_)) => {}
        (one, other) => panic!("with its carry it is {one:?}, and without {other:?}"),
    }
    let Ok(text) = std::str::from_utf8(bytes) else {
        assert!(opened.is_err());
        return;
    };
    match opened {
        Err(error) => {
            sane::<T>(&error);
            if let Ok(Found::Newer(newer)) = (of.find_slice)(bytes) {
                assert!(matches!(error.kind(), OpenErrorKind::TooNew), "{error}");
                assert_eq!(newer.get(), text);
                let found = Found::Newer(newer);
                assert_eq!((of.seal_found)(&found).expect("as it was"), text);
            }
        }
        Ok(record) => {
            assert_eq!(record.stored(), Some((of.version_of)(text).expect("it was opened")));
            written(of, &record);
        }
    }
}

fn written<T: Record>(of: &Notation<T>, record: &Versioned<T>) {
    for version in versions::<T>() {
        let sealed = match (of.seal_at)(record.clone(), version) {
            Ok(sealed) => sealed,
            Err(error) => {
                refused(&error);
                continue;
            }
        };
        let Some(again) = reopened(record, (of.open_slice)(&sealed)) else { continue };
        if is_applied(record, &again) {
            continue;
        }
        assert_eq!(again.stored(), Some(version));
        assert!(same(&*again, &**record), "{again:?} and {record:?}");
        kept(record, &again);
        assert_eq!((of.seal_at)(again, version).expect("as before"), sealed);
    }
}

/// A notation holds less than JSON: it says so, and writes nothing.
fn refused(error: &SealError) {
    let expected = matches!(
        error.kind(),
        SealErrorKind::CarryTooLarge { .. }
            | SealErrorKind::CarryHasNoPlace
            | SealErrorKind::ReservedMember { .. }
            | SealErrorKind::MemberTwice { .. }
            | SealErrorKind::Step(_)
            | SealErrorKind::Serialize(_)
            | SealErrorKind::Unencodable(_)
    );
    assert!(expected && error.to_string().starts_with("cannot write `"), "{error}");
}
