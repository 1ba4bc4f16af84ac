//! Whether a document exists that holds to some nodes and not to others.
//!
//! A *question* is a set of literals: "is there a value that holds to these nodes and not to those". Whether `old` is
//! contained in `new` is the question {`old`, not `new`}. A question is answered by others: one of its alternatives
//! (`split`), or all of the values that an array or an object needs (`array`, `object`); questions about numbers and
//! strings are answered on the spot. Questions that come up again are the same question, which is what makes recursive
//! schemas end: a document is finite, so what can only be answered by its own answer has none. In other words, "no such
//! document" is the greatest fixed point over sets of literals, and it is found as the complement of the least one.
//!
//! The engine works off a list rather than its stack, in the order in which questions come up, so that documents come
//! out small. It stops at the first document for the question that was asked.

mod array;
mod engine;
mod number;
mod object;
mod question;
mod split;
mod text;
mod witness;

pub(super) use engine::{Answer, Engine};
