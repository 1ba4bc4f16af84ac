//! Honest types that others of our tests use; and what the tests of a type say of themselves.

use heirloom::Migrate;
use heirloom::testing::{Laws, arbitrary};
use heirloom_tests::order::{Line2, Order3};
use heirloom_tests::user::User;
use serde::{Deserialize, Serialize};

#[test]
fn the_laws_hold_for_users() {
    Laws::<User>::new().cases(100).check();
}

#[test]
fn the_laws_hold_for_orders() {
    // What the lines of an order lose is declared by the lines alone.
    Laws::<Order3>::new().cases(60).excuse("lines.price.currency").check();
    Laws::<Line2>::new().cases(60).check();
}

mod by_macro {
    use super::*;

    #[derive(Serialize, Deserialize, Migrate, arbitrary::Arbitrary)]
    #[migrate(entity = "size", version = 1)]
    struct Size(u8, u8);

    heirloom::testing::laws!(User, cases = 40);
    heirloom::testing::laws!(size: Size, cases = 40);
}

#[derive(Serialize, Deserialize, Migrate, arbitrary::Arbitrary, Debug)]
#[migrate(entity = "name", version = 1)]
struct Name1 {
    name: String,
    rest: Vec<u8>,
}

/// Spaces at the ends are lost, and nothing is said about it.
#[derive(Serialize, Deserialize, Migrate, arbitrary::Arbitrary, Debug)]
#[migrate(from = Name1)]
struct Name2 {
    #[migrate(up = |name| name.trim().to_owned(), down = |name| name)]
    name: String,
    rest: Vec<u8>,
}

/// The value behind a name in what a test said.
fn value<'a>(said: &'a str, name: &str) -> &'a str {
    let at = said.find(name).expect("it is said") + name.len();
    said[at..].split_whitespace().next().expect("a value")
}

#[test]
fn a_failure_is_repeated_by_its_seed() {
    let said = |laws: Laws<Name2>| laws.run().expect_err("spaces are lost").to_string();
    let first = said(Laws::new().cases(500));
    assert_eq!(said(Laws::new().cases(500)), first, "the same each time");
    let seed = value(&first, "HEIRLOOM_SEED=").parse().expect("a number");
    assert_eq!(said(Laws::new().seed(seed).cases(1)), first, "and alone");
}

#[test]
fn a_failure_is_as_small_as_it_gets() {
    let said = Laws::<Name2>::new().cases(500).run().expect_err("spaces are lost").to_string();
    let record = said.lines().find(|line| line.trim_start().starts_with("record")).expect("one");
    assert!(record.ends_with(r#""name":" ","rest":[]}"#), "{said}");
}

#[test]
fn values_that_json_cannot_hold_are_said_to_be_such() {
    #[derive(Serialize, Deserialize, Migrate, arbitrary::Arbitrary)]
    #[migrate(entity = "nothing", version = 1)]
    struct Nothing {
        #[arbitrary(value = f64::NAN)]
        ratio: f64,
    }
    let said = Laws::<Nothing>::new().cases(100).run().expect_err("NaN").to_string();
    assert!(said.starts_with("nothing was tested: none of "), "{said}");
    assert!(said.contains(" generated values of `nothing` version 1 can be written"), "{said}");
    assert!(said.contains("#[arbitrary(with = …)]"), "{said}");
}

#[test]
fn a_summary_counts_law_by_law() {
    let summary = Laws::<Name1>::new().cases(10).run().expect("one version has few laws to break");
    let times = summary.held(6);
    assert_eq!(
        summary.to_string(),
        format!(
            "law 6, 1 to 1: held {times} times, refused 0 times\n\
             law 8, 1 to 1: held {times} times, refused 0 times\n"
        )
    );
}
