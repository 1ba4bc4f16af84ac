//! Sets of strings: which strings hold to patterns and lengths, and to none of others.
//!
//! A set is a regular expression with intersection and complement (`Term`). Taking a character off the front of each of
//! its strings gives another set, its derivative, and there are finitely many; walking them finds the shortest string of
//! a set or proves that there is none. `pattern` reads the ECMA 262 dialect; what is no regular language (back references,
//! word boundaries) is not understood, and then the checker says so.

mod class;
mod pattern;
mod term;
mod words;

pub(in crate::compat) use term::{Term, Terms};
pub(in crate::compat) use words::End;
