//! Version 4.2: the notebook's title and authors.

use heirloom::Migrate;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

pub use super::v4_0::{Cell, Kernelspec, LanguageInfo};
use super::{
    Misfit,
    members::{demote, notebook_members, present, promote},
    v4_0, v4_1,
};

/// A notebook of version 4.2.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Migrate)]
#[migrate(from = v4_1::Notebook, version = "4.2", compat = "none")]
#[serde(deny_unknown_fields)]
pub struct Notebook {
    #[migrate(nested)]
    pub metadata: Metadata,
    pub cells: Vec<Cell>,
}

/// The notebook's metadata.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Migrate)]
#[migrate(
    from = v4_0::Metadata,
    version = "4.2",
    compat = "none",
    split(other => authors, title, other; try_up = fix, down = open),
)]
pub struct Metadata {
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    pub authors: Option<Vec<Value>>,
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    pub kernelspec: Option<Kernelspec>,
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    pub language_info: Option<LanguageInfo>,
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    #[serde(flatten, deserialize_with = "notebook_members")]
    pub other: Map<String, Value>,
}

type Members = Map<String, Value>;
type Fixed = (Option<Vec<Value>>, Option<String>, Members);

fn fix(mut other: Members) -> Result<Fixed, Misfit> {
    Ok((promote(&mut other, "authors")?, promote(&mut other, "title")?, other))
}

fn open(authors: Option<Vec<Value>>, title: Option<String>, mut other: Members) -> Members {
    demote(&mut other, "authors", authors);
    demote(&mut other, "title", title);
    other
}
