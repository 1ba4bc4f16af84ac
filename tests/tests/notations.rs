//! Records in TOML and YAML: what is read, what is written, and what is refused.
#![expect(clippy::unwrap_used, reason = "a failed unwrap is a failed test")]

use std::collections::{BTreeMap, HashMap, HashSet};
use std::error::Error;
use std::fmt::Debug;
use std::time::{Duration, Instant};

use heirloom::envelope::{Carry, CodecError, SealErrorKind};
use heirloom::{
    Found, Migrate, OpenError, Pure, SealError, Tagged, Version, Versioned, View, cbor, json, toml,
    yaml,
};
use heirloom_tests::user::{Status, User, v1, v2};
use proptest::prelude::*;
use serde::{Deserialize, Serialize};

/// The functions of a notation's module.
struct Notation<T> {
    name: &'static str,
    from_str: fn(&str) -> Result<T, OpenError>,
    open_str: fn(&str) -> Result<Versioned<T>, OpenError>,
    open_slice: fn(&[u8]) -> Result<Versioned<T>, OpenError>,
    view_str: fn(&str) -> Result<View<T>, OpenError>,
    find_str: fn(&str) -> Result<Found<T>, OpenError>,
    seal_found: fn(&Found<T>) -> Result<String, SealError>,
    from_str_at: fn(Version, &str) -> Result<T, OpenError>,
    version_of: fn(&str) -> Result<Version, OpenError>,
    to_string: fn(&T) -> Result<String, SealError>,
    to_string_at: fn(T, Version) -> Result<String, SealError>,
    seal_to_string: fn(&Versioned<T>) -> Result<String, SealError>,
    seal_at: fn(Versioned<T>, Version) -> Result<Vec<u8>, SealError>,
}

macro_rules! notation {
    ($module:ident) => {
        Notation {
            name: stringify!($module),
            from_str: $module::from_str,
            open_str: $module::open_str,
            open_slice: $module::open_slice,
            view_str: $module::view_str,
            find_str: $module::find_str,
            seal_found: $module::seal_found,
            from_str_at: $module::from_str_at,
            version_of: $module::version_of::<T>,
            to_string: $module::to_string,
            to_string_at: $module::to_string_at,
            seal_to_string: $module::seal_to_string,
            seal_at: $module::seal_at,
        }
    };
}

fn both<T: Pure>() -> [Notation<T>; 2] {
    [notation!(toml), notation!(yaml)]
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

/// Writes a value in each notation, and reads it again.
#[track_caller]
fn comes_back<T: Pure + PartialEq + Debug>(value: &T) -> [String; 2] {
    both::<T>().map(|notation| {
        let text = (notation.to_string)(value).unwrap();
        let again = (notation.from_str)(&text);
        assert_eq!(again.as_ref().ok(), Some(value), "{}: {text}\n{again:?}", notation.name);
        text
    })
}

fn codec(error: &SealError) -> &CodecError {
    match error.kind() {
        SealErrorKind::Unencodable(error) => error,
        kind => panic!("{kind:?}"),
    }
}

/// A type of one field, in an entity of its own.
macro_rules! holding {
    ($name:ident: $type:ty $(, $attribute:meta)*) => {
        #[derive(Serialize, Deserialize, Migrate, Debug, Clone, PartialEq)]
        #[migrate(entity = "holding", version = 1)]
        struct $name {
            $(#[$attribute])*
            x: $type,
        }
    };
}

#[test]
fn every_version_is_read_as_today_s_type() {
    let v1 = v1::User { name: "Ada Lovelace".into(), email: "ada@example.org".into() };
    let v2 = v2::User {
        full_name: "Ada Lovelace".into(),
        email: "ada@example.org".into(),
        status: Status::Active,
    };
    for ((one, two), today) in both().into_iter().zip(both()).zip(both::<User>()) {
        let stored = [
            (one.to_string)(&v1).unwrap(),
            (two.to_string)(&v2).unwrap(),
            (today.to_string)(&ada()).unwrap(),
        ];
        for (record, version) in stored.iter().zip(1..) {
            assert_eq!((today.from_str)(record).unwrap(), ada(), "{}", today.name);
            let opened = (today.open_slice)(record.as_bytes()).unwrap();
            assert_eq!(opened.stored(), Some(Version::major(version)));
            assert_eq!((today.version_of)(record).unwrap(), Version::major(version));
        }
    }
}

#[test]
fn down_and_up_again_restores_what_was_kept() {
    for notation in both::<User>() {
        for version in 1..=3 {
            let older = (notation.to_string_at)(king(), Version::major(version)).unwrap();
            assert_eq!((notation.from_str)(&older).unwrap(), king(), "{older}");
            let opened = (notation.open_str)(&older).unwrap();
            // The very value comes back, so nothing is left to carry.
            let today = (notation.to_string)(&king()).unwrap();
            assert_eq!((notation.seal_to_string)(&opened).unwrap(), today);
            let again = (notation.seal_at)(opened, Version::major(version)).unwrap();
            assert_eq!(String::from_utf8(again).unwrap(), older);
        }
    }
}

#[test]
fn one_chain_has_records_of_every_format() {
    let stored = json::to_vec_at(king(), Version::major(1)).unwrap();
    let record: Versioned<User> = json::open_slice(&stored).unwrap();
    let record: Versioned<User> =
        toml::open_slice(&toml::seal_at(record, Version::major(2)).unwrap()).unwrap();
    let record: Versioned<User> =
        yaml::open_slice(&yaml::seal_at(record, Version::major(1)).unwrap()).unwrap();
    let record: Versioned<User> =
        cbor::open_slice(&cbor::seal_at(record, Version::major(2)).unwrap()).unwrap();
    assert_eq!(json::seal_at(record, Version::major(1)).unwrap(), stored);
}

#[test]
fn a_file_that_a_person_has_laid_out_anew_keeps_its_carry() {
    let written = toml::to_string_at(king(), Version::major(2)).unwrap();
    let carry = written.lines().find(|line| line.starts_with("\"$c\"")).unwrap();
    let edited = format!(
        "\u{feff}# my own\r\nstatus = 'Active' # still\r\n\"email\" = \"\"\"\nada@example.org\"\"\"\r\n{carry}\r\n\"\\u0024v\"=0b10\r\nfull_name  =  \"Ada King Lovelace\""
    );
    assert_eq!(toml::from_str::<User>(&edited).unwrap(), king());
    let written = yaml::to_string_at(king(), Version::major(2)).unwrap();
    let carry = written.lines().find(|line| line.starts_with("$c")).unwrap();
    let edited = format!(
        "\u{feff}%YAML 1.2\r\n---\r\n# my own\r\n'status': !!str Active # still\r\nemail: |-\r\n  ada@example.org\r\n{carry}\r\nfull_name: Ada\r\n  King Lovelace\r\n$v: 0x2\r\n...\r\n"
    );
    assert_eq!(yaml::from_str::<User>(&edited).unwrap(), king());
    // A change of a value unbinds it, and it stays.
    for (notation, text) in both::<User>().into_iter().zip([
        toml::to_string_at(king(), Version::major(2)).unwrap(),
        yaml::to_string_at(king(), Version::major(2)).unwrap(),
    ]) {
        let edited = text.replace("ada@example.org", "eve@example.org");
        let record = (notation.open_str)(&edited).unwrap();
        assert!(record.tags.is_empty() && record.carry().is_some_and(|carry| !carry.is_bound()));
        let again = (notation.open_str)(&(notation.seal_to_string)(&record).unwrap()).unwrap();
        assert_eq!(again.carry().map(Carry::get), record.carry().map(Carry::get));
    }
}

#[test]
fn a_carry_that_a_converter_has_unfolded_is_the_same() {
    let stored = json::to_string_at(king(), Version::major(1)).unwrap();
    // JSON is YAML,
    assert_eq!(yaml::from_str::<User>(&stored).unwrap(), king());
    // and a converter of formats knows nothing of our texts.
    let carry = stored.split_once("\"$c\":").unwrap().1.split_once(",\"name\"").unwrap().0;
    let table = carry.replace("\":", "\" = ");
    let text = format!(
        "\"$v\" = 1\n\"$c\" = {table}\nname = 'Ada King Lovelace'\nemail = 'ada@example.org'\n"
    );
    assert_eq!(toml::from_str::<User>(&text).unwrap(), king(), "{text}");
}

#[derive(Serialize, Deserialize, Migrate, Debug, Clone, PartialEq)]
#[migrate(entity = "state", version = "1.2", named)]
enum State {
    Open,
    Closed { reason: String },
    Both(u8, Vec<String>),
}

/// What no later change may alter.
#[test]
fn the_stored_bytes_are_history() {
    for (state, expected) in [
        (
            State::Open,
            [
                "\"$v\" = \"1.2\"\n\"$e\" = \"state\"\n\"$d\" = \"Open\"\n",
                "$v: \"1.2\"\n$e: state\n$d: Open\n",
            ],
        ),
        (
            State::Closed { reason: "it's \"done\"".into() },
            [
                "\"$v\" = \"1.2\"\n\"$e\" = \"state\"\n\n[Closed]\nreason = \"it's \\\"done\\\"\"\n",
                "$v: \"1.2\"\n$e: state\nClosed:\n  reason: \"it's \\\"done\\\"\"\n",
            ],
        ),
        (
            State::Both(1, vec!["a b".into(), "no".into()]),
            [
                "\"$v\" = \"1.2\"\n\"$e\" = \"state\"\nBoth = [1, [\"a b\", \"no\"]]\n",
                "$v: \"1.2\"\n$e: state\nBoth:\n  - 1\n  - - a b\n    - \"no\"\n",
            ],
        ),
    ] {
        assert_eq!(comes_back(&state), expected);
    }
}

#[derive(Serialize, Deserialize, Migrate, Debug, Clone, PartialEq)]
#[migrate(entity = "sheet", version = "4.5", tag(major = "format", minor = "format_minor"))]
struct Sheet {
    cells: Vec<u8>,
}

#[derive(Serialize, Deserialize, Migrate, Debug, Clone, PartialEq)]
#[migrate(entity = "settings", version = 2, tag = "schema_version")]
struct Settings {
    name: String,
}

#[test]
fn a_tag_of_the_user_s_own_stands_where_json_has_it() {
    let [in_toml, in_yaml] = comes_back(&Sheet { cells: vec![1] });
    assert_eq!(in_toml, "format = 4\nformat_minor = 5\ncells = [1]\n");
    assert_eq!(in_yaml, "format: 4\nformat_minor: 5\ncells:\n  - 1\n");
    let [in_toml, in_yaml] = comes_back(&Settings { name: "x".into() });
    assert_eq!(in_toml, "schema_version = 2\nname = \"x\"\n");
    assert_eq!(in_yaml, "schema_version: 2\nname: x\n");
}

#[test]
fn records_without_a_tag_are_of_the_version_that_says_untagged() {
    #[derive(Serialize, Deserialize, Migrate, Debug, PartialEq)]
    #[migrate(entity = "page", version = 1, untagged)]
    struct PageV1 {
        text: String,
    }
    #[derive(Serialize, Deserialize, Migrate, Debug, PartialEq)]
    #[migrate(from = PageV1)]
    struct Page {
        #[migrate(from = text)]
        body: String,
    }
    for (notation, text) in both::<Page>().into_iter().zip(["text = \"x\"\n", "text: x"]) {
        assert_eq!((notation.version_of)(text).unwrap(), Version::major(1));
        let page = (notation.open_str)(text).unwrap();
        assert_eq!(*page, Page { body: "x".into() });
        let written = (notation.seal_to_string)(&page).unwrap();
        assert_eq!((notation.version_of)(&written).unwrap(), Version::major(2));
        assert_eq!((notation.from_str_at)(Version::major(1), text).unwrap().body, "x");
        assert_eq!(
            (notation.from_str_at)(Version::major(3), text).unwrap_err().kind().code(),
            "too_new"
        );
    }
}

#[test]
fn a_newer_record_is_refused_looked_at_or_passed_on() {
    for (notation, text) in both::<Settings>()
        .into_iter()
        .zip(["# mine\nschema_version = 3\nname = \"x\"\n", "# mine\nschema_version: 3\nname: x\n"])
    {
        let error = (notation.open_str)(text).unwrap_err();
        assert_eq!(
            error.to_string(),
            "cannot open `settings` at version 3: this program knows up to 2; deploy the newer reader first"
        );
        let view = (notation.view_str)(text).unwrap();
        assert_eq!((view.is_newer(), &*view.name), (true, "x"));
        let found = (notation.find_str)(text).unwrap();
        assert_eq!((notation.seal_found)(&found).unwrap(), text);
        let Found::Newer(newer) = &found else { panic!() };
        assert_eq!((newer.get(), newer.version()), (text, Version::major(3)));
        // Nobody here could put it into another format.
        let error = json::seal_found(&found).unwrap_err();
        assert_eq!(error.to_string(), "cannot write `settings` at version 3: JSON cannot hold it");
        let elsewhere = json::find_str::<Settings>(r#"{"schema_version":3}"#).unwrap();
        assert!((notation.seal_found)(&elsewhere).is_err());
    }
}

#[test]
fn what_was_found_in_one_field_is_named_by_its_path() {
    for (notation, text) in both::<User>()
        .into_iter()
        .zip(["\"$v\" = 1\nname = 7\nemail = ''", "$v: 1\nname: 7\nemail: ''"])
    {
        let error = (notation.from_str)(text).unwrap_err();
        assert_eq!(
            error.to_string(),
            "cannot open `user` at version 1: it is no record of that version, at `name`"
        );
        assert_eq!(
            error.source().unwrap().to_string(),
            "invalid type: integer `7`, expected a string"
        );
    }
}

/// A text of everything that a type may be.
#[derive(Serialize, Deserialize, Migrate, Debug, Clone, PartialEq)]
#[migrate(entity = "all", version = 1)]
struct All {
    text: String,
    signs: (bool, char, i8, i64, u32),
    wide: (f32, f64),
    none: Option<String>,
    some: Option<i32>,
    list: Vec<Item>,
    nested: Vec<Vec<BTreeMap<String, Vec<i64>>>>,
    by_number: BTreeMap<i64, String>,
    by_flag: BTreeMap<bool, Kind>,
    kinds: Vec<Kind>,
    tagged: Vec<Inside>,
    either: Vec<Either>,
    item: Item,
    map: BTreeMap<String, Item>,
    unit: Empty,
}

#[derive(Serialize, Deserialize, heirloom::Shape, Debug, Clone, PartialEq, Default)]
struct Item {
    name: Option<String>,
    size: i64,
    more: Option<Box<Item>>,
}

#[derive(Serialize, Deserialize, heirloom::Shape, Debug, Clone, PartialEq)]
struct Empty {}

#[derive(Serialize, Deserialize, heirloom::Shape, Debug, Clone, PartialEq)]
enum Kind {
    Unit,
    Newtype(String),
    Tuple(i64, String),
    Struct { a: Option<bool>, b: Vec<u8> },
}

#[derive(Serialize, Deserialize, heirloom::Shape, Debug, Clone, PartialEq)]
#[serde(tag = "type")]
enum Inside {
    Unit,
    Struct { a: i64, b: Option<String> },
}

#[derive(Serialize, Deserialize, heirloom::Shape, Debug, Clone, PartialEq)]
#[serde(untagged)]
enum Either {
    Flag(bool),
    Number(i64),
    Text(String),
    List(Vec<Either>),
    Struct { a: Option<i64>, b: i64 },
}

/// Texts that a notation may take for something else.
const TEXTS: &[&str] = &[
    "",
    " ",
    "~",
    "null",
    "Null",
    "no",
    "No",
    "yes",
    "on",
    "off",
    "y",
    "N",
    "true",
    "TRUE",
    "1",
    "-1",
    "+1",
    "1_000",
    "0o7",
    "0x1F",
    "0b1",
    "007",
    "1e3",
    "1.",
    ".5",
    ".inf",
    "-.INF",
    ".nan",
    "inf",
    "nan",
    "NaN",
    "12:30:45",
    "2001-01-01",
    "1979-05-27T07:32:00Z",
    "07:32:00",
    "- a",
    "? a",
    ": a",
    "a: b",
    "a:",
    "a #b",
    "#a",
    "& a",
    "&a",
    "*a",
    "!a",
    "!!str a",
    "|",
    ">",
    "%a",
    "@a",
    "`a",
    "[a",
    "]",
    "{a",
    "}",
    "a,b",
    "'a",
    "\"a",
    "a\"b'c",
    "\\",
    "\\n",
    "a\nb",
    "a\n",
    "\na",
    " a",
    "a ",
    "a\tb",
    "\ta",
    "\r\n",
    "\r",
    "\u{7f}",
    "\u{0}",
    "\u{1b}",
    "\u{85}",
    "\u{a0}",
    "\u{2028}",
    "\u{feff}",
    "\u{feff}a",
    "\u{fffe}",
    "\u{ffff}",
    "é",
    "日本",
    "😀",
    "---",
    "...",
    "--- a",
    "<<",
    "=",
    "$v",
    "'''",
    "\"\"\"",
    "[table]",
    "a = 1",
    "a.b",
    "\u{10ffff}",
    "\u{d7ff}",
    "\u{e000}",
    "é:",
    "ʼn",
    "a  b",
];

fn text() -> BoxedStrategy<String> {
    let words = prop::sample::select(TEXTS).prop_map(str::to_owned).boxed();
    let long = (250_usize..1100).prop_map(|length| "k".repeat(length));
    prop_oneof![
        6 => words.clone(),
        3 => any::<String>(),
        2 => "[a-zA-Z0-9 _:#.,'\"\\\\\\-\n\t]{0,40}",
        1 => (words.clone(), words).prop_map(|(one, two)| one + &two),
        1 => long,
    ]
    .boxed()
}

fn number() -> impl Strategy<Value = i64> {
    prop_oneof![any::<i64>(), -3..3_i64, Just(i64::MIN), Just(i64::MAX)]
}

fn float() -> impl Strategy<Value = f64> {
    use prop::num::f64::{NEGATIVE, NORMAL, POSITIVE, SUBNORMAL, ZERO};
    prop_oneof![POSITIVE | NEGATIVE | NORMAL | SUBNORMAL | ZERO, Just(1e300), Just(0.1), Just(1e21)]
}

fn item() -> impl Strategy<Value = Item> {
    let leaf = (prop::option::of(text()), number()).prop_map(|(name, size)| Item {
        name,
        size,
        more: None,
    });
    leaf.prop_recursive(3, 4, 1, |inner| {
        (prop::option::of(text()), number(), prop::option::of(inner.prop_map(Box::new)))
            .prop_map(|(name, size, more)| Item { name, size, more })
    })
}

fn kind() -> impl Strategy<Value = Kind> {
    prop_oneof![
        Just(Kind::Unit),
        text().prop_map(Kind::Newtype),
        (number(), text()).prop_map(|(number, text)| Kind::Tuple(number, text)),
        (any::<Option<bool>>(), any::<Vec<u8>>()).prop_map(|(a, b)| Kind::Struct { a, b }),
    ]
}

fn either() -> impl Strategy<Value = Either> {
    let leaf = prop_oneof![
        any::<bool>().prop_map(Either::Flag),
        number().prop_map(Either::Number),
        text().prop_map(Either::Text),
        (any::<Option<i64>>(), number()).prop_map(|(a, b)| Either::Struct { a, b }),
    ];
    leaf.prop_recursive(3, 8, 3, |inner| prop::collection::vec(inner, 0..3).prop_map(Either::List))
}

fn all() -> impl Strategy<Value = All> {
    use prop::collection::{btree_map, vec};
    let inside = prop_oneof![
        Just(Inside::Unit),
        (number(), prop::option::of(text())).prop_map(|(a, b)| Inside::Struct { a, b }),
    ];
    let scalars = (
        text(),
        (any::<bool>(), any::<char>(), any::<i8>(), number(), any::<u32>()),
        (any::<f32>().prop_filter("finite", |float| float.is_finite()), float()),
        prop::option::of(text()),
        any::<Option<i32>>(),
    );
    let lists = (
        vec(item(), 0..3),
        vec(vec(btree_map(text(), vec(number(), 0..2), 0..2), 0..2), 0..2),
        vec(kind(), 0..3),
        vec(inside, 0..3),
        vec(either(), 0..3),
    );
    let maps = (
        btree_map(number(), text(), 0..3),
        btree_map(any::<bool>(), kind(), 0..2),
        btree_map(text(), item(), 0..3),
        item(),
    );
    (scalars, lists, maps).prop_map(|(scalars, lists, maps)| All {
        text: scalars.0,
        signs: scalars.1,
        wide: scalars.2,
        none: scalars.3,
        some: scalars.4,
        list: lists.0,
        nested: lists.1,
        kinds: lists.2,
        tagged: lists.3,
        either: lists.4,
        by_number: maps.0,
        by_flag: maps.1,
        map: maps.2,
        item: maps.3,
        unit: Empty {},
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn what_is_sealed_is_opened_as_the_same_value(all in all()) {
        for notation in both::<All>() {
            let text = (notation.to_string)(&all).unwrap();
            prop_assert_eq!(&(notation.from_str)(&text).unwrap(), &all, "{}:\n{}", notation.name, text);
        }
    }

    #[test]
    fn a_text_is_the_same_text_wherever_it_stands(text in text()) {
        let map = BTreeMap::from([(text.clone(), text)]);
        holding!(Texts: (BTreeMap<String, String>, String));
        let text = map.keys().next().unwrap().clone();
        comes_back(&Texts { x: (map, text) });
    }

    #[test]
    fn records_of_every_version_come_back(
        first_name in text(), last_name in text(), tags in prop::collection::vec(text(), 0..3), email in prop::option::of(text()),
    ) {
        let user = User { first_name, last_name, email, tags, status: Status::Active };
        for notation in both::<User>() {
            for version in 1..=3 {
                // A step may refuse it; then it does in JSON.
                let as_json = json::to_string_at(user.clone(), Version::major(version));
                let Ok(text) = (notation.to_string_at)(user.clone(), Version::major(version)) else {
                    prop_assert!(as_json.is_err());
                    continue;
                };
                let read = (notation.from_str)(&text).unwrap();
                prop_assert_eq!(&read, &json::from_str::<User>(&as_json.unwrap()).unwrap(), "{}", text);
            }
        }
    }

    #[test]
    fn no_text_makes_a_reader_panic(text in text(), garbage in "[\\[\\]{}:,\\-#&*!|>'\"%?\n\t a0=.]{0,60}") {
        for notation in both::<User>() {
            for text in [&text, &garbage, &format!("$v: 1\n{garbage}"), &format!("\"$v\" = 1\n{garbage}")] {
                let _ = (notation.open_str)(text);
                let _ = (notation.version_of)(text);
            }
        }
    }

    #[test]
    fn no_damage_makes_a_reader_panic(at in any::<prop::sample::Index>(), byte in any::<u8>()) {
        for notation in both::<User>() {
            let mut record = (notation.to_string_at)(king(), Version::major(1)).unwrap().into_bytes();
            let at = at.index(record.len());
            record[at] = byte;
            let _ = (notation.open_slice)(&record);
        }
    }
}

#[test]
fn what_toml_has_no_form_for_is_refused_by_its_path() {
    holding!(Nulls: Vec<Option<u8>>);
    holding!(Entries: BTreeMap<String, Option<u8>>);
    holding!(Large: Vec<u64>);
    holding!(Larger: i128);
    holding!(Defaulted: Option<u8>, serde(default = "five"));
    holding!(Unit: ());
    holding!(Float: f64);
    holding!(Json: serde_json::Value);
    #[expect(clippy::unnecessary_wraps, reason = "serde wants the field's type")]
    fn five() -> Option<u8> {
        Some(5)
    }
    let message = |error: SealError| {
        assert!(
            error
                .to_string()
                .starts_with("cannot write `holding` at version 1: TOML cannot hold it")
        );
        (codec(&error).path().to_owned(), error.source().unwrap().to_string())
    };
    for ((path, words), expected) in [
        message(toml::to_string(&Nulls { x: vec![Some(1), None] }).unwrap_err()),
        message(toml::to_string(&Entries { x: [("a".into(), None)].into() }).unwrap_err()),
        message(toml::to_string(&Large { x: vec![1, u64::MAX] }).unwrap_err()),
        message(toml::to_string(&Larger { x: i128::MIN }).unwrap_err()),
        message(toml::to_string(&Defaulted { x: None }).unwrap_err()),
        message(toml::to_string(&Unit { x: () }).unwrap_err()),
        message(toml::to_string(&Float { x: f64::NAN }).unwrap_err()),
        message(toml::to_string(&Json { x: serde_json::json!({"a": [{"b": null}]}) }).unwrap_err()),
    ]
    .into_iter()
    .zip([
        ("x[1]", "TOML: it has no null, at `x[1]`"),
        ("x.a", "TOML: it has no null, and a member that is absent is read as something else, at `x.a`"),
        ("x[1]", "TOML: 18446744073709551615 is more than its numbers can be, at `x[1]`"),
        ("x", "TOML: -170141183460469231731687303715884105728 is more than its numbers can be, at `x`"),
        ("x", "TOML: it has no null, and a member that is absent is read as something else, at `x`"),
        ("x", "TOML: it has no null, and without it the record cannot be read: missing field `x`, at `x`"),
        ("x", "TOML: it has no null, and without it the record cannot be read: missing field `x`, at `x`"),
        ("x.a[].b", "TOML: it has no null, and a member that is absent is read as something else, at `x.a[].b`"),
    ]) {
        assert_eq!((&*path, &*words), expected);
    }
    // YAML has them, but for what JSON has not.
    let yaml = |text: Result<String, SealError>| text.unwrap();
    assert_eq!(
        yaml(yaml::to_string(&Nulls { x: vec![Some(1), None] })),
        "$v: 1\nx:\n  - 1\n  - null\n"
    );
    assert_eq!(
        yaml(yaml::to_string(&Larger { x: i128::MIN })),
        format!("$v: 1\nx: {}\n", i128::MIN)
    );
    yaml::from_str::<Larger>(&format!("$v: 1\nx: {}\n", i128::MIN)).unwrap();
    yaml::from_str::<Unit>(&yaml(yaml::to_string(&Unit { x: () }))).unwrap();
    yaml::from_str::<Defaulted>(&yaml(yaml::to_string(&Defaulted { x: None }))).unwrap();
    let error = yaml::to_string(&Float { x: f64::INFINITY }).unwrap_err();
    assert_eq!(codec(&error).path(), "x");
}

#[test]
fn sets_may_come_out_in_another_order() {
    #[derive(Serialize, Deserialize, Migrate, Debug, Clone, PartialEq)]
    #[migrate(entity = "sets", version = 1)]
    struct Sets {
        names: HashSet<String>,
        by_name: HashMap<String, Vec<Item>>,
        none: Option<String>,
    }
    for _ in 0..20 {
        comes_back(&Sets {
            names: (0..9).map(|number| number.to_string()).collect(),
            by_name: (0..9).map(|number| (number.to_string(), vec![Item::default(); 2])).collect(),
            none: None,
        });
    }
}

#[test]
fn what_is_json_inside_of_a_record_is_what_it_says() {
    #[derive(Serialize, Deserialize, Migrate, Debug, Clone, PartialEq)]
    #[migrate(entity = "odd", version = 1)]
    struct Odd {
        home: Tagged<Settings>,
        value: serde_json::Value,
    }
    let stored = r#"{"$v":1,"home":{"schema_version":2,"name":"x"},"value":[1.5,{"a":{}},[],"x"]}"#;
    let [in_toml, _] = comes_back(&json::from_str::<Odd>(stored).unwrap());
    assert!(in_toml.contains("[home]\nschema_version = 2\nname = \"x\"\n"), "{in_toml}");
}

#[test]
fn members_of_the_envelope_and_members_twice_are_refused() {
    #[derive(Serialize, Deserialize, Migrate, Debug)]
    #[migrate(entity = "flat", version = 1)]
    struct Flat {
        a: i64,
        #[serde(flatten)]
        rest: BTreeMap<String, i64>,
    }
    for notation in both::<Flat>() {
        let with = |key: &str| (notation.to_string)(&Flat { a: 1, rest: [(key.into(), 2)].into() });
        assert!(with("b").is_ok());
        assert!(matches!(with("$c").unwrap_err().kind(), SealErrorKind::ReservedMember { .. }));
        assert!(matches!(with("a").unwrap_err().kind(), SealErrorKind::MemberTwice { .. }));
    }
}

#[test]
fn nothing_is_written_deeper_than_it_is_read() {
    #[derive(Serialize, Deserialize, Migrate, Debug, Clone, PartialEq)]
    #[migrate(entity = "deep", version = 1)]
    struct Deep {
        x: serde_json::Value,
    }
    let nested = |depth: usize, list: bool| {
        (0..depth).fold(serde_json::json!(1), |inner, _| {
            if list { serde_json::json!([inner]) } else { serde_json::json!({ "a": inner }) }
        })
    };
    for notation in both::<Deep>() {
        let mut deepest = [0, 0];
        for depth in 1..140 {
            for list in [false, true] {
                let deep = Deep { x: nested(depth, list) };
                match (notation.to_string)(&deep) {
                    Ok(text) => {
                        assert_eq!((notation.from_str)(&text).unwrap(), deep);
                        deepest[usize::from(list)] = depth;
                    }
                    Err(error) => {
                        assert!(matches!(error.kind(), SealErrorKind::Unencodable(_)), "{error}");
                    }
                }
            }
        }
        assert!(deepest.iter().all(|depth| *depth > 70), "{}: {deepest:?}", notation.name);
    }
}

/// Records that are refused, with the word for it and a part of what is said.
const BAD_TOML: &[(&[u8], &str, &str)] = &[
    (b"", "no_tag", ""),
    (b"\"$v\" = 1\n\"$v\" = 1\nname = ''\nemail = ''", "malformed", "duplicate key, in line 2"),
    (b"\"$v\" = 1\nname = ''\nname = ''\nemail = ''", "malformed", "duplicate key"),
    (b"\"$v\" = 1\nname = '\xff'\nemail = ''", "malformed", ""),
    (b"\x89H\x01C\x00\x01\x00\x00", "wrong_codec", ""),
    (br#"{"$v":1,"name":"","email":""}"#, "malformed", "in line 1"),
    (b"$v: 1\nname: ''\n", "malformed", "in line 1"),
    (b"\"$v\" = 1\nname = ", "malformed", ""),
    (b"\"$v\" = 'one'\nname = ''\nemail = ''", "bad_tag", ""),
    (b"\"$v\" = 1.0\nname = ''\nemail = ''", "bad_tag", ""),
    (b"\"$v\" = 1979-05-27\nname = ''\nemail = ''", "bad_tag", ""),
    (b"\"$v\" = 99999999999999999999\nname = ''\nemail = ''", "bad_tag", ""),
    (b"\"$v\" = 4\nx = 1", "too_new", ""),
    (b"\"$v\" = 1\n\"$e\" = 'order'\nname = ''\nemail = ''", "wrong_entity", ""),
    (b"\"$v\" = 1\n\"$c\" = '{]'\nname = ''\nemail = ''", "malformed", ""),
    (b"\"$v\" = 1\nname = inf\nemail = ''", "malformed", "inf is no number"),
    (b"\"$v\" = 1\nname = -nan\nemail = ''", "malformed", "nan is no number"),
    (
        b"\"$v\" = 1\nname = 0xfffffffffffffffffffffffffffffffffffff\nemail = ''",
        "malformed",
        "beyond 64 bits",
    ),
    (b"\"$v\" = 1\nname = 1e999\nemail = ''", "malformed", "number out of range"),
    (b"\"$v\" = 1\nname = ''\n[name]\nx = 1", "malformed", "duplicate"),
    (b"\0", "malformed", ""),
];

const BAD_YAML: &[(&[u8], &str, &str)] = &[
    (b"", "no_tag", ""),
    (b"# a comment alone", "no_tag", ""),
    (b"$v: 1\n$v: 1\nname: ''\nemail: ''", "malformed", "the key `$v` occurs twice, in line 2"),
    (b"$v: 1\nname: ''\nemail: ''\n'name': ''", "malformed", "the key `name` occurs twice"),
    (b"$v: 1\nname: '\xff'\nemail: ''", "malformed", ""),
    (b"\x89H\x01P\x00\x01\x00\x00", "wrong_codec", ""),
    (b"\"$v\" = 1\nname = ''\n", "malformed", ""),
    (
        b"$v: 1\nname: ''\nemail: ''\n---\n$v: 1\nname: ''\nemail: ''\n",
        "malformed",
        "more than one document",
    ),
    (b"$v: 1\n\tname: ''\n", "malformed", ""),
    (b"$v: 1\nname: 'x", "malformed", ""),
    (b"$v: [1\n", "malformed", ""),
    (b"$v: one\nname: ''\nemail: ''", "bad_tag", ""),
    (b"$v: 1.0\nname: ''\nemail: ''", "bad_tag", ""),
    (b"$v: 4\nx: 1", "too_new", ""),
    (b"$v: 1\n$e: order\nname: ''\nemail: ''", "wrong_entity", ""),
    (b"$v: 1\n$c: '{]'\nname: ''\nemail: ''", "malformed", ""),
    (b"$v: 1\nname: .inf\nemail: ''", "malformed", ".inf is no number"),
    (b"$v: 1\n? [a]\n: b\n", "malformed", "a key is a list or a mapping"),
    (b"$v: 1\n? {a: 1}\n: b\n", "malformed", "a key is a list or a mapping"),
    (b"$v: 1\n~: b\n", "malformed", "a key is null"),
    (b"base: &b {name: x}\n<<: *b\n$v: 1\nemail: ''", "malformed", "merge keys"),
    (b"$v: 1\nname: !ruby/object x\nemail: ''", "malformed", "the tag"),
    (b"$v: 1\nname: !!binary eA==\nemail: ''", "malformed", "the tag"),
    (b"$v: 1\nname: !!int x\nemail: ''", "malformed", "the tag"),
    (b"$v: 1\nname: &a [*a]\nemail: ''", "malformed", "alias"),
    (b"$v: 1\nname: *a\nemail: ''", "malformed", ""),
    (b"$v: 1\nname: 1e999\nemail: ''", "malformed", "number out of range"),
    (b"\0", "malformed", ""),
    (b"%YAML 9.9\n%YAML 9.9\n---\n$v: 1", "malformed", ""),
];

fn said(error: &OpenError) -> String {
    let mut said = error.to_string();
    let mut next = error.source();
    while let Some(source) = next {
        said = format!("{said}: {source}");
        next = source.source();
    }
    said
}

#[test]
fn bad_records_are_refused_with_a_kind_of_their_own() {
    for (notation, records) in both::<User>().into_iter().zip([BAD_TOML, BAD_YAML]) {
        for (record, code, part) in records {
            let error = (notation.open_slice)(record).unwrap_err();
            let shown = record.escape_ascii();
            assert_eq!(error.kind().code(), *code, "{}: {shown}: {}", notation.name, said(&error));
            assert!(said(&error).contains(part), "{shown}: {}", said(&error));
        }
    }
}

fn lines(count: usize, line: impl Fn(usize) -> String) -> String {
    (0..count).map(line).collect::<Vec<_>>().join("\n")
}

/// Texts that want time, memory or stack.
#[test]
fn no_text_takes_long_or_much() {
    let many = 100_000;
    let deep = |open: &str, close: &str| format!("{}{}", open.repeat(many), close.repeat(many));
    let bomb = (1..40).fold("a0: &a0 [x, x]\n".to_owned(), |bomb, level| {
        let below = level - 1;
        format!("{bomb}a{level}: &a{level} [*a{below}, *a{below}, *a{below}]\n")
    });
    let long_bomb = format!("a: &a {}\nb: [{}]\n", "x".repeat(1 << 20), "*a, ".repeat(many));
    let texts = [
        deep("[", "]"),
        deep("{a: ", "}"),
        deep("- ", ""),
        deep("? ", ""),
        deep("a: [", ""),
        deep("&a ", ""),
        deep("!a ", ""),
        deep("{", ""),
        "a:\n".repeat(many),
        lines(2_000, |depth| format!("{}a:", " ".repeat(depth))),
        lines(2_000, |depth| format!("{}- - a", " ".repeat(depth))),
        bomb,
        long_bomb,
        format!("a: {}", "9".repeat(1 << 20)),
        format!("a: {}", "x".repeat(1 << 22)),
        format!("{}: 1", "x".repeat(1 << 22)),
        format!("a: \"{}\"", "\\x41".repeat(1 << 18)),
        format!("a: {}", "'' ".repeat(many)),
        format!("a = {}", deep("[", "]")),
        format!("a = {}", deep("{ a = ", "}")),
        format!("{} = 1", vec!["a"; many].join(".")),
        format!("[{}]", vec!["a"; many].join(".")),
        lines(5_000, |at| format!("[{}.k{at}]", vec!["a"; 70].join("."))),
        lines(many, |at| format!("k{at} = {at}")),
        lines(many, |at| format!("k{at}: {at}")),
        "[[a]]\n".repeat(many),
        format!("a = {}", "9".repeat(1 << 20)),
        format!("a = \"{}", "\\".repeat(1 << 20)),
        "#".repeat(1 << 22),
        "\n".repeat(1 << 20),
    ];
    for notation in both::<User>() {
        for text in &texts {
            let begun = Instant::now();
            let error = (notation.open_str)(text).unwrap_err();
            let took = begun.elapsed();
            let shown: String = text.chars().take(30).collect();
            assert!(took < Duration::from_secs(10), "{}: {shown:?} took {took:?}", notation.name);
            assert!(
                said(&error).len() < 1000,
                "{}: {shown:?}: {} bytes",
                notation.name,
                said(&error).len()
            );
        }
    }
}

#[test]
fn aliases_that_grow_without_end_are_refused() {
    let bomb = (1..40).fold("a0: &a0 [x, x]\n".to_owned(), |bomb, level| {
        let below = level - 1;
        format!("{bomb}a{level}: &a{level} [*a{below}, *a{below}, *a{below}]\n")
    });
    let long = format!("a: &a {}\nb: [{}]\n", "x".repeat(1 << 20), "*a, ".repeat(1000));
    for text in [bomb, long] {
        let error = yaml::from_str::<User>(&text).unwrap_err();
        assert!(said(&error).contains("aliases stand for far more"), "{}", said(&error));
    }
}

#[test]
fn aliases_stand_for_what_they_name() {
    let text = "$v: 3\nfirst_name: &n Ada\nlast_name: *n\nemail: null\nstatus: Active\ntags: [*n, &t x, *t]\n";
    let user = yaml::from_str::<User>(text).unwrap();
    assert_eq!(
        (&*user.last_name, user.tags),
        ("Ada", vec!["Ada".to_owned(), "x".into(), "x".into()])
    );
}
