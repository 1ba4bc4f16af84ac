//! What holds of every JSON text.

use heirloom::chain::versions;
use heirloom::envelope::OpenErrorKind;
use heirloom::{Found, OpenError, Version, Versioned, json};
use serde_json::value::RawValue;

use crate::laws::bound::{is_bound_again, unbound_inline};
use crate::laws::kept::{is_applied, is_disordered, kept, reopened};
use crate::laws::members::{members, object};
use crate::laws::{Record, json_holds, plainly, same, sane, unsealed};

/// Opens bytes as a `T`, in each way that there is; what opens is written and opens again as the same.
///
/// # Panics
///
/// Where that does not hold.
pub fn json<T: Record>(bytes: &[u8]) {
    let opened = json::open_slice::<T>(bytes);
    match (&opened, json::from_slice::<T>(bytes)) {
        (Ok(record), Ok(value)) => assert!(same(&**record, &value), "{record:?} and {value:?}"),
        (Err(error), Err(other)) => assert_eq!(error.to_string(), other.to_string()),
        (one, other) => panic!("with its carry it is {one:?}, and without {other:?}"),
    }
    let Ok(text) = std::str::from_utf8(bytes) else {
        assert!(opened.is_err());
        return;
    };
    version::<T>(text, &opened);
    newer::<T>(text, &opened);
    match opened {
        Err(error) => sane::<T>(&error),
        Ok(record) => written(&record),
    }
}

/// The version alone is the one with which the record is opened, and a newer one is never opened.
fn version<T: Record>(text: &str, opened: &Result<Versioned<T>, OpenError>) {
    match (opened, json::version_of::<T>(text)) {
        (Ok(record), version) => {
            assert_eq!(record.stored(), Some(version.expect("it was opened")));
            assert!(record.stored().is_some_and(|stored| versions::<T>().contains(&stored)));
            second_opinion(text, record);
        }
        (Err(error), Ok(version)) => assert!(error.found().is_none_or(|found| found == version)),
        (Err(_), Err(error)) => sane::<T>(&error),
    }
}

/// The version is the one that stands there, a record of the latest is what serde makes of its payload, and a carry that is not bound
/// to it is there as it was.
fn second_opinion<T: Record>(text: &str, record: &Versioned<T>) {
    let Some((version, payload)) = plainly::read::<T>(text) else { return };
    let version = version.or(T::UNTAGGED).expect("it was opened");
    assert_eq!(record.stored(), Some(version));
    if version == T::VERSION {
        let value: T = serde_json::from_str(&payload).expect(&payload);
        assert!(same(&value, &**record), "{value:?} and {record:?}");
    }
    if let Some(carry) = unbound_inline::<T>(text) {
        let kept = record.carry().is_some_and(|kept| kept.get().contains(carry));
        assert!(kept, "{carry} is not in {record:?}");
    }
}

/// A newer record is found as it is and viewed as what it is; any other as it is opened.
fn newer<T: Record>(text: &str, opened: &Result<Versioned<T>, OpenError>) {
    let found = json::find_str::<T>(text);
    let viewed = json::view_str::<T>(text);
    match opened {
        Ok(record) => {
            let view = viewed.expect("it was opened");
            assert!(same(&*view, &**record) && !view.is_newer());
            assert_eq!(Some(view.stored()), record.stored());
            assert!(matches!(found, Ok(Found::Known(found)) if same(&found, record)));
        }
        Err(error) if matches!(error.kind(), OpenErrorKind::TooNew) => {
            let found = found.expect("a newer record is kept");
            let Found::Newer(newer) = &found else { panic!("{found:?} is newer") };
            assert_eq!((newer.get(), Some(newer.version())), (text, error.found()));
            assert_eq!(json::seal_found(&found).expect("as it was"), text);
            match viewed {
                Ok(view) => assert!(view.is_newer() && Some(view.stored()) == error.found()),
                Err(error) => sane::<T>(&error),
            }
        }
        Err(error) => {
            assert_eq!(found.expect_err("as opened").to_string(), error.to_string());
            assert_eq!(viewed.expect_err("as opened").to_string(), error.to_string());
        }
    }
}

/// What was opened is written at every version, and comes back.
pub(super) fn written<T: Record>(record: &Versioned<T>) {
    let holds = json_holds(&**record);
    match json::seal_to_string(record) {
        Err(error) => unsealed::<T>(&error, true, holds),
        Ok(sealed) => {
            comes_back(record, &sealed, T::VERSION, holds);
            if holds {
                anywhere::<T>(record, &sealed);
                damaged::<T>(&sealed);
            }
        }
    }
    for version in versions::<T>() {
        match json::seal_at(record.clone(), version) {
            Err(error) => unsealed::<T>(&error, false, holds),
            Ok(sealed) => {
                let sealed = String::from_utf8(sealed).expect("JSON is text");
                comes_back(record, &sealed, version, holds);
            }
        }
    }
}

fn comes_back<T: Record>(record: &Versioned<T>, sealed: &str, version: Version, holds: bool) {
    assert_eq!(json::version_of::<T>(sealed).expect(sealed), version);
    if !holds {
        return;
    }
    let Some(again) = reopened(record, json::open_str(sealed)) else { return };
    if is_bound_again(record, sealed) {
        return;
    }
    assert_eq!(again.stored(), Some(version));
    assert!(same(&*again, &**record), "{again:?} and {record:?} by {sealed}");
    kept(record, &again);
    if is_disordered(record) {
        return;
    }
    let twice = json::seal_at(again, version).map(String::from_utf8);
    assert_eq!(twice.expect("as before").expect("JSON is text"), sealed);
}

/// The envelope's members may stand in any place, and be written in any way.
fn anywhere<T: Record>(record: &Versioned<T>, sealed: &str) {
    let mut members = members(sealed).expect("an object");
    for unusual in [false, true] {
        let turn = members.len().min(2);
        members.rotate_left(turn);
        let moved = object(&members, unusual);
        let again = json::open_str::<T>(&moved).expect(&moved);
        assert!(same(&*again, &**record), "{again:?} and {record:?} by {moved}");
        assert_eq!(json::version_of::<T>(&moved).expect(&moved), T::VERSION);
        assert_eq!(again.carry(), json::open_str::<T>(sealed).expect("as before").carry());
    }
}

/// A record with one byte more or less is none, and one of a version far ahead is not read as one of its own.
fn damaged<T: Record>(sealed: &str) {
    let more = format!("{sealed}x");
    let less = &sealed[..sealed.len() - 1];
    let (major, _, _) = T::VERSION.parts();
    for damaged in [&more, less] {
        assert!(json::open_str::<T>(damaged).is_err(), "{damaged}");
    }
    for ahead in [1 << 8, 1 << 16, 1 << 32] {
        let ahead =
            RawValue::from_string((ahead + u64::from(major)).to_string()).expect("a number");
        let mut members = members(sealed).expect("an object");
        members[0].1 = &ahead;
        let newer = object(&members, false);
        assert!(json::open_str::<T>(&newer).is_err(), "{newer}");
    }
}

/// Opens a text as a `T` whose carry has a column; what opens is written and opens again as the same.
///
/// # Panics
///
/// Where that does not hold.
pub fn column<T: Record>(text: &str, carry: Option<&str>, key: &str) {
    let record = match json::open_parts::<T>(text, carry, key) {
        Ok(record) => record,
        Err(error) => return sane::<T>(&error),
    };
    assert_eq!(Some(json::version_of::<T>(text).expect("it was opened")), record.stored());
    if !json_holds(&*record) {
        return;
    }
    match json::seal_parts(&record, key) {
        Err(error) => unsealed::<T>(&error, true, true),
        Ok((sealed, carry)) => {
            let again = json::open_parts::<T>(&sealed, carry.as_deref(), key);
            let Some(again) = reopened(&record, again) else { return };
            if is_applied(&record, &again) {
                return;
            }
            assert!(same(&*again, &*record), "{again:?} and {record:?}");
            kept(&record, &again);
            let twice = json::seal_parts(&again, key).expect("as before");
            assert!(is_disordered(&record) || twice == (sealed, carry), "{twice:?}");
        }
    }
    for version in versions::<T>() {
        let (sealed, carry) = match json::seal_parts_at(record.clone(), version, key) {
            Ok(sealed) => sealed,
            Err(error) => {
                unsealed::<T>(&error, false, true);
                continue;
            }
        };
        let again = json::open_parts::<T>(&sealed, carry.as_deref(), key);
        let Some(again) = reopened(&record, again) else { continue };
        if is_applied(&record, &again) {
            continue;
        }
        assert!(same(&*again, &*record), "{again:?} and {record:?} by {sealed} and {carry:?}");
        assert_eq!(again.stored(), Some(version));
        kept(&record, &again);
        let again = json::seal_parts_at(again, version, key).expect("as before");
        assert!(is_disordered(&record) || again == (sealed.clone(), carry.clone()), "{again:?}");
        // In another row it is not applied, and not thrown away.
        if let Some(carry) = carry.filter(|carry| carry.contains(r#""of":"#)) {
            let other = json::open_parts::<T>(&sealed, Some(&carry), "another").expect(&sealed);
            assert!(other.carry().is_some(), "{carry}");
        }
    }
}

/// [`json()`] for a payload whose version stands beside it.
///
/// # Panics
///
/// Where that does not hold.
pub fn beside<T: Record>(text: &str, version: Version) {
    let record = match json::open_payload::<T>(version, text) {
        Ok(record) => record,
        Err(error) => {
            sane::<T>(&error);
            return;
        }
    };
    let value = json::from_str_at::<T>(version, text).expect("it was opened");
    assert!(same(&value, &*record), "{value:?} and {record:?}");
    assert_eq!(record.stored(), Some(version));
    let holds = json_holds(&*record);
    for at in versions::<T>() {
        let sealed = match json::seal_payload_at(record.clone(), at) {
            Ok(sealed) => sealed,
            Err(error) => {
                unsealed::<T>(&error, false, holds);
                continue;
            }
        };
        if !holds {
            continue;
        }
        let Some(again) = reopened(&record, json::open_payload::<T>(at, &sealed)) else { continue };
        if is_applied(&record, &again) {
            continue;
        }
        assert!(same(&*again, &*record), "{again:?} and {record:?} by {sealed}");
        assert_eq!(again.stored(), Some(at));
        kept(&record, &again);
        assert_eq!(json::seal_payload_at(again, at).expect("as before"), sealed);
    }
}
