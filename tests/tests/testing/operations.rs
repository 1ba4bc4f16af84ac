//! Honest types: every operation of the decision notes 005 to 007, in the laws.
#![expect(clippy::needless_pass_by_value, reason = "a step owns what it converts")]

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet, VecDeque};

use heirloom::testing::{Laws, Summary, Tested, arbitrary};
use heirloom::{Migrate, Unknown};
use serde::{Deserialize, Serialize};

/// The laws hold; few values in an ordinary run, as many as `HEIRLOOM_CASES` says in a longer one.
fn hold<T: Tested>() -> Summary {
    Laws::<T>::new().cases(150).run().unwrap_or_else(|broke| panic!("{broke}"))
}

mod fields {
    use super::*;

    #[derive(Serialize, Deserialize, Migrate, arbitrary::Arbitrary)]
    #[migrate(entity = "server", version = 1)]
    #[serde(rename_all = "camelCase")]
    struct V1 {
        host_name: String,
        port: u16,
        load: String,
        euros: u32,
        mail: String,
        seconds: i64,
        level: Level,
        code: u8,
        fax: String,
        telex: String,
        pager: String,
        ratio: f32,
    }

    #[derive(Serialize, Deserialize, arbitrary::Arbitrary)]
    enum Level {
        Low,
        Mid,
        High,
    }

    #[derive(Serialize, Deserialize, Migrate, arbitrary::Arbitrary)]
    #[migrate(from = V1, drop(fax, keep), drop(telex = "none"), drop(pager, accept_loss = "gone since 1999"))]
    #[serde(rename_all = "camelCase")]
    struct V2 {
        #[migrate(from = host_name)]
        host: String,
        #[migrate(into, down_or = 0)]
        port: u32,
        #[migrate(try_up = |text: String| text.parse::<u8>(), down = |load: u8| load.to_string(), up_or = 255, keep)]
        load: u8,
        #[migrate(from = euros, up = |euros: u32| u64::from(euros) * 100, down = cents, keep)]
        cents: u64,
        #[migrate(check = |mail: &String| mail.contains('@'), up_or = "unknown@example.org", keep)]
        mail: String,
        #[migrate(try_into, up_or = 0, down_or = -1)]
        seconds: u64,
        #[migrate(map(Level::Low => 0, Level::Mid => 5, Level::High => 9), down_or = Level::Mid)]
        level: u8,
        #[migrate(map(0 => "fine", 1 => "fine", 2 => "bad"), keep, up_or = "odd", down_or = 9)]
        code: String,
        #[migrate(up = f64::from, down = single, keep)]
        ratio: f64,
        #[migrate(default = "new")]
        nick: String,
        #[migrate(default_with = |old: &V1| old.host_name.len(), keep)]
        length: usize,
        #[migrate(default, accept_loss = "counted anew each day")]
        seen: u32,
    }

    fn cents(cents: u64) -> u32 {
        u32::try_from(cents / 100).unwrap_or(0)
    }

    #[expect(clippy::cast_possible_truncation, reason = "what does not fit is kept")]
    fn single(ratio: f64) -> f32 {
        if ratio.abs() > f32::MAX.into() { 0.0 } else { ratio as f32 }
    }

    #[test]
    fn of_fields() {
        // A `mail` that does not satisfy the `check` may be stored at version 2, and does not survive the way up.
        Laws::<V2>::new().cases(150).check();
    }
}

mod lists {
    use super::*;

    #[derive(Serialize, Deserialize, arbitrary::Arbitrary)]
    struct Item {
        id: u8,
        name: String,
    }

    #[derive(Serialize, Deserialize, Migrate, arbitrary::Arbitrary)]
    #[migrate(entity = "cart", version = 1)]
    struct V1 {
        nick: String,
        mail: String,
        phone: Option<String>,
        tags: Vec<String>,
        items: Vec<Item>,
        more: Vec<Item>,
    }

    #[derive(Serialize, Deserialize, Migrate, arbitrary::Arbitrary)]
    #[migrate(from = V1)]
    struct V2 {
        #[migrate(wrap, down_or = "")]
        nick: Option<String>,
        #[migrate(from = mail, wrap, down_or = "none")]
        mails: Vec<String>,
        #[migrate(unwrap_or = "unlisted", keep)]
        phone: String,
        #[migrate(from = tags, first, keep)]
        tag: Option<String>,
        #[arbitrary(with = by_id)]
        #[migrate(key_by = id, duplicates = fail, keep)]
        items: BTreeMap<u8, Item>,
        #[arbitrary(with = by_id)]
        #[migrate(key_by = id, duplicates = last, accept_loss = "the last one counted anyway")]
        more: HashMap<u8, Item>,
    }

    /// A map whose keys are those of its items: others do not come back.
    fn by_id<M: FromIterator<(u8, Item)>>(
        bytes: &mut arbitrary::Unstructured<'_>,
    ) -> arbitrary::Result<M> {
        let items: Vec<Item> = bytes.arbitrary()?;
        Ok(items.into_iter().map(|item| (item.id, item)).collect())
    }

    #[test]
    fn of_containers() {
        Laws::<V2>::new().cases(150).check();
    }
}

mod nested {
    use super::*;

    #[derive(
        Serialize, Deserialize, Migrate, arbitrary::Arbitrary, PartialEq, Eq, PartialOrd, Ord, Hash,
    )]
    #[migrate(entity = "line", version = 1)]
    struct Line1 {
        sku: String,
    }

    #[derive(
        Serialize, Deserialize, Migrate, arbitrary::Arbitrary, PartialEq, Eq, PartialOrd, Ord, Hash,
    )]
    #[migrate(from = Line1)]
    struct Line2 {
        sku: String,
        #[migrate(default = 1)]
        quantity: u32,
    }

    #[derive(
        Serialize, Deserialize, Migrate, arbitrary::Arbitrary, PartialEq, Eq, PartialOrd, Ord, Hash,
    )]
    #[migrate(from = Line2)]
    struct Line3 {
        sku: String,
        quantity: u32,
        #[migrate(default)]
        note: Option<String>,
    }

    #[derive(Serialize, Deserialize, Migrate, arbitrary::Arbitrary)]
    #[migrate(entity = "order", version = 1)]
    struct Order1 {
        lines: Vec<Line1>,
        gift: Option<Box<Line1>>,
        by_name: BTreeMap<String, Vec<Line1>>,
        by_hash: HashMap<u8, Line1>,
        queue: VecDeque<Line1>,
        pair: (Line1, u8),
        two: [Line1; 2],
        tried: Result<Line1, String>,
    }

    #[derive(Serialize, Deserialize, Migrate, arbitrary::Arbitrary)]
    #[migrate(from = Order1)]
    struct Order2 {
        #[migrate(nested)]
        lines: Vec<Line3>,
        #[migrate(nested)]
        gift: Option<Box<Line3>>,
        #[migrate(nested)]
        by_name: BTreeMap<String, Vec<Line3>>,
        #[migrate(nested)]
        by_hash: HashMap<u8, Line3>,
        #[migrate(nested)]
        queue: VecDeque<Line3>,
        #[migrate(nested)]
        pair: (Line3, u8),
        #[migrate(nested)]
        two: [Line3; 2],
        #[migrate(nested)]
        tried: Result<Line3, String>,
    }

    #[test]
    fn of_versions_in_containers() {
        hold::<Order2>();
    }

    #[derive(Serialize, Deserialize, Migrate, arbitrary::Arbitrary)]
    #[migrate(entity = "bag", version = 1)]
    struct Bag1 {
        sorted: BTreeSet<Line1>,
        hashed: HashSet<Line1>,
    }

    /// Two elements of a set that differ in what is new are one to an older reader: refused.
    #[derive(Serialize, Deserialize, Migrate, arbitrary::Arbitrary)]
    #[migrate(from = Bag1)]
    struct Bag2 {
        #[migrate(nested)]
        sorted: BTreeSet<Line3>,
        #[migrate(nested)]
        hashed: HashSet<Line3>,
    }

    #[test]
    fn of_versions_in_sets() {
        hold::<Bag2>();
    }
}

mod structs {
    use super::*;

    mod v1 {
        use super::*;

        #[derive(Serialize, Deserialize, arbitrary::Arbitrary)]
        pub(super) struct Address {
            pub(super) street: String,
            pub(super) city: String,
            pub(super) zip: String,
            pub(super) floor: u8,
        }

        #[derive(Serialize, Deserialize, Migrate, arbitrary::Arbitrary)]
        #[migrate(entity = "person", version = 1)]
        pub(super) struct Person {
            pub(super) name: String,
            pub(super) lat: f64,
            pub(super) lon: f64,
            pub(super) width: u8,
            pub(super) height: u8,
            pub(super) address: Address,
        }
    }

    #[derive(Serialize, Deserialize, arbitrary::Arbitrary)]
    struct Size {
        w: u8,
        h: u8,
    }

    #[derive(Serialize, Deserialize, Migrate, arbitrary::Arbitrary)]
    #[migrate(
        from = v1::Person,
        hoist(address: v1::Address, drop(zip = "00000"), drop(floor, keep)),
        split(name => first, last; up = apart, down = together, keep),
        merge(lat, lon => place; up = |lat, lon| [lat, lon], down = |place: [f64; 2]| place.into()),
    )]
    struct Person2 {
        first: String,
        last: String,
        place: [f64; 2],
        #[migrate(nest(w = width, h = height))]
        size: Size,
        #[migrate(from = address.city)]
        town: String,
        #[migrate(from = address.street)]
        street: String,
    }

    fn apart(name: String) -> (String, String) {
        name.split_once(' ').map_or((name.clone(), String::new()), |(a, b)| (a.into(), b.into()))
    }

    fn together(first: String, last: String) -> String {
        if last.is_empty() { first } else { format!("{first} {last}") }
    }

    #[derive(Serialize, Deserialize, Migrate, arbitrary::Arbitrary)]
    #[migrate(from = Person2, relayout)]
    #[serde(rename_all = "camelCase")]
    struct Person3 {
        first: String,
        last: String,
        place: [f64; 2],
        #[serde(flatten)]
        size: Size,
        town: String,
        street: String,
    }

    #[test]
    fn of_several_fields_at_once() {
        hold::<Person3>();
    }
}

mod enums {
    use super::*;

    #[derive(Serialize, Deserialize, Migrate, arbitrary::Arbitrary)]
    #[migrate(entity = "state", version = 1)]
    enum V1 {
        Open,
        Reopened(u8),
        Pending { since: u32 },
        Legacy(String),
        Cancelled,
        Closed { by: String },
    }

    #[derive(Serialize, Deserialize, Migrate, arbitrary::Arbitrary)]
    #[migrate(
        from = V1,
        drop(Legacy => Pending { since: 0, by: "nobody".into() }, keep),
        split(Closed => Won, Lost; up = decide),
    )]
    enum V2 {
        #[migrate(from(Open, Reopened), down = Open, keep, drop(0, keep))]
        Active,
        Pending {
            since: u32,
            #[migrate(default = "nobody")]
            by: String,
        },
        #[migrate(from = Cancelled)]
        Canceled,
        #[migrate(added, down = Pending { since: 1 })]
        OnHold(String),
        #[migrate(added, down = fail)]
        Secret,
        Won {
            by: String,
        },
        Lost {
            by: String,
            #[migrate(default)]
            why: Option<String>,
        },
    }

    fn decide(old: V1) -> V2 {
        match old {
            V1::Closed { by } if by.starts_with('a') => V2::Won { by },
            V1::Closed { by } => V2::Lost { by, why: None },
            _ => unreachable!("called for `Closed` alone"),
        }
    }

    /// Without words for what is lost: variants are replaced upwards.
    #[derive(Serialize, Deserialize, Migrate, arbitrary::Arbitrary)]
    #[migrate(from = V2, drop(Secret => Idle), drop(OnHold => Idle), drop(Lost => fail))]
    #[serde(tag = "kind", rename_all = "snake_case")]
    enum V3 {
        #[migrate(from(Active, Canceled), down = Canceled)]
        Idle,
        Pending {
            since: u32,
            by: String,
        },
        Won {
            by: String,
        },
    }

    #[test]
    fn of_variants() {
        let summary = hold::<V2>();
        assert!(summary.refused(1) > 0, "`Secret` is refused");
    }

    #[test]
    fn of_variants_that_are_replaced() {
        // The words of the first step are kept, those of the second are not.
        hold::<V3>();
    }

    #[derive(Serialize, Deserialize, Migrate, arbitrary::Arbitrary)]
    #[migrate(entity = "event", version = 1)]
    #[serde(tag = "kind", rename_all = "snake_case")]
    enum Event1 {
        SignedIn {
            user: String,
        },
        #[migrate(unknown)]
        #[serde(untagged)]
        Other(Unknown<Event1>),
    }

    #[derive(Serialize, Deserialize, Migrate, arbitrary::Arbitrary)]
    #[migrate(from = Event1)]
    #[serde(tag = "kind", rename_all = "snake_case")]
    enum Event2 {
        SignedIn {
            user: String,
        },
        #[migrate(unknown)]
        #[serde(untagged)]
        Other(Unknown<Event2>),
    }

    #[test]
    fn of_variants_that_nobody_knows() {
        hold::<Event2>();
    }
}
