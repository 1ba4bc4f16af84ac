//! Steps in both directions, through public functions: every operation, every container, every kind of type.
#![expect(clippy::unwrap_used, reason = "a failed unwrap is a failed test")]
#![expect(clippy::needless_pass_by_value, reason = "a step owns what it converts")]

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet, VecDeque};
use std::error::Error;
use std::num::{NonZeroU8, ParseIntError};
use std::rc::Rc;
use std::sync::Arc;

use heirloom::chain::{Tag, floor, versions};
use heirloom::{Migrate, Version, json};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

/// `old` goes up to `new` and comes back, as values and as bytes.
fn both_ways<Old, New, Hops>(old: Old, new: New)
where
    Old: heirloom::Pure + Clone + PartialEq + std::fmt::Debug,
    New: heirloom::Pure + Clone + PartialEq + std::fmt::Debug + heirloom::chain::DownTo<Old, Hops>,
{
    assert_eq!(heirloom::upgrade::<_, New, _>(old.clone()).unwrap(), new);
    assert_eq!(heirloom::downgrade::<_, Old, _>(new.clone()).unwrap(), old);
    let stored = json::to_string(&old).unwrap();
    assert_eq!(json::from_str::<New>(&stored).unwrap(), new, "{stored}");
    let older = json::to_string_at(new.clone(), Old::VERSION).unwrap();
    assert_eq!(*json::open_str::<Old>(&older).unwrap(), old);
    assert_eq!(json::from_str::<New>(&older).unwrap(), new, "{older}");
}

mod fields {
    use super::*;

    #[derive(Serialize, Deserialize, Migrate, Debug, Clone, PartialEq)]
    #[migrate(entity = "server", version = 1)]
    pub(super) struct V1 {
        pub name: String,
        pub port: String,
        pub weight: u8,
        pub note: String,
        pub region: String,
        pub legacy: bool,
        pub retries: Option<u8>,
    }

    #[derive(Serialize, Deserialize, Migrate, Debug, Clone, PartialEq)]
    #[migrate(from = V1, drop(note = "none"), drop(legacy, default), drop(region, default_with = region))]
    pub(super) struct V2 {
        #[migrate(from = name)]
        pub host: String,
        #[migrate(try_up = number, down = text)]
        pub port: u16,
        #[migrate(into)]
        pub weight: u32,
        pub retries: Option<u8>,
        #[migrate(default_with = place)]
        pub place: (String, u8),
        #[migrate(default)]
        pub tags: Vec<String>,
        #[migrate(default = 60 * 60)]
        pub timeout: u32,
        #[migrate(default = "eu")]
        pub zone: Box<str>,
    }

    fn number(port: String) -> Result<u16, ParseIntError> {
        port.parse()
    }

    fn text(port: u16) -> String {
        port.to_string()
    }

    fn place(old: &V1) -> (String, u8) {
        (old.region.clone(), old.weight)
    }

    fn region(new: &V2) -> String {
        new.place.0.clone()
    }
}

#[test]
fn fields_are_renamed_added_dropped_and_converted() {
    let old = fields::V1 {
        name: "a".into(),
        port: "80".into(),
        weight: 3,
        note: "none".into(),
        region: "north".into(),
        legacy: false,
        retries: None,
    };
    let new = fields::V2 {
        host: "a".into(),
        port: 80,
        weight: 3,
        retries: None,
        place: ("north".into(), 3),
        tags: vec![],
        timeout: 3600,
        zone: "eu".into(),
    };
    both_ways(old.clone(), new.clone());

    let error = heirloom::upgrade::<_, fields::V2, _>(fields::V1 { port: "http".into(), ..old })
        .unwrap_err();
    assert_eq!(error.to_string(), "`server` cannot go from version 1 to 2 at `port`");
    assert_eq!(error.source().unwrap().to_string(), "invalid digit found in string");
    assert_eq!(error.step(), Some((Version::major(1), Version::major(2))));

    let error =
        json::to_string_at(fields::V2 { weight: 300, ..new }, Version::major(1)).unwrap_err();
    assert_eq!(error.to_string(), "cannot write `server` at version 1: a step refused it");
    assert_eq!(
        error.source().unwrap().to_string(),
        "`server` cannot go from version 2 to 1 at `weight`"
    );
}

mod kinds {
    use super::*;

    #[derive(Serialize, Deserialize, Migrate, Debug, Clone, PartialEq)]
    #[migrate(entity = "size", version = 1)]
    pub(super) struct Size1(pub u32, pub u32);

    #[derive(Serialize, Deserialize, Migrate, Debug, Clone, PartialEq)]
    #[migrate(from = Size1)]
    pub(super) struct Size2(
        #[migrate(default = 1)] pub u8,
        #[migrate(from = 1)] pub u32,
        #[migrate(from = 0)] pub u32,
    );

    #[derive(Serialize, Deserialize, Migrate, Debug, Clone, PartialEq)]
    #[migrate(from = Size2, drop(0 = 1))]
    pub(super) struct Size3 {
        #[migrate(from = 2)]
        pub width: u32,
        #[migrate(from = 1)]
        pub height: u32,
    }

    #[derive(Serialize, Deserialize, Migrate, Debug, Clone, PartialEq)]
    #[migrate(entity = "marker", version = 1)]
    pub(super) struct Marker1;

    #[derive(Serialize, Deserialize, Migrate, Debug, Clone, PartialEq)]
    #[migrate(from = Marker1)]
    pub(super) struct Marker2 {
        #[migrate(default)]
        pub r#type: u8,
    }

    #[derive(Serialize, Deserialize, Migrate, Debug, Clone, PartialEq)]
    #[migrate(from = Marker2)]
    pub(super) struct Marker3 {
        #[migrate(from = r#type)]
        pub kind: u8,
    }

    #[derive(Serialize, Deserialize, Migrate, Debug, Clone, PartialEq)]
    #[migrate(entity = "id", version = 1)]
    pub(super) struct Id1(pub u32);

    #[derive(Serialize, Deserialize, Migrate, Debug, Clone, PartialEq)]
    #[migrate(from = Id1)]
    pub(super) struct Id2(#[migrate(into)] pub u64);

    #[derive(Serialize, Deserialize, Migrate, Debug, Clone, PartialEq)]
    #[migrate(entity = "page", version = 1)]
    pub(super) struct Page1<T, const N: usize> {
        pub items: Vec<T>,
        pub fixed: Fixed<N>,
    }

    #[derive(Serialize, Deserialize, Migrate, Debug, Clone, PartialEq)]
    #[migrate(from = Page1<T, N>, version = 5)]
    pub(super) struct Page2<T, const N: usize>
    where
        T: Clone,
    {
        #[migrate(from = items)]
        pub rows: Vec<T>,
        pub fixed: Fixed<N>,
        #[migrate(default)]
        pub next: Option<T>,
    }

    #[derive(Serialize, Deserialize, Debug, Clone, PartialEq)]
    pub(super) struct Fixed<const N: usize>;

    #[derive(Serialize, Deserialize, Debug, Clone, PartialEq)]
    pub(super) enum Celsius1 {
        Of(i32),
    }

    #[derive(Serialize, Deserialize, Migrate, Debug, Clone, PartialEq)]
    #[migrate(entity = "weather", version = 1)]
    pub(super) struct Weather1 {
        pub fahrenheit: i32,
    }

    #[derive(Serialize, Deserialize, Migrate, Debug, Clone, PartialEq)]
    #[migrate(from = Weather1, try_up = warmer, down = colder)]
    pub(super) enum Weather2 {
        Cold(u8),
        Warm(u8),
    }

    fn warmer(old: Weather1) -> Result<Weather2, String> {
        let degrees =
            u8::try_from(old.fahrenheit.abs()).map_err(|_| "hotter than any day".to_owned())?;
        Ok(if old.fahrenheit < 0 { Weather2::Cold(degrees) } else { Weather2::Warm(degrees) })
    }

    fn colder(new: Weather2) -> Weather1 {
        match new {
            Weather2::Cold(degrees) => Weather1 { fahrenheit: -i32::from(degrees) },
            Weather2::Warm(degrees) => Weather1 { fahrenheit: degrees.into() },
        }
    }
}

#[test]
fn every_kind_of_struct_has_steps() {
    use kinds::*;
    both_ways(Size1(2, 3), Size2(1, 3, 2));
    both_ways(Size2(1, 3, 2), Size3 { width: 2, height: 3 });
    both_ways(Size1(2, 3), Size3 { width: 2, height: 3 });
    both_ways(Marker1, Marker2 { r#type: 0 });
    both_ways(Marker1, Marker3 { kind: 0 });
    both_ways(Id1(7), Id2(7));
    both_ways(Weather1 { fahrenheit: -3 }, Weather2::Cold(3));
    let error = heirloom::upgrade::<_, Weather2, _>(Weather1 { fahrenheit: 1000 }).unwrap_err();
    assert_eq!(error.to_string(), "`weather` cannot go from version 1 to 2");
    assert_eq!(error.source().unwrap().to_string(), "hotter than any day");
    assert!(error.path().is_empty());
    let _ = Celsius1::Of(1);
}

#[test]
fn generic_types_have_steps() {
    use kinds::*;
    both_ways(
        Page1 { items: vec!["a".to_owned()], fixed: Fixed::<3> },
        Page2 { rows: vec!["a".to_owned()], fixed: Fixed::<3>, next: None },
    );
    assert_eq!(versions::<Page2<u8, 1>>(), [Version::major(1), Version::major(5)]);
}

#[test]
fn payloads_that_are_no_objects_are_wrapped() {
    use kinds::*;
    assert_eq!(json::to_string(&Size1(2, 3)).unwrap(), r#"{"$v":1,"$d":[2,3]}"#);
    assert_eq!(json::to_string(&Marker1).unwrap(), r#"{"$v":1,"$d":null}"#);
    assert_eq!(json::to_string(&Id2(7)).unwrap(), r#"{"$v":2,"$d":7}"#);
    assert_eq!(json::to_string(&Marker2 { r#type: 4 }).unwrap(), r#"{"$v":2,"type":4}"#);
    assert_eq!(json::to_string(&Weather2::Warm(9)).unwrap(), r#"{"$v":2,"Warm":9}"#);
    assert_eq!(json::from_str::<Weather2>(r#"{"Warm":9,"$v":2}"#).unwrap(), Weather2::Warm(9));
    for text in [
        r#"{"$d":[2,3],"$v":1}"#,
        r#" { "$v" : 1 , "$d" : [ 2 , 3 ] } "#,
        r#"{"$v":1,"$d":[2,3],"$c":{}}"#,
    ] {
        assert_eq!(json::from_str::<Size1>(text).unwrap(), Size1(2, 3), "{text}");
    }
    let kept = json::open_str::<Size1>(r#"{"$v":1,"$d":[2,3],"$c":{"2":1}}"#).unwrap();
    assert_eq!(json::seal_to_string(&kept).unwrap(), r#"{"$v":1,"$d":[2,3],"$c":{"2":1}}"#);
    for text in [
        r#"{"$v":1,"$d":[2,3]"#,
        r#"{"$v":1,"$d":[2,3}"#,
        r#"{"$v":1,"$d":"#,
        r#"{"$v":1,"$d":[2,3]}}"#,
    ] {
        assert_eq!(json::from_str::<Size1>(text).unwrap_err().kind().code(), "malformed", "{text}");
    }
    let error = json::from_str::<Size1>(r#"{"$v":1,"$d":[2,"three"]}"#).unwrap_err();
    assert_eq!(error.path(), "[1]");
}

mod variants {
    use super::*;

    #[derive(Serialize, Deserialize, Migrate, Debug, Clone, PartialEq)]
    #[migrate(entity = "state", version = 1)]
    pub(super) enum V1 {
        Open,
        Cancelled,
        Closed { why: String, at: u32 },
        Moved(u8, String),
        Legacy(String),
        Broken,
        Odd(u8),
    }

    #[derive(Serialize, Deserialize, Migrate, Debug, Clone, PartialEq)]
    #[migrate(from = V1)]
    #[migrate(drop(Legacy => Closed { reason: "legacy".into(), at: 0, by: None }), drop(Broken => fail), drop(Odd, up_with = odd))]
    pub(super) enum V2 {
        Open,
        #[migrate(from = Cancelled)]
        Canceled,
        Closed {
            #[migrate(from = why)]
            reason: String,
            at: u32,
            #[migrate(default_with = by)]
            by: Option<String>,
        },
        #[migrate(drop(1, default_with = second))]
        Moved(#[migrate(from = 0, into)] u16),
        #[migrate(added, down = Open)]
        OnHold,
        #[migrate(added, down = Moved(1, "reopened".into()))]
        Reopened {
            times: u8,
        },
        #[migrate(added, down_with = older)]
        Split(u8, u8),
        #[migrate(added, down = fail)]
        Quantum,
    }

    #[expect(clippy::unnecessary_wraps, reason = "the field is an option")]
    fn by(old: &V1) -> Option<String> {
        Some(format!("{old:?}").chars().take(6).collect())
    }

    fn second(new: &V2) -> String {
        format!("{new:?}")
    }

    fn odd(old: V1) -> V2 {
        match old {
            V1::Odd(0) => V2::Open,
            other => V2::Closed { reason: format!("{other:?}"), at: 0, by: None },
        }
    }

    fn older(new: V2) -> V1 {
        match new {
            V2::Split(a, b) => V1::Odd(a + b),
            _ => V1::Open,
        }
    }
}

#[test]
fn variants_are_renamed_added_dropped_and_changed() {
    use variants::{V1, V2};
    both_ways(V1::Open, V2::Open);
    both_ways(V1::Cancelled, V2::Canceled);
    both_ways(
        V1::Closed { why: "done".into(), at: 3 },
        V2::Closed { reason: "done".into(), at: 3, by: Some("Closed".into()) },
    );
    both_ways(V1::Moved(7, "Moved(7)".into()), V2::Moved(7));

    let up = |old| heirloom::upgrade::<V1, V2, _>(old);
    let down = |new| heirloom::downgrade::<V2, V1, _>(new);
    assert_eq!(
        up(V1::Legacy("x".into())).unwrap(),
        V2::Closed { reason: "legacy".into(), at: 0, by: None }
    );
    assert_eq!(up(V1::Odd(0)).unwrap(), V2::Open);
    assert_eq!(up(V1::Odd(1)).unwrap(), V2::Closed { reason: "Odd(1)".into(), at: 0, by: None });
    assert_eq!(down(V2::OnHold).unwrap(), V1::Open);
    assert_eq!(down(V2::Reopened { times: 2 }).unwrap(), V1::Moved(1, "reopened".into()));
    assert_eq!(down(V2::Split(1, 2)).unwrap(), V1::Odd(3));

    let error = up(V1::Broken).unwrap_err();
    assert_eq!(error.to_string(), "`state` cannot go from version 1 to 2");
    assert!(error.source().unwrap().to_string().contains("`Broken`"));
    assert!(down(V2::Quantum).unwrap_err().source().unwrap().to_string().contains("`Quantum`"));
    let error = down(V2::Moved(700)).unwrap_err();
    assert_eq!(error.to_string(), "`state` cannot go from version 2 to 1 at `Moved.0`");
}

mod nested {
    use super::*;

    #[derive(
        Serialize, Deserialize, Migrate, Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord,
    )]
    #[migrate(entity = "item", version = 1)]
    pub(super) struct Item1 {
        pub name: String,
    }

    #[derive(
        Serialize, Deserialize, Migrate, Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord,
    )]
    #[migrate(from = Item1)]
    pub(super) struct Item2 {
        #[migrate(from = name, try_into)]
        pub title: Title,
    }

    #[derive(
        Serialize, Deserialize, Migrate, Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord,
    )]
    #[migrate(from = Item2)]
    pub(super) struct Item3 {
        pub title: Title,
        #[migrate(default = 1)]
        pub count: u8,
    }

    #[derive(Serialize, Deserialize, Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
    pub(super) struct Title(pub String);

    impl TryFrom<String> for Title {
        type Error = String;
        fn try_from(text: String) -> Result<Self, String> {
            if text.is_empty() { Err("a title cannot be empty".into()) } else { Ok(Self(text)) }
        }
    }

    impl From<Title> for String {
        fn from(title: Title) -> Self {
            title.0
        }
    }

    macro_rules! order {
        ($name:ident $item:ident $(#[$migrate:meta] $nested:meta)?) => {
            #[derive(Serialize, Deserialize, Migrate, Debug, Clone, PartialEq)]
            $(#[$migrate])?
            pub(super) struct $name {
                $(#[$nested])? pub one: $item,
                $(#[$nested])? pub maybe: Option<$item>,
                $(#[$nested])? pub many: Vec<$item>,
                $(#[$nested])? pub queue: VecDeque<$item>,
                $(#[$nested])? pub boxed: Box<$item>,
                $(#[$nested])? pub counted: Vec<Option<Box<$item>>>,
                $(#[$nested])? pub tree: BTreeMap<String, $item>,
                $(#[$nested])? pub hash: HashMap<u32, Vec<$item>>,
                $(#[$nested])? pub set: BTreeSet<$item>,
                $(#[$nested])? pub hashed: HashSet<$item>,
                $(#[$nested])? pub array: [$item; 2],
                $(#[$nested])? pub pair: (u8, $item, Vec<$item>),
            }
        };
    }

    order!(Order1 Item1 #[migrate(entity = "order", version = 1)] doc = "Not nested yet.");
    order!(Order2 Item3 #[migrate(from = Order1)] migrate(nested));

    pub(super) fn order1(name: &str) -> Order1 {
        let item = || Item1 { name: name.into() };
        Order1 {
            one: item(),
            maybe: Some(item()),
            many: vec![item(), item()],
            queue: [item()].into(),
            boxed: Box::new(item()),
            counted: vec![None, Some(Box::new(item()))],
            tree: [("k".to_owned(), item())].into(),
            hash: [(7, vec![item()])].into(),
            set: [item()].into(),
            hashed: [item()].into(),
            array: [item(), item()],
            pair: (1, item(), vec![item()]),
        }
    }

    pub(super) fn order2(name: &str) -> Order2 {
        let item = || Item3 { title: Title(name.into()), count: 1 };
        Order2 {
            one: item(),
            maybe: Some(item()),
            many: vec![item(), item()],
            queue: [item()].into(),
            boxed: Box::new(item()),
            counted: vec![None, Some(Box::new(item()))],
            tree: [("k".to_owned(), item())].into(),
            hash: [(7, vec![item()])].into(),
            set: [item()].into(),
            hashed: [item()].into(),
            array: [item(), item()],
            pair: (1, item(), vec![item()]),
        }
    }
}

#[test]
fn nested_versions_are_converted_through_containers_several_steps_at_once() {
    both_ways(nested::order1("pen"), nested::order2("pen"));
    let item = || nested::Item1 { name: "pen".into() };
    let shared: Arc<nested::Item3> = heirloom::upgrade(Arc::new(item())).unwrap();
    let counted: Rc<nested::Item3> = heirloom::upgrade(Rc::new(item())).unwrap();
    assert_eq!((&*shared.title.0, &*counted.title.0), ("pen", "pen"));
}

#[test]
fn a_refusal_deep_inside_names_the_whole_path_and_the_record_s_entity() {
    let good = nested::order1("pen");
    let bad = || nested::Item1 { name: String::new() };
    let path = |order: nested::Order1| {
        let error = heirloom::upgrade::<_, nested::Order2, _>(order).unwrap_err();
        assert_eq!(error.entity(), "order");
        assert_eq!(error.source().unwrap().to_string(), "a title cannot be empty");
        error.path().to_string()
    };
    assert_eq!(path(nested::Order1 { one: bad(), ..good.clone() }), "one.name");
    assert_eq!(
        path(nested::Order1 { many: vec![good.one.clone(), bad()], ..good.clone() }),
        "many[1].name"
    );
    assert_eq!(
        path(nested::Order1 { tree: [("k".into(), bad())].into(), ..good.clone() }),
        "tree[\"k\"].name"
    );
    assert_eq!(
        path(nested::Order1 { hash: [(7, vec![bad()])].into(), ..good.clone() }),
        "hash[7][0].name"
    );
    assert_eq!(
        path(nested::Order1 { counted: vec![Some(Box::new(bad()))], ..good.clone() }),
        "counted[0].name"
    );
    assert_eq!(
        path(nested::Order1 { array: [good.one.clone(), bad()], ..good.clone() }),
        "array[1].name"
    );
    assert_eq!(path(nested::Order1 { pair: (1, bad(), vec![]), ..good }), "pair[1].name");
}

#[test]
fn elements_of_a_set_that_become_equal_are_not_lost_in_silence() {
    #[derive(Serialize, Deserialize, Migrate, Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
    #[migrate(entity = "word", version = 1)]
    struct Word1(String);
    #[derive(Serialize, Deserialize, Migrate, Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
    #[migrate(from = Word1)]
    struct Word2(#[migrate(up = lower, down = |word| word)] String);
    fn lower(word: String) -> String {
        word.to_lowercase()
    }
    let set: BTreeSet<Word1> = [Word1("a".into()), Word1("A".into())].into();
    let error = heirloom::upgrade::<_, BTreeSet<Word2>, _>(set).unwrap_err();
    assert_eq!(error.source().unwrap().to_string(), "two elements of the set became equal");
}

mod envelopes {
    use super::*;

    #[derive(Serialize, Deserialize, Migrate, Debug, Clone, PartialEq)]
    #[migrate(entity = "config", version = 1, tag = "schema_version", untagged, named)]
    #[serde(deny_unknown_fields)]
    pub(super) struct Config1 {
        pub size: u8,
    }

    #[derive(Serialize, Deserialize, Migrate, Debug, Clone, PartialEq)]
    #[migrate(from = Config1, version = "1.1", compat = "none")]
    #[serde(deny_unknown_fields)]
    pub(super) struct Config2 {
        pub size: u8,
        #[migrate(default)]
        pub depth: Option<NonZeroU8>,
    }

    #[derive(Serialize, Deserialize, Migrate, Debug, Clone, PartialEq)]
    #[migrate(entity = "sheet", version = "3.0", tag(major = "format", minor = "format_minor"))]
    pub(super) struct Sheet3 {
        #[serde(flatten)]
        pub rest: BTreeMap<String, serde_json::Value>,
    }

    #[derive(Serialize, Deserialize, Migrate, Debug, Clone, PartialEq)]
    #[migrate(from = Sheet3, version = "4.0")]
    pub(super) struct Sheet40 {
        #[serde(flatten)]
        pub rest: BTreeMap<String, serde_json::Value>,
    }

    #[derive(Serialize, Deserialize, Migrate, Debug, Clone, PartialEq)]
    #[migrate(from = Sheet40, version = "4.1")]
    pub(super) struct Sheet41 {
        #[serde(flatten)]
        pub rest: BTreeMap<String, serde_json::Value>,
    }
}

#[test]
fn a_tag_of_another_name_is_inherited_and_strict_types_never_see_the_envelope() {
    use envelopes::*;
    assert_eq!(Config2::TAG, Tag::Member("schema_version"));
    let new = Config2 { size: 3, depth: None };
    let stored = json::to_string(&new).unwrap();
    assert_eq!(stored, r#"{"schema_version":"1.1","$e":"config","size":3,"depth":null}"#);
    for text in [
        &*stored,
        r#"{"schema_version":1,"size":3}"#,
        r#"{"size":3,"schema_version":1,"$c":{"2":null}}"#,
        r#"{"schema_version":1,"$c":{},"$e":"config","size":3}"#,
    ] {
        assert_eq!(json::from_str::<Config2>(text).unwrap(), new, "{text}");
    }
    let error = json::from_str::<Config2>(r#"{"schema_version":1,"size":3,"$v":1}"#).unwrap_err();
    assert_eq!(error.kind().code(), "malformed"); // an unknown field of a strict type
}

#[test]
fn records_without_a_tag_are_read_at_the_version_that_says_so() {
    use envelopes::*;
    assert_eq!(Config2::UNTAGGED, Some(Version::major(1)));
    let record = json::open_str::<Config2>(r#"{"size":3}"#).unwrap();
    assert_eq!((record.stored(), record.is_stale()), (Some(Version::major(1)), true));
    assert_eq!(json::version_of::<Config2>(r#"{"size":3}"#).unwrap(), Version::major(1));
    // The members of the envelope are the payload's own in a record without a tag.
    assert_eq!(
        json::from_str::<Config2>(r#"{"size":3,"$c":{}}"#).unwrap_err().kind().code(),
        "malformed"
    );
}

#[test]
fn a_foreign_format_keeps_its_own_tag() {
    use envelopes::*;
    let text = r#"{"format":4,"format_minor":1,"cells":[]}"#;
    let sheet: Sheet41 = json::from_str(text).unwrap();
    assert_eq!(sheet.rest.keys().collect::<Vec<_>>(), ["cells"]);
    assert_eq!(json::to_string(&sheet).unwrap(), text);
    assert_eq!(
        json::to_string_at(sheet.clone(), Version::new(3, 0, 0)).unwrap(),
        r#"{"format":3,"format_minor":0,"cells":[]}"#
    );
    assert_eq!(
        json::from_str::<Sheet41>(r#"{"cells":[],"format_minor":0,"format":4}"#).unwrap(),
        sheet
    );

    let kind = |text: &str| json::from_str::<Sheet41>(text).unwrap_err().kind().code();
    // One version of that major only: the minor goes without saying.
    assert_eq!(json::from_str::<Sheet41>(r#"{"cells":[],"format":3}"#).unwrap(), sheet);
    assert_eq!(kind(r#"{"cells":[],"format":4}"#), "no_tag");
    assert_eq!(kind(r#"{"cells":[],"format":5}"#), "too_new");
    assert_eq!(kind(r#"{"cells":[],"format":2}"#), "too_old");
    assert_eq!(kind(r#"{"cells":[],"format":4,"format_minor":99}"#), "too_new");
    assert_eq!(kind(r#"{"cells":[],"format":4,"format_minor":"1"}"#), "bad_tag");
    assert_eq!(kind(r#"{"cells":[],"format":"4","format_minor":1}"#), "bad_tag");
    assert_eq!(kind(r#"{"format":4,"format_minor":1,"format":4}"#), "stray_member");
    assert_eq!(kind(r#"{"format":4,"format_minor":1,"format_minor":1}"#), "stray_member");
}

#[test]
fn a_member_with_a_name_of_the_envelope_is_never_written() {
    use envelopes::*;
    let with = |key: &str| Sheet3 { rest: [(key.to_owned(), 1.into())].into() };
    for key in ["format", "format_minor"] {
        let error = json::to_string(&with(key)).unwrap_err();
        assert_eq!(
            error.to_string(),
            format!(
                "cannot write `sheet` at version 3.0: its member `{key}` belongs to the envelope; rename it"
            )
        );
    }
    for key in ["$v", "", "for", "format\"", "\"format", "fo\u{1}rmat", "formatx"] {
        let text = json::to_string(&with(key)).unwrap();
        assert_eq!(json::from_str::<Sheet3>(&text).unwrap(), with(key), "{text}");
    }
    let nested = Sheet3 {
        rest: [("a".to_owned(), serde_json::json!({"format": [{"format_minor": 3}]}))].into(),
    };
    assert_eq!(json::from_str::<Sheet3>(&json::to_string(&nested).unwrap()).unwrap(), nested);
}

#[test]
fn the_facts_of_a_chain_are_public() {
    use heirloom_tests::user::{User, v1};
    assert_eq!(
        (User::ENTITY, User::VERSION, User::TAG),
        ("user", Version::major(3), Tag::Member("$v"))
    );
    assert_eq!(versions::<User>(), [1, 2, 3].map(Version::major));
    assert_eq!((floor::<User>(), floor::<v1::User>()), (Version::major(1), Version::major(1)));
}

#[test]
fn a_newtype_map_with_number_keys_is_inline() {
    #[derive(Serialize, Deserialize, Migrate, Debug, PartialEq)]
    #[migrate(entity = "table", version = 1)]
    struct Table(BTreeMap<i32, bool>);
    fn round<T: Serialize + DeserializeOwned + heirloom::Pure>(value: &T) -> (String, T) {
        let text = json::to_string(value).unwrap();
        let back = json::from_str(&text).unwrap();
        (text, back)
    }
    let table = Table([(-3, true), (4, false)].into());
    assert_eq!(round(&table), (r#"{"$v":1,"-3":true,"4":false}"#.to_owned(), table));
}

#[test]
fn an_enum_record_holds_one_variant() {
    use kinds::Weather2;
    assert_eq!(
        json::from_str::<Weather2>(r#"{"$v":2,"Warm":9,"$c":{}}"#).unwrap(),
        Weather2::Warm(9)
    );
    let error = json::from_str::<Weather2>(r#"{"$v":2,"Warm":9,"Cold":9}"#).unwrap_err();
    assert_eq!(error.kind().code(), "malformed");
    assert_eq!(json::from_str::<Weather2>(r#"{"$v":2}"#).unwrap_err().kind().code(), "malformed");
}

mod together {
    use super::*;

    #[derive(Serialize, Deserialize, Migrate, Debug, Clone, PartialEq)]
    #[migrate(entity = "place", version = 1)]
    pub(super) struct Place1 {
        pub name: String,
        pub lat: f64,
        pub lon: f64,
        pub size: String,
        pub phone: String,
        pub nick: Option<String>,
        pub mails: Vec<String>,
        pub tag: String,
    }

    #[derive(Serialize, Deserialize, Migrate, Debug, Clone, PartialEq)]
    #[migrate(from = Place1)]
    #[migrate(split(name => first, last; up = split, down = |first, last| format!("{first} {last}")))]
    #[migrate(merge(lat, lon => geo; up = |lat, lon| Geo { lat, lon }, down = Geo::parts))]
    #[migrate(split(size => width, height; try_up = dimensions, down = joined))]
    pub(super) struct Place2 {
        pub first: String,
        pub last: String,
        pub geo: Geo,
        pub width: u8,
        pub height: u8,
        #[migrate(wrap, down_or = "none")]
        pub phone: Option<String>,
        #[migrate(unwrap_or = "nobody")]
        pub nick: String,
        #[migrate(from = mails, first, keep)]
        pub mail: Option<String>,
        #[migrate(from = tag, wrap, down_or = String::new())]
        pub tags: Vec<String>,
    }

    #[derive(Serialize, Deserialize, Debug, Clone, PartialEq)]
    pub(super) struct Geo {
        pub lat: f64,
        pub lon: f64,
    }

    impl Geo {
        fn parts(self) -> (f64, f64) {
            (self.lat, self.lon)
        }
    }

    fn split(name: String) -> (String, String) {
        let (first, last) = name.split_once(' ').unwrap_or((&name, ""));
        (first.to_owned(), last.to_owned())
    }

    fn dimensions(size: String) -> Result<(u8, u8), Box<dyn Error + Send + Sync>> {
        let (width, height) = size.split_once('x').ok_or("no `x`")?;
        Ok((width.parse()?, height.parse()?))
    }

    fn joined(width: u8, height: u8) -> String {
        format!("{width}x{height}")
    }

    pub(super) fn first() -> Place1 {
        Place1 {
            name: "Ada Lovelace".into(),
            lat: 51.5,
            lon: -0.1,
            size: "3x4".into(),
            phone: "12".into(),
            nick: Some("A".into()),
            mails: vec!["ada@example.org".into()],
            tag: "home".into(),
        }
    }

    pub(super) fn second() -> Place2 {
        Place2 {
            first: "Ada".into(),
            last: "Lovelace".into(),
            geo: Geo { lat: 51.5, lon: -0.1 },
            width: 3,
            height: 4,
            phone: Some("12".into()),
            nick: "A".into(),
            mail: Some("ada@example.org".into()),
            tags: vec!["home".into()],
        }
    }

    #[derive(Serialize, Deserialize, Migrate, Debug, Clone, PartialEq)]
    #[migrate(entity = "ticket", version = 1)]
    pub(super) enum Ticket1 {
        Open { name: String },
        Reopened { name: String },
        Moved(f64, f64),
        Closed,
    }

    #[derive(Serialize, Deserialize, Migrate, Debug, Clone, PartialEq)]
    #[migrate(from = Ticket1)]
    pub(super) enum Ticket2 {
        #[migrate(from(Open, Reopened), down = Reopened, split(name => first, last; up = split, down = |a, b| format!("{a} {b}")))]
        Active {
            first: String,
            last: String,
        },
        #[migrate(merge(0, 1 => 0; up = |lat, lon| Geo { lat, lon }, down = Geo::parts))]
        Moved(Geo),
        Closed,
    }
}

#[test]
fn fields_are_split_merged_and_wrapped() {
    use together::{Place1, Place2, first, second};
    both_ways(first(), second());
    let empty = Place2 { phone: None, mail: None, tags: vec![], ..second() };
    let older: Place1 = heirloom::downgrade(empty).unwrap();
    assert_eq!((&*older.phone, older.mails, &*older.tag), ("none", vec![], ""));
    let newer: Place2 =
        heirloom::upgrade(Place1 { nick: None, mails: vec!["a".into(), "b".into()], ..first() })
            .unwrap();
    assert_eq!((&*newer.nick, newer.mail.as_deref()), ("nobody", Some("a")));
    let refused = Place1 { size: "3".into(), ..first() };
    let stored = json::to_string(&refused).unwrap();
    let error = heirloom::upgrade::<_, Place2, _>(refused).unwrap_err();
    assert_eq!(error.to_string(), "`place` cannot go from version 1 to 2 at `size`");
    assert_eq!(error.source().unwrap().to_string(), "no `x`");
    let error = json::from_str::<Place2>(&stored).unwrap_err();
    assert_eq!((error.kind().code(), error.path()), ("step", "size".to_owned()));
    assert_eq!(error.to_string(), "cannot open `place` at version 1: a step refused it");
}

#[test]
fn variants_are_joined() {
    use together::{Geo, Ticket1, Ticket2};
    let active = || Ticket2::Active { first: "Ada".into(), last: "Lovelace".into() };
    both_ways(Ticket1::Reopened { name: "Ada Lovelace".into() }, active());
    assert_eq!(
        heirloom::upgrade::<_, Ticket2, _>(Ticket1::Open { name: "Ada Lovelace".into() }).unwrap(),
        active()
    );
    both_ways(Ticket1::Moved(1.0, 2.0), Ticket2::Moved(Geo { lat: 1.0, lon: 2.0 }));
    both_ways(Ticket1::Closed, Ticket2::Closed);
}
