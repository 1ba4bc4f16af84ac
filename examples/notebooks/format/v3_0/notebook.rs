use heirloom::Migrate;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::Cell;
use crate::format::members::present;

/// A notebook of version 3.0.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Migrate)]
#[migrate(entity = "notebook", version = "3.0", tag(major = "nbformat", minor = "nbformat_minor"))]
#[serde(deny_unknown_fields)]
pub struct Notebook {
    pub metadata: Metadata,
    /// The version that the file had before a program converted it to 3.0.
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    pub orig_nbformat: Option<u64>,
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    pub orig_nbformat_minor: Option<u64>,
    pub worksheets: Vec<Worksheet>,
}

/// The notebook's metadata, in which 3.0 leaves everything open that a later version cares about.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Migrate)]
#[migrate(entity = "metadata", version = "3.0")]
#[serde(transparent)]
pub struct Metadata(pub Map<String, Value>);

/// A run of cells. Programs of the time wrote one; the format allows several.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Worksheet {
    pub cells: Vec<Cell>,
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    pub metadata: Option<Map<String, Value>>,
}
