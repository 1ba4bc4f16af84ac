//! Containers around fields, and nested versions in containers: rows 9 to 13 and 19.

use std::collections::{BTreeMap, BTreeSet, HashMap, VecDeque};
use std::rc::Rc;
use std::sync::Arc;

use heirloom::{Migrate, Versioned, json};
use serde::{Deserialize, Serialize};

use crate::{bare, downgraded, edited, upgraded};

mod wrapped {
    use super::*;

    #[derive(Serialize, Deserialize, Migrate, Debug, Clone, PartialEq)]
    #[migrate(entity = "user", version = 1)]
    struct V1 {
        nick: String,
        mail: String,
        phone: Option<String>,
        tags: Vec<String>,
    }

    #[derive(Serialize, Deserialize, Migrate, Debug, Clone, PartialEq)]
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
    }

    fn v1() -> V1 {
        V1 { nick: "a".into(), mail: "m".into(), phone: Some("1".into()), tags: vec!["x".into()] }
    }

    fn v2() -> V2 {
        V2 {
            nick: Some("a".into()),
            mails: vec!["m".into()],
            phone: "1".into(),
            tag: Some("x".into()),
        }
    }

    #[test]
    fn one_value_is_no_loss() {
        bare(&upgraded(&v1(), &v2()));
        bare(&downgraded(&v2(), &v1()));
        upgraded(&V1 { tags: vec![], ..v1() }, &V2 { tag: None, ..v2() });
    }

    #[test]
    fn none_and_the_empty_text_are_told_apart_by_the_carry() {
        downgraded(&V2 { nick: None, ..v2() }, &V1 { nick: String::new(), ..v1() });
        downgraded(&V2 { nick: Some(String::new()), ..v2() }, &V1 { nick: String::new(), ..v1() });
        downgraded(&V2 { mails: vec![], ..v2() }, &V1 { mail: "none".into(), ..v1() });
    }

    #[test]
    fn the_tail_of_a_list_is_kept_and_an_edit_of_the_head_wins() {
        let new = V2 { mails: vec!["m".into(), "n".into(), "o".into()], ..v2() };
        let older = downgraded(&new, &v1());
        assert!(older.contains(r#""was":["n","o"]"#), "lost leaves, and no more: {older}");
        let older = edited::<V1>(&older, |old| old.mail = "edited".into());
        assert_eq!(json::from_str::<V2>(&older).unwrap().mails, ["edited"]);
    }

    #[test]
    fn upwards_losses_come_back_too() {
        let old = V1 { phone: None, tags: vec!["x".into(), "y".into()], ..v1() };
        let newer = upgraded(&old, &V2 { phone: "unlisted".into(), ..v2() });
        let newer = edited::<V2>(&newer, |new| new.tag = Some("z".into()));
        let back: Versioned<V1> =
            heirloom::downgrade(json::open_str::<V2>(&newer).unwrap()).unwrap();
        assert_eq!(*back, V1 { phone: None, tags: vec!["z".into()], ..v1() });
    }
}

mod keyed {
    use super::*;

    #[derive(Serialize, Deserialize, Debug, Clone, PartialEq)]
    struct Item {
        id: u32,
        name: String,
    }

    fn item(id: u32, name: &str) -> Item {
        Item { id, name: name.into() }
    }

    #[derive(Serialize, Deserialize, Migrate, Debug, Clone, PartialEq)]
    #[migrate(entity = "cart", version = 1)]
    struct V1 {
        items: Vec<Item>,
        more: Vec<Item>,
    }

    #[derive(Serialize, Deserialize, Migrate, Debug, Clone, PartialEq)]
    #[migrate(from = V1)]
    struct V2 {
        #[migrate(key_by = id, duplicates = fail, keep)]
        items: BTreeMap<u32, Item>,
        #[migrate(key_by = id, duplicates = last, accept_loss = "the last one counted anyway")]
        more: HashMap<u32, Item>,
    }

    #[test]
    fn the_first_of_two_elements_with_one_key_stays_where_the_field_says_so() {
        #[derive(Serialize, Deserialize, Migrate)]
        #[migrate(entity = "cart", version = 1)]
        struct Old {
            items: Vec<Item>,
        }

        #[derive(Serialize, Deserialize, Migrate)]
        #[migrate(from = Old)]
        struct New {
            #[migrate(key_by = id, duplicates = first, accept_loss = "the first one counts")]
            items: BTreeMap<u32, Item>,
        }

        let old = Old { items: vec![item(1, "a"), item(1, "b"), item(2, "c"), item(1, "d")] };
        let new: New = heirloom::upgrade(old).unwrap();
        assert_eq!(new.items[&1].name, "a");
    }

    #[test]
    fn a_list_becomes_a_map_and_its_order_comes_back() {
        let old = V1 { items: vec![item(3, "c"), item(1, "a"), item(2, "b")], more: vec![] };
        let seen = V2 {
            items: [(1, item(1, "a")), (2, item(2, "b")), (3, item(3, "c"))].into(),
            more: HashMap::new(),
        };
        let newer = upgraded(&old, &seen);
        let newer = edited::<V2>(&newer, |new| {
            new.items.remove(&1);
            new.items.insert(0, item(0, "z"));
        });
        let back: Versioned<V1> =
            heirloom::downgrade(json::open_str::<V2>(&newer).unwrap()).unwrap();
        assert_eq!(back.items, [item(3, "c"), item(2, "b"), item(0, "z")]);
    }

    #[test]
    fn two_elements_with_one_key_are_refused_or_one_stays() {
        let twice = vec![item(1, "a"), item(1, "b")];
        let error =
            heirloom::upgrade::<_, V2, _>(V1 { items: twice.clone(), more: vec![] }).unwrap_err();
        assert_eq!(error.path().to_string(), "items");
        let new: V2 = heirloom::upgrade(V1 { items: vec![], more: twice }).unwrap();
        assert_eq!(new.more[&1].name, "b");
    }
}

mod nested {
    use super::*;

    #[derive(
        Serialize, Deserialize, Migrate, Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash,
    )]
    #[migrate(entity = "line", version = 1)]
    struct Line1 {
        sku: String,
    }

    #[derive(
        Serialize, Deserialize, Migrate, Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash,
    )]
    #[migrate(from = Line1)]
    struct Line2 {
        sku: String,
        #[migrate(default = 1)]
        quantity: u32,
    }

    #[derive(
        Serialize, Deserialize, Migrate, Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash,
    )]
    #[migrate(from = Line2)]
    struct Line3 {
        sku: String,
        quantity: u32,
        #[migrate(default)]
        note: Option<String>,
    }

    type Pair<T> = (T, u8);

    #[derive(Serialize, Deserialize, Migrate, Debug, Clone, PartialEq)]
    #[migrate(entity = "order", version = 1)]
    struct Order1 {
        lines: Vec<Line1>,
        gift: Option<Box<Line1>>,
        by_name: BTreeMap<String, Vec<Line1>>,
        by_hash: HashMap<u8, Line1>,
        set: BTreeSet<Line1>,
        queue: VecDeque<Line1>,
        pair: Pair<Line1>,
        two: [Line1; 2],
        tried: Result<Line1, String>,
        rc: Shared<Line1>,
    }

    #[derive(Serialize, Deserialize, Migrate, Debug, Clone, PartialEq)]
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
        set: BTreeSet<Line3>,
        #[migrate(nested)]
        queue: VecDeque<Line3>,
        #[migrate(nested)]
        pair: Pair<Line3>,
        #[migrate(nested)]
        two: [Line3; 2],
        #[migrate(nested)]
        tried: Result<Line3, String>,
        #[migrate(up = Shared::up, down = Shared::down)]
        rc: Shared<Line3>,
    }

    /// `Rc` and `Arc`, which serde writes only for those who ask for it.
    #[derive(Debug, Clone, PartialEq)]
    #[expect(clippy::redundant_allocation, reason = "both at once")]
    struct Shared<T>(Rc<Arc<T>>);

    impl Shared<Line3> {
        fn up(old: Shared<Line1>) -> Self {
            Self(heirloom::upgrade(old.0).unwrap())
        }

        fn down(new: Self) -> Shared<Line1> {
            Shared(heirloom::downgrade(new.0).unwrap())
        }
    }

    impl<T: Serialize> Serialize for Shared<T> {
        fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
            self.0.serialize(serializer)
        }
    }

    impl<'de, T: Deserialize<'de>> Deserialize<'de> for Shared<T> {
        fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
            T::deserialize(deserializer).map(|value| Self(Rc::new(Arc::new(value))))
        }
    }

    fn one(sku: &str) -> Line1 {
        Line1 { sku: sku.into() }
    }

    fn three(sku: &str, quantity: u32, note: Option<&str>) -> Line3 {
        Line3 { sku: sku.into(), quantity, note: note.map(Into::into) }
    }

    fn order2() -> Order2 {
        Order2 {
            lines: vec![three("a", 1, None), three("b", 7, Some("n")), three("b", 8, None)],
            gift: Some(Box::new(three("g", 2, None))),
            by_name: [("x".into(), vec![three("x", 3, Some("x"))]), ("y".into(), vec![])].into(),
            by_hash: [(1, three("h", 4, None)), (2, three("i", 5, None))].into(),
            set: [three("s", 6, Some("s")), three("t", 7, None)].into(),
            queue: [three("q", 9, None)].into(),
            pair: (three("p", 10, None), 1),
            two: [three("v", 11, None), three("w", 12, None)],
            tried: Ok(three("r", 13, Some("ok"))),
            rc: Shared(Rc::new(Arc::new(three("c", 1, None)))),
        }
    }

    fn order1() -> Order1 {
        Order1 {
            lines: vec![one("a"), one("b"), one("b")],
            gift: Some(Box::new(one("g"))),
            by_name: [("x".into(), vec![one("x")]), ("y".into(), vec![])].into(),
            by_hash: [(1, one("h")), (2, one("i"))].into(),
            set: [one("s"), one("t")].into(),
            queue: [one("q")].into(),
            pair: (one("p"), 1),
            two: [one("v"), one("w")],
            tried: Ok(one("r")),
            rc: Shared(Rc::new(Arc::new(one("c")))),
        }
    }

    #[test]
    fn what_nested_values_lose_comes_back_through_every_container() {
        downgraded(&order2(), &order1());
        downgraded(
            &Order2 { tried: Err("no".into()), gift: None, ..order2() },
            &Order1 { tried: Err("no".into()), gift: None, ..order1() },
        );
    }

    #[test]
    fn elements_are_found_again_by_what_they_are_not_by_where_they_are() {
        let older = json::to_string_at(order2(), Order1::VERSION).unwrap();
        let older = edited::<Order1>(&older, |old| {
            old.lines.reverse();
            old.lines.insert(0, one("new"));
            old.by_name.remove("y");
            old.queue.push_front(one("first"));
            old.two.swap(0, 1);
        });
        let back: Order2 = json::from_str(&older).unwrap();
        let lines = &back.lines;
        assert_eq!(lines[0], three("new", 1, None));
        assert_eq!(lines[3], three("a", 1, None));
        // Two elements that look alike to the old reader are told apart by their places alone.
        let mut quantities = [lines[1].quantity, lines[2].quantity];
        quantities.sort_unstable();
        assert_eq!(quantities, [7, 8]);
        assert_eq!(back.by_name["x"], [three("x", 3, Some("x"))]);
        assert_eq!(back.queue, [three("first", 1, None), three("q", 9, None)]);
        assert_eq!(back.two, [three("w", 12, None), three("v", 11, None)]);
    }

    #[test]
    fn what_was_kept_of_an_element_is_given_back_once() {
        let twins = vec![three("b", 7, None), three("b", 8, None)];
        let older =
            json::to_string_at(Order2 { lines: twins, ..order2() }, Order1::VERSION).unwrap();
        let older = edited::<Order1>(&older, |old| {
            old.lines.splice(0..0, [one("x"), one("y"), one("z")]);
        });
        let back: Order2 = json::from_str(&older).unwrap();
        let quantities: Vec<u32> = back.lines.iter().map(|line| line.quantity).collect();
        assert_eq!(quantities, [1, 1, 1, 7, 8]);
    }

    #[test]
    fn what_was_kept_of_an_element_goes_to_no_twin_before_it() {
        #[derive(Serialize, Deserialize, Migrate, Debug, Clone, PartialEq)]
        #[migrate(entity = "kind", version = 1)]
        enum Kind1 {
            Plain,
        }

        #[derive(Serialize, Deserialize, Migrate, Debug, Clone, PartialEq)]
        #[migrate(from = Kind1)]
        enum Kind2 {
            Plain,
            #[migrate(added, down = Plain)]
            Fresh(u8),
        }

        #[derive(Serialize, Deserialize, Migrate, Debug, Clone, PartialEq)]
        #[migrate(entity = "kinds", version = 1)]
        struct Kinds1 {
            all: Vec<Kind1>,
        }

        #[derive(Serialize, Deserialize, Migrate, Debug, Clone, PartialEq)]
        #[migrate(from = Kinds1)]
        struct Kinds2 {
            #[migrate(nested)]
            all: Vec<Kind2>,
        }

        let new = Kinds2 { all: vec![Kind2::Plain, Kind2::Fresh(7), Kind2::Plain] };
        let seen = Kinds1 { all: vec![Kind1::Plain, Kind1::Plain, Kind1::Plain] };
        let older = downgraded(&new, &seen);
        // Where its own place is gone, the first that looks like it has it.
        let older = edited::<Kinds1>(&older, |old| old.all.truncate(1));
        assert_eq!(json::from_str::<Kinds2>(&older).unwrap().all, [Kind2::Fresh(7)]);
    }

    #[test]
    fn an_element_that_was_edited_gets_nothing_of_another() {
        let older = json::to_string_at(order2(), Order1::VERSION).unwrap();
        let older = edited::<Order1>(&older, |old| old.lines[1].sku = "z".into());
        let back: Order2 = json::from_str(&older).unwrap();
        assert_eq!(back.lines[1], three("z", 1, None));
        assert_eq!(back.lines[2].quantity, 8);
    }
}

mod recognised_by_key {
    use super::*;

    #[derive(Serialize, Deserialize, Migrate, Debug, Clone, PartialEq)]
    #[migrate(entity = "line", version = 1, key = id)]
    struct Line1 {
        id: u32,
        sku: String,
    }

    #[derive(Serialize, Deserialize, Migrate, Debug, Clone, PartialEq)]
    #[migrate(from = Line1, key = number)]
    struct Line2 {
        #[migrate(from = id)]
        number: u32,
        sku: String,
        #[migrate(default = 1)]
        quantity: u32,
    }

    #[derive(Serialize, Deserialize, Migrate, Debug, Clone, PartialEq)]
    #[migrate(entity = "order", version = 1)]
    struct Order1 {
        lines: Vec<Line1>,
    }

    #[derive(Serialize, Deserialize, Migrate, Debug, Clone, PartialEq)]
    #[migrate(from = Order1)]
    struct Order2 {
        #[migrate(nested)]
        lines: Vec<Line2>,
    }

    #[test]
    fn an_element_with_a_key_may_be_edited_and_moved() {
        let line = |number, sku: &str, quantity| Line2 { number, sku: sku.into(), quantity };
        let new = Order2 { lines: vec![line(1, "a", 5), line(2, "b", 6)] };
        let older = json::to_string_at(new, Order1::VERSION).unwrap();
        let older = edited::<Order1>(&older, |old| {
            old.lines.swap(0, 1);
            old.lines[0].sku = "edited".into();
        });
        let back: Order2 = json::from_str(&older).unwrap();
        assert_eq!(back.lines, [line(2, "edited", 6), line(1, "a", 5)]);
    }
}

mod tagged {
    use super::*;
    use heirloom::Tagged;

    #[derive(Serialize, Deserialize, Migrate, Debug, Clone, PartialEq)]
    #[migrate(entity = "address", version = 1)]
    struct Address1 {
        town: String,
        floor: u8,
    }

    #[derive(Serialize, Deserialize, Migrate, Debug, Clone, PartialEq)]
    #[migrate(from = Address1, drop(floor, keep))]
    struct Address2 {
        town: String,
    }

    #[derive(Serialize, Deserialize, Migrate, Debug, Clone, PartialEq)]
    #[migrate(entity = "user", version = 1)]
    struct User<A: heirloom::Pure> {
        #[serde(bound = "")]
        homes: Vec<Tagged<A>>,
    }

    #[test]
    fn a_tagged_value_evolves_by_itself_and_keeps_what_it_carries() {
        let stored = r#"{"$v":1,"homes":[{"$v":1,"town":"t","floor":3}]}"#;
        let user: User<Address2> = json::from_str(stored).unwrap();
        let newer = json::to_string(&user).unwrap();
        assert!(newer.contains(r#"{"$v":2,"$c":{"#) && newer.contains(r#""floor":3"#), "{newer}");
        let again: User<Address2> = json::from_str(&newer).unwrap();
        assert_eq!(json::to_string(&again).unwrap(), newer);
        let old: Vec<Versioned<Address1>> = again
            .homes
            .into_iter()
            .map(|home| heirloom::downgrade(home.into_versioned()).unwrap())
            .collect();
        assert_eq!(old[0].floor, 3);
    }

    #[test]
    fn a_tagged_value_that_cannot_be_read_says_why() {
        let error = json::from_str::<User<Address2>>(r#"{"$v":1,"homes":[{"$v":9}]}"#).unwrap_err();
        assert_eq!(error.path(), "homes[0]");
        let source = std::error::Error::source(&error).unwrap().to_string();
        assert!(
            source.starts_with("cannot open `address` at version 9: this program knows up to 2"),
            "{source}"
        );
    }
}
