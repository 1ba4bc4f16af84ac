//! Bytes of released layouts. Files under `tests/wire` are history: added, never changed.
//!
//! Each must be readable by every later build, and today's writer must still write the ones that it is said to write.
#![expect(clippy::unwrap_used, reason = "a failed unwrap is a failed test")]

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use heirloom::{Migrate, Pure, Version, json, toml, yaml};
use heirloom_tests::user::{Status, User, v1, v2};
use serde::{Deserialize, Serialize};

fn recorded(name: &str) -> String {
    whole(name).trim_end().to_owned()
}

/// A recorded text to its last line break.
fn whole(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("wire").join(name);
    fs::read_to_string(path).unwrap()
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

#[test]
fn the_inline_layout() {
    for version in 1..=3 {
        let stored = recorded(&format!("inline/user.v{version}.json"));
        assert_eq!(json::from_str::<User>(&stored).unwrap(), ada(), "{stored}");
        let older = json::to_string_at(ada(), Version::major(version)).unwrap();
        assert_eq!(heirloom_tests::without_carry(&older), stored);
    }
    assert_eq!(
        json::to_string(&v1::User { name: "Ada Lovelace".into(), email: "ada@example.org".into() })
            .unwrap(),
        recorded("inline/user.v1.json")
    );
    let _: v2::User = json::from_str(&recorded("inline/user.v2.json")).unwrap();
}

#[test]
fn the_inline_layout_with_a_carry() {
    let stored = recorded("inline/user.v3.carry.json");
    let record = json::open_str::<User>(&stored).unwrap();
    assert_eq!(json::seal_to_string(&record).unwrap(), stored);
    assert_eq!(record.into_inner(), ada());
}

#[test]
fn the_carry() {
    let ada = User { first_name: "Ada King".into(), tags: vec!["x".into()], ..ada() };
    for version in 1..=2 {
        let stored = recorded(&format!("inline/user.v{version}.kept.json"));
        assert_eq!(json::from_str::<User>(&stored).unwrap(), ada, "{stored}");
        let written = json::to_string_at(ada.clone(), Version::major(version)).unwrap();
        assert_eq!(written, stored);
    }
}

#[derive(Serialize, Deserialize, Migrate, Debug, Clone, PartialEq)]
#[migrate(entity = "state", version = "1.2", named)]
enum State {
    Open,
    Closed { reason: String },
}

#[test]
fn a_payload_that_is_no_object() {
    let stored = recorded("wrapped/state.v1.2.json");
    assert_eq!(json::from_str::<State>(&stored).unwrap(), State::Open);
    assert_eq!(json::to_string(&State::Open).unwrap(), stored);
    let stored = recorded("wrapped/state.v1.2.carry.json");
    assert_eq!(json::seal_to_string(&json::open_str::<State>(&stored).unwrap()).unwrap(), stored);
    let stored = recorded("inline/state.v1.2.json");
    assert_eq!(json::to_string(&State::Closed { reason: "done".into() }).unwrap(), stored);
    assert_eq!(json::from_str::<State>(&stored).unwrap(), State::Closed { reason: "done".into() });
}

#[derive(Serialize, Deserialize, Migrate, Debug, Clone, PartialEq)]
#[migrate(entity = "sheet", version = "4.5", tag(major = "format", minor = "format_minor"))]
struct Sheet {
    cells: Vec<u8>,
}

#[test]
fn a_foreign_tag() {
    let stored = recorded("foreign/sheet.v4.5.json");
    assert_eq!(json::to_string(&Sheet { cells: vec![1] }).unwrap(), stored);
    assert_eq!(json::from_str::<Sheet>(&stored).unwrap(), Sheet { cells: vec![1] });
}

/// Holds a value to what is recorded of it in each notation.
#[track_caller]
fn notations<T: Pure + Clone + PartialEq + std::fmt::Debug>(
    name: &str,
    value: &T,
    version: Version,
) {
    let stored = whole(&format!("toml/{name}.toml"));
    assert_eq!(toml::to_string_at(value.clone(), version).unwrap(), stored);
    assert_eq!(&toml::from_str::<T>(&stored).unwrap(), value);
    let stored = whole(&format!("yaml/{name}.yaml"));
    assert_eq!(yaml::to_string_at(value.clone(), version).unwrap(), stored);
    assert_eq!(&yaml::from_str::<T>(&stored).unwrap(), value);
}

#[test]
fn toml_and_yaml() {
    let king = User {
        first_name: "Ada King".into(),
        tags: vec!["x".into(), "no".into(), "a: b\n\"c\"".into()],
        email: None,
        ..ada()
    };
    notations("user.v3", &king, Version::major(3));
    let king = User { email: Some("ada@example.org".into()), ..king };
    notations("user.v1.kept", &king, Version::major(1));
    notations("user.v2.kept", &king, Version::major(2));
    notations("state.v1.2", &State::Open, State::VERSION);
    notations("state.v1.2.closed", &State::Closed { reason: "done".into() }, State::VERSION);
    notations("sheet.v4.5", &Sheet { cells: vec![1] }, Sheet::VERSION);
    let part = |name: &str, size| Part { name: name.into(), size, note: None };
    let machine = Machine {
        parts: vec![part("wheel", 1e21), Part { note: Some("\\d+".into()), ..part("", -0.0) }],
        spare: [("2".to_owned(), part("axle", 0.1))].into(),
        matrix: vec![vec![1, -2], vec![]],
        first: part("frame", 3.0),
    };
    notations("machine.v1", &machine, Machine::VERSION);
}

#[derive(Serialize, Deserialize, Migrate, Debug, Clone, PartialEq)]
#[migrate(entity = "machine", version = 1)]
struct Machine {
    first: Part,
    matrix: Vec<Vec<i64>>,
    parts: Vec<Part>,
    spare: BTreeMap<String, Part>,
}

#[derive(Serialize, Deserialize, heirloom::Shape, Debug, Clone, PartialEq)]
struct Part {
    name: String,
    size: f64,
    note: Option<String>,
}
