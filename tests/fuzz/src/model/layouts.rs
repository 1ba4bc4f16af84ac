//! Short records, one for each layout of JSON.

use heirloom::Migrate;
use serde::{Deserialize, Serialize};

/// Version 1: the tag has another name, and the record names its entity.
#[derive(Serialize, Deserialize, Migrate, Debug, Clone, PartialEq)]
#[migrate(entity = "page", version = 1, tag = "schema_version", named, carry_limit = 200)]
pub struct Page1 {
    /// Kept when it is dropped.
    pub schema: String,
    /// As it is.
    pub lines: Vec<String>,
}

/// Version 2.
#[derive(Serialize, Deserialize, Migrate, Debug, Clone, PartialEq)]
#[migrate(from = Page1, version = "2.1", drop(schema, keep))]
pub struct Page2 {
    /// As it is.
    pub lines: Vec<String>,
    /// New.
    #[migrate(default)]
    pub schema_versions: Option<u64>,
}

/// Version 3: the entity has another name.
#[derive(Serialize, Deserialize, Migrate, Debug, Clone, PartialEq)]
#[migrate(from = Page2, entity = "leaf", was = "page", version = "3.0.7")]
pub struct Page {
    /// As it is.
    pub lines: Vec<String>,
    /// As before.
    pub schema_versions: Option<u64>,
    /// New.
    #[migrate(default = 1.0)]
    pub scale: f64,
}

/// Version 4.0: of a foreign format, which has no place for a carry.
#[derive(Serialize, Deserialize, Migrate, Debug, Clone, PartialEq)]
#[migrate(entity = "sheet", version = "4.0", tag(major = "format", minor = "format_minor"))]
pub struct Sheet40 {
    /// As it is.
    pub cells: Vec<f64>,
}

/// Version 4.5.
#[derive(Serialize, Deserialize, Migrate, Debug, Clone, PartialEq)]
#[migrate(from = Sheet40, version = "4.5")]
pub struct Sheet45 {
    /// As it is.
    pub cells: Vec<f64>,
    /// New, and with a name that begins as the tag's.
    #[migrate(default)]
    #[serde(default)]
    pub formats: Option<String>,
}

/// Version 5.0.
#[derive(Serialize, Deserialize, Migrate, Debug, Clone, PartialEq)]
#[migrate(from = Sheet45, version = "5.0")]
pub struct Sheet {
    /// As it is.
    pub cells: Vec<f64>,
    /// As before.
    pub formats: Option<String>,
    /// New, and kept where the carry has a column.
    #[migrate(default)]
    pub title: String,
}

/// Version 1: a payload that may be no object.
#[derive(Serialize, Deserialize, Migrate, Debug, Clone, PartialEq)]
#[migrate(entity = "state", version = 1, named)]
pub enum State1 {
    /// No object.
    Open,
    /// An object.
    Closed {
        /// As it is.
        reason: String,
    },
    /// An object.
    Held(u64),
}

/// Version 2.
#[derive(Serialize, Deserialize, Migrate, Debug, Clone, PartialEq)]
#[migrate(from = State1)]
pub enum State2 {
    /// No object.
    Open,
    /// An object.
    Closed {
        /// As it is.
        reason: String,
        /// New.
        #[migrate(default)]
        by: Option<String>,
    },
    /// An object.
    Held(u64),
    /// An object that becomes none.
    #[migrate(added, down = Open)]
    Lost(Vec<i32>),
}

/// Version 3.
#[derive(Serialize, Deserialize, Migrate, Debug, Clone, PartialEq)]
#[migrate(from = State2, drop(Held => Idle, keep))]
pub enum State {
    /// No object.
    Open,
    /// An object.
    Closed {
        /// As it is.
        reason: String,
        /// As before.
        by: Option<String>,
    },
    /// An object that becomes none.
    Lost(Vec<i32>),
    /// No object that was one.
    #[migrate(added, down = Held(7))]
    Idle,
}

/// Version 1: never an object.
#[derive(Serialize, Deserialize, Migrate, Debug, Clone, PartialEq)]
#[migrate(entity = "point", version = 1)]
pub struct Point1(pub i32, pub f64);

/// Version 2.
#[derive(Serialize, Deserialize, Migrate, Debug, Clone, PartialEq)]
#[migrate(from = Point1)]
pub struct Point(
    /// As it is.
    #[migrate(from = 0)]
    pub i32,
    /// As it is.
    #[migrate(from = 1)]
    pub f64,
    /// New.
    #[migrate(default)]
    pub Option<String>,
);

/// Version 1: records without a tag are of it.
#[derive(Serialize, Deserialize, Migrate, Debug, Clone, PartialEq)]
#[migrate(entity = "memo", version = 1, untagged)]
pub struct Memo1 {
    /// Kept when it is dropped.
    pub from: Option<String>,
    /// Renamed.
    pub text: String,
}

/// Version 2.
#[derive(Serialize, Deserialize, Migrate, Debug, Clone, PartialEq)]
#[migrate(from = Memo1, drop(from, keep))]
pub struct Memo {
    /// Renamed.
    #[migrate(from = text)]
    pub body: String,
    /// New.
    #[migrate(default)]
    pub pages: Vec<u8>,
}
