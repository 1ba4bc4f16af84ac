//! Version 4.4: `execution` in the metadata of code cells, the times at which they ran.

use std::collections::BTreeMap;

use heirloom::Migrate;
use serde::{Deserialize, Serialize};

pub use super::v4_3::{CellMetadata, MarkdownCell, Metadata, Output, RawCell, Scrolled, Text};
use super::{
    Misfit,
    members::{demote, nullable, present, promote},
    v4_3,
};

/// A notebook of version 4.4.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Migrate)]
#[migrate(from = v4_3::Notebook, version = "4.4", compat = "none")]
#[serde(deny_unknown_fields)]
pub struct Notebook {
    pub metadata: Metadata,
    #[migrate(nested)]
    pub cells: Vec<Cell>,
}

/// A cell of version 4.4.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Migrate)]
#[migrate(from = v4_3::Cell, version = "4.4", compat = "none")]
#[serde(tag = "cell_type", rename_all = "lowercase")]
pub enum Cell {
    Raw(RawCell),
    Markdown(MarkdownCell),
    Code(#[migrate(nested)] CodeCell),
}

/// Code, and what it printed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Migrate)]
#[migrate(from = v4_3::CodeCell, version = "4.4", compat = "none")]
#[serde(deny_unknown_fields)]
pub struct CodeCell {
    #[serde(deserialize_with = "nullable")]
    pub execution_count: Option<u64>,
    #[migrate(nested)]
    pub metadata: CodeMetadata,
    pub outputs: Vec<Output>,
    pub source: Text,
}

/// The metadata of a code cell.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Migrate)]
#[migrate(
    from = v4_3::CodeMetadata,
    version = "4.4",
    compat = "none",
    split(common => execution, common; try_up = fix, down = open),
)]
pub struct CodeMetadata {
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    pub collapsed: Option<bool>,
    /// When the kernel began, answered, and was done, by the names of its messages.
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    pub execution: Option<BTreeMap<String, String>>,
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    pub scrolled: Option<Scrolled>,
    #[serde(flatten)]
    pub common: CellMetadata,
}

type Times = Option<BTreeMap<String, String>>;

fn fix(mut common: CellMetadata) -> Result<(Times, CellMetadata), Misfit> {
    Ok((promote(&mut common.other, "execution")?, common))
}

fn open(execution: Times, mut common: CellMetadata) -> CellMetadata {
    demote(&mut common.other, "execution", execution);
    common
}
