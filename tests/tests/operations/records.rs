//! The record as a whole: rows 24, 33, 38 and 39, one-way steps and reserved names.

use heirloom::envelope::{OpenErrorKind, SealErrorKind};
use heirloom::{Migrate, Version, json};
use serde::{Deserialize, Serialize};

use crate::{said, upgraded};

mod one_way {
    use super::*;

    #[derive(Serialize, Deserialize, Migrate, Debug, Clone, PartialEq)]
    #[migrate(entity = "user", version = 1)]
    struct V1 {
        name: String,
        password: String,
    }

    #[derive(Serialize, Deserialize, Migrate, Debug, Clone, PartialEq)]
    #[migrate(from = V1, one_way = "passwords are hashed", drop(password))]
    struct V2 {
        name: String,
        #[migrate(default)]
        hash: String,
    }

    #[derive(Serialize, Deserialize, Migrate, Debug, Clone, PartialEq)]
    #[migrate(from = V2)]
    struct V3 {
        #[migrate(from = name)]
        full_name: String,
        hash: String,
    }

    #[test]
    fn a_step_without_a_way_back_is_refused_when_the_record_asks_for_it() {
        let new: V3 = json::from_str(r#"{"$v":1,"name":"Ada","password":"secret"}"#).unwrap();
        assert_eq!(new.full_name, "Ada");
        assert!(json::to_string_at(new.clone(), Version::major(2)).is_ok());
        let error = json::to_string_at(new.clone(), Version::major(1)).unwrap_err();
        assert!(matches!(error.kind(), SealErrorKind::OneWay { why: "passwords are hashed", .. }));
        assert_eq!(
            error.to_string(),
            "cannot write `user` at version 1: the step to version 2 goes one way: passwords are hashed"
        );
        let error = json::to_string_at(new, Version::major(9)).unwrap_err();
        assert!(matches!(error.kind(), SealErrorKind::UnknownVersion));
        assert_eq!(
            said::<V3>(),
            [
                "1 to 2: one way: passwords are hashed; `password` is replaced upwards",
                "2 to 3: nothing is lost"
            ]
        );
    }
}

mod renamed_entity {
    use super::*;

    #[derive(Serialize, Deserialize, Migrate, Debug, Clone, PartialEq)]
    #[migrate(entity = "user", version = 1, named)]
    struct V1 {
        name: String,
    }

    #[derive(Serialize, Deserialize, Migrate, Debug, Clone, PartialEq)]
    #[migrate(from = V1, entity = "account", was = "user")]
    struct V2 {
        name: String,
    }

    #[derive(Serialize, Deserialize, Migrate, Debug, Clone, PartialEq)]
    #[migrate(entity = "account", was("user", "member"), version = 2, named, floor = "shop 3.8")]
    struct OnlyV2 {
        name: String,
    }

    #[test]
    fn the_old_name_is_read_for_ever_and_written_for_old_readers() {
        let old = r#"{"$v":1,"$e":"user","name":"Ada"}"#;
        let new: V2 = json::from_str(old).unwrap();
        assert_eq!(json::to_string(&new).unwrap(), r#"{"$v":2,"$e":"account","name":"Ada"}"#);
        assert_eq!(json::to_string_at(new, Version::major(1)).unwrap(), old);
        for tag_elsewhere in
            [r#"{"name":"Ada","$e":"user","$v":2}"#, r#"{"$v":2,"$e":"member","name":"Ada"}"#]
        {
            assert!(json::from_str::<OnlyV2>(tag_elsewhere).is_ok(), "{tag_elsewhere}");
        }
        let error = json::from_str::<V2>(r#"{"$v":1,"$e":"order","name":"Ada"}"#).unwrap_err();
        assert!(matches!(error.kind(), OpenErrorKind::WrongEntity { .. }));
    }

    #[test]
    fn what_is_older_than_the_floor_says_who_still_reads_it() {
        let error = json::from_str::<OnlyV2>(r#"{"$v":1,"name":"Ada"}"#).unwrap_err();
        assert_eq!(
            error.to_string(),
            "cannot open `account` at version 1: this program reads from 2 on; upgrade it with shop 3.8, which still knows the older version"
        );
    }
}

mod shortcut {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::*;

    static TAKEN: AtomicUsize = AtomicUsize::new(0);

    #[derive(Serialize, Deserialize, Migrate, Debug, Clone, PartialEq)]
    #[migrate(entity = "user", version = 1)]
    struct V1 {
        name: String,
        fax: String,
    }

    #[derive(Serialize, Deserialize, Migrate, Debug, Clone, PartialEq)]
    #[migrate(from = V1, drop(fax, keep))]
    struct V2 {
        #[migrate(from = name)]
        full_name: String,
    }

    #[derive(Serialize, Deserialize, Migrate, Debug, Clone, PartialEq)]
    #[migrate(from = V2, shortcut(V1; up = straight))]
    struct V3 {
        full_name: String,
        #[migrate(default)]
        tags: Vec<String>,
    }

    fn straight(old: V1) -> V3 {
        TAKEN.fetch_add(1, Ordering::Relaxed);
        V3 { full_name: old.name, tags: vec![] }
    }

    #[test]
    fn a_shortcut_is_taken_where_nothing_is_to_be_kept() {
        let stored = r#"{"$v":1,"name":"Ada","fax":"1"}"#;
        let seen = V3 { full_name: "Ada".into(), tags: vec![] };
        assert_eq!(json::from_str::<V3>(stored).unwrap(), seen);
        assert_eq!(TAKEN.load(Ordering::Relaxed), 1);
        // What is written back has to keep the fax, of which the shortcut knows nothing.
        upgraded(&V1 { name: "Ada".into(), fax: "1".into() }, &seen);
        let newer = V3 { full_name: "Ada".into(), tags: vec!["x".into()] };
        let older = json::to_string_at(newer.clone(), Version::major(1)).unwrap();
        assert_eq!(json::from_str::<V3>(&older).unwrap(), newer);
    }
}

mod reserved {
    use super::*;

    #[derive(Serialize, Deserialize, Migrate, Debug, Clone, PartialEq)]
    #[migrate(entity = "user", version = 1)]
    struct V1 {
        name: String,
        fax: String,
    }

    #[derive(Serialize, Deserialize, Migrate, Debug, Clone, PartialEq)]
    #[migrate(from = V1, drop(fax, keep))]
    struct V2 {
        name: String,
    }

    #[derive(Serialize, Deserialize, Migrate, Debug, Clone, PartialEq)]
    #[migrate(from = V2)]
    struct V3 {
        name: String,
        #[migrate(default, reuse = "the old faxes were cleared in 2019")]
        fax: Option<u32>,
    }

    #[derive(Serialize, Deserialize, Migrate, Debug, Clone, PartialEq)]
    #[migrate(from = V2)]
    struct Renamed3 {
        #[migrate(from = name)]
        full_name: String,
    }

    /// The name was dropped two steps before: it is reserved all the same, or `reuse` would not compile.
    #[derive(Serialize, Deserialize, Migrate, Debug, Clone, PartialEq)]
    #[migrate(from = Renamed3)]
    struct Renamed4 {
        full_name: String,
        #[migrate(default, reuse = "the old faxes were cleared in 2019")]
        fax: Option<u32>,
    }

    #[test]
    fn a_name_stays_reserved_over_several_steps() {
        let old = V1 { name: "Ada".into(), fax: "12".into() };
        upgraded(&old, &Renamed4 { full_name: "Ada".into(), fax: None });
    }

    #[test]
    fn a_reserved_name_is_free_for_those_who_say_why() {
        let old = V1 { name: "Ada".into(), fax: "12".into() };
        upgraded(&old, &V3 { name: "Ada".into(), fax: None });
    }
}

mod whole {
    use super::*;

    #[derive(Serialize, Deserialize, Migrate, Debug, Clone, PartialEq)]
    #[migrate(entity = "point", version = 1)]
    struct V1(f64, f64);

    #[derive(Serialize, Deserialize, Migrate, Debug, Clone, PartialEq)]
    #[migrate(from = V1, up = polar, down = flat, accept_loss = "rounded to whole metres")]
    struct V2 {
        distance: u32,
    }

    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "the test's own numbers"
    )]
    fn polar(old: V1) -> V2 {
        V2 { distance: old.0.hypot(old.1) as u32 }
    }

    fn flat(new: V2) -> V1 {
        V1(f64::from(new.distance), 0.0)
    }

    #[test]
    fn a_whole_record_s_loss_is_said() {
        let new: V2 = heirloom::upgrade(V1(3.0, 4.0)).unwrap();
        assert_eq!(new.distance, 5);
        assert_eq!(
            said::<V2>(),
            [
                "1 to 2: some of the record is lost upwards: rounded to whole metres; some of the record is lost downwards: rounded to whole metres"
            ]
        );
    }
}
