//! Notebooks that something has gone wrong with: a value lost, a value of another kind, an end too
//! early.

use heirloom::Version;
use serde_json::{Value, json};

use crate::{
    command::{files, samples},
    convert::convert,
    laws::versions,
};

/// Each value of each sample is taken out, or replaced by one of another kind. What still is a
/// notebook after that is read again from what was written; what is not says so.
#[test]
fn a_damaged_notebook_is_converted_or_refused() {
    let instead = [
        Value::Null,
        false.into(),
        (-1).into(),
        "x".into(),
        json!([]),
        json!({}),
        json!([["x"], 1]),
    ];
    let (mut converted, mut refused) = (0, 0);
    for (_, text) in files(&samples()) {
        let Ok(intact) = serde_json::from_str::<Value>(&text) else { continue };
        let mut places = Vec::new();
        collect(&intact, "", &mut places);
        for place in &places {
            for replacement in std::iter::once(None).chain(instead.iter().map(Some)) {
                let damaged = damage(&intact, place, replacement);
                for to in versions() {
                    match convert(&damaged.to_string(), to) {
                        Ok(text) => {
                            assert_eq!(convert(&text, to).unwrap(), text, "{damaged}");
                            converted += 1;
                        }
                        Err(refusal) => {
                            assert!(!refusal.to_string().is_empty());
                            refused += 1;
                        }
                    }
                }
            }
        }
    }
    assert!(converted > 1_000 && refused > 1_000, "{converted} converted, {refused} refused");
}

/// The JSON pointers of all values within a value.
fn collect(value: &Value, at: &str, places: &mut Vec<String>) {
    let children: Vec<(String, &Value)> = match value {
        Value::Array(values) => {
            values.iter().enumerate().map(|(i, value)| (i.to_string(), value)).collect()
        }
        Value::Object(members) => members
            .iter()
            .map(|(key, value)| (key.replace('~', "~0").replace('/', "~1"), value))
            .collect(),
        _ => Vec::new(),
    };
    for (step, child) in children {
        let place = format!("{at}/{step}");
        collect(child, &place, places);
        places.push(place);
    }
}

/// The value with another one at a place, or with none.
fn damage(intact: &Value, place: &str, replacement: Option<&Value>) -> Value {
    let mut damaged = intact.clone();
    if let Some(replacement) = replacement {
        *damaged.pointer_mut(place).unwrap() = replacement.clone();
        return damaged;
    }
    let (parent, step) = place.rsplit_once('/').unwrap();
    match damaged.pointer_mut(parent).unwrap() {
        Value::Array(values) => drop(values.remove(step.parse().unwrap())),
        Value::Object(members) => drop(members.remove(&step.replace("~1", "/").replace("~0", "~"))),
        _ => unreachable!("only these two have values within"),
    }
    damaged
}

#[test]
fn a_truncated_notebook_is_refused() {
    for (name, text) in files(&samples()) {
        let text = text.trim_end();
        for end in (0..text.len()).filter(|end| text.is_char_boundary(*end)) {
            for to in [Version::major(3), Version::new(4, 5, 0)] {
                assert!(convert(&text[..end], to).is_err(), "{name} up to byte {end}");
            }
        }
    }
}
