//! SQLite's binary JSON (<https://sqlite.org/jsonb.html>), from and to JSON text.
//!
//! An element is a header and a payload. The header's low nibble is the type; its high nibble is the size of
//! the payload, or says in how many of the next bytes the size stands. Numbers and texts are stored as they are
//! written in JSON, so both directions move bytes and build no values.
//!
//! Blobs come from disk: nothing in them is believed. Sizes are checked against what encloses the element, containers
//! are walked with a stack of their own, and no allocation is larger than a small multiple of the blob.

mod decode;
mod encode;

use std::error::Error;
use std::fmt;

pub(super) use decode::to_text;
pub(super) use encode::from_text;

/// How deep SQLite nests.
const DEPTH: usize = 1000;

const NULL: u8 = 0;
const TRUE: u8 = 1;
const FALSE: u8 = 2;
const INT: u8 = 3;
const INT5: u8 = 4;
const FLOAT: u8 = 5;
const FLOAT5: u8 = 6;
const TEXT: u8 = 7;
const TEXTJ: u8 = 8;
const TEXT5: u8 = 9;
const TEXTRAW: u8 = 10;
const ARRAY: u8 = 11;
const OBJECT: u8 = 12;

/// A blob that is not JSONB, or JSON that SQLite's JSONB cannot hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JsonbError {
    at: usize,
    problem: &'static str,
}

impl JsonbError {
    fn new(at: usize, problem: &'static str) -> Self {
        Self { at, problem }
    }
}

impl fmt::Display for JsonbError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}, at byte {}", self.problem, self.at)
    }
}

impl Error for JsonbError {}
