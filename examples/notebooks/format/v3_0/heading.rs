use std::num::NonZeroU16;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::{Text, TextCell};
use crate::format::members::present;

/// A heading, a kind of cell that no other version has.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HeadingCell {
    /// 1 and up, and 1 when it is absent. The bound is generous, but keeps a file of a few bytes
    /// from asking for gigabytes of `#`.
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    pub level: Option<NonZeroU16>,
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    pub metadata: Option<Map<String, Value>>,
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    pub source: Option<Text>,
}

impl HeadingCell {
    /// The heading in markdown, where it ends with its line.
    pub fn into_markdown(self) -> TextCell {
        let level = self.level.map_or(1, |level| level.get().into());
        let text = self.source.as_ref().map(Text::whole).unwrap_or_default();
        let source = Text::Whole(format!("{} {}", "#".repeat(level), on_one_line(&text)));
        TextCell { metadata: self.metadata, source }
    }

    /// The heading that a markdown cell is, if it is that and nothing else.
    pub fn from_markdown(cell: &TextCell) -> Option<Self> {
        let source = cell.source.whole();
        let text = source.trim_start_matches('#');
        let level = u16::try_from(source.len() - text.len()).ok().and_then(NonZeroU16::new)?;
        if source.contains('\n') {
            return None;
        }
        let source = Text::Whole(text.trim_start_matches(is_python_space).to_owned());
        Some(Self { level: Some(level), metadata: cell.metadata.clone(), source: Some(source) })
    }
}

/// The lines of a text with spaces between them.
fn on_one_line(text: &str) -> String {
    let text = text.replace("\r\n", "\n");
    text.strip_suffix(is_python_line_break).unwrap_or(&text).replace(is_python_line_break, " ")
}

/// What Python's `str.splitlines` takes for the end of a line. The converter that people used until
/// now is written in Python, and its results should not differ from ours.
fn is_python_line_break(c: char) -> bool {
    matches!(c, '\n'..='\r' | '\x1c'..='\x1e' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

/// What Python's regular expressions take for white space.
fn is_python_space(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\x1c'..='\x1f')
}
