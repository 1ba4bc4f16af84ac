//! What a reader makes of what a writer wrote, decided while compiling.
//!
//! The rules are serde's, as derived code and `serde_json` carry them out; decision note 011 says what the verdicts mean. A walk
//! over pairs of types, as a greatest fixed point: a pair that is compared already counts as holding, and an attempt that
//! fails takes back what it had assumed. Work and memory are bounded: what is too much is "unknown".

#![expect(clippy::match_same_arms, reason = "an arm is a rule, and the order of rules matters")]

mod key;
mod leaf;
mod members;
mod object;
mod overlap;
mod path;
mod reading;
mod variant;
mod walk;

pub use reading::{Finding, Reading, Reason, Verdict};

use crate::shape::graph::Graph;

/// How well the one type reads what the other writes, as serde does, without a step.
///
/// ```
/// use heirloom::Shape;
/// use heirloom::shape::{Verdict, of, reads};
/// use serde::{Deserialize, Serialize};
///
/// #[derive(Serialize, Deserialize, Shape)]
/// struct Old {
///     items: Vec<OldItem>,
/// }
/// #[derive(Serialize, Deserialize, Shape)]
/// struct OldItem {
///     name: String,
/// }
/// #[derive(Serialize, Deserialize, Shape)]
/// struct New {
///     items: Vec<NewItem>,
/// }
/// #[derive(Serialize, Deserialize, Shape)]
/// struct NewItem {
///     name: String,
///     qty: u32,
/// }
///
/// let backward = reads(of::<Old>(), of::<New>());
/// assert_eq!(backward.verdict(), Verdict::No);
/// assert_eq!(backward.to_string(), "no\n  .items[].qty: required by the reader, never written");
/// let forward = reads(of::<New>(), of::<Old>());
/// assert_eq!(forward.verdict(), Verdict::Loss);
/// ```
#[must_use]
pub const fn reads(writer: Graph, reader: Graph) -> Reading {
    walk::Walk::new(writer, reader).over(writer, reader)
}
