//! Members of JSON objects: optional ones, ones that move in and out of the open part of an
//! object, and ones that must not reach a file.

use std::{error::Error, fmt};

use serde::{Deserialize, Deserializer, Serialize, de::DeserializeOwned};
use serde_json::{Map, Value};

/// Reads an optional member that is present.
///
/// serde reads `null` into an `Option` as `None`, and the member would be gone from the file that
/// we write. The format has no optional member that may be `null`, so here it is an error.
pub fn present<'de, D: Deserializer<'de>, T: Deserialize<'de>>(
    member: D,
) -> Result<Option<T>, D::Error> {
    T::deserialize(member).map(Some)
}

/// Reads a member that must be there, but may be `null`; serde alone would let it be absent too.
pub fn nullable<'de, D: Deserializer<'de>, T: Deserialize<'de>>(
    member: D,
) -> Result<Option<T>, D::Error> {
    Option::deserialize(member)
}

/// Takes `key` out of the open part of an object, now that the format has fixed its form.
pub fn promote<T: DeserializeOwned>(
    other: &mut Map<String, Value>,
    key: &'static str,
) -> Result<Option<T>, Misfit> {
    let Some(value) = other.remove(key) else { return Ok(None) };
    serde_json::from_value(value).map(Some).map_err(|source| Misfit { key: key.into(), source })
}

/// Puts `key` back into the open part of an object: the opposite of [`promote`].
pub fn demote<T: Serialize>(other: &mut Map<String, Value>, key: &'static str, value: Option<T>) {
    if let Some(value) = value {
        let value = serde_json::to_value(value)
            .expect("members are read from JSON, so they have a JSON form");
        other.insert(key.into(), value);
    }
}

/// A member was free to hold anything, and what it holds is not what a newer version asks for.
#[derive(Debug)]
pub struct Misfit {
    pub key: String,
    pub source: serde_json::Error,
}

impl fmt::Display for Misfit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` does not have the form that the newer version asks for", self.key)
    }
}

impl Error for Misfit {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        Some(&self.source)
    }
}

/// Removes what programs keep in the notebook's metadata while it is open. The format forbids
/// these in files; the signature belongs to the old content and is wrong after any change.
pub fn strip_notebook_transients(other: &mut Map<String, Value>) {
    for key in ["orig_nbformat", "orig_nbformat_minor", "signature"] {
        other.remove(key);
    }
}

/// Removes what programs keep in a cell's metadata while it is open: whether the user has
/// trusted its output, which a file must not claim about itself.
pub fn strip_cell_transients(other: &mut Map<String, Value>) {
    other.remove("trusted");
}

/// The open part of the notebook's metadata, as it is read from a file.
pub fn notebook_members<'de, D: Deserializer<'de>>(
    object: D,
) -> Result<Map<String, Value>, D::Error> {
    let mut other = Map::deserialize(object)?;
    strip_notebook_transients(&mut other);
    Ok(other)
}

/// The open part of a cell's metadata, as it is read from a file.
pub fn cell_members<'de, D: Deserializer<'de>>(object: D) -> Result<Map<String, Value>, D::Error> {
    let mut other = Map::deserialize(object)?;
    strip_cell_transients(&mut other);
    Ok(other)
}
