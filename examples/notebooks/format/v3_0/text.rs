use std::borrow::Cow;

use serde::{Deserialize, Serialize};

/// Text that a file of version 3.0 holds whole or in lines.
///
/// The lines are not what later versions call lines: some programs of the time left out the line
/// breaks, so the first line tells how to put them together.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged, expecting = "a string or a list of strings")]
pub enum Text {
    Whole(String),
    Lines(Vec<String>),
}

impl Text {
    /// The text as one string.
    pub fn whole(&self) -> Cow<'_, str> {
        match self {
            Self::Whole(text) => text.into(),
            Self::Lines(lines) if Self::have_breaks(lines) => lines.concat().into(),
            Self::Lines(lines) => lines.join("\n").into(),
        }
    }

    /// Whether the lines end in line breaks, or leave them to the reader.
    pub fn have_breaks(lines: &[String]) -> bool {
        lines.first().is_some_and(|line| line.ends_with(['\n', '\r']))
    }
}
