//! One piece of output in several forms at once, keyed by mime type.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::v4_0::Text;

/// The forms of one output: text for most mime types, any JSON for those that are JSON.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(try_from = "BTreeMap<String, Value>")]
pub struct MimeBundle(pub BTreeMap<String, MimeData>);

/// One form of an output.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(untagged)]
pub enum MimeData {
    /// Text, or binary data in base64.
    Text(Text),
    /// A JSON value of any kind.
    Json(Value),
}

impl MimeBundle {
    /// Whether data of this mime type is JSON, in which lists are lists and not lines of text.
    pub fn is_json(mime: &str) -> bool {
        mime.strip_prefix("application/")
            .is_some_and(|kind| kind == "json" || kind.ends_with("+json"))
    }
}

impl TryFrom<BTreeMap<String, Value>> for MimeBundle {
    type Error = String;

    fn try_from(forms: BTreeMap<String, Value>) -> Result<Self, Self::Error> {
        let typed = |(mime, value): (String, Value)| {
            let data = if Self::is_json(&mime) {
                MimeData::Json(value)
            } else {
                MimeData::Text(
                    serde_json::from_value(value).map_err(|error| format!("`{mime}`: {error}"))?,
                )
            };
            Ok((mime, data))
        };
        forms.into_iter().map(typed).collect::<Result<_, _>>().map(Self)
    }
}
