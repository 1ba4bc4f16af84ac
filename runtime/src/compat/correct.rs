//! Schemas from schemars, made to say what serde does.
//!
//! schemars describes an integer of 32 or 64 bits by a `format` alone, which validators do not look at, and it does not
//! know aliases and catch-all variants. Comparisons read the integer formats as the bounds that they stand for;
//! [`record_schema`](crate::compat::record_schema) writes them out. What only the Rust type knows is said here by hand.

use std::error::Error;
use std::fmt;

use serde_json::{Map, Value, json};

use super::format;

/// Writes the bounds of integer formats out, wherever a schema has one.
///
/// Bounds that are there already stay, so that a narrower one is not widened.
///
/// ```
/// use serde_json::json;
///
/// let mut schema = json!({ "type": "integer", "format": "uint32", "minimum": 1 });
/// heirloom::compat::correct::integers(&mut schema);
/// assert_eq!(schema["minimum"], 1);
/// assert_eq!(schema["maximum"], 4_294_967_295_u32);
/// ```
pub fn integers(schema: &mut Value) {
    if let Value::Object(members) = schema {
        integers_in(members);
    }
}

pub(super) fn integers_in(members: &mut Map<String, Value>) {
    let mut open = vec![members];
    while let Some(members) = open.pop() {
        bound(members);
        for (keyword, value) in members.iter_mut() {
            match (keyword.as_str(), value) {
                ("enum" | "const" | "default" | "examples" | "required", _) => {}
                (
                    "properties" | "patternProperties" | "$defs" | "definitions"
                    | "dependentSchemas" | "dependencies",
                    Value::Object(map),
                ) => open.extend(map.values_mut().filter_map(Value::as_object_mut)),
                (_, Value::Array(list)) => {
                    open.extend(list.iter_mut().filter_map(Value::as_object_mut));
                }
                (_, value) => open.extend(value.as_object_mut()),
            }
        }
    }
}

fn bound(members: &mut Map<String, Value>) {
    let is_integer = match members.get("type") {
        Some(Value::Array(kinds)) => kinds.iter().any(|kind| kind == "integer"),
        kind => kind.is_some_and(|kind| kind == "integer"),
    };
    let bounds = members.get("format").and_then(Value::as_str).and_then(format::integer_bounds);
    let Some((low, high)) = bounds.filter(|_| is_integer) else { return };
    let number = |bound: i128| {
        i64::try_from(bound).map(Value::from).or_else(|_| u64::try_from(bound).map(Value::from))
    };
    for (keyword, strict, bound) in
        [("minimum", "exclusiveMinimum", low), ("maximum", "exclusiveMaximum", high)]
    {
        if !members.contains_key(keyword)
            && !members.contains_key(strict)
            && let Ok(bound) = number(bound)
        {
            members.insert(keyword.to_owned(), bound);
        }
    }
}

/// Adds the aliases of a field to the schema of a struct that reads it.
///
/// A record may have the field under one of the names, as serde reads it, and not under two.
///
/// ```
/// use heirloom::compat::{backward, correct};
/// use serde_json::json;
///
/// let old = json!({
///     "type": "object", "properties": { "name": { "type": "string" } }, "required": ["name"],
/// });
/// let mut new = json!({
///     "type": "object", "properties": { "full_name": { "type": "string" } }, "required": ["full_name"],
/// });
/// correct::alias(&mut new, "full_name", &["name"])?;
/// let counterexample = backward(&old, &new);
/// // What is left is an object with both names, which serde refuses.
/// assert_eq!(counterexample.counterexample().unwrap()["full_name"], json!(null));
/// # Ok::<(), correct::CorrectError>(())
/// ```
///
/// # Errors
///
/// When the schema has no such property.
pub fn alias(object: &mut Value, field: &str, aliases: &[&str]) -> Result<(), CorrectError> {
    let missing = || CorrectError { wanted: format!("a property `{field}`") };
    let members = object.as_object_mut().ok_or_else(missing)?;
    let properties = members.get_mut("properties").and_then(Value::as_object_mut);
    let properties = properties.ok_or_else(missing)?;
    let schema = properties.get(field).ok_or_else(missing)?.clone();
    for alias in aliases {
        properties.insert((*alias).to_owned(), schema.clone());
    }
    let names: Vec<&str> = [field].into_iter().chain(aliases.iter().copied()).collect();
    let one_each: Vec<Value> = names.iter().map(|name| json!({ "required": [name] })).collect();
    let required = members.get_mut("required").and_then(Value::as_array_mut);
    let was_required = required.is_some_and(|required| {
        let before = required.len();
        required.retain(|name| name != field);
        required.len() < before
    });
    let rule = if was_required {
        json!({ "oneOf": one_each })
    } else {
        let none = json!({ "not": { "anyOf": one_each } });
        json!({ "oneOf": one_each.into_iter().chain([none]).collect::<Vec<_>>() })
    };
    let rules = members.entry("allOf").or_insert_with(|| json!([]));
    rules.as_array_mut().ok_or_else(missing)?.push(rule);
    Ok(())
}

/// Opens the schema of an enum that has a variant for everything else (`#[serde(other)]`).
///
/// `tag` is the name of its tag, or `None` where its variants are strings.
///
/// ```
/// use heirloom::compat::{backward, correct};
/// use serde_json::json;
///
/// let old = json!({ "type": "string", "enum": ["red", "green"] });
/// let mut new = json!({ "type": "string", "enum": ["red", "unknown"] });
/// assert!(!backward(&old, &new).is_yes());
/// correct::catch_all(&mut new, None)?;
/// assert!(backward(&old, &new).is_yes());
/// # Ok::<(), correct::CorrectError>(())
/// ```
///
/// # Errors
///
/// When the schema names no variants by that tag.
pub fn catch_all(schema: &mut Value, tag: Option<&str>) -> Result<(), CorrectError> {
    let Some(tag) = tag else {
        return open(schema, json!({ "type": "string" }));
    };
    let missing = || CorrectError { wanted: format!("variants with a tag `{tag}`") };
    let variants = match schema.get("oneOf").or_else(|| schema.get("anyOf")) {
        Some(Value::Array(variants)) => variants.as_slice(),
        _ => std::slice::from_ref(&*schema),
    };
    let mut known: Vec<Value> = Vec::new();
    for variant in variants {
        let rule = &variant["properties"][tag];
        match (rule.get("const"), rule.get("enum").and_then(Value::as_array)) {
            (Some(name), _) => known.push(name.clone()),
            (None, Some(names)) => known.extend(names.iter().cloned()),
            (None, None) => return Err(missing()),
        }
    }
    let other = json!({ "type": "string", "not": { "enum": known } });
    open(schema, json!({ "type": "object", "properties": { tag: other }, "required": [tag] }))
}

/// The schema, or another one. What names it from elsewhere stays at the root.
fn open(schema: &mut Value, other: Value) -> Result<(), CorrectError> {
    let missing = || CorrectError { wanted: "rules".to_owned() };
    let members = schema.as_object_mut().ok_or_else(missing)?;
    let mut outer = Map::new();
    for keyword in ["$schema", "$id", "$defs", "definitions", "title", "description"] {
        if let Some(value) = members.remove(keyword) {
            outer.insert(keyword.to_owned(), value);
        }
    }
    let inner = Value::Object(std::mem::take(members));
    outer.insert("anyOf".to_owned(), Value::Array(vec![inner, other]));
    *members = outer;
    Ok(())
}

/// A schema is not of the shape that a correction is for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CorrectError {
    wanted: String,
}

impl fmt::Display for CorrectError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the schema lacks {}; give the part that has it", self.wanted)
    }
}

impl Error for CorrectError {}
