use heirloom::Migrate;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::{HeadingCell, Output, Text};
use crate::format::members::present;

/// A cell of version 3.0.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Migrate)]
#[migrate(entity = "cell", version = "3.0")]
#[serde(tag = "cell_type", rename_all = "lowercase")]
pub enum Cell {
    Raw(TextCell),
    Markdown(TextCell),
    /// Markdown by an older name.
    Html(TextCell),
    Heading(HeadingCell),
    Code(CodeCell),
}

/// A cell that is only text.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Migrate)]
#[migrate(entity = "text cell", version = "3.0")]
#[serde(deny_unknown_fields)]
pub struct TextCell {
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    pub metadata: Option<Map<String, Value>>,
    pub source: Text,
}

/// Code, and what it printed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Migrate)]
#[migrate(entity = "code cell", version = "3.0")]
#[serde(deny_unknown_fields)]
pub struct CodeCell {
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    pub collapsed: Option<bool>,
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    pub input: Option<Text>,
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    pub metadata: Option<Map<String, Value>>,
    pub outputs: Vec<Output>,
    #[serde(default, skip_serializing_if = "Prompt::is_absent")]
    pub prompt_number: Prompt,
}

/// How often the kernel had run when it ran this; a file says "never" in two ways.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(untagged, expecting = "a number of runs or null")]
pub enum Prompt {
    Run(u64),
    /// `null`.
    Never,
    #[default]
    #[serde(skip)]
    Absent,
}

impl Prompt {
    pub(super) fn is_absent(&self) -> bool {
        *self == Self::Absent
    }
}

impl From<Prompt> for Option<u64> {
    fn from(prompt: Prompt) -> Self {
        match prompt {
            Prompt::Run(count) => Some(count),
            Prompt::Never | Prompt::Absent => None,
        }
    }
}

impl From<Option<u64>> for Prompt {
    fn from(count: Option<u64>) -> Self {
        count.map_or(Self::Never, Self::Run)
    }
}
