//! Pairs of types: what the one reads of what the other writes, judged while compiling and tried with serde.
//!
//! A change is two types and a row of the table in [`rows`]; it is put in several positions, and each of these is a pair. [`judge`]
//! generates what the one type writes, lets the other read it, and holds the verdict to what came of it: a "no" needs a document
//! that is refused, a "loss" one that loses something, and a "yes" has none of either.
#![expect(dead_code, reason = "some fields are skipped, and that is the change")]
#![expect(clippy::option_option, reason = "one of the changes takes an `Option` off another")]

#[macro_use]
mod positions;
#[macro_use]
mod changes;

mod json;
mod judge;
mod pair;
mod recursive;
mod rng;
mod samples;
mod truth;

mod adjacent;
mod containers;
mod external;
mod fields;
mod findings;
mod flatten;
mod internal;
mod limits;
mod maps;
mod names;
mod numbers;
mod options;
mod recursion;
mod rows;
mod skip;
mod std_types;
mod strings;
mod untagged;
