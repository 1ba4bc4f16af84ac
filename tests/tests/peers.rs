//! Ways in which versioned data was lost or misread elsewhere, each shown not to happen here.
//!
//! What cannot compile here has its place in `ui`; the names of those cases stand in the tests' comments.

use heirloom::chain::versions;
use heirloom::envelope::OpenErrorKind;
use heirloom::{Migrate, Version, json};
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, Migrate, Debug, Clone, PartialEq)]
#[migrate(entity = "user", version = 1)]
struct V1 {
    name: String,
}

#[derive(Serialize, Deserialize, Migrate, Debug, Clone, PartialEq)]
#[migrate(from = V1)]
struct V2 {
    name: String,
    #[migrate(default = Some(18))]
    age: Option<u8>,
}

#[derive(Serialize, Deserialize, Migrate, Debug, Clone, PartialEq)]
#[migrate(from = V2)]
struct V3 {
    #[migrate(from = name)]
    full_name: String,
    #[migrate(unwrap_or = 0, keep)]
    age: u8,
}

/// An unknown newer version was read as the latest. (Unknown words: `ui/attribute/unknown_word_on_*`.)
#[test]
fn an_unknown_newer_version_is_refused() {
    for newer in ["4", r#""3.1""#, "4294967295"] {
        let error = json::from_str::<V3>(&format!(r#"{{"$v":{newer},"full_name":"Ada","age":3}}"#))
            .unwrap_err();
        assert!(matches!(error.kind(), OpenErrorKind::TooNew), "{error:?}");
    }
    let between = json::from_str::<V3>(r#"{"$v":"2.5","name":"Ada","age":3}"#).unwrap_err();
    assert!(matches!(between.kind(), OpenErrorKind::UnknownVersion));
}

/// Decoding panicked on input that was too short.
#[test]
fn no_beginning_of_a_record_panics() {
    let stored =
        json::to_string_at(V3 { full_name: "Ada".into(), age: 3 }, Version::major(1)).unwrap();
    for end in 0..stored.len() {
        assert!(json::from_slice::<V3>(&stored.as_bytes()[..end]).is_err());
    }
}

/// A field without an annotation rewrote the versions before it. Here each version is a type of its own: what a later
/// one adds cannot change what an older one reads. (A new field without a word: `ui/fields/new_field_forgotten`.)
#[test]
fn a_later_version_does_not_change_an_older_one() {
    assert_eq!(json::to_string(&V1 { name: "Ada".into() }).unwrap(), r#"{"$v":1,"name":"Ada"}"#);
    assert_eq!(json::from_str::<V1>(r#"{"$v":1,"name":"Ada"}"#).unwrap().name, "Ada");
}

/// Tuple variants with two fields made code that did not parse, and positions were mixed up. (Positions after a change: `ui/variants/tuple_variant_shifted`,
/// `ui/fields/tuple_*`.)
#[test]
fn positions_in_tuple_variants_keep_their_meaning() {
    #[derive(Serialize, Deserialize, Migrate, Debug, Clone, PartialEq)]
    #[migrate(entity = "shape", version = 1)]
    enum Old {
        Line(u32, u32),
    }

    #[derive(Serialize, Deserialize, Migrate, Debug, Clone, PartialEq)]
    #[migrate(from = Old)]
    enum New {
        Line(#[migrate(from = 1)] u32, #[migrate(default = 7)] u32, #[migrate(from = 0)] u32),
    }

    let new: New = json::from_str(r#"{"$v":1,"Line":[1,2]}"#).unwrap();
    assert_eq!(new, New::Line(2, 7, 1));
    assert_eq!(heirloom::downgrade::<_, Old, _>(new).unwrap(), Old::Line(1, 2));
}

/// An added variant broke the downgrade. Here it says what an older reader sees (`ui/variants/added_without_down`), and comes back.
#[test]
fn the_downgrade_of_an_added_variant_is_defined() {
    #[derive(Serialize, Deserialize, Migrate, Debug, Clone, PartialEq)]
    #[migrate(entity = "state", version = 1)]
    enum Old {
        Open,
    }

    #[derive(Serialize, Deserialize, Migrate, Debug, Clone, PartialEq)]
    #[migrate(from = Old)]
    enum New {
        Open,
        #[migrate(added, down = Open)]
        OnHold {
            since: u32,
        },
    }

    let new = New::OnHold { since: 3 };
    assert_eq!(heirloom::downgrade::<_, Old, _>(new.clone()).unwrap(), Old::Open);
    let older = json::to_string_at(new.clone(), Version::major(1)).unwrap();
    assert_eq!(json::from_str::<New>(&older).unwrap(), new);
}

/// Versions declared out of order looped for ever, and the alias meant the oldest. Here a version names the one before it, and a
/// number that goes backwards does not compile (`ui/versions/goes_backwards`).
#[test]
fn the_order_of_declaration_does_not_matter() {
    mod newest_first {
        use super::*;

        #[derive(Serialize, Deserialize, Migrate, Debug, PartialEq)]
        #[migrate(from = middle::Two, version = 9)]
        pub(super) struct Three {
            pub(super) id: u8,
        }

        pub(super) mod middle {
            use super::*;

            #[derive(Serialize, Deserialize, Migrate)]
            #[migrate(from = last::One, version = 5)]
            pub(in super::super) struct Two {
                pub(super) id: u8,
            }
        }

        pub(super) mod last {
            use super::*;

            #[derive(Serialize, Deserialize, Migrate)]
            #[migrate(entity = "thing", version = 2)]
            pub(in super::super) struct One {
                pub(super) id: u8,
            }
        }
    }
    use newest_first::Three;

    assert_eq!(versions::<Three>(), [2, 5, 9].map(Version::major));
    assert_eq!(json::from_str::<Three>(r#"{"$v":2,"id":1}"#).unwrap(), Three { id: 1 });
}

/// A rename beside a conversion was ignored.
#[test]
fn a_rename_and_a_conversion_go_together() {
    #[derive(Serialize, Deserialize, Migrate, Debug, Clone, PartialEq)]
    #[migrate(from = V1)]
    struct Renamed {
        #[migrate(from = name, up = |name: String| name.len(), down = |length: usize| "x".repeat(length), keep)]
        length: usize,
    }

    let old = V1 { name: "Ada".into() };
    assert_eq!(heirloom::upgrade::<_, Renamed, _>(old).unwrap(), Renamed { length: 3 });
}

/// A current record was read through the oldest struct, since it happened to fit, and lost its field; an old one was read as
/// the newest, since the new field is optional, and skipped its step. Here the version decides, never the shape.
#[test]
fn the_version_decides_and_not_the_shape() {
    assert_eq!(json::from_str::<V2>(r#"{"$v":2,"name":"Ada","age":42}"#).unwrap().age, Some(42));
    assert_eq!(json::from_str::<V2>(r#"{"$v":1,"name":"Ada","age":42}"#).unwrap().age, Some(18));
    assert_eq!(json::from_str::<V2>(r#"{"$v":1,"name":"Ada"}"#).unwrap().age, Some(18));
}

/// A corrupt record gave nothing, without a reason.
#[test]
fn a_corrupt_record_says_where_and_why() {
    let error = json::from_str::<V3>(r#"{"$v":3,"full_name":7,"age":3}"#).unwrap_err();
    assert_eq!((error.path(), error.found()), ("full_name".to_owned(), Some(Version::major(3))));
    assert!(std::error::Error::source(&error).is_some());
}

/// What was migrated was written back before it was known to be readable. Here a record that a step refuses gives an error and no
/// bytes; the stores' side of it is `records::…` and `bulk::…` in the tests of the stores.
#[test]
fn nothing_is_written_for_a_record_that_a_step_refuses() {
    #[derive(Serialize, Deserialize, Migrate, Debug, Clone, PartialEq)]
    #[migrate(from = V1)]
    struct Parsed {
        #[migrate(from = name, try_up = |name: String| name.parse::<u8>(), down = |number: u8| number.to_string())]
        number: u8,
    }

    let error = json::open_str::<Parsed>(r#"{"$v":1,"name":"Ada"}"#).unwrap_err();
    assert!(matches!(error.kind(), OpenErrorKind::Step(_)));
}

/// An old field disappeared in silence: `ui/fields/old_field_forgotten`, `ui/fields/renamed_or_dropped`. What is dropped with `keep` comes back.
#[test]
fn nothing_is_dropped_in_silence() {
    let old = V2 { name: "Ada".into(), age: None };
    let record = json::open_str::<V3>(&json::to_string(&old).unwrap()).unwrap();
    assert_eq!(record.age, 0);
    let back: heirloom::Versioned<V2> = heirloom::downgrade(record).unwrap();
    assert_eq!(*back, old);
}
