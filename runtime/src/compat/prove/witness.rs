//! A value that answers a question.

use serde_json::{Map, Value};

/// Deeper documents could not be read back, and larger ones help nobody.
const DEPTH: usize = 100;
const SIZE: usize = 20_000;

/// A value, with what it weighs: values are built out of others, and could grow beyond all bounds.
#[derive(Debug)]
pub(in crate::compat) struct Witness {
    pub(in crate::compat) value: Value,
    depth: usize,
    size: usize,
}

impl Witness {
    pub(super) fn new(value: Value) -> Self {
        let (depth, size) = weight(&value);
        Self { value, depth, size }
    }

    /// An array of these, unless it is too large.
    pub(super) fn array(items: &[&Self]) -> Option<Self> {
        let (depth, size) = sum(items)?;
        let value = Value::Array(items.iter().map(|item| item.value.clone()).collect());
        Some(Self { value, depth, size })
    }

    /// An object of these, unless it is too large.
    pub(super) fn object(names: &[&str], values: &[&Self]) -> Option<Self> {
        let (depth, size) = sum(values)?;
        let members = names.iter().zip(values);
        let members = members.map(|(name, member)| ((*name).to_owned(), member.value.clone()));
        Some(Self { value: Value::Object(members.collect::<Map<_, _>>()), depth, size })
    }
}

/// What something made of these weighs.
fn sum(parts: &[&Witness]) -> Option<(usize, usize)> {
    let (mut depth, mut size) = (1, 1);
    for part in parts {
        depth = depth.max(part.depth + 1);
        size += part.size;
    }
    (depth <= DEPTH && size <= SIZE).then_some((depth, size))
}

/// Values out of a schema are no deeper than the schema is.
fn weight(value: &Value) -> (usize, usize) {
    let parts: Vec<(usize, usize)> = match value {
        Value::Array(items) => items.iter().map(weight).collect(),
        Value::Object(members) => members.values().map(weight).collect(),
        Value::String(text) => return (0, 1 + text.len() / 64),
        _ => return (0, 1),
    };
    let depth = parts.iter().map(|(depth, _)| *depth).max().unwrap_or(0);
    (depth + 1, 1 + parts.iter().map(|(_, size)| size).sum::<usize>())
}
