//! What stored records look like to readers that do not use this crate, and whether they can read other versions.
//! Feature `schema`.
//!
//! [`record_schema`] is the JSON Schema of a record as it is stored, envelope included. [`backward`], [`forward`] and
//! [`full`] compare two schemas as sets of documents, [`chain`] those of a whole history, and [`batch`] a stream of pairs.
//!
//! A schema is draft 2020-12 as schemars 1 writes it, or draft 2019-09, 7, 6 or 4. The answer is a [`Verdict`]: `yes` has
//! been proved, `no` comes with a document that breaks the claim, `unknown` with the [`Reason`]. Nothing is fetched, and no
//! schema makes a comparison panic or run on: it ends in `unknown`.
//!
//! ```
//! use heirloom::compat::{Verdict, backward};
//! use serde_json::json;
//!
//! // A closed struct gained an optional field.
//! let old = json!({
//!     "type": "object", "properties": { "a": { "type": "string" } }, "additionalProperties": false,
//! });
//! let new = json!({
//!     "type": "object", "additionalProperties": false,
//!     "properties": { "a": { "type": "string" }, "b": { "type": ["string", "null"] } },
//! });
//! assert_eq!(backward(&old, &new), Verdict::Yes);
//! assert_eq!(backward(&new, &old).counterexample(), Some(&json!({ "b": null })));
//! ```
//!
//! `format` counts: a string that became an IP address is a `no`, though some validators do not look at formats. A proof
//! never rests on what a format means, so a `yes` holds for them too. The formats that schemars gives integers are the
//! bounds of those integers; [`correct`] writes these out, and says what else schemars leaves out.
//!
//! What is absent on purpose: what serde does with a document beyond accepting it, such as data that is read and lost;
//! whether writers produce all the documents that their schema allows.
//!
#![doc = include_str!("../../docs/compat.md")]

mod batch;
mod compare;
pub mod correct;
mod format;
mod history;
mod prove;
mod record;
mod schema;
mod shrink;
mod text;
mod verdict;

pub use batch::{Lines, batch};
pub use compare::{Compatibility, backward, compare, forward, full};
pub use history::{Finding, History, Mode, Reach, chain};
pub use record::record_schema;
pub use verdict::{Counterexample, Reason, Side, Verdict};
