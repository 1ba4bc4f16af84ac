use std::collections::BTreeMap;

use heirloom::Migrate;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::{Prompt, Text};
use crate::format::members::present;

/// One piece of output of version 3.0.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Migrate)]
#[migrate(entity = "output", version = "3.0")]
#[serde(tag = "output_type", rename_all = "snake_case")]
pub enum Output {
    /// The value of the cell.
    Pyout(Pyout),
    /// Something that the code has shown.
    DisplayData(DisplayData),
    /// Something that the code has printed.
    Stream(Stream),
    /// The error that stopped the code.
    Pyerr(Pyerr),
}

/// The value of the cell, in several forms, which stand among its other members under short words
/// (`text`, `png`, …) or mime types.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Migrate)]
#[migrate(entity = "result", version = "3.0")]
pub struct Pyout {
    #[serde(default, skip_serializing_if = "Prompt::is_absent")]
    pub prompt_number: Prompt,
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    pub metadata: Option<Map<String, Value>>,
    #[serde(flatten)]
    pub data: BTreeMap<String, Text>,
}

/// Something that the code has shown, in several forms as in [`Pyout`].
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Migrate)]
#[migrate(entity = "display data", version = "3.0")]
pub struct DisplayData {
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    pub metadata: Option<Map<String, Value>>,
    #[serde(flatten)]
    pub data: BTreeMap<String, Text>,
}

/// Something that the code has printed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Migrate)]
#[migrate(entity = "stream", version = "3.0")]
#[serde(deny_unknown_fields)]
pub struct Stream {
    /// `stdout` when it is absent.
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    pub stream: Option<String>,
    pub text: Text,
}

/// The error that stopped the code.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Pyerr {
    pub ename: String,
    pub evalue: String,
    pub traceback: Vec<String>,
}
