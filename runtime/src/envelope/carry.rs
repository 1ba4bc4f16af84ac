//! What a record holds for steps that this program may not know.

use std::fmt;

use serde_json::value::RawValue;

/// The carry of a record: one JSON object, copied verbatim from read to write.
///
/// A newer program leaves in it what an older version has no place for. A program that does not
/// understand it hands it on; [`Versioned`](crate::Versioned) does so by itself.
#[derive(Clone)]
pub struct Carry(Box<RawValue>);

impl Carry {
    pub(super) fn new(raw: Box<RawValue>) -> Self {
        Self(raw)
    }

    /// The JSON text, as it was stored.
    pub fn get(&self) -> &str {
        self.0.get()
    }
}

impl fmt::Debug for Carry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Carry({} bytes)", self.get().len())
    }
}

impl PartialEq for Carry {
    fn eq(&self, other: &Self) -> bool {
        self.get() == other.get()
    }
}

impl Eq for Carry {}
