//! What two schemas say, as nodes of one graph: keywords become rules about one kind of value, joined by `All`, `Any`,
//! `One` and `Not`. Equal parts of both schemas are one node, so that what did not change costs nothing.
//!
//! `document` finds what a `$ref` names, `parse` turns keywords into nodes (`scalars`, `containers`, `unevaluated`), `graph` holds them, `facts` are the cheap
//! statements that rule most combinations out. Meaning lives in `valid` (one document) and in `prove` (all documents).

mod containers;
mod dialect;
mod document;
mod doubt;
mod facts;
mod graph;
mod keyword;
mod kinds;
mod node;
mod num;
mod parse;
mod scalars;
mod unevaluated;
mod valid;

pub(in crate::compat) use facts::Facts;
pub(in crate::compat) use graph::{Graph, Name};
pub(in crate::compat) use kinds::Kinds;
pub(in crate::compat) use node::{Array, Bound, Count, Exists, Id, Literal, Node, Object};
pub(in crate::compat) use num::{Num, Ratio};
pub(in crate::compat) use parse::parse;
pub(in crate::compat) use valid::{Truth, has_repeats};
