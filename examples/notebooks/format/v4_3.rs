//! Version 4.3: `jupyter` in the metadata of cells, where programs keep what is hidden.

use std::collections::BTreeMap;

use heirloom::Migrate;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::{
    CellName, MimeBundle, Misfit, Tags,
    members::{cell_members, demote, nullable, present, promote},
    v4_0, v4_2,
};
pub use super::{
    v4_0::{Output, Scrolled, Text},
    v4_2::Metadata,
};

/// A notebook of version 4.3.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Migrate)]
#[migrate(from = v4_2::Notebook, version = "4.3", compat = "none")]
#[serde(deny_unknown_fields)]
pub struct Notebook {
    pub metadata: Metadata,
    #[migrate(nested)]
    pub cells: Vec<Cell>,
}

/// A cell of version 4.3.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Migrate)]
#[migrate(from = v4_0::Cell, version = "4.3", compat = "none")]
#[serde(tag = "cell_type", rename_all = "lowercase")]
pub enum Cell {
    Raw(#[migrate(nested)] RawCell),
    Markdown(#[migrate(nested)] MarkdownCell),
    Code(#[migrate(nested)] CodeCell),
}

/// Text that no program may touch.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Migrate)]
#[migrate(from = v4_0::RawCell, version = "4.3", compat = "none")]
#[serde(deny_unknown_fields)]
pub struct RawCell {
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    pub attachments: Option<BTreeMap<String, MimeBundle>>,
    #[migrate(nested)]
    pub metadata: RawMetadata,
    pub source: Text,
}

/// Text to be read.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Migrate)]
#[migrate(from = v4_0::MarkdownCell, version = "4.3", compat = "none")]
#[serde(deny_unknown_fields)]
pub struct MarkdownCell {
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    pub attachments: Option<BTreeMap<String, MimeBundle>>,
    #[migrate(nested)]
    pub metadata: CellMetadata,
    pub source: Text,
}

/// Code, and what it printed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Migrate)]
#[migrate(from = v4_0::CodeCell, version = "4.3", compat = "none")]
#[serde(deny_unknown_fields)]
pub struct CodeCell {
    #[serde(deserialize_with = "nullable")]
    pub execution_count: Option<u64>,
    #[migrate(nested)]
    pub metadata: CodeMetadata,
    pub outputs: Vec<Output>,
    pub source: Text,
}

/// The metadata of a raw cell.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Migrate)]
#[migrate(from = v4_0::RawMetadata, version = "4.3", compat = "none")]
pub struct RawMetadata {
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    pub format: Option<String>,
    #[migrate(nested)]
    #[serde(flatten)]
    pub common: CellMetadata,
}

/// The metadata of a code cell.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Migrate)]
#[migrate(from = v4_0::CodeMetadata, version = "4.3", compat = "none")]
pub struct CodeMetadata {
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    pub collapsed: Option<bool>,
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    pub scrolled: Option<Scrolled>,
    #[migrate(nested)]
    #[serde(flatten)]
    pub common: CellMetadata,
}

/// The metadata that cells of each kind may have; all that a markdown cell has.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Migrate)]
#[migrate(
    from = v4_0::CellMetadata,
    version = "4.3",
    compat = "none",
    split(other => jupyter, other; try_up = fix, down = open),
)]
pub struct CellMetadata {
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    pub jupyter: Option<Map<String, Value>>,
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    pub name: Option<CellName>,
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    pub tags: Option<Tags>,
    #[serde(flatten, deserialize_with = "cell_members")]
    pub other: Map<String, Value>,
}

type Members = Map<String, Value>;

fn fix(mut other: Members) -> Result<(Option<Members>, Members), Misfit> {
    Ok((promote(&mut other, "jupyter")?, other))
}

fn open(jupyter: Option<Members>, mut other: Members) -> Members {
    demote(&mut other, "jupyter", jupyter);
    other
}
