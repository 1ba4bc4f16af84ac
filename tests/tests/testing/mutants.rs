//! Conversions that are wrong, as a user may write them with the derive: each breaks a law.

use std::sync::atomic::{AtomicU32, Ordering};

use heirloom::Migrate;
use heirloom::testing::{Laws, Tested, arbitrary};
use serde::{Deserialize, Serialize};

/// What the test of a mutant says.
pub(super) fn said<T: Tested>() -> String {
    match Laws::<T>::new().cases(200).run() {
        Err(broke) => broke.to_string(),
        Ok(summary) => panic!("the mutant survives:\n{summary}"),
    }
}

#[derive(Serialize, Deserialize, Migrate, arbitrary::Arbitrary)]
#[migrate(entity = "person", version = 1)]
struct Person1 {
    first: String,
    last: String,
}

#[derive(Serialize, Deserialize, arbitrary::Arbitrary)]
struct Name {
    first: String,
    last: String,
}

mod swapped_in_up {
    use super::*;

    #[derive(Serialize, Deserialize, Migrate, arbitrary::Arbitrary)]
    #[migrate(from = Person1)]
    #[migrate(merge(first, last => name; up = together, down = apart))]
    pub(super) struct Person2 {
        name: Name,
    }

    fn together(first: String, last: String) -> Name {
        Name { first: last, last: first }
    }

    fn apart(name: Name) -> (String, String) {
        (name.first, name.last)
    }
}

#[test]
fn two_fields_of_one_type_swapped_on_the_way_up_are_found() {
    let said = said::<swapped_in_up::Person2>();
    assert!(
        said.starts_with("law 2 does not hold for `person`: an older record survives"),
        "{said}"
    );
    assert!(said.contains("versions  from 1 to 2\n"), "{said}");
    // As small as it gets: the two differ, and that is all.
    assert!(said.contains(r#"record  {"$v":1,"first":"","last":"0"}"#), "{said}");
    assert!(said.contains(r#"at  `first`: "" became "0""#), "{said}");
    assert!(said.contains("again with  HEIRLOOM_SEED="), "{said}");
}

mod constant_down {
    use super::*;

    #[derive(Serialize, Deserialize, Migrate, arbitrary::Arbitrary)]
    #[migrate(entity = "server", version = 1)]
    pub(super) struct Server1 {
        port: u16,
    }

    #[derive(Serialize, Deserialize, Migrate, arbitrary::Arbitrary)]
    #[migrate(from = Server1)]
    pub(super) struct Server2 {
        #[migrate(up = u32::from, down = |_| 80)]
        port: u32,
    }
}

#[test]
fn a_constant_instead_of_a_way_back_is_found() {
    let said = said::<constant_down::Server2>();
    assert!(said.starts_with("law 2 does not hold for `server`"), "{said}");
    assert!(said.contains("at  `port`: 0 became 80"), "{said}");
}

mod lossy {
    use super::*;

    #[derive(Serialize, Deserialize, Migrate, arbitrary::Arbitrary)]
    #[migrate(from = Person1)]
    pub(super) struct Person2 {
        #[migrate(up = |name| name.to_lowercase(), down = |name| name)]
        first: String,
        last: String,
    }

    /// The same, declared.
    #[derive(Serialize, Deserialize, Migrate, arbitrary::Arbitrary)]
    #[migrate(from = Person1)]
    pub(super) struct Declared {
        #[migrate(up = |name| name.to_lowercase(), down = |name| name, accept_loss = "names are compared without case")]
        first: String,
        last: String,
    }

    /// The same, kept.
    #[derive(Serialize, Deserialize, Migrate, arbitrary::Arbitrary)]
    #[migrate(from = Person1)]
    pub(super) struct Kept {
        #[migrate(up = |name| name.to_lowercase(), down = |name| name, keep)]
        first: String,
        last: String,
    }

    /// A loss that is declared excuses no other one.
    #[derive(Serialize, Deserialize, Migrate, arbitrary::Arbitrary)]
    #[migrate(from = Person1)]
    pub(super) struct Another {
        #[migrate(up = |name| name.to_lowercase(), down = |name| name, accept_loss = "names are compared without case")]
        first: String,
        #[migrate(up = |name| name.trim().to_owned(), down = |name| name)]
        last: String,
    }
}

#[test]
fn a_pair_of_functions_that_loses_something_is_found_unless_it_says_so() {
    let text = said::<lossy::Person2>();
    assert!(text.starts_with("law 1") || text.starts_with("law 2"), "{text}");
    assert!(text.contains("at  `first`: "), "{text}");
    Laws::<lossy::Declared>::new().cases(200).check();
    Laws::<lossy::Kept>::new().cases(200).check();
    let text = said::<lossy::Another>();
    assert!(text.contains("at  `last`: ") && !text.contains("`first`:"), "{text}");
}

mod whim {
    use super::*;

    #[derive(Serialize, Deserialize, Migrate, arbitrary::Arbitrary)]
    #[migrate(from = Person1)]
    pub(super) struct Person2 {
        first: String,
        last: String,
        #[migrate(default_with = next)]
        id: u32,
    }

    fn next(_: &Person1) -> u32 {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        NEXT.fetch_add(1, Ordering::Relaxed)
    }
}

#[test]
fn a_default_that_is_another_one_each_time_is_found() {
    let said = said::<whim::Person2>();
    assert!(
        said.starts_with("law 6 does not hold for `person`: conversions never panic"),
        "{said}"
    );
    assert!(said.contains("found  the same record gave other bytes the second time"), "{said}");
    assert!(said.contains("at  `id`: "), "{said}");
}

mod panics {
    use super::*;

    #[derive(Serialize, Deserialize, Migrate, arbitrary::Arbitrary)]
    #[migrate(from = Person1)]
    pub(super) struct Person2 {
        #[migrate(up = |name| { assert!(name.is_ascii(), "only ASCII"); name }, down = |name| name)]
        first: String,
        last: String,
    }
}

#[test]
fn a_panic_in_a_step_is_found_and_made_small() {
    let said = said::<panics::Person2>();
    assert!(
        said.starts_with("law 6 does not hold for `person`: conversions never panic"),
        "{said}"
    );
    assert!(said.contains("found  panicked at ") && said.contains("only ASCII"), "{said}");
    let record =
        said.lines().find(|line| line.trim_start().starts_with("record")).expect("a record");
    assert!(record.chars().count() < 60, "{said}");
}

mod refuses {
    use super::*;

    #[derive(Serialize, Deserialize, Migrate, arbitrary::Arbitrary)]
    #[migrate(from = Person1)]
    pub(super) struct Always {
        #[migrate(try_up = no, down = |name| name)]
        first: String,
        last: String,
    }

    fn no(_: String) -> Result<String, &'static str> {
        Err("never")
    }

    #[derive(Serialize, Deserialize, Migrate, arbitrary::Arbitrary)]
    #[migrate(from = Person1)]
    pub(super) struct Sometimes {
        #[migrate(try_up = short, down = |name| name)]
        first: String,
        last: String,
    }

    fn short(name: String) -> Result<String, &'static str> {
        if name.len() < 5 { Ok(name) } else { Err("too long") }
    }
}

#[test]
fn refusals_are_answers_but_not_the_only_ones() {
    let text = said::<refuses::Always>();
    assert!(text.starts_with("nothing was tested: law "), "{text}");
    assert!(text.contains(" values, and a step refused all of them"), "{text}");
    let summary = Laws::<refuses::Sometimes>::new().cases(200).run().expect("it holds");
    assert!(summary.held(2) > 0 && summary.refused(2) > 0, "{summary}");
}

mod unequal_shortcut {
    use super::*;

    #[derive(Serialize, Deserialize, Migrate, arbitrary::Arbitrary)]
    #[migrate(from = Person1)]
    pub(super) struct Person2 {
        first: String,
        last: String,
        #[migrate(default = 1)]
        level: u8,
    }

    #[derive(Serialize, Deserialize, Migrate, arbitrary::Arbitrary)]
    #[migrate(from = Person2, shortcut(Person1; up = quick))]
    pub(super) struct Person3 {
        first: String,
        last: String,
        level: u8,
        #[migrate(default)]
        tags: Vec<String>,
    }

    fn quick(old: Person1) -> Person3 {
        Person3 { first: old.first, last: old.last, level: 0, tags: Vec::new() }
    }
}

#[test]
fn a_shortcut_that_leads_elsewhere_is_found() {
    let said = said::<unequal_shortcut::Person3>();
    assert!(said.starts_with("law 5 does not hold for `person`"), "{said}");
    assert!(said.contains("versions  from 1 to 3\n") && said.contains("at  `level`: "), "{said}");
}

/// Its impl by hand writes the amount in a string, and its derived shape says a number.
mod untrue_shape {
    use heirloom::testing::arbitrary;
    use heirloom::{Migrate, Shape};
    use serde::{Deserialize, Serialize, Serializer};

    #[derive(Serialize, Deserialize, Migrate, arbitrary::Arbitrary)]
    #[migrate(entity = "bill", version = 1)]
    pub(super) struct Bill {
        lines: Vec<Money>,
    }

    #[derive(Deserialize, Shape, arbitrary::Arbitrary)]
    #[serde(from = "String")]
    #[migrate(shape = Written)]
    struct Money {
        cents: u32,
    }

    #[derive(Shape)]
    #[expect(dead_code, reason = "what someone thought that it writes")]
    struct Written {
        cents: u32,
    }

    impl From<String> for Money {
        fn from(text: String) -> Self {
            Self { cents: text.parse().unwrap_or(0) }
        }
    }

    impl Serialize for Money {
        fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
            serializer.collect_str(&self.cents)
        }
    }
}

#[test]
fn a_shape_that_is_not_what_is_written_is_found() {
    let said = said::<untrue_shape::Bill>();
    assert!(said.starts_with("law 8 does not hold for `bill`"), "{said}");
    assert!(said.contains("`.lines` holds [\"0\"], and the shape says otherwise"), "{said}");
}
