//! Fields by themselves: rows 1 to 10, 18, 22 and 23 of the table of operations.

use heirloom::{Migrate, json};
use serde::{Deserialize, Serialize};

use crate::{bare, downgraded, edited, said, upgraded};

mod added {
    use super::*;

    #[derive(Serialize, Deserialize, Migrate, Debug, Clone, PartialEq)]
    #[migrate(entity = "user", version = 1)]
    struct V1 {
        name: String,
    }

    #[derive(Serialize, Deserialize, Migrate, Debug, Clone, PartialEq)]
    #[migrate(from = V1)]
    struct V2 {
        name: String,
        #[migrate(default = "new")]
        nick: String,
        #[migrate(default_with = |old: &V1| old.name.len(), keep)]
        length: usize,
        #[migrate(default, accept_loss = "counted anew each day")]
        seen: u32,
    }

    #[test]
    fn an_added_field_comes_back_through_an_old_reader_s_edit() {
        let new = V2 { name: "Ada".into(), nick: "the countess".into(), length: 99, seen: 0 };
        let older = downgraded(&new, &V1 { name: "Ada".into() });
        let unchanged = edited::<V1>(&older, |_| ());
        assert_eq!(json::from_str::<V2>(&unchanged).unwrap(), new);
        let older = edited::<V1>(&older, |old| old.name = "Ada King".into());
        let back: V2 = json::from_str(&older).unwrap();
        // What is derived from the name follows the edit; what is not comes back.
        assert_eq!(back, V2 { name: "Ada King".into(), length: 8, ..new });
        upgraded(
            &V1 { name: "Bob".into() },
            &V2 { name: "Bob".into(), nick: "new".into(), length: 3, seen: 0 },
        );
    }

    #[test]
    fn an_accepted_loss_is_lost_and_said() {
        let new = V2 { name: "Ada".into(), nick: String::new(), length: 0, seen: 7 };
        let older = json::to_string_at(new, V1::VERSION).unwrap();
        assert_eq!(json::from_str::<V2>(&older).unwrap().seen, 0);
        assert_eq!(
            said::<V2>(),
            [
                "1 to 2: `nick` is kept in the carry downwards; `length` is kept in the carry downwards; `seen` is lost downwards: counted anew each day"
            ]
        );
    }
}

mod dropped {
    use super::*;

    #[derive(Serialize, Deserialize, Migrate, Debug, Clone, PartialEq)]
    #[migrate(entity = "user", version = 1)]
    struct V1 {
        name: String,
        fax: String,
        telex: String,
        pager: String,
    }

    #[derive(Serialize, Deserialize, Migrate, Debug, Clone, PartialEq)]
    #[migrate(from = V1, drop(fax, keep), drop(telex = "none", keep), drop(pager, accept_loss = "gone since 1999"))]
    struct V2 {
        name: String,
    }

    fn v1() -> V1 {
        V1 { name: "Ada".into(), fax: "1".into(), telex: "2".into(), pager: String::new() }
    }

    #[test]
    fn a_dropped_field_comes_back_from_the_carry() {
        let newer = upgraded(&v1(), &V2 { name: "Ada".into() });
        let newer = edited::<V2>(&newer, |new| new.name = "Ada King".into());
        let record = json::open_str::<V2>(&newer).unwrap();
        let old: heirloom::Versioned<V1> = heirloom::downgrade(record).unwrap();
        assert_eq!(*old, V1 { name: "Ada King".into(), ..v1() });
        // Nothing is left in the carry of a record that has a place for all of it.
        bare(&json::seal_to_string(&old).unwrap());
    }

    #[test]
    fn a_record_that_was_born_later_gets_what_the_step_says() {
        let older = json::to_string_at(V2 { name: "Bob".into() }, V1::VERSION).unwrap();
        bare(&older);
        let old: V1 = json::from_str(&older).unwrap();
        assert_eq!((&*old.fax, &*old.telex), ("", "none"));
        let value: V1 = heirloom::downgrade(V2 { name: "Bob".into() }).unwrap();
        assert_eq!(value, old);
    }
}

mod converted {
    use super::*;

    #[derive(Serialize, Deserialize, Migrate, Debug, Clone, PartialEq)]
    #[migrate(entity = "server", version = 1)]
    struct V1 {
        port: u16,
        load: String,
        price: u32,
        mail: String,
        seconds: i64,
    }

    #[derive(Serialize, Deserialize, Migrate, Debug, Clone, PartialEq)]
    #[migrate(from = V1)]
    struct V2 {
        #[migrate(into, down_or = 0)]
        port: u32,
        #[migrate(try_up = |text: String| text.parse::<u8>(), down = |load: u8| load.to_string(), up_or = 255, keep)]
        load: u8,
        #[migrate(up = |euros: u32| u64::from(euros) * 100, down = |cents: u64| u32::try_from(cents / 100).unwrap_or(0), keep)]
        price: u64,
        #[migrate(check = |mail: &String| mail.contains('@'), up_or = "unknown@example.org", keep)]
        mail: String,
        #[migrate(try_into, up_or = 0, down_or = -1)]
        seconds: u64,
    }

    fn v1() -> V1 {
        V1 { port: 80, load: "9".into(), price: 3, mail: "a@b".into(), seconds: 5 }
    }

    fn v2() -> V2 {
        V2 { port: 80, load: 9, price: 300, mail: "a@b".into(), seconds: 5 }
    }

    #[test]
    fn what_converts_exactly_is_not_kept() {
        bare(&upgraded(&v1(), &v2()));
        bare(&downgraded(&v2(), &v1()));
    }

    #[test]
    fn what_does_not_fit_downwards_is_kept() {
        let new = V2 { port: 70_000, price: 355, ..v2() };
        let older = downgraded(&new, &V1 { port: 0, ..v1() });
        let older = edited::<V1>(&older, |old| old.port = 8080);
        // The old side's edit wins; the price was not touched.
        assert_eq!(json::from_str::<V2>(&older).unwrap(), V2 { port: 8080, ..new });
    }

    #[test]
    fn what_does_not_fit_upwards_is_kept_where_the_field_says_so() {
        let old = V1 { load: "high".into(), mail: "nobody".into(), ..v1() };
        let seen = V2 { load: 255, mail: "unknown@example.org".into(), ..v2() };
        let newer = upgraded(&old, &seen);
        let newer = edited::<V2>(&newer, |new| new.load = 4);
        let old_again: heirloom::Versioned<V1> =
            heirloom::downgrade(json::open_str::<V2>(&newer).unwrap()).unwrap();
        assert_eq!(*old_again, V1 { load: "4".into(), ..old });
    }

    #[test]
    fn a_stand_in_without_keep_replaces_upwards_for_good() {
        let stored = json::to_string(&V1 { seconds: -7, ..v1() }).unwrap();
        let record = json::open_str::<V2>(&stored).unwrap();
        assert_eq!(record.seconds, 0);
        bare(&json::seal_to_string(&record).unwrap());
    }
}

mod refused {
    use super::*;

    #[derive(Serialize, Deserialize, Migrate, Debug, Clone, PartialEq)]
    #[migrate(entity = "mail", version = 1)]
    struct V1 {
        to: String,
    }

    #[derive(Serialize, Deserialize, Migrate, Debug, Clone, PartialEq)]
    #[migrate(from = V1)]
    struct V2 {
        #[migrate(check = valid)]
        to: String,
    }

    #[expect(clippy::ptr_arg, reason = "a check takes the field as it is")]
    fn valid(to: &String) -> bool {
        to.contains('@')
    }

    #[test]
    fn what_a_check_refuses_names_the_field() {
        let error = json::from_str::<V2>(r#"{"$v":1,"to":"nobody"}"#).unwrap_err();
        assert_eq!(error.path(), "to");
        bare(&upgraded(&V1 { to: "a@b".into() }, &V2 { to: "a@b".into() }));
    }
}

mod mapped {
    use super::*;

    #[derive(Serialize, Deserialize, Debug, Clone, Copy, PartialEq)]
    enum Level {
        Low,
        Mid,
        High,
    }

    #[derive(Serialize, Deserialize, Migrate, Debug, Clone, PartialEq)]
    #[migrate(entity = "task", version = 1)]
    struct V1 {
        priority: String,
        level: Level,
        urgent: bool,
        code: i32,
    }

    #[derive(Serialize, Deserialize, Migrate, Debug, Clone, PartialEq)]
    #[migrate(from = V1)]
    struct V2 {
        #[migrate(map("low" => 1, "high" => 3))]
        priority: u8,
        #[migrate(map(Level::Low => 0, Level::Mid => 5, Level::High => 9), down_or = Level::Mid)]
        level: u8,
        #[migrate(map(false => "later", true => "now"))]
        urgent: String,
        #[migrate(map(-1 => "error", 0 => "fine", 1 => "fine"), keep, up_or = "odd")]
        code: String,
    }

    fn v1() -> V1 {
        V1 { priority: "low".into(), level: Level::High, urgent: true, code: 0 }
    }

    fn v2() -> V2 {
        V2 { priority: 1, level: 9, urgent: "now".into(), code: "fine".into() }
    }

    #[test]
    fn values_go_there_and_back() {
        bare(&upgraded(&v1(), &v2()));
        bare(&downgraded(&v2(), &v1()));
    }

    #[test]
    fn of_two_values_that_became_one_the_right_one_comes_back() {
        upgraded(&V1 { code: 1, ..v1() }, &v2());
        upgraded(&V1 { code: 77, ..v1() }, &V2 { code: "odd".into(), ..v2() });
    }

    #[test]
    fn what_has_no_entry_is_refused_or_replaced() {
        let error =
            heirloom::upgrade::<_, V2, _>(V1 { priority: "mid".into(), ..v1() }).unwrap_err();
        assert_eq!(error.path().to_string(), "priority");
        let older = downgraded(&V2 { level: 7, ..v2() }, &V1 { level: Level::Mid, ..v1() });
        let older = edited::<V1>(&older, |old| old.level = Level::Low);
        assert_eq!(json::from_str::<V2>(&older).unwrap().level, 0);
    }
}

mod computed {
    use super::*;

    #[derive(Serialize, Deserialize, Migrate, Debug, Clone, PartialEq)]
    #[migrate(entity = "user", version = 1)]
    struct V1 {
        name: String,
    }

    #[derive(Serialize, Deserialize, Migrate, Debug, Clone, PartialEq)]
    #[migrate(from = V1)]
    struct V2 {
        #[migrate(from = name)]
        full_name: String,
        #[migrate(computed = initials)]
        initials: String,
    }

    fn initials(user: &V2) -> String {
        user.full_name.split(' ').filter_map(|part| part.chars().next()).collect()
    }

    #[test]
    fn a_computed_field_is_computed_on_every_upgrade_and_never_kept() {
        let new = V2 { full_name: "Ada Lovelace".into(), initials: "AL".into() };
        bare(&upgraded(&V1 { name: "Ada Lovelace".into() }, &new));
        bare(&downgraded(&new, &V1 { name: "Ada Lovelace".into() }));
        assert_eq!(said::<V2>(), ["1 to 2: `initials` is computed again downwards"]);
    }
}

mod formed {
    use super::*;

    /// A type that serde cannot write by itself.
    #[derive(Debug, Clone, PartialEq)]
    struct Stamp(u64);

    mod stamp {
        use super::{Deserialize, Stamp};

        pub(super) fn serialize<S: serde::Serializer>(
            stamp: &Stamp,
            serializer: S,
        ) -> Result<S::Ok, S::Error> {
            serializer.collect_str(&stamp.0)
        }

        pub(super) fn deserialize<'de, D: serde::Deserializer<'de>>(
            deserializer: D,
        ) -> Result<Stamp, D::Error> {
            String::deserialize(deserializer)?.parse().map(Stamp).map_err(serde::de::Error::custom)
        }
    }

    #[derive(Serialize, Deserialize, Migrate, Debug, Clone, PartialEq)]
    #[migrate(entity = "file", version = 1)]
    struct V1 {
        name: String,
    }

    #[derive(Serialize, Deserialize, Migrate, Debug, Clone, PartialEq)]
    #[migrate(from = V1)]
    struct V2 {
        name: String,
        #[migrate(default = Stamp(0))]
        #[serde(with = "stamp")]
        at: Stamp,
        #[migrate(default)]
        #[serde(skip)]
        cached: Option<std::time::Instant>,
    }

    #[test]
    fn a_field_with_a_form_of_its_own_is_kept_in_that_form() {
        let new = V2 { name: "a".into(), at: Stamp(7), cached: None };
        let older = downgraded(&new, &V1 { name: "a".into() });
        assert!(older.contains(r#""at":"7""#), "{older}");
    }
}
