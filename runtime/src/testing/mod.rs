//! The laws of conversions as a test of your own types (feature `testing`).
//!
//! One line for each entity, in a test of the crate that has the types:
//!
//! ```
//! # mod user {
//! use heirloom::Migrate;
//! use heirloom::testing::arbitrary; // the derive looks for this name
//! use serde::{Deserialize, Serialize};
//!
//! #[derive(Serialize, Deserialize, Migrate, arbitrary::Arbitrary)]
//! #[migrate(entity = "user", version = 1)]
//! pub struct UserV1 {
//!     name: String,
//! }
//!
//! #[derive(Serialize, Deserialize, Migrate, arbitrary::Arbitrary)]
//! #[migrate(from = UserV1)]
//! pub struct User {
//!     #[migrate(from = name)]
//!     full_name: String,
//!     #[migrate(default)]
//!     tags: Vec<String>,
//! }
//! # }
//! # use user::User;
//!
//! heirloom::testing::laws!(User);
//! ```
//!
//! Each version has to derive `Arbitrary`, and so has what it holds; in a crate of its own the derive can stand behind
//! `#[cfg_attr(test, derive(…))]`, with `heirloom` and its feature `testing` among the dev-dependencies. Fields with
//! rules of their own say `#[arbitrary(with = …)]`.
//!
//! # The laws
//!
//! | law | says |
//! |---|---|
//! | 1 | a newer record survives the way down and up again: `up(down(b)) = b` |
//! | 2 | an older record survives the way up and back: `down(up(a)) = a`, apart from what a step declares as lost |
//! | 3 | an edit made in the old version wins over the carry |
//! | 4 | a carry of another record, or a stale one, changes nothing, or is an error |
//! | 5 | the chain is the composition of its steps, for each pair of versions, and a shortcut equals the chain |
//! | 6 | conversions never panic, and give the same bytes each time |
//! | 7 | each recorded fixture of a shipped version still reads, and comes back as recorded |
//! | 8 | a record is what the [shape](crate::shape) of its version says, by which locks and verdicts go |
//!
//! They are tried through bytes and public functions, for each pair of versions, both ways, with 10,000 values of each version: edges first
//! (empty, the ends of all numbers, awkward texts, repeated elements), then random ones. In a chain of more than four
//! versions a value meets three others in turn. A step may refuse a value; a law that met nothing but refused values is an error.
//!
//! # When a law does not hold
//!
//! The test shows the smallest record that it could find, the two versions, where the results differ, and what to type to
//! have the same again:
//!
//! ```text
//! law 1 does not hold for `user`: a newer record survives the way down and up again: up(down(b)) = b
//!     versions  from 3 to 2
//!       record  {"$v":3,"first_name":"","last_name":"","email":"","status":"Active","tags":[]}
//!        found  up(down(b)) is not b
//!           at  `email`: "" became null
//!   again with  HEIRLOOM_SEED=4194304 HEIRLOOM_CASES=1 cargo test
//! ```
//!
//! # What the laws cannot know
//!
//! [`Laws`] is the long form of the one line, for types that need a word more: [`excuse`](Laws::excuse) for what a versioned type inside this
//! one declares as lost, since an entity's own [`losses`](crate::chain::losses) do not name it, and [`as_generated`](Laws::as_generated)
//! for fields that depend on each other in a way that reading does not check.
//!
//! # Fixtures
//!
//! [`laws!`] also looks into `tests/golden/<entity>/v<version>` for records of each version. `HEIRLOOM_BLESS=1 cargo test` writes some for
//! each version that has none, and beside each fixture that does not come back as it was what it comes back as (`<name>.after.json`).
//! Commit them, add records from production, and never change them: they stand for what is stored.
//!
//! # In the environment
//!
//! | variable | meaning |
//! |---|---|
//! | `HEIRLOOM_CASES` | how many values of each version |
//! | `HEIRLOOM_SEED` | where the generator starts; without it the entity's name decides, so that a failure stays one |
//! | `HEIRLOOM_BLESS` | `1` writes absent fixtures, and what became of them |
//!
//! Absent on purpose: chains with a step that needs more than the record. A store has to provide what such a step asks for.

mod difference;
mod excuse;
mod golden;
mod ladder;
mod law;
mod laws;
mod mutate;
mod quiet;
mod record;
mod report;
mod rng;
mod run;
mod rung;
mod sample;
mod shrink;
mod tree;
mod values;
mod walk;

pub use arbitrary;

pub use laws::{Laws, laws};
pub use report::{Broke, Summary};
pub use rung::Rung;
pub use values::any_json;
pub use walk::{Generated, Return, Tested, Walk};

/// A test of the laws of an entity: `laws!(User);`
///
/// The test bears the name of the type. A type whose name is a function too, which is so for tuple structs and unit structs, and one that is
/// named by a path, needs a name for its test: `laws!(user: v3::User);`. The number of cases may follow:
/// `laws!(User, cases = 500);`.
#[doc(hidden)]
#[macro_export]
macro_rules! __laws {
    ($name:ident $(, cases = $cases:expr)? $(,)?) => {
        $crate::__laws!($name: $name $(, cases = $cases)?);
    };
    ($name:ident: $type:ty $(, cases = $cases:expr)? $(,)?) => {
        #[test]
        #[allow(non_snake_case)]
        fn $name() {
            $crate::testing::Laws::<$type>::new()
                $(.cases($cases))?
                .golden(::core::concat!(::core::env!("CARGO_MANIFEST_DIR"), "/tests/golden"))
                .check();
        }
    };
}

#[doc(inline)]
pub use crate::__laws as laws;
