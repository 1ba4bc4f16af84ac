//! Steps that need more than the record, or make more of it: by functions, and as far as bytes go.
#![expect(
    clippy::needless_pass_by_value,
    clippy::trivially_copy_pass_by_ref,
    reason = "what a step is given"
)]

use std::error::Error as _;

use heirloom::chain::{Made, losses, versions};
use heirloom::envelope::{OpenErrorKind, SealErrorKind};
use heirloom::{Migrate, Outcome, Settled, Version, downgrade_with, json, upgrade_with};
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, Migrate, Debug, Clone, PartialEq)]
#[migrate(entity = "note", version = 1)]
struct Note {
    text: String,
}

fn note(text: &str) -> Note {
    Note { text: text.into() }
}

/// The oldest version, and below every such step.
#[derive(Serialize, Deserialize, Migrate, Debug, Clone, PartialEq)]
#[migrate(entity = "thing", version = 1)]
struct V1 {
    name: String,
}

#[derive(Serialize, Deserialize, Migrate, Debug, Clone, PartialEq)]
#[migrate(from = V1, context = u32, try_up = counted, down = |new| V1 { name: new.name })]
struct V2 {
    name: String,
    count: u32,
}

fn counted(old: V1, count: &u32) -> Result<V2, String> {
    if *count == 0 {
        return Err("there is none".to_owned());
    }
    Ok(V2 { name: old.name, count: *count })
}

/// By its record alone.
#[derive(Serialize, Deserialize, Migrate, Debug, Clone, PartialEq)]
#[migrate(from = V2)]
struct V3 {
    #[migrate(from = name)]
    title: String,
    count: u32,
}

#[derive(Serialize, Deserialize, Migrate, Debug, Clone, PartialEq)]
#[migrate(from = V3, join(Note), emit(Note), try_up = noted, try_down = unnoted)]
struct V4 {
    title: String,
    note: Option<String>,
}

#[expect(clippy::unnecessary_wraps, reason = "a step that may refuse")]
fn noted(old: V3, joined: Option<Note>) -> Result<(V4, Vec<Note>), String> {
    let emitted = (0..old.count).map(|n| note(&n.to_string())).collect();
    Ok((V4 { title: old.title, note: joined.map(|note| note.text) }, emitted))
}

fn unnoted(new: V4, emitted: Vec<Note>) -> Result<(V3, Option<Note>), std::num::TryFromIntError> {
    let count = emitted.len().try_into()?;
    Ok((V3 { title: new.title, count }, new.note.map(|text| Note { text })))
}

#[derive(Serialize, Deserialize, Migrate, Debug, Clone, PartialEq)]
#[migrate(from = V4, may_remove, emit(Note), up = archived, one_way = "the archive is not read back")]
struct V5 {
    title: String,
}

fn archived(old: V4) -> (Outcome<V5>, Vec<Note>) {
    if old.title.is_empty() {
        return (Outcome::remove("it has no title"), vec![note("archived")]);
    }
    (V5 { title: old.title }.into(), Vec::new())
}

#[test]
fn a_context_is_given_and_a_refusal_names_the_step() {
    let old = V1 { name: "a".into() };
    let made = upgrade_with::<V2>(old.clone(), &3, None).unwrap();
    let new = V2 { name: "a".into(), count: 3 };
    assert_eq!(made, Made { outcome: Outcome::Value(new.clone()), emitted: Vec::new() });
    assert_eq!(downgrade_with(new, Vec::new()).unwrap(), (old.clone(), None));
    let error = upgrade_with::<V2>(old, &0, None).unwrap_err();
    assert_eq!(error.entity(), "thing");
    assert_eq!(error.step(), Some((Version::major(1), Version::major(2))));
    assert_eq!(error.source().unwrap().to_string(), "there is none");
}

#[test]
fn what_is_emitted_and_joined_comes_back() {
    for joined in [None, Some(note("x"))] {
        let old = V3 { title: "a".into(), count: 2 };
        let made = upgrade_with::<V4>(old.clone(), &(), joined.clone()).unwrap();
        assert_eq!(made.emitted, [note("0"), note("1")]);
        let Outcome::Value(new) = made.outcome else { panic!("it removes nothing") };
        assert_eq!(downgrade_with(new, made.emitted).unwrap(), (old, joined));
    }
}

#[test]
fn a_record_may_be_removed_and_emit_all_the_same() {
    let made = upgrade_with::<V5>(V4 { title: String::new(), note: None }, &(), None).unwrap();
    assert_eq!(made.outcome, Outcome::remove("it has no title"));
    assert_eq!(made.emitted, [note("archived")]);
}

#[test]
fn a_settled_record_is_read_from_the_newest_such_step_on() {
    let read = |text: &str| json::from_str::<Settled<V3>>(text);
    let new = || Settled(V3 { title: "a".into(), count: 1 });
    assert_eq!(read(r#"{"$v":3,"title":"a","count":1}"#).unwrap(), new());
    assert_eq!(read(r#"{"$v":2,"name":"a","count":1}"#).unwrap(), new());
    let error = read(r#"{"$v":1,"name":"a"}"#).unwrap_err();
    assert!(
        matches!(error.kind(), OpenErrorKind::Unsettled { step } if *step == Version::major(2))
    );
    assert_eq!(read(r#"{"$v":4}"#).unwrap_err().kind().code(), "too_new");
    assert_eq!(
        json::from_str::<Settled<V4>>(r#"{"$v":2}"#).unwrap_err().kind().code(),
        "unsettled"
    );
    // It is written as the version itself is, and is a version as any other.
    assert_eq!(json::to_string(&new()).unwrap(), r#"{"$v":3,"title":"a","count":1}"#);
    assert_eq!(json::to_string(&new()).unwrap(), json::to_string(&new().0).unwrap());
    assert_eq!(versions::<Settled<V3>>(), versions::<V3>());
    assert_eq!(losses::<Settled<V5>>().len(), 4);
}

#[test]
fn a_version_is_written_for_older_readers_as_far_as_the_record_alone_goes() {
    let v3 = || V3 { title: "a".into(), count: 1 };
    let old = json::to_string_at(v3(), Version::major(1)).unwrap();
    assert!(old.ends_with(r#""name":"a"}"#), "{old}");
    let v4 = || V4 { title: "a".into(), note: None };
    let error = json::to_vec_at(v4(), Version::major(3)).unwrap_err();
    assert_eq!(
        error.to_string(),
        "cannot write `thing` at version 3: the way back from version 4 takes the records that its step emitted, or gives the one that it joined; use `heirloom::downgrade_with`"
    );
    let error = json::to_vec_at(v4(), Version::major(7)).unwrap_err();
    assert!(matches!(error.kind(), SealErrorKind::UnknownVersion));
    let error = json::to_vec_at(V5 { title: "a".into() }, Version::major(4)).unwrap_err();
    assert!(matches!(
        error.kind(),
        SealErrorKind::OneWay { why: "the archive is not read back", .. }
    ));
}
