//! Records in binary codecs: what is read, what is written, and what is refused.
#![expect(clippy::unwrap_used, reason = "a failed unwrap is a failed test")]

use std::collections::BTreeMap;
use std::error::Error;

use heirloom::envelope::{Carry, HeaderFault, OpenErrorKind, SealErrorKind};
use heirloom::{
    Migrate, OpenError, Pure, SealError, Settled, Tagged, Unknown, Version, Versioned, cbor, json,
    messagepack, postcard,
};
use heirloom_tests::user::{Status, User, v1, v2};
use proptest::prelude::*;
use serde::{Deserialize, Serialize};

/// The functions of a codec's module.
struct Codec<T> {
    name: &'static str,
    from_slice: fn(&[u8]) -> Result<T, OpenError>,
    open_slice: fn(&[u8]) -> Result<Versioned<T>, OpenError>,
    version_of: fn(&[u8]) -> Result<Version, OpenError>,
    to_vec: fn(&T) -> Result<Vec<u8>, SealError>,
    to_vec_at: fn(T, Version) -> Result<Vec<u8>, SealError>,
    seal: fn(&Versioned<T>) -> Result<Vec<u8>, SealError>,
    seal_at: fn(Versioned<T>, Version) -> Result<Vec<u8>, SealError>,
}

macro_rules! codec {
    ($module:ident) => {
        Codec {
            name: stringify!($module),
            from_slice: $module::from_slice,
            open_slice: $module::open_slice,
            version_of: $module::version_of::<T>,
            to_vec: $module::to_vec,
            to_vec_at: $module::to_vec_at,
            seal: $module::seal,
            seal_at: $module::seal_at,
        }
    };
}

/// Those that write names.
fn named<T: Pure>() -> [Codec<T>; 2] {
    [codec!(cbor), codec!(messagepack)]
}

fn all<T: Pure>() -> [Codec<T>; 3] {
    [codec!(cbor), codec!(messagepack), codec!(postcard)]
}

fn ada() -> User {
    User {
        first_name: "Ada".into(),
        last_name: "Lovelace".into(),
        email: Some("ada@example.org".into()),
        status: Status::Active,
        tags: vec![],
    }
}

/// Something that each older version has no place for.
fn king() -> User {
    User { first_name: "Ada King".into(), tags: vec!["x".into()], ..ada() }
}

/// A record with a header of our own making.
fn record(codec: u8, flags: u8, header: &[u8], payload: &[u8]) -> Vec<u8> {
    [&[0x89, b'H', 1, codec, flags], header, payload].concat()
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |hex, byte| format!("{hex}{byte:02x}"))
}

#[test]
fn every_version_is_read_as_today_s_type() {
    let v1 = v1::User { name: "Ada Lovelace".into(), email: "ada@example.org".into() };
    let v2 = v2::User {
        full_name: "Ada Lovelace".into(),
        email: "ada@example.org".into(),
        status: Status::Active,
    };
    for ((one, two), today) in all().into_iter().zip(all()).zip(all::<User>()) {
        let stored: [Vec<u8>; 3] = [
            (one.to_vec)(&v1).unwrap(),
            (two.to_vec)(&v2).unwrap(),
            (today.to_vec)(&ada()).unwrap(),
        ];
        for (record, version) in stored.iter().zip(1..) {
            assert_eq!((today.from_slice)(record).unwrap(), ada(), "{}", today.name);
            let opened = (today.open_slice)(record).unwrap();
            assert_eq!(opened.stored(), Some(Version::major(version)));
            assert_eq!((today.version_of)(record).unwrap(), Version::major(version));
        }
    }
}

#[test]
fn down_and_up_again_restores_what_was_kept() {
    for codec in all::<User>() {
        for version in 1..=3 {
            let older = (codec.to_vec_at)(king(), Version::major(version)).unwrap();
            assert_eq!((codec.from_slice)(&older).unwrap(), king(), "{} {version}", codec.name);
            let opened = (codec.open_slice)(&older).unwrap();
            // The very value comes back, so nothing is left to carry.
            assert_eq!((codec.seal)(&opened).unwrap(), (codec.to_vec)(&king()).unwrap());
            assert_eq!((codec.seal_at)(opened, Version::major(version)).unwrap(), older);
        }
        let error = (codec.to_vec_at)(ada(), Version::major(4)).unwrap_err();
        assert!(matches!(error.kind(), SealErrorKind::UnknownVersion), "{error}");
    }
}

#[test]
fn a_program_that_knows_only_the_old_version_carries_it_along() {
    #[derive(Serialize, Deserialize, Migrate, Debug, Clone, PartialEq)]
    #[migrate(entity = "user", version = 1)]
    struct Old {
        name: String,
        email: String,
    }
    for (codec, old) in all::<User>().into_iter().zip(all::<Old>()) {
        let stored = (codec.to_vec_at)(king(), Version::major(1)).unwrap();
        let mut record = (old.open_slice)(&stored).unwrap();
        assert!(record.carry().is_some_and(Carry::is_bound), "{}", codec.name);
        record.email = "king@example.org".into();
        let edited = (codec.from_slice)(&(old.seal)(&record).unwrap()).unwrap();
        assert_eq!(edited.tags, ["x"]);
        assert_eq!(edited.email.as_deref(), Some("king@example.org"));
    }
}

#[test]
fn a_payload_that_something_else_wrote_gets_nothing_from_the_carry_and_keeps_it() {
    for codec in all::<User>() {
        let stored = (codec.to_vec_at)(king(), Version::major(1)).unwrap();
        let at = stored.windows(3).rposition(|window| window == b"Ada").unwrap();
        let mut edited = stored.clone();
        edited[at..at + 3].copy_from_slice(b"Eve");
        let record = (codec.open_slice)(&edited).unwrap();
        assert_eq!((record.first_name.as_str(), record.tags.len()), ("Eve", 0), "{}", codec.name);
        assert!(record.carry().is_some_and(|carry| !carry.is_bound()));
        let again = (codec.open_slice)(&(codec.seal)(&record).unwrap()).unwrap();
        assert_eq!(again.carry(), record.carry());
    }
}

#[test]
fn one_chain_has_records_of_every_codec() {
    let stored = json::to_vec_at(king(), Version::major(1)).unwrap();
    let record: Versioned<User> = json::open_slice(&stored).unwrap();
    let record: Versioned<User> =
        cbor::open_slice(&cbor::seal_at(record, Version::major(2)).unwrap()).unwrap();
    let record: Versioned<User> =
        postcard::open_slice(&postcard::seal_at(record, Version::major(1)).unwrap()).unwrap();
    let record: Versioned<User> =
        messagepack::open_slice(&messagepack::seal_at(record, Version::major(1)).unwrap()).unwrap();
    assert_eq!(json::seal_at(record, Version::major(1)).unwrap(), stored);
}

#[derive(Serialize, Deserialize, Migrate, Debug, Clone, PartialEq)]
#[migrate(entity = "state", version = "1.2", named)]
enum State {
    Open,
    Closed { reason: String },
}

/// What no later change may alter.
#[test]
fn the_stored_bytes_are_history() {
    let v1 = v1::User { name: "Ada".into(), email: "a@b".into() };
    for (codec, bytes) in all().into_iter().zip([
        "8948014300010000a2646e616d656341646165656d61696c63614062",
        "8948014d0001000082a46e616d65a3416461a5656d61696ca3614062",
        "89480150000100000341646103614062",
    ]) {
        assert_eq!(hex(&(codec.to_vec)(&v1).unwrap()), bytes, "{}", codec.name);
    }
    let closed = State::Closed { reason: "done".into() };
    for (codec, bytes) in all().into_iter().zip([
        "8948014301010200057374617465a166436c6f736564a166726561736f6e64646f6e65",
        "8948014d0101020005737461746581a6436c6f73656481a6726561736f6ea4646f6e65",
        "89480150010102000573746174650104646f6e65",
    ]) {
        assert_eq!(hex(&(codec.to_vec)(&closed).unwrap()), bytes, "{}", codec.name);
    }
}

#[test]
fn the_stored_bytes_of_a_carry_are_history() {
    let king = User { email: Some("a@b".into()), ..king() };
    let records: [(u8, &str, &[u8]); 3] = [
        (b'C', "61abe057010a7660", b"\xa3ifull_nameqAda King Lovelaceeemailca@bfstatusfActive"),
        (
            b'M',
            "db1c41d2b9cab349",
            b"\x83\xa9full_name\xb1Ada King Lovelace\xa5email\xa3a@b\xa6status\xa6Active",
        ),
        (b'P', "e7836b007dd02b87", b"\x11Ada King Lovelace\x03a@b\x00"),
    ];
    for (codec, (letter, of, payload)) in all().into_iter().zip(records) {
        let kept = r#""3":{"tags":["x"],"first_name":{"was":"Ada King","for":"a9966632882716c3"},"last_name":{"was":"Lovelace","for":"30efffb00667a8e2"}}"#;
        let carry = format!(r#"{{"of":"{of}",{kept}}}"#);
        let stored = record(letter, 2, &[&[2, 0, 0, 0x9d, 1], carry.as_bytes()].concat(), payload);
        let written = (codec.to_vec_at)(king.clone(), Version::major(2)).unwrap();
        assert_eq!(written.escape_ascii().to_string(), stored.escape_ascii().to_string());
        assert_eq!((codec.from_slice)(&stored).unwrap(), king, "{}", codec.name);
    }
}

#[test]
fn bad_records_are_refused_with_a_kind_of_their_own() {
    let long = [0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x01];
    for (record, code) in [
        (vec![], "bad_header"),
        (vec![0x89], "bad_header"),
        (vec![0x89, b'H'], "bad_header"),
        (vec![0x89, b'H', 1], "bad_header"),
        (vec![0x89, b'H', 1, b'C'], "bad_header"),
        (vec![0x89, b'H', 2, b'C', 0, 3, 0, 0], "newer_format"),
        (vec![0x89, b'H', 0], "newer_format"),
        (b"H".to_vec(), "no_header"),
        (br#"{"$v":1,"name":"A","email":""}"#.to_vec(), "no_header"),
        (b"\xa2dname".to_vec(), "no_header"),
        (record(b'M', 0, &[3, 0, 0], &[]), "wrong_codec"),
        (record(b'P', 0, &[3, 0, 0], &[]), "wrong_codec"),
        (record(b'X', 0, &[3, 0, 0], &[]), "wrong_codec"),
        (record(b'C', 4, &[3, 0, 0], &[]), "bad_header"),
        (record(b'C', 0, &[3, 0], &[]), "bad_header"),
        (record(b'C', 0, &[0x83, 0x00, 0, 0], &[]), "bad_header"),
        (record(b'C', 0, &[0xff, 0xff, 0xff, 0xff, 0x10, 0, 0], &[]), "bad_header"),
        (record(b'C', 0, &long, &[0, 0]), "bad_header"),
        (record(b'C', 1, &[3, 0, 0, 5], b"user"), "bad_header"),
        (record(b'C', 1, &[3, 0, 0, 4], b"\xff\xff\xff\xff"), "bad_header"),
        (record(b'C', 1, &[3, 0, 0, 5], b"order"), "wrong_entity"),
        (record(b'C', 2, &[3, 0, 0, 5], b"{}"), "bad_header"),
        (record(b'C', 2, &[&[3, 0, 0], &long[..]].concat(), b"{}"), "bad_header"),
        (record(b'C', 2, &[3, 0, 0, 2], b"{]"), "malformed"),
        (record(b'C', 2, &[3, 0, 0, 2], b"\xff\xff"), "malformed"),
        (record(b'C', 0, &[4, 0, 0], b"anything"), "too_new"),
        (record(b'C', 0, &[3, 0, 1], &[]), "too_new"),
        (record(b'C', 0, &[0, 9, 0], &[]), "too_old"),
        (record(b'C', 0, &[2, 5, 0], &[]), "unknown_version"),
        (record(b'C', 0, &[3, 0, 0], &[]), "malformed"),
        (record(b'C', 0, &[3, 0, 0], &[0xa0]), "malformed"),
        (record(b'C', 0, &[3, 0, 0], br#"{"first_name":"A"}"#), "malformed"),
    ] {
        let error = cbor::from_slice::<User>(&record).unwrap_err();
        assert_eq!(error.kind().code(), code, "{record:x?}: {error}");
        assert_eq!(error.entity(), "user");
        assert!(error.to_string().starts_with("cannot open `user`"), "{error}");
        // The value that keeps the carry is refused for the same reason.
        let kept = cbor::open_slice::<User>(&record).unwrap_err();
        assert_eq!(kept.to_string(), error.to_string());
    }
}

#[test]
fn messages_say_what_to_do_next() {
    let message = |bytes: &[u8]| postcard::from_slice::<User>(bytes).unwrap_err().to_string();
    assert_eq!(
        message(&record(b'P', 0, &[7, 0, 0], &[])),
        "cannot open `user` at version 7: this program knows up to 3; deploy the newer reader first"
    );
    assert_eq!(
        message(&record(b'C', 0, &[1, 0, 0], &[])),
        "cannot open `user`: it is a record of CBOR and not of postcard; read it with `heirloom::cbor`"
    );
    assert_eq!(
        message(b"{}"),
        "cannot open `user`: it has no header, so it is no postcard record of ours; JSON is read with `heirloom::json`, and if records without a header exist, write `untagged` on the version that wrote them"
    );
    assert_eq!(
        message(&record(b'P', 2, &[1, 0, 0, 9], b"{}")),
        "cannot open `user` at version 1: its header is damaged: it claims 9 bytes before the payload, and 2 are left of the record; restore the record from a backup"
    );
    let error = cbor::from_slice::<User>(&record(b'C', 0, &[1, 0, 0], &[0xa0])).unwrap_err();
    assert_eq!(
        error.to_string(),
        "cannot open `user` at version 1: its CBOR is damaged, or no record of that version"
    );
    assert_eq!(error.source().unwrap().to_string(), "CBOR: missing field `name`");
}

#[test]
fn a_name_is_written_where_json_writes_it_and_checked_wherever_it_stands() {
    let closed = State::Closed { reason: "done".into() };
    for (codec, user) in all::<State>().into_iter().zip(all::<User>()) {
        for state in [State::Open, closed.clone()] {
            let stored = (codec.to_vec)(&state).unwrap();
            assert!(stored.windows(5).any(|window| window == b"state"), "{}", codec.name);
            assert_eq!((codec.from_slice)(&stored).unwrap(), state);
            assert_eq!((codec.version_of)(&stored).unwrap(), Version::new(1, 2, 0));
            for error in
                [(user.from_slice)(&stored).unwrap_err(), (user.version_of)(&stored).unwrap_err()]
            {
                assert!(
                    matches!(error.kind(), OpenErrorKind::WrongEntity { found } if found == "state")
                );
                assert_eq!(error.found(), Some(Version::new(1, 2, 0)));
            }
        }
    }
}

#[test]
fn a_record_of_another_codec_is_never_taken_for_one_of_its_own() {
    let codecs = all::<User>();
    for written in &codecs {
        let stored = (written.to_vec_at)(king(), Version::major(1)).unwrap();
        let error = json::from_slice::<User>(&stored).unwrap_err();
        assert!(error.to_string().contains(&format!("read it with `heirloom::{}`", written.name)));
        for read in codecs.iter().filter(|read| read.name != written.name) {
            let error = (read.open_slice)(&stored).unwrap_err();
            assert_eq!(error.kind().code(), "wrong_codec", "{} as {}", written.name, read.name);
        }
    }
}

#[test]
fn payloads_without_a_header_are_of_the_version_that_says_untagged() {
    #[derive(Serialize, Deserialize, Migrate, Debug, PartialEq)]
    #[migrate(entity = "note", version = 1, untagged)]
    struct Old {
        text: String,
    }
    #[derive(Serialize, Deserialize, Migrate, Debug, PartialEq)]
    #[migrate(from = Old)]
    struct Note {
        #[migrate(from = text)]
        body: String,
    }
    let old = Old { text: "x".into() };
    let mut plain = Vec::new();
    ciborium::into_writer(&old, &mut plain).unwrap();
    let payloads =
        [plain, rmp_serde::to_vec_named(&old).unwrap(), ::postcard::to_stdvec(&old).unwrap()];
    for (codec, payload) in all::<Note>().into_iter().zip(payloads) {
        assert_eq!((codec.version_of)(&payload).unwrap(), Version::major(1), "{}", codec.name);
        let note = (codec.open_slice)(&payload).unwrap();
        assert_eq!(*note, Note { body: "x".into() });
        let written = (codec.seal)(&note).unwrap();
        assert_eq!((codec.version_of)(&written).unwrap(), Version::major(2));
        assert_eq!((codec.from_slice)(b"\xc1").unwrap_err().kind().code(), "malformed");
    }
    let payload = rmp_serde::to_vec_named(&old).unwrap();
    let note: Note = messagepack::from_slice_at(Version::major(1), &payload).unwrap();
    assert_eq!(note.body, "x");
    let error = messagepack::from_slice_at::<Note>(Version::major(3), &payload).unwrap_err();
    assert_eq!(error.kind().code(), "too_new");
}

#[test]
fn what_has_passed_a_step_that_needs_more_is_read_as_settled() {
    #[derive(Serialize, Deserialize, Migrate, Debug, Clone, Copy)]
    #[migrate(entity = "order", version = 1)]
    struct Old {
        cents: u64,
    }
    #[derive(Serialize, Deserialize, Migrate, Debug)]
    #[migrate(from = Old, context = String, up = priced, down = |new| Old { cents: new.cents })]
    struct Order {
        cents: u64,
        currency: String,
    }
    #[expect(clippy::ptr_arg, reason = "a context is what it was declared as")]
    fn priced(old: Old, currency: &String) -> Order {
        Order { cents: old.cents, currency: currency.clone() }
    }
    for (codec, old) in all::<Settled<Order>>().into_iter().zip(all::<Old>()) {
        let order = Settled(Order { cents: 5, currency: "EUR".into() });
        let stored = (codec.to_vec)(&order).unwrap();
        assert_eq!((codec.from_slice)(&stored).unwrap().currency, "EUR", "{}", codec.name);
        let error = (codec.from_slice)(&(old.to_vec)(&Old { cents: 5 }).unwrap()).unwrap_err();
        assert_eq!(error.kind().code(), "unsettled");
    }
}

/// Records of every kind, in each codec.
fn samples(codec: &Codec<User>) -> Vec<Vec<u8>> {
    let mut all: Vec<_> =
        (1..=3).map(|at| (codec.to_vec_at)(king(), Version::major(at)).unwrap()).collect();
    let mut named = all[0].clone();
    named[4] |= 1;
    named.splice(8..8, *b"\x04user");
    assert!((codec.from_slice)(&named).is_ok());
    all.push(named);
    all
}

#[test]
fn a_prefix_of_a_record_and_one_with_more_behind_it_are_never_read() {
    for codec in all::<User>() {
        for whole in samples(&codec) {
            for end in 0..whole.len() {
                let error = (codec.from_slice)(&whole[..end]).unwrap_err();
                let code = error.kind().code();
                assert!(matches!(code, "bad_header" | "malformed"), "{}: {error}", codec.name);
            }
            for more in 0..=u8::MAX {
                let longer = [&whole[..], &[more]].concat();
                let error = (codec.open_slice)(&longer).unwrap_err();
                assert_eq!(error.kind().code(), "malformed", "{}", codec.name);
                assert!(error.source().unwrap().to_string().contains("bytes behind the end"));
            }
        }
    }
}

#[test]
fn a_damaged_record_is_an_error_or_a_value() {
    for codec in all::<User>() {
        for whole in samples(&codec) {
            for at in 0..whole.len() {
                for flipped in (0..8).map(|bit| 1 << bit).chain([0xff]) {
                    let mut damaged = whole.clone();
                    damaged[at] ^= flipped;
                    opened(&codec, &damaged);
                }
            }
        }
    }
}

/// What was read can be written again; the same record is refused for the same reason.
fn opened(codec: &Codec<User>, bytes: &[u8]) {
    match ((codec.open_slice)(bytes), (codec.from_slice)(bytes)) {
        (Ok(record), Ok(value)) => {
            assert_eq!(*record, value);
            let again = (codec.seal)(&record).unwrap();
            assert_eq!((codec.from_slice)(&again).unwrap(), value);
        }
        (Err(kept), Err(alone)) => assert_eq!(kept.to_string(), alone.to_string()),
        (kept, alone) => panic!("{}: {kept:?} and {alone:?} of {bytes:x?}", codec.name),
    }
}

proptest! {
    #[test]
    fn any_bytes_are_an_error_or_a_value(bytes: Vec<u8>) {
        for codec in all::<User>() {
            opened(&codec, &bytes);
        }
    }

    #[test]
    fn any_bytes_behind_a_header_are_an_error_or_a_value(
        flags in 0..4_u8,
        version in 0..4_u8,
        rest: Vec<u8>,
    ) {
        for (codec, letter) in all::<User>().into_iter().zip(*b"CMP") {
            opened(&codec, &record(letter, flags, &[version, 0, 0], &rest));
        }
    }

    #[test]
    fn any_value_comes_back(user: (String, String, Option<String>, bool, Vec<String>)) {
        let (first_name, last_name, email, active, tags) = user;
        let status = if active { Status::Active } else { Status::Suspended };
        let user = User { first_name, last_name, email, status, tags };
        for codec in all::<User>() {
            for version in 1..=3 {
                let stored = (codec.to_vec_at)(user.clone(), Version::major(version)).unwrap();
                prop_assert_eq!(&(codec.from_slice)(&stored).unwrap(), &user);
            }
        }
    }
}

mod limits {
    use super::*;

    #[derive(Serialize, Deserialize, Migrate, Debug, PartialEq)]
    #[migrate(entity = "lists", version = 1)]
    struct Lists {
        numbers: Vec<u64>,
        bytes: String,
        inner: Vec<Vec<u8>>,
        pairs: Vec<(u8, bool)>,
        nothing: Vec<()>,
    }

    #[derive(Serialize, Deserialize, Migrate, Debug)]
    #[migrate(entity = "chain", version = 1)]
    struct Chain {
        next: Option<Box<Node>>,
    }

    #[derive(Serialize, Deserialize, heirloom::Shape, Debug)]
    struct Node {
        next: Option<Box<Node>>,
    }

    #[derive(Serialize, Deserialize, Migrate, Debug)]
    #[migrate(entity = "tree", version = 1)]
    struct Tree {
        root: Part,
    }

    #[derive(Serialize, Deserialize, heirloom::Shape, Debug)]
    enum Part {
        Leaf,
        In(Box<Part>),
        All(Vec<Part>),
    }

    #[test]
    fn a_claimed_length_allocates_nothing() {
        let claims: [(u8, &[&[u8]]); 3] = [
            (
                b'C',
                &[
                    b"\xa1gnumbers\x9b\xff\xff\xff\xff\xff\xff\xff\xff",
                    b"\xa1gnumbers\x9b\x00\x00\x00\x00\x7f\xff\xff\xff\x01",
                    b"\xa1ebytes\x7b\x00\x00\x00\x7f\xff\xff\xff\xff",
                    b"\xa1einner\x9a\xff\xff\xff\xff\x9a\xff\xff\xff\xff",
                    b"\xbb\x7f\xff\xff\xff\xff\xff\xff\xff",
                ],
            ),
            (
                b'M',
                &[
                    b"\x81\xa7numbers\xdd\xff\xff\xff\xff",
                    b"\x81\xa5bytes\xdb\xff\xff\xff\xff",
                    b"\x81\xa5inner\xdd\xff\xff\xff\xff\xdd\xff\xff\xff\xff",
                    b"\xdf\xff\xff\xff\xff",
                ],
            ),
            (
                b'P',
                &[
                    b"\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01",
                    b"\x00\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01",
                    b"\x00\x00\xff\xff\xff\xff\x0f\xff\xff\xff\xff\x0f",
                    b"\x00\x00\x00\x00\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01",
                ],
            ),
        ];
        for ((letter, payloads), codec) in claims.into_iter().zip(all::<Lists>()) {
            for payload in payloads {
                let record = record(letter, 0, &[1, 0, 0], payload);
                let used = allocation_counter::measure(|| {
                    assert_eq!((codec.open_slice)(&record).unwrap_err().kind().code(), "malformed");
                });
                assert!(used.bytes_max < 64 * 1024, "{}: {payload:x?}: {used:?}", codec.name);
            }
        }
    }

    #[test]
    fn many_elements_are_read_all_the_same() {
        let lists = || Lists {
            numbers: vec![1; 100_000],
            bytes: "x".repeat(100_000),
            inner: vec![vec![]; 200_000],
            pairs: vec![(1, true); 200_000],
            nothing: vec![(); 60_000],
        };
        for codec in all() {
            let stored = (codec.to_vec)(&lists()).unwrap();
            assert_eq!((codec.from_slice)(&stored).unwrap(), lists(), "{}", codec.name);
        }
    }

    #[test]
    fn nesting_ends_before_the_stack_does() {
        let chain = |depth| {
            let node = (1..depth).fold(None, |next, _| Some(Box::new(Node { next })));
            Chain { next: node }
        };
        for codec in all() {
            let stored = (codec.to_vec)(&chain(120)).unwrap();
            assert!((codec.from_slice)(&stored).is_ok(), "{}", codec.name);
            let stored = (codec.to_vec)(&chain(1000)).unwrap();
            let error = (codec.from_slice)(&stored).unwrap_err();
            assert_eq!(error.kind().code(), "malformed");
        }
        let tree = |begin: &[u8], inside: &[u8]| [begin, &inside.repeat(1_000_000)].concat();
        let deep = [
            (b'C', tree(b"\xa1droot", b"\xa1bIn")),
            (b'C', tree(b"\xa1droot", b"\xa1cAll\x81")),
            (b'C', tree(b"\xa1dwhat", b"\x81")),
            (b'C', tree(b"\xa1dwhat", b"\xc1")),
            (b'M', tree(b"\x81\xa4root", b"\x81\xa2In")),
            (b'M', tree(b"\x81\xa4root", b"\x81\xa3All\x91")),
            (b'M', tree(b"\x81\xa4what", b"\x91")),
            (b'P', tree(b"", b"\x01")),
            (b'P', tree(b"", b"\x02\x01")),
        ];
        for (letter, payload) in deep {
            let record = record(letter, 0, &[1, 0, 0], &payload);
            let read = match letter {
                b'C' => cbor::from_slice::<Tree>,
                b'M' => messagepack::from_slice::<Tree>,
                _ => postcard::from_slice::<Tree>,
            };
            assert_eq!(read(&record).unwrap_err().kind().code(), "malformed");
        }
    }
}

#[test]
fn a_field_with_a_tag_of_its_own_stands_in_each_codec() {
    #[derive(Serialize, Deserialize, Migrate, Debug, PartialEq)]
    #[migrate(entity = "account", version = 1)]
    struct Account {
        owner: Tagged<User>,
        others: Vec<Tagged<State>>,
    }
    let account = Account { owner: king().into(), others: vec![State::Open.into()] };
    for codec in all() {
        let stored = (codec.to_vec)(&account).unwrap();
        let read: Account = (codec.from_slice)(&stored).unwrap();
        assert_eq!((&*read.owner, &*read.others[0]), (&king(), &State::Open), "{}", codec.name);
    }
}

#[test]
fn what_needs_names_is_held_by_those_that_write_them() {
    #[derive(Serialize, Deserialize, Migrate, Debug, PartialEq)]
    #[migrate(entity = "sheet", version = 1)]
    struct Sheet {
        beside: Beside,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        title: Option<String>,
        value: serde_json::Value,
        #[serde(flatten)]
        rest: BTreeMap<String, u8>,
    }
    #[derive(Serialize, Deserialize, heirloom::Shape, Debug, PartialEq)]
    #[serde(tag = "kind", content = "of")]
    enum Beside {
        One(u8),
    }
    let sheet = |key: &str| Sheet {
        beside: Beside::One(1),
        title: None,
        value: serde_json::json!([1, "a", null, { "b": -1.5 }]),
        rest: [(key.to_owned(), 1)].into(),
    };
    for codec in named() {
        let stored = (codec.to_vec)(&sheet("size")).unwrap();
        assert_eq!((codec.from_slice)(&stored).unwrap(), sheet("size"), "{}", codec.name);
        let error = (codec.to_vec)(&sheet("value")).unwrap_err();
        assert!(
            matches!(error.kind(), SealErrorKind::MemberTwice { member } if member == "value"),
            "{error:?}"
        );
    }
}

#[test]
fn what_a_newer_program_wrote_is_kept_by_those_that_write_names() {
    #[derive(Serialize, Deserialize, Migrate, Debug, PartialEq)]
    #[migrate(entity = "door", version = 1)]
    enum Door {
        Open,
        #[migrate(unknown)]
        #[serde(untagged)]
        Other(Unknown<Door>),
    }
    #[derive(Serialize, Deserialize, Migrate, Debug, PartialEq)]
    #[migrate(entity = "door", version = 1)]
    enum Newer {
        Open,
        Ajar { by: u8 },
    }
    for (codec, newer) in named::<Door>().into_iter().zip(named::<Newer>()) {
        let stored = (newer.to_vec)(&Newer::Ajar { by: 7 }).unwrap();
        let door = (codec.from_slice)(&stored).unwrap();
        assert!(matches!(&door, Door::Other(other) if other.name() == Some("Ajar")), "{door:?}");
        assert_eq!((codec.to_vec)(&door).unwrap(), stored, "{}", codec.name);
    }
}

#[test]
fn an_older_version_that_postcard_cannot_hold_is_not_written() {
    #[derive(Serialize, Deserialize, Migrate, Debug, PartialEq, Clone)]
    #[migrate(entity = "tag", version = 1)]
    struct Old {
        #[serde(default, skip_serializing_if = "Option::is_none")]
        title: Option<String>,
        count: u8,
    }
    #[derive(Serialize, Deserialize, Migrate, Debug, PartialEq, Clone)]
    #[migrate(from = Old)]
    struct New {
        title: Option<String>,
        count: u8,
    }
    let new = New { title: None, count: 1 };
    assert_eq!(postcard::from_slice::<New>(&postcard::to_vec(&new).unwrap()).unwrap(), new);
    let error = postcard::to_vec_at(new.clone(), Version::major(1)).unwrap_err();
    assert_eq!(error.to_string(), "cannot write `tag` at version 1: postcard cannot hold it");
    assert!(error.source().unwrap().to_string().contains("skip_serializing_if"));
    let stored = cbor::to_vec_at(new.clone(), Version::major(1)).unwrap();
    assert_eq!(cbor::from_slice::<New>(&stored).unwrap(), new);
}

#[test]
fn every_kind_of_type_that_postcard_allows_comes_back() {
    #[derive(Serialize, Deserialize, heirloom::Shape, Debug, PartialEq, Clone)]
    enum Beside {
        Nothing,
        One(u8),
        Two(u8, String),
        Named { a: Option<u8> },
    }
    #[derive(Serialize, Deserialize, heirloom::Shape, Debug, PartialEq, Clone)]
    struct Unit;
    #[derive(Serialize, Deserialize, Migrate, Debug, PartialEq, Clone)]
    #[migrate(entity = "mix", version = 1)]
    struct Mix {
        beside: Vec<Beside>,
        unit: Unit,
        large: (i128, u128, f64),
        letter: char,
        map: BTreeMap<u8, Option<()>>,
        #[serde(skip)]
        skipped: u8,
        #[serde(default, rename = "other")]
        renamed: String,
        url: url::Url,
    }
    let mix = Mix {
        beside: vec![
            Beside::Nothing,
            Beside::One(1),
            Beside::Nothing,
            Beside::Two(2, "b".into()),
            Beside::Named { a: Some(3) },
        ],
        unit: Unit,
        large: (i128::MIN, u128::MAX, f64::INFINITY),
        letter: 'ß',
        map: [(7, None)].into(),
        skipped: 0,
        renamed: "x".into(),
        // Longer than any buffer that a decoder brings along.
        url: format!("https://example.org/{}", "x".repeat(10_000)).parse().unwrap(),
    };
    for codec in all() {
        let stored = (codec.to_vec)(&mix).unwrap();
        assert_eq!((codec.from_slice)(&stored).unwrap(), mix, "{}", codec.name);
    }
}

#[test]
fn a_number_that_json_cannot_keep_is_read_and_not_written_back() {
    #[derive(Serialize, Deserialize, Migrate, Debug, PartialEq)]
    #[migrate(entity = "gauge", version = 1)]
    struct Old {
        level: f64,
    }
    #[derive(Serialize, Deserialize, Migrate, Debug, PartialEq)]
    #[migrate(from = Old, drop(level, keep))]
    struct New {}
    for (codec, old) in all::<New>().into_iter().zip(all::<Old>()) {
        let stored = (old.to_vec)(&Old { level: f64::NAN }).unwrap();
        assert_eq!((codec.from_slice)(&stored).unwrap(), New {}, "{}", codec.name);
        let error = (codec.open_slice)(&stored).unwrap_err();
        assert_eq!((error.kind().code(), &*error.path()), ("step", "level"), "{}", codec.name);
    }
}

#[test]
fn the_carry_is_bounded_before_anything_is_written() {
    let user = User { tags: vec!["x".repeat(70_000)], ..ada() };
    for codec in all() {
        let error = (codec.to_vec_at)(user.clone(), Version::major(1)).unwrap_err();
        assert!(matches!(error.kind(), SealErrorKind::CarryTooLarge { .. }), "{}", codec.name);
    }
}

#[test]
fn a_fault_of_the_header_is_a_value_to_match_on() {
    let error = cbor::from_slice::<User>(&record(b'C', 0x80, &[1, 0, 0], &[])).unwrap_err();
    assert!(matches!(error.kind(), OpenErrorKind::BadHeader(HeaderFault::Flags(0x80))));
    let error = cbor::from_slice::<User>(&[0x89, b'H', 9]).unwrap_err();
    assert!(matches!(error.kind(), OpenErrorKind::NewerFormat { format: 9 }));
}
