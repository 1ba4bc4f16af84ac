//! Steps that are wrong in ways in which the derive is never wrong: written by hand. Each breaks a law.

use std::sync::Mutex;

use heirloom::StepError;
use heirloom::chain::{Leaves, Loss, Reserved, Step, StepDown, StepUp, Tag, Written};
use heirloom::shape::{Graph, Reading, of, reads};
use heirloom::testing::arbitrary;
use heirloom::{Migrate, Shape, Version};
use serde::{Deserialize, Serialize};

use crate::mutants::said;

/// The steps to a version, and everything about it that is the same for all.
macro_rules! version {
    ($new:ident from $old:ident; up($record:ident, $up_leaves:ident) $up:block; down($value:ident, $down_leaves:ident) $down:block) => {
        impl Migrate for $new {
            const ENTITY: &'static str = <$old as Migrate>::ENTITY;
            const VERSION: Version = Version::next_major(<$old as Migrate>::VERSION);
            const TAG: Tag = <$old as Migrate>::TAG;
            const UNTAGGED: Option<Version> = None;
            const NAMED: bool = false;
            const CARRY_LIMIT: usize = 65_536;
            const LAST_READER: Option<&'static str> = None;
            const WAS: &'static [&'static str] = &[];
            const FLATTENS: bool = false;
            const RESERVED: &'static Reserved = &Reserved { names: &[], before: None };
            const SHAPE: Graph = of::<Self>();
            type Link = heirloom::chain::Since<$old>;

            fn written() -> &'static Written {
                static WRITTEN: Written = Written::new();
                &WRITTEN
            }
        }

        impl Step for $new {
            type Old = $old;
            const ONE_WAY: Option<&'static str> = None;
            const LOSSES: &'static [Loss] = &[];
            const BACKWARD: Reading = reads(of::<$old>(), of::<Self>());
            const FORWARD: Reading = reads(of::<Self>(), of::<$old>());
        }

        impl StepUp for $new {
            fn up($record: $old, $up_leaves: &mut Leaves) -> Result<Self, StepError> {
                Ok($up)
            }
        }

        impl StepDown for $new {
            fn down(self, $down_leaves: &mut Leaves) -> Result<$old, StepError> {
                let $value = self;
                Ok($down)
            }
        }
    };
}

#[derive(Serialize, Deserialize, Migrate, arbitrary::Arbitrary)]
#[migrate(entity = "user", version = 1)]
struct User1 {
    name: String,
    mail: String,
}

/// `name` and `mail` change places on the way up.
#[derive(Serialize, Deserialize, Shape, arbitrary::Arbitrary)]
struct Swapped {
    name: String,
    mail: String,
}

version!(Swapped from User1;
    up(old, _leaves) { Self { name: old.mail, mail: old.name } };
    down(new, _leaves) { User1 { name: new.name, mail: new.mail } });

#[test]
fn two_fields_of_one_type_swapped_in_a_step_are_found() {
    let said = said::<Swapped>();
    assert!(said.starts_with("law 2 does not hold for `user`"), "{said}");
    assert!(said.contains(r#"at  `name`: "" became "0""#), "{said}");
}

/// What is new is kept, and not given back.
#[derive(Serialize, Deserialize, Shape, arbitrary::Arbitrary)]
struct Forgetful {
    name: String,
    mail: String,
    active: bool,
}

version!(Forgetful from User1;
up(old, _leaves) { Self { name: old.name, mail: old.mail, active: false } };
down(new, leaves) {
    leaves.keep("active", &new.active)?;
    User1 { name: new.name, mail: new.mail }
});

#[test]
fn a_field_that_gets_its_default_in_place_of_what_was_kept_is_found() {
    let said = said::<Forgetful>();
    assert!(said.starts_with("law 1 does not hold for `user`"), "{said}");
    assert!(said.contains("at  `active`: true became false"), "{said}");
}

/// The step says nothing of a loss, and the older version's field becomes empty.
#[derive(Serialize, Deserialize, Shape, arbitrary::Arbitrary)]
struct Dropped {
    name: String,
}

version!(Dropped from User1;
    up(old, _leaves) { Self { name: old.name } };
    down(new, _leaves) { User1 { name: new.name, mail: "none".into() } });

#[test]
fn a_field_that_is_dropped_in_silence_is_found() {
    let said = said::<Dropped>();
    assert!(said.starts_with("law 2 does not hold for `user`: an older record survives"), "{said}");
    assert!(said.contains(r#"at  `mail`: "" became "none""#), "{said}");
}

/// What was kept comes back whatever the older program wrote in the meantime.
#[derive(Serialize, Deserialize, Shape, arbitrary::Arbitrary)]
struct Unguarded {
    names: Vec<String>,
    mail: String,
}

version!(Unguarded from User1;
up(old, leaves) {
    let names = leaves.restore("names", || vec![old.name.clone()])?;
    Self { names, mail: old.mail }
};
down(new, leaves) {
    if new.names.len() != 1 {
        leaves.keep("names", &new.names)?;
    }
    User1 { name: new.names.into_iter().next().unwrap_or_default(), mail: new.mail }
});

#[test]
fn a_leaf_without_a_guard_is_found() {
    let said = said::<Unguarded>();
    assert!(
        said.starts_with("law 3 does not hold for `user`: an edit made in the old version"),
        "{said}"
    );
    assert!(said.contains("found  the edit is gone after the way up and back"), "{said}");
    assert!(said.contains("edited  {\"$v\":1,") && said.contains("at  `name`: "), "{said}");
}

/// A stash of its own, beside the carry: bound to no record.
#[derive(Serialize, Deserialize, Shape, arbitrary::Arbitrary)]
struct Stashed {
    name: String,
    mail: String,
    tags: Vec<String>,
}

static STASH: Mutex<Option<Vec<String>>> = Mutex::new(None);

version!(Stashed from User1;
up(old, _leaves) {
    let stash = STASH.lock().expect("no panic").clone();
    Self { name: old.name, mail: old.mail, tags: stash.unwrap_or_default() }
};
down(new, _leaves) {
    *STASH.lock().expect("no panic") = Some(new.tags);
    User1 { name: new.name, mail: new.mail }
});

#[test]
fn a_stash_that_is_bound_to_no_record_is_found() {
    let said = said::<Stashed>();
    assert!(said.contains(" does not hold for `user`"), "{said}");
    assert!(said.contains("at  `tags"), "{said}");
}
