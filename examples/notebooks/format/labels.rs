//! Strings that the format restricts: a cell's name, its tags, its id.

use std::{collections::HashSet, error::Error, fmt};

use serde::{Deserialize, Serialize};

/// A string that the format does not allow where it stands, with the rule it breaks.
#[derive(Debug)]
pub struct Invalid {
    text: String,
    rule: &'static str,
}

impl fmt::Display for Invalid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?} is not allowed: {}", self.text, self.rule)
    }
}

impl Error for Invalid {}

/// The name of a cell: not empty.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String")]
pub struct CellName(String);

impl TryFrom<String> for CellName {
    type Error = Invalid;

    fn try_from(text: String) -> Result<Self, Invalid> {
        // The schema's pattern is `^.+$`, and its dot stands for anything but a line break.
        let line = text.strip_suffix('\n').unwrap_or(&text);
        if line.is_empty() || line.contains('\n') {
            return Err(Invalid { text, rule: "a cell's name is one line and not empty" });
        }
        Ok(Self(text))
    }
}

/// The tags of a cell: each is there once, none is empty, none holds a comma.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Vec<String>")]
pub struct Tags(Vec<String>);

impl TryFrom<Vec<String>> for Tags {
    type Error = Invalid;

    fn try_from(tags: Vec<String>) -> Result<Self, Invalid> {
        let mut seen = HashSet::new();
        for tag in &tags {
            if tag.is_empty() || tag.contains(',') {
                return Err(Invalid {
                    text: tag.clone(),
                    rule: "a tag is not empty and has no comma",
                });
            }
            if !seen.insert(tag) {
                return Err(Invalid { text: tag.clone(), rule: "a cell has each tag once" });
            }
        }
        Ok(Self(tags))
    }
}

/// The id of a cell, by which other programs find it again.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String")]
pub struct CellId(String);

impl TryFrom<String> for CellId {
    type Error = Invalid;

    fn try_from(text: String) -> Result<Self, Invalid> {
        let legal = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_';
        if text.is_empty() || text.len() > 64 || !text.bytes().all(legal) {
            return Err(Invalid {
                text,
                rule: "a cell's id is 1 to 64 letters, digits, `-` and `_`",
            });
        }
        Ok(Self(text))
    }
}

impl CellId {
    /// An id for a cell that has none.
    ///
    /// Other programs draw random ids; from a number, the same file gives the same bytes each
    /// time that it is converted.
    pub fn numbered(number: usize) -> Self {
        Self(format!("cell-{number}"))
    }
}

impl fmt::Display for CellId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}
