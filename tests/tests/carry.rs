//! The carry of a record: bound to it, guarded leaf by leaf, bounded, cleared, and never a guess.
#![expect(clippy::unwrap_used, reason = "a failed unwrap is a failed test")]

use heirloom::envelope::{Carry, OpenErrorKind, SealErrorKind};
use heirloom::{Migrate, Version, Versioned, json};
use heirloom_tests::without_carry;
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, Migrate, Debug, Clone, PartialEq)]
#[migrate(entity = "user", version = 1, carry_limit = 200)]
struct V1 {
    name: String,
    fax: String,
}

#[derive(Serialize, Deserialize, Migrate, Debug, Clone, PartialEq)]
#[migrate(from = V1, drop(fax, keep))]
struct V2 {
    name: String,
    #[migrate(default)]
    tags: Vec<String>,
}

#[derive(Serialize, Deserialize, Migrate, Debug, Clone, PartialEq)]
#[migrate(from = V2)]
struct V3 {
    name: String,
    tags: Vec<String>,
    #[migrate(default = 18)]
    age: u8,
}

fn v3(name: &str, tags: &[&str], age: u8) -> V3 {
    V3 { name: name.into(), tags: tags.iter().map(ToString::to_string).collect(), age }
}

fn at(version: u32, new: V3) -> String {
    json::to_string_at(new, Version::major(version)).unwrap()
}

/// The `$c` of a record, with its name.
fn carry_of(record: &str) -> String {
    let bare = without_carry(record);
    let ends = record.len() - bare.len();
    let begins = record.find(r#""$c":"#).unwrap();
    record[begins..begins + ends].to_owned()
}

#[test]
fn a_program_that_knows_only_the_old_version_carries_it_along() {
    // This one knows version 1 alone: it hands on what it does not understand, and binds it to what it writes.
    #[derive(Serialize, Deserialize, Migrate, Debug, Clone, PartialEq)]
    #[migrate(entity = "user", version = 1)]
    struct Old {
        name: String,
        fax: String,
    }
    let mut record = json::open_str::<Old>(&at(1, v3("Ada", &["x"], 36))).unwrap();
    assert!(record.carry().is_some_and(Carry::is_bound));
    record.name = "Ada King".into();
    let written = json::seal_to_string(&record).unwrap();
    assert_eq!(json::from_str::<V3>(&written).unwrap(), v3("Ada King", &["x"], 36));
}

#[test]
fn it_is_cleared_once_the_newer_version_is_written() {
    let record = json::open_str::<V3>(&at(1, v3("Ada", &["x"], 36))).unwrap();
    assert_eq!(
        json::seal_to_string(&record).unwrap(),
        r#"{"$v":3,"$c":{"of":"OF","2":{"fax":""}},"name":"Ada","tags":["x"],"age":36}"#
            .replace("OF", &bound_to(&record))
    );
    // The step between is left too: what version 3 has more stays until version 3 is written.
    let between = json::open_str::<V2>(&at(1, v3("Ada", &["x"], 36))).unwrap();
    let between = json::seal_to_string(&between).unwrap();
    assert!(between.contains(r#""3":{"age":36}"#) && !between.contains("tags\":[]"), "{between}");
    assert_eq!(json::from_str::<V3>(&between).unwrap(), v3("Ada", &["x"], 36));
}

fn bound_to(record: &Versioned<V3>) -> String {
    let text = json::seal_to_string(record).unwrap();
    let at = text.find(r#""of":""#).unwrap() + 6;
    text[at..at + 16].to_owned()
}

#[test]
fn a_record_that_has_a_place_for_everything_carries_nothing() {
    let new = v3("Ada", &["x"], 36);
    let older: Versioned<V2> = heirloom::downgrade(Versioned::new(new)).unwrap();
    assert!(older.carry().is_some());
    let newer: Versioned<V3> = heirloom::upgrade(older).unwrap();
    assert!(newer.carry().is_none(), "{:?}", newer.carry());
    let older = json::to_vec_at(newer.into_inner(), Version::major(2)).unwrap();
    assert!(json::open_slice::<V3>(&older).unwrap().carry().is_none());
}

#[test]
fn a_carry_with_nothing_in_it_is_not_written_again() {
    let stored = at(1, v3("Ada", &["x"], 36));
    let empty = stored.replace(r#","2":{"tags":["x"]},"3":{"age":36}"#, "");
    assert_ne!(empty, stored);
    let record = json::open_str::<V1>(&empty).unwrap();
    assert_eq!(json::seal_to_string(&record).unwrap(), r#"{"$v":1,"name":"Ada","fax":""}"#);
}

#[test]
fn one_content_has_one_form_whatever_the_way() {
    let new = v3("Ada", &["x"], 36);
    let straight = at(1, new.clone());
    let by_two =
        json::seal_at(json::open_str::<V2>(&at(2, new)).unwrap(), Version::major(1)).unwrap();
    assert_eq!(String::from_utf8(by_two).unwrap(), straight);
}

#[test]
fn the_carry_of_another_record_is_not_applied_and_not_changed() {
    let (ada, bob) = (at(1, v3("Ada", &["x"], 36)), at(1, v3("Bob", &["y"], 40)));
    let foreign = format!(r#"{{"$v":1,{}"name":"Bob","fax":""}}"#, carry_of(&ada));
    let record = json::open_str::<V3>(&foreign).unwrap();
    assert_eq!(*record, v3("Bob", &[], 18));
    // The record has a carry of its own now (the fax); the other is handed on in it as it was.
    let written = json::seal_to_string(&record).unwrap();
    let unbound = carry_of(&ada).replace(r#""$c":"#, r#""unbound":"#);
    assert!(written.contains(unbound.trim_end_matches(',')), "{written}");
    let again = json::open_str::<V3>(&written).unwrap();
    assert_eq!(json::seal_to_string(&again).unwrap(), written);
    let old = json::open_str::<V1>(&foreign).unwrap();
    assert!(!old.carry().unwrap().is_bound());
    assert_eq!(carry_of(&json::seal_to_string(&old).unwrap()), carry_of(&ada));
    assert_eq!(json::from_str::<V3>(&bob).unwrap(), v3("Bob", &["y"], 40));
}

#[test]
fn a_payload_that_something_else_wrote_gets_nothing_from_it() {
    let stored = at(1, v3("Ada", &["x"], 36));
    let edited = stored.replace(r#""name":"Ada""#, r#""name":"Eve""#);
    assert_eq!(json::from_str::<V3>(&edited).unwrap(), v3("Eve", &[], 18));
    // The same bytes at another version are another record.
    let at_two = stored.replace(r#""$v":1"#, r#""$v":2"#).replace(r#""fax":"""#, r#""tags":[]"#);
    assert_eq!(json::from_str::<V3>(&at_two).unwrap(), v3("Ada", &[], 18));
    // A carry that replaces it may take its place.
    let replaced =
        json::seal_at(json::open_str::<V3>(&edited).unwrap(), Version::major(1)).unwrap();
    let replaced = String::from_utf8(replaced).unwrap();
    assert_eq!(json::from_str::<V3>(&replaced).unwrap(), v3("Eve", &[], 18));
}

#[test]
fn a_database_may_write_the_record_in_another_form() {
    let stored = at(1, v3("Ädä", &["x"], 36));
    let value: serde_json::Value = serde_json::from_str(&stored).unwrap();
    let sorted = serde_json::to_string_pretty(&value).unwrap();
    let tag_last =
        format!(r#"{{ "fax" : "", "name" : "\u00c4d\u00e4", {} "$v" : 1 }}"#, carry_of(&stored));
    for other in [sorted, tag_last] {
        assert_eq!(json::from_str::<V3>(&other).unwrap(), v3("Ädä", &["x"], 36), "{other}");
    }
}

#[test]
fn what_it_holds_is_checked_like_any_other_input() {
    let stored = at(1, v3("Ada", &["x"], 36));
    for (from, to) in
        [(r#"["x"]"#, "7"), (r#"{"tags":["x"]}"#, "[]"), (r#"{"age":36}"#, r#"{"age":"old"}"#)]
    {
        let damaged = stored.replace(from, to);
        assert_ne!(damaged, stored);
        let error = json::from_str::<V3>(&damaged).unwrap_err();
        assert!(matches!(error.kind(), OpenErrorKind::Step(_)), "{error:?}");
    }
    let error = json::from_str::<V3>(&stored.replace("36", "3600")).unwrap_err();
    assert_eq!(error.path(), "age");
    for unbound in [
        r#""$c":7,"#,
        r#""$c":null,"#,
        r#""$c":[],"#,
        r#""$c":{"of":7},"#,
        r#""$c":{"of":"zz","2":{}},"#,
        r#""$c":{"of":"+00000000000000a"},"#,
    ] {
        let record = format!(r#"{{"$v":1,{unbound}"name":"Ada","fax":""}}"#);
        assert_eq!(json::from_str::<V3>(&record).unwrap(), v3("Ada", &[], 18), "{record}");
        let opened = json::open_str::<V1>(&record).unwrap();
        assert_eq!(carry_of(&json::seal_to_string(&opened).unwrap()), unbound);
    }
}

#[test]
fn it_is_bounded_before_anything_is_written() {
    let long = "x".repeat(300);
    let error = json::to_string_at(v3("Ada", &[&long], 1), Version::major(1)).unwrap_err();
    assert!(
        matches!(error.kind(), SealErrorKind::CarryTooLarge { limit: 200, size } if *size > 300)
    );
    assert!(
        error.to_string().ends_with(
            "and 200 are allowed; raise `carry_limit` on the first version of the entity"
        ),
        "{error}"
    );
    // Upwards too, where the record itself is what is written back.
    let stored = json::to_string(&V1 { name: "Ada".into(), fax: long }).unwrap();
    let record = json::open_str::<V3>(&stored).unwrap();
    assert!(matches!(json::seal(&record).unwrap_err().kind(), SealErrorKind::CarryTooLarge { .. }));
}

#[test]
fn a_bare_value_leaves_it_behind_and_a_versioned_one_takes_it_along() {
    let user: Versioned<V3> = json::open_str(r#"{"$v":1,"name":"Ada","fax":"12"}"#).unwrap();
    let old: V1 = heirloom::downgrade(user.clone().into_inner()).unwrap();
    assert_eq!(old.fax, "");
    let old: Versioned<V1> = heirloom::downgrade(user).unwrap();
    assert_eq!(old.fax, "12");
    let new: Versioned<V3> = heirloom::upgrade(old).unwrap();
    assert_eq!(heirloom::downgrade::<_, Versioned<V2>, _>(new).unwrap().name, "Ada");
}

#[test]
fn every_walk_through_the_versions_ends_alike() {
    let new = v3("Ada", &["x", "y"], 36);
    let steps = [1, 2, 3, 2, 1, 3, 1, 1, 2, 2, 3];
    let mut record: Versioned<V3> = json::open_str(&json::to_string(&new).unwrap()).unwrap();
    for version in steps {
        let bytes = json::seal_at(record, Version::major(version)).unwrap();
        record = json::open_slice(&bytes).unwrap();
        assert_eq!(*record, new, "at {version}");
    }
}

mod in_a_column {
    use super::*;

    #[derive(Serialize, Deserialize, Migrate, Debug, Clone, PartialEq)]
    #[migrate(entity = "sheet", version = "1.0", tag(major = "format", minor = "format_minor"))]
    struct Sheet1 {
        cells: Vec<u8>,
    }

    #[derive(Serialize, Deserialize, Migrate, Debug, Clone, PartialEq)]
    #[migrate(from = Sheet1, version = "1.1", compat = "none")]
    struct Sheet2 {
        cells: Vec<u8>,
        #[migrate(default)]
        title: String,
    }

    fn sheet() -> Sheet2 {
        Sheet2 { cells: vec![1], title: "t".into() }
    }

    #[test]
    fn a_foreign_format_has_no_place_for_it_but_a_column() {
        let older = Version::new(1, 0, 0);
        let error = json::to_string_at(sheet(), older).unwrap_err();
        assert!(matches!(error.kind(), SealErrorKind::CarryHasNoPlace), "{error}");
        let (record, carry) = json::seal_parts_at(Versioned::new(sheet()), older, "7").unwrap();
        assert_eq!(record, r#"{"format":1,"format_minor":0,"cells":[1]}"#);
        let read = |carry: Option<&str>, key| json::open_parts::<Sheet2>(&record, carry, key);
        assert_eq!(*read(carry.as_deref(), "7").unwrap(), sheet());
        assert_eq!(read(carry.as_deref(), "8").unwrap().title, "", "the carry of another row");
        assert_eq!(read(None, "7").unwrap().title, "");
        assert!(matches!(
            read(Some("{"), "7").unwrap_err().kind(),
            OpenErrorKind::Malformed { .. }
        ));
    }

    #[test]
    fn it_does_not_stand_in_two_places() {
        let stored = at(1, v3("Ada", &["x"], 36));
        let error = json::open_parts::<V3>(&stored, Some("{}"), "1").unwrap_err();
        assert!(matches!(error.kind(), OpenErrorKind::StrayMember { .. }), "{error:?}");
    }
}
