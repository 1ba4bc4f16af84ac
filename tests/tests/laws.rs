//! The laws of conversions, over generated values, through bytes and public functions.
#![expect(clippy::unwrap_used, reason = "a failed unwrap is a failed test")]

use heirloom::{Migrate, Version, json};
use heirloom_tests::order::{self, Line1, Line2, Money, Order1, Order2, Order3};
use heirloom_tests::user::{Status, User, v1, v2};
use proptest::prelude::*;
use serde::{Deserialize, Serialize};

/// Any text, with the awkward ones often.
fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        Just(String::new()),
        Just("$v".to_owned()),
        Just("\"$v\":9".to_owned()),
        Just("\u{0}\u{1f}\\\"/\u{2028}😀".to_owned()),
        "[a-zA-Z ]{0,12}",
        any::<String>(),
    ]
}

fn status() -> impl Strategy<Value = Status> {
    prop_oneof![Just(Status::Active), Just(Status::Suspended)]
}

prop_compose! {
    fn user1()(name in text(), email in text()) -> v1::User {
        v1::User { name, email }
    }
}

prop_compose! {
    // The values that version 3 can tell from version 2: names are split at their first space, in one way only.
    fn user3()(
        first_name in "[^ ]{0,8}",
        last_name in "[^ ]{0,8}",
        email in proptest::option::of("[a-z@.]{1,12}"),
        status in status(),
        tags in proptest::collection::vec(text(), 0..4),
    ) -> User {
        User { first_name, last_name, email, status, tags }
    }
}

prop_compose! {
    fn line1()(sku in text(), title in text(), quantity: u32, cents: u32) -> Line1 {
        Line1 { sku, title, quantity, cents }
    }
}

prop_compose! {
    fn order1()(
        id: u64,
        customer in text(),
        street in text(),
        city in text(),
        lines in proptest::collection::vec(line1(), 0..5),
    ) -> Order1 {
        Order1 { id, customer, street, city, fax: String::new(), lines }
    }
}

prop_compose! {
    fn line2()(sku in text(), title in text(), quantity: u32, cents: u32) -> Line2 {
        Line2 { sku, title, quantity, price: Money { cents, currency: "EUR".into() } }
    }
}

prop_compose! {
    fn order3()(
        id: u64,
        customer_name in text(),
        street in text(),
        city in text(),
        lines in proptest::collection::vec(line2(), 0..5),
    ) -> Order3 {
        Order3 { id, customer_name, street, city, paid: false, note: None, lines }
    }
}

#[derive(Serialize, Deserialize, Migrate, Debug, Clone, PartialEq)]
#[migrate(entity = "shape", version = 1)]
enum Shape1 {
    Point,
    Circle(u8),
    Box { width: u8, height: u8 },
    Gone(String),
}

#[derive(Serialize, Deserialize, Migrate, Debug, Clone, PartialEq)]
#[migrate(from = Shape1, drop(Gone => Point))]
enum Shape2 {
    #[migrate(from = Box)]
    Rectangle {
        height: u8,
        width: u8,
        #[migrate(default)]
        round: bool,
    },
    Circle(#[migrate(into)] u16),
    Point,
    #[migrate(added, down = Circle(0))]
    Line(Vec<(u8, u8)>),
}

#[derive(Serialize, Deserialize, Migrate, Debug)]
#[migrate(entity = "numbers", version = 1)]
struct Numbers {
    number: f64,
    whole: i128,
}

fn shape1() -> impl Strategy<Value = Shape1> {
    prop_oneof![
        Just(Shape1::Point),
        any::<u8>().prop_map(Shape1::Circle),
        any::<(u8, u8)>().prop_map(|(width, height)| Shape1::Box { width, height }),
    ]
}

/// Everything that must hold for an old value: it survives the way up and back, at every version between.
fn older_survives<Old, New, Hops>(old: &Old) -> Result<(), TestCaseError>
where
    Old: heirloom::Pure + Clone + PartialEq + std::fmt::Debug,
    New: heirloom::Pure + Clone + PartialEq + std::fmt::Debug + heirloom::chain::DownTo<Old, Hops>,
{
    let stored = json::to_vec(old).unwrap();
    let new: New = json::from_slice(&stored).unwrap();
    prop_assert_eq!(&heirloom::upgrade::<_, New, _>(old.clone()).unwrap(), &new);
    prop_assert_eq!(&heirloom::downgrade::<_, Old, _>(new.clone()).unwrap(), old);
    let older = json::to_vec_at(new.clone(), Old::VERSION).unwrap();
    prop_assert_eq!(&json::from_slice::<Old>(&older).unwrap(), old);
    // From each version between, the same value comes out.
    for version in
        heirloom::chain::versions::<New>().into_iter().filter(|version| *version >= Old::VERSION)
    {
        let between = json::to_vec_at(new.clone(), version).unwrap();
        prop_assert_eq!(
            json::version_of::<New>(std::str::from_utf8(&between).unwrap()).unwrap(),
            version
        );
        prop_assert_eq!(&json::from_slice::<New>(&between).unwrap(), &new);
        prop_assert_eq!(json::to_vec_at(new.clone(), version).unwrap(), between);
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn older_users_survive_the_way_up_and_back(user in user1()) {
        older_survives::<_, v2::User, _>(&user)?;
        older_survives::<_, User, _>(&user)?;
    }

    #[test]
    fn newer_users_survive_the_way_down_and_back(user in user3()) {
        // What an older version has no place for comes back from the carry.
        for version in [1, 2].map(Version::major) {
            let stored = json::to_vec_at(user.clone(), version).unwrap();
            let back: User = json::from_slice(&stored).unwrap();
            prop_assert_eq!(&back, &user);
        }
        prop_assert_eq!(&json::from_slice::<User>(&json::to_vec(&user).unwrap()).unwrap(), &user);
    }

    /// Whatever stands in the carry, what the record itself holds is read as it is, or the record is refused.
    #[test]
    fn a_damaged_carry_changes_nothing_but_what_it_carries(user in user3(), at: prop::sample::Index, byte: u8, cut: bool) {
        let stored = json::to_string_at(user.clone(), Version::major(1)).unwrap();
        let begins = stored.find(r#""$c":"#).unwrap() + 5;
        let ends = begins + stored.len() - heirloom_tests::without_carry(&stored).len() - 6;
        let mut damaged = stored.clone().into_bytes();
        let place = begins + at.index(ends - begins);
        if cut {
            damaged.remove(place);
        } else {
            damaged[place] = byte;
        }
        let older: Result<v1::User, _> = json::from_slice(&damaged);
        if let Ok(read) = json::open_slice::<User>(&damaged) {
            prop_assert_eq!(older.unwrap(), json::from_str(&stored).unwrap());
            let again = json::seal(&read).unwrap();
            prop_assert_eq!(json::from_slice::<User>(&again).unwrap(), read.into_inner());
        }
    }

    #[test]
    fn older_orders_survive_the_way_up_and_back(order in order1()) {
        older_survives::<_, Order2, _>(&order)?;
        older_survives::<_, Order3, _>(&order)?;
        let by_hand = order::by_hand::third(order::by_hand::second(order.clone()));
        prop_assert_eq!(heirloom::upgrade::<_, Order3, _>(order).unwrap(), by_hand);
    }

    #[test]
    fn newer_orders_survive_the_way_down_and_back(order in order3()) {
        let stored = json::to_vec_at(order.clone(), Version::major(1)).unwrap();
        prop_assert_eq!(json::from_slice::<Order3>(&stored).unwrap(), order.clone());
        let by_hand = order::by_hand::first(order);
        let stored = heirloom_tests::without_carry(std::str::from_utf8(&stored).unwrap());
        prop_assert_eq!(stored, json::to_string(&by_hand).unwrap());
    }

    #[test]
    fn older_shapes_survive_the_way_up_and_back(shape in shape1()) {
        older_survives::<_, Shape2, _>(&shape)?;
    }

    #[test]
    fn numbers_come_out_as_they_went_in(bits: u64, whole: i128) {
        let number = f64::from_bits(bits);
        prop_assume!(number.is_finite());
        let stored = json::to_string(&Numbers { number, whole }).unwrap();
        let read: Numbers = json::from_str(&stored).unwrap();
        prop_assert_eq!((read.number.to_bits(), read.whole), (number.to_bits(), whole));
        prop_assert_eq!(json::to_string(&read).unwrap(), stored);
    }

    #[test]
    fn garbage_is_refused_and_never_panics(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        prop_assert!(json::open_slice::<User>(&bytes).is_err());
        prop_assert!(json::open_slice::<Shape2>(&bytes).is_err());
    }

    #[test]
    fn a_damaged_record_is_refused_or_read_as_what_it_says(
        user in user3(),
        at: prop::sample::Index,
        byte: u8,
        cut: bool,
    ) {
        let mut bytes = json::to_vec(&user).unwrap();
        let at = at.index(bytes.len());
        if cut { bytes.remove(at); } else { bytes[at] = byte; }
        // Whatever is read can be written and read again: nothing half-understood comes out.
        if let Ok(read) = json::open_slice::<User>(&bytes) {
            let again = json::seal(&read).unwrap();
            prop_assert_eq!(json::from_slice::<User>(&again).unwrap(), read.into_inner());
        }
    }

    #[test]
    fn the_quick_way_and_the_exact_way_agree(user in user3(), at: prop::sample::Index, byte: u8, damage in 0..4) {
        let rest = json::to_string(&user).unwrap();
        let rest = rest.strip_prefix("{\"$v\":3").unwrap();
        let mut bytes = rest.as_bytes().to_vec();
        let at = at.index(bytes.len());
        match damage {
            0 => {}
            1 => bytes[at] = byte % 128,
            2 => bytes.insert(at, byte % 128),
            _ => drop(bytes.remove(at)),
        }
        let Ok(rest) = String::from_utf8(bytes) else { return Ok(()) };
        // A member that nobody knows, in front of the tag, forces the exact way.
        let quick = json::from_str::<User>(&format!("{{\"$v\":3{rest}"));
        let exact = json::from_str::<User>(&format!("{{\"unknown\":0,\"$v\":3{rest}"));
        match (quick, exact) {
            (Ok(quick), Ok(exact)) => prop_assert_eq!(quick, exact),
            (Err(quick), Err(exact)) => prop_assert_eq!(quick.kind().code(), exact.kind().code()),
            (quick, exact) => prop_assert!(false, "{quick:?} but {exact:?}"),
        }
    }

    #[test]
    fn members_in_any_order_with_any_spaces_read_alike(user in user3(), seed: u64, pretty: bool) {
        let record: serde_json::Value = serde_json::from_slice(&json::to_vec(&user).unwrap()).unwrap();
        let mut members: Vec<_> = record.as_object().unwrap().iter().collect();
        let count = members.len() as u64;
        let mut seed = seed;
        for at in (1..members.len()).rev() {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(count);
            members.swap(at, usize::try_from(seed >> 33).unwrap() % (at + 1));
        }
        let (colon, comma) = if pretty { (" :\n ", " ,\t") } else { (":", ",") };
        let members: Vec<String> = members
            .into_iter()
            .map(|(key, value)| format!("{}{colon}{value}", serde_json::to_string(key).unwrap()))
            .collect();
        let text = format!("{{{}}}", members.join(comma));
        prop_assert_eq!(json::from_str::<User>(&text).unwrap(), user);
    }
}
