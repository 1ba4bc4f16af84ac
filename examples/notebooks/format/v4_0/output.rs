use std::collections::BTreeMap;

use heirloom::Migrate;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::Text;
use crate::format::{
    MimeBundle, MimeData, Misfit,
    members::nullable,
    v3_0::{self, Pyerr},
};

/// One piece of output of version 4.0.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Migrate)]
#[migrate(from = v3_0::Output, version = "4.0")]
#[serde(tag = "output_type", rename_all = "snake_case")]
pub enum Output {
    /// The value of the cell.
    #[migrate(from = Pyout)]
    ExecuteResult(#[migrate(nested)] ExecuteResult),
    /// Something that the code has shown.
    DisplayData(#[migrate(nested)] DisplayData),
    /// Something that the code has printed.
    Stream(#[migrate(nested)] Stream),
    /// The error that stopped the code.
    #[migrate(from = Pyerr)]
    Error(Pyerr),
}

/// The value of the cell, in several forms.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Migrate)]
#[migrate(from = v3_0::Pyout, version = "4.0")]
#[serde(deny_unknown_fields)]
pub struct ExecuteResult {
    #[migrate(try_up = by_type, down = by_word, accept_loss = "3.0 has words for eight types")]
    pub data: MimeBundle,
    #[migrate(from = prompt_number, into)]
    #[serde(deserialize_with = "nullable")]
    pub execution_count: Option<u64>,
    #[migrate(up = about_types, down = Some)]
    pub metadata: Map<String, Value>,
}

/// Something that the code has shown, in several forms.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Migrate)]
#[migrate(from = v3_0::DisplayData, version = "4.0")]
#[serde(deny_unknown_fields)]
pub struct DisplayData {
    #[migrate(try_up = by_type, down = by_word, accept_loss = "3.0 has words for eight types")]
    pub data: MimeBundle,
    #[migrate(up = about_types, down = Some)]
    pub metadata: Map<String, Value>,
}

/// Something that the code has printed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Migrate)]
#[migrate(from = v3_0::Stream, version = "4.0")]
#[serde(deny_unknown_fields)]
pub struct Stream {
    /// `stdout` or `stderr`.
    #[migrate(from = stream, unwrap_or = "stdout")]
    pub name: String,
    #[migrate(into)]
    pub text: Text,
}

impl Output {
    /// Whether readers of 3.0 have a word for data of this type; they do without the others.
    pub fn has_word(mime: &str) -> bool {
        WORDS.iter().any(|(_, known)| *known == mime)
    }
}

/// The words of 3.0, and the mime types that have taken their place.
const WORDS: [(&str, &str); 8] = [
    ("text", "text/plain"),
    ("html", "text/html"),
    ("svg", "image/svg+xml"),
    ("png", "image/png"),
    ("jpeg", "image/jpeg"),
    ("latex", "text/latex"),
    ("json", "application/json"),
    ("javascript", "application/javascript"),
];

/// Binary data; 3.0 wrote these in base64 and never in lines.
const BINARY: [&str; 2] = ["png", "jpeg"];

/// Data by mime type, from data by word. A word wins over its own mime type.
fn by_type(mut old: BTreeMap<String, v3_0::Text>) -> Result<MimeBundle, Misfit> {
    let mut new = BTreeMap::new();
    for (word, mime) in WORDS {
        let by_type = old.remove(mime).map(as_it_stands);
        let by_word = old
            .remove(word)
            .map(|text| if BINARY.contains(&word) { as_it_stands(text) } else { text.into() });
        let Some(text) = by_word.or(by_type) else { continue };
        let data = if mime == "application/json" {
            let parsed = serde_json::from_str(&text.whole());
            MimeData::Json(parsed.map_err(|source| Misfit { key: word.into(), source })?)
        } else {
            MimeData::Text(text)
        };
        new.insert(mime.into(), data);
    }
    // What had no word of its own had a mime type, or was a word that nobody translates (`pdf`).
    new.extend(old.into_iter().map(|(mime, text)| (mime, MimeData::Text(as_it_stands(text)))));
    Ok(MimeBundle(new))
}

/// Data by word, from data by mime type.
fn by_word(MimeBundle(mut new): MimeBundle) -> BTreeMap<String, v3_0::Text> {
    let translate = |(word, mime): (&str, &str)| {
        let text = match new.remove(mime)? {
            MimeData::Json(value) => v3_0::Text::Whole(value.to_string()),
            MimeData::Text(text) if BINARY.contains(&word) => {
                v3_0::Text::Whole(text.whole().into_owned())
            }
            MimeData::Text(text) => text.into(),
        };
        Some((word.into(), text))
    };
    WORDS.into_iter().filter_map(translate).collect()
}

/// What an output says about its forms, keyed as they are.
fn about_types(metadata: Option<Map<String, Value>>) -> Map<String, Value> {
    let mut metadata = metadata.unwrap_or_default();
    for (word, mime) in WORDS {
        if let Some(about) = metadata.remove(word) {
            metadata.insert(mime.into(), about);
        }
    }
    metadata
}

/// Text whose lines are not to be touched.
fn as_it_stands(text: v3_0::Text) -> Text {
    match text {
        v3_0::Text::Whole(text) => Text::Whole(text),
        v3_0::Text::Lines(lines) => Text::Lines(lines),
    }
}
