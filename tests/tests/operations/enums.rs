//! Variants: rows 25 to 32.

use heirloom::{Migrate, Unknown, Versioned, json};
use serde::{Deserialize, Serialize};

use crate::{bare, downgraded, edited, said, upgraded};

#[derive(Serialize, Deserialize, Migrate, Debug, Clone, PartialEq)]
#[migrate(entity = "state", version = 1)]
enum V1 {
    Open,
    Reopened(u8),
    Pending { since: u32 },
    Legacy(String),
    Cancelled,
    Closed { by: String },
}

#[derive(Serialize, Deserialize, Migrate, Debug, Clone, PartialEq)]
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
        V1::Closed { by } if by.starts_with("winner") => V2::Won { by },
        V1::Closed { by } => V2::Lost { by, why: None },
        _ => unreachable!("called for `Closed` alone"),
    }
}

#[test]
fn variants_go_there_and_back() {
    bare(&upgraded(&V1::Open, &V2::Active));
    bare(&downgraded(&V2::Active, &V1::Open));
    bare(&upgraded(&V1::Cancelled, &V2::Canceled));
    bare(&downgraded(&V2::Canceled, &V1::Cancelled));
    bare(&upgraded(&V1::Pending { since: 3 }, &V2::Pending { since: 3, by: "nobody".into() }));
}

#[test]
fn which_variant_it_was_comes_back() {
    upgraded(&V1::Reopened(3), &V2::Active);
    upgraded(&V1::Legacy("x".into()), &V2::Pending { since: 0, by: "nobody".into() });
    downgraded(&V2::OnHold("why".into()), &V1::Pending { since: 1 });
    downgraded(&V2::Pending { since: 9, by: "Ada".into() }, &V1::Pending { since: 9 });
    upgraded(&V1::Closed { by: "winner Ada".into() }, &V2::Won { by: "winner Ada".into() });
    let lost = V2::Lost { by: "Bob".into(), why: Some("late".into()) };
    downgraded(&lost, &V1::Closed { by: "Bob".into() });
    // A `Won` that the function would not call one.
    downgraded(&V2::Won { by: "Bob".into() }, &V1::Closed { by: "Bob".into() });
}

#[test]
fn an_edit_of_the_stand_in_wins() {
    let older = json::to_string_at(V2::OnHold("why".into()), V1::VERSION).unwrap();
    let older = edited::<V1>(&older, |old| *old = V1::Pending { since: 2 });
    assert_eq!(
        json::from_str::<V2>(&older).unwrap(),
        V2::Pending { since: 2, by: "nobody".into() }
    );
    let newer = upgraded(&V1::Reopened(3), &V2::Active);
    let newer = edited::<V2>(&newer, |new| *new = V2::Canceled);
    let old: Versioned<V1> = heirloom::downgrade(json::open_str::<V2>(&newer).unwrap()).unwrap();
    assert_eq!(*old, V1::Cancelled);
}

#[test]
fn what_has_no_counterpart_is_refused() {
    let error = json::to_string_at(V2::Secret, V1::VERSION).unwrap_err();
    assert!(matches!(error.kind(), heirloom::envelope::SealErrorKind::Step(_)));
    let said = said::<V2>();
    assert!(said[0].contains("`Secret` may be refused downwards"), "{said:?}");
    assert!(said[0].contains("`Legacy` is kept in the carry upwards"), "{said:?}");
}

mod unknown {
    use super::*;

    #[derive(Serialize, Deserialize, Migrate, Debug, Clone, PartialEq)]
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

    #[derive(Serialize, Deserialize, Migrate, Debug, Clone, PartialEq)]
    #[migrate(from = Event1)]
    #[serde(tag = "kind", rename_all = "snake_case")]
    enum Event2 {
        SignedIn {
            user: String,
        },
        #[migrate(added, down_with = |new| Event1::Other(serde_json::from_value(serde_json::to_value(new).unwrap()).unwrap()))]
        SignedOut {
            user: String,
        },
        #[migrate(unknown)]
        #[serde(untagged)]
        Other(Unknown<Event2>),
    }

    #[test]
    fn what_is_not_known_is_written_back_as_it_was() {
        let newer = r#"{"$v":1,"kind":"deleted","who":[1,{"a":null}]}"#;
        let event: Event1 = json::from_str(newer).unwrap();
        assert!(matches!(&event, Event1::Other(other) if other.name() == Some("deleted")));
        let again = json::to_string(&event).unwrap();
        assert_eq!(json::from_str::<Event1>(&again).unwrap(), event);
        assert_eq!(
            serde_json::from_str::<serde_json::Value>(&again).unwrap(),
            serde_json::from_str::<serde_json::Value>(newer).unwrap()
        );
        let newest: Event2 = json::from_str(newer).unwrap();
        assert!(matches!(&newest, Event2::Other(other) if other.name() == Some("deleted")));
        assert!(matches!(heirloom::downgrade::<_, Event1, _>(newest).unwrap(), Event1::Other(_)));
    }

    #[test]
    fn what_a_later_version_knows_is_read_as_that() {
        let stored = r#"{"$v":1,"kind":"signed_out","user":"Ada"}"#;
        let event: Event2 = json::from_str(stored).unwrap();
        assert_eq!(event, Event2::SignedOut { user: "Ada".into() });
        downgraded(&event, &json::from_str::<Event1>(stored).unwrap());
    }

    #[test]
    fn a_known_variant_with_damaged_content_is_no_unknown_one() {
        for damaged in [
            r#"{"$v":1,"kind":"signed_in","user":7}"#,
            r#"{"$v":1,"kind":"signed_in"}"#,
            r#"{"$v":1,"user":"x"}"#,
        ] {
            assert!(json::from_str::<Event1>(damaged).is_err(), "{damaged}");
        }
    }
}
