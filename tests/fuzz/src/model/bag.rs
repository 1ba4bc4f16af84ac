//! What only codecs with names can hold: flattened maps, values of any kind, variants that nobody knows; and tagged fields.

use std::collections::BTreeMap;

use heirloom::{Migrate, Tagged, Unknown};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::model::layouts::{Memo, Page};

/// Version 1.
#[derive(Serialize, Deserialize, Migrate, Debug, Clone, PartialEq)]
#[migrate(entity = "event", version = 1)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Event1 {
    /// Known.
    SignedIn {
        /// Who.
        user: String,
    },
    /// Whatever else there is.
    #[migrate(unknown)]
    #[serde(untagged)]
    Other(Unknown<Self>),
}

/// Version 2.
#[derive(Serialize, Deserialize, Migrate, Debug, Clone, PartialEq)]
#[migrate(from = Event1)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Event {
    /// Known.
    SignedIn {
        /// Who.
        user: String,
    },
    /// New.
    #[migrate(added, down = SignedIn { user: "nobody".into() })]
    SignedOut {
        /// Who.
        user: String,
        /// When.
        at: f64,
    },
    /// Whatever else there is.
    #[migrate(unknown)]
    #[serde(untagged)]
    Other(Unknown<Self>),
}

/// By what it looks like.
#[derive(Serialize, Deserialize, heirloom::Shape, Debug, Clone, PartialEq)]
#[serde(untagged)]
pub enum Either {
    /// A number.
    Number(i64),
    /// A text.
    Text(String),
    /// Several.
    List(Vec<Option<bool>>),
}

/// Version 1.
#[derive(Serialize, Deserialize, Migrate, Debug, Clone, PartialEq)]
#[migrate(entity = "bag", version = 1)]
pub struct Bag1 {
    /// Kept when it is dropped.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub label: Option<String>,
    /// Nested.
    pub events: Vec<Event1>,
    /// Renamed.
    pub either: Either,
    /// All other members.
    #[serde(flatten)]
    pub rest: BTreeMap<String, Value>,
}

/// Version 2.
#[derive(Serialize, Deserialize, Migrate, Debug, Clone, PartialEq)]
#[migrate(from = Bag1, drop(label, keep))]
pub struct Bag {
    /// Nested.
    #[migrate(nested)]
    pub events: Vec<Event>,
    /// Renamed.
    #[migrate(from = either)]
    pub which: Either,
    /// New.
    #[migrate(default)]
    #[serde(default)]
    pub any: Value,
    /// All other members.
    #[serde(flatten)]
    pub rest: BTreeMap<String, Value>,
}

/// Version 1: fields that name their own version.
#[derive(Serialize, Deserialize, Migrate, Debug, Clone, PartialEq)]
#[migrate(entity = "folder", version = 1)]
pub struct Folder1 {
    /// One.
    pub cover: Tagged<Page>,
    /// Many.
    pub memos: Vec<Tagged<Memo>>,
}

/// Version 2.
#[derive(Serialize, Deserialize, Migrate, Debug, Clone, PartialEq)]
#[migrate(from = Folder1)]
pub struct Folder {
    /// One.
    pub cover: Tagged<Page>,
    /// Many.
    pub memos: Vec<Tagged<Memo>>,
    /// New, so that an older record has something to carry.
    #[migrate(default)]
    pub back: Option<Tagged<Memo>>,
}
