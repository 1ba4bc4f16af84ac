use std::collections::BTreeMap;

use heirloom::{Migrate, StepError};
use serde::{Deserialize, Serialize};

use super::{CellMetadata, CodeMetadata, Output, RawMetadata, Text, metadata::Open};
use crate::format::{
    MimeBundle, Misfit,
    members::{nullable, present},
    v3_0::{self, HeadingCell},
};

/// A cell of version 4.0.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Migrate)]
#[migrate(
    from = v3_0::Cell,
    version = "4.0",
    try_up = up,
    try_down = down,
    accept_loss = "HTML cells were markdown by another name, and headings are lines of it"
)]
#[serde(tag = "cell_type", rename_all = "lowercase")]
pub enum Cell {
    Raw(RawCell),
    Markdown(MarkdownCell),
    Code(CodeCell),
}

fn up(old: v3_0::Cell) -> Result<Cell, StepError> {
    Ok(match old {
        v3_0::Cell::Raw(cell) => Cell::Raw(heirloom::upgrade(cell)?),
        v3_0::Cell::Markdown(cell) | v3_0::Cell::Html(cell) => {
            Cell::Markdown(heirloom::upgrade(cell)?)
        }
        v3_0::Cell::Heading(cell) => Cell::Markdown(heirloom::upgrade(cell.into_markdown())?),
        v3_0::Cell::Code(cell) => Cell::Code(heirloom::upgrade(cell)?),
    })
}

fn down(new: Cell) -> Result<v3_0::Cell, StepError> {
    Ok(match new {
        Cell::Raw(cell) => v3_0::Cell::Raw(heirloom::downgrade(cell)?),
        Cell::Markdown(cell) => {
            let cell = heirloom::downgrade(cell)?;
            HeadingCell::from_markdown(&cell)
                .map_or(v3_0::Cell::Markdown(cell), v3_0::Cell::Heading)
        }
        Cell::Code(cell) => v3_0::Cell::Code(heirloom::downgrade(cell)?),
    })
}

/// Text that no program may touch.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Migrate)]
#[migrate(from = v3_0::TextCell, version = "4.0")]
#[serde(deny_unknown_fields)]
pub struct RawCell {
    #[migrate(default, accept_loss = "no reader of 3.0 shows attachments")]
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    pub attachments: Option<BTreeMap<String, MimeBundle>>,
    #[migrate(try_into)]
    pub metadata: RawMetadata,
    #[migrate(into)]
    pub source: Text,
}

/// Text to be read, headings included.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Migrate)]
#[migrate(from = v3_0::TextCell, version = "4.0")]
#[serde(deny_unknown_fields)]
pub struct MarkdownCell {
    #[migrate(default, accept_loss = "no reader of 3.0 shows attachments")]
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    pub attachments: Option<BTreeMap<String, MimeBundle>>,
    #[migrate(try_into)]
    pub metadata: CellMetadata,
    #[migrate(into)]
    pub source: Text,
}

/// Code, and what it printed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Migrate)]
#[migrate(
    from = v3_0::CodeCell,
    version = "4.0",
    // "Always Python", as the schema of 3.0 says itself.
    drop(language = Some("python".into()), accept_loss = "the kernel says the language"),
    merge(collapsed, metadata => metadata; try_up = fold, down = unfold, accept_loss = "a cell of 3.0 says whether it is folded"),
)]
#[serde(deny_unknown_fields)]
pub struct CodeCell {
    /// `null` when it has not been run.
    #[migrate(from = prompt_number, into)]
    #[serde(deserialize_with = "nullable")]
    pub execution_count: Option<u64>,
    pub metadata: CodeMetadata,
    #[migrate(nested)]
    pub outputs: Vec<Output>,
    #[migrate(from = input, up = source, down = |source: Text| Some(source.into()))]
    pub source: Text,
}

fn fold(collapsed: Option<bool>, metadata: Open) -> Result<CodeMetadata, Misfit> {
    let mut metadata = metadata.unwrap_or_default();
    if let Some(collapsed) = collapsed {
        metadata.insert("collapsed".into(), collapsed.into());
    }
    Some(metadata).try_into()
}

fn unfold(mut metadata: CodeMetadata) -> (Option<bool>, Open) {
    (Some(metadata.collapsed.take().unwrap_or(false)), metadata.into())
}

fn source(input: Option<v3_0::Text>) -> Text {
    input.map(Text::from).unwrap_or_default()
}
