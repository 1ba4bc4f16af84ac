use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use crate::format::v3_0;

/// Text that a file holds whole or in lines, each with its line break.
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
            Self::Lines(lines) => lines.concat().into(),
        }
    }
}

impl Default for Text {
    fn default() -> Self {
        Self::Lines(Vec::new())
    }
}

impl From<v3_0::Text> for Text {
    fn from(old: v3_0::Text) -> Self {
        match old {
            v3_0::Text::Whole(text) => Self::Whole(text),
            v3_0::Text::Lines(mut lines) => {
                let last = lines.len().saturating_sub(1);
                if !v3_0::Text::have_breaks(&lines) {
                    lines[..last].iter_mut().for_each(|line| line.push('\n'));
                }
                Self::Lines(lines)
            }
        }
    }
}

impl From<Text> for v3_0::Text {
    fn from(new: Text) -> Self {
        match new {
            // A reader of 3.0 would put line breaks between these.
            Text::Lines(lines) if lines.len() > 1 && !Self::have_breaks(&lines) => {
                Self::Whole(lines.concat())
            }
            Text::Lines(lines) => Self::Lines(lines),
            Text::Whole(text) => Self::Whole(text),
        }
    }
}
