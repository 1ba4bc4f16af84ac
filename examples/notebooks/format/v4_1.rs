//! Version 4.1: a new number. What it allowed in outputs had been written before.

use heirloom::Migrate;
use serde::{Deserialize, Serialize};

use super::v4_0;
pub use super::v4_0::{Cell, Metadata};

/// A notebook of version 4.1.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Migrate)]
#[migrate(from = v4_0::Notebook, version = "4.1", compat = "none")]
#[serde(deny_unknown_fields)]
pub struct Notebook {
    pub metadata: Metadata,
    pub cells: Vec<Cell>,
}
