//! Counterexamples, made smaller.

use serde_json::{Map, Value, json};

/// How many smaller documents are tried.
const TRIES: usize = 600;
/// Larger documents stay as they are.
const SIZE: usize = 400;

/// The smallest document that can be reached by leaving something out and that still does.
pub(super) fn shrink(mut document: Value, mut still_does: impl FnMut(&Value) -> bool) -> Value {
    if size(&document) > SIZE {
        return document;
    }
    let mut tries = TRIES;
    'again: loop {
        for smaller in smaller(&document) {
            let Some(left) = tries.checked_sub(1) else { return document };
            tries = left;
            if still_does(&smaller) {
                document = smaller;
                continue 'again;
            }
        }
        return document;
    }
}

fn size(document: &Value) -> usize {
    1 + match document {
        Value::Array(items) => items.iter().map(size).sum(),
        Value::Object(members) => members.values().map(size).sum(),
        Value::String(text) => text.len() / 8,
        _ => 0,
    }
}

/// Documents that are a step smaller, those that leave out most first.
fn smaller(document: &Value) -> Vec<Value> {
    let mut all = Vec::new();
    match document {
        Value::Null | Value::Bool(false) => {}
        Value::Bool(true) => all.push(json!(false)),
        Value::Number(number) => {
            all.extend([json!(0), json!(1)]);
            if let Some(float) = number.as_f64().filter(|float| float.fract() != 0.0) {
                all.extend([json!(float.trunc()), json!(0.5)]);
            }
            all.retain(|other| is_simpler(other, document));
        }
        Value::String(text) => {
            let length = text.chars().count();
            if length > 0 {
                all.push(json!(""));
            }
            if length > 1 {
                let half: String = text.chars().take(length / 2).collect();
                let most: String = text.chars().take(length - 1).collect();
                all.extend([json!(half), json!(most)]);
            }
        }
        Value::Array(items) => {
            for at in 0..items.len() {
                let mut fewer = items.clone();
                fewer.remove(at);
                all.push(Value::Array(fewer));
            }
            for (at, item) in items.iter().enumerate() {
                for other in smaller(item) {
                    let mut changed = items.clone();
                    changed[at] = other;
                    all.push(Value::Array(changed));
                }
            }
        }
        Value::Object(members) => {
            for name in members.keys() {
                let mut fewer = members.clone();
                fewer.remove(name);
                all.push(Value::Object(fewer));
            }
            for (name, value) in members {
                for other in smaller(value) {
                    let mut changed: Map<String, Value> = members.clone();
                    changed.insert(name.clone(), other);
                    all.push(Value::Object(changed));
                }
            }
        }
    }
    all
}

/// Whether a number is nearer to zero, or an integer where the other is none.
fn is_simpler(number: &Value, than: &Value) -> bool {
    let weight = |value: &Value| {
        let float = value.as_f64().unwrap_or(0.0);
        (float.fract() != 0.0, float.abs() + if value.is_f64() { 0.5 } else { 0.0 })
    };
    let ((one_fraction, one), (other_fraction, other)) = (weight(number), weight(than));
    (one_fraction, one) < (other_fraction, other)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::shrink;

    #[test]
    fn what_is_not_needed_goes() {
        let document = json!({ "a": [1, 2, { "b": "long text" }], "c": null });
        let shrunk = shrink(document, |document| document["a"].is_array());
        assert_eq!(shrunk, json!({ "a": [] }));
    }
}
