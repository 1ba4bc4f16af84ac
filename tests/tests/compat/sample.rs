//! Documents along a schema: most of them are valid, and the rest nearly so.

use serde_json::{Map, Value, json};

use crate::generate::{Dice, document};

/// A document that follows the schema most of the way.
pub(crate) fn sample(dice: &mut Dice, root: &Value, schema: &Value, depth: usize) -> Value {
    let Value::Object(members) = schema else { return document(dice, 1) };
    if depth == 0 || dice.chance(4) {
        return document(dice, 1);
    }
    if let Some(reference) = members.get("$ref").and_then(Value::as_str) {
        let target = root.pointer(reference.trim_start_matches('#'));
        return target.map_or(Value::Null, |target| sample(dice, root, target, depth - 1));
    }
    if let Some(value) = members.get("const") {
        return value.clone();
    }
    if let Some(values) = members.get("enum").and_then(Value::as_array) {
        return dice.pick(values).clone();
    }
    let mut whole = None;
    for keyword in ["allOf", "anyOf", "oneOf"] {
        let Some(branches) = members.get(keyword).and_then(Value::as_array) else { continue };
        for branch in branches {
            if keyword == "allOf" || dice.chance(100 / branches.len()) {
                let value = sample(dice, root, branch, depth - 1);
                whole = Some(whole.map_or(value.clone(), |other| joined(other, value)));
            }
        }
    }
    for keyword in ["if", "then", "else"] {
        if let Some(branch) = members.get(keyword).filter(|_| dice.chance(40)) {
            let value = sample(dice, root, branch, depth - 1);
            whole = Some(whole.map_or(value.clone(), |other| joined(other, value)));
        }
    }
    let own = own(dice, root, members, depth);
    match (whole, own) {
        (Some(whole), Some(own)) => joined(whole, own),
        (Some(value), None) | (None, Some(value)) => value,
        (None, None) => document(dice, 2),
    }
}

fn joined(one: Value, other: Value) -> Value {
    match (one, other) {
        (Value::Object(mut one), Value::Object(other)) => {
            one.extend(other);
            Value::Object(one)
        }
        (one, _) => one,
    }
}

/// What the keywords of the schema itself ask for.
fn own(dice: &mut Dice, root: &Value, members: &Map<String, Value>, depth: usize) -> Option<Value> {
    let kind = match members.get("type") {
        Some(Value::Array(kinds)) => dice.pick(kinds).as_str(),
        Some(kind) => kind.as_str(),
        None if members.contains_key("properties") => Some("object"),
        None if members.contains_key("items") || members.contains_key("contains") => Some("array"),
        None => None,
    };
    let number = |keyword: &str| members.get(keyword).and_then(Value::as_i64);
    Some(match kind? {
        "null" => Value::Null,
        "boolean" => json!(dice.chance(50)),
        "string" => match members.get("format").and_then(Value::as_str) {
            Some("ipv4") => json!("127.0.0.1"),
            Some("date") => json!("2020-02-29"),
            Some("uuid") => json!("67e55044-10b1-426f-9247-bb680e5fe0c8"),
            _ => json!(*dice.pick(&["", "a", "ab", "b", "c", "kind", "a1", "cb", "abcab", "9"])),
        },
        kind @ ("integer" | "number") => {
            let low = number("minimum").or_else(|| number("exclusiveMinimum"));
            let high = number("maximum").or_else(|| number("exclusiveMaximum"));
            let base = match (low, high) {
                (Some(bound), None) | (None, Some(bound)) => bound,
                (Some(low), Some(high)) => {
                    if dice.chance(50) {
                        low
                    } else {
                        high
                    }
                }
                (None, None) => 0,
            };
            let near = base + i64::try_from(dice.roll(7)).unwrap() - 3;
            match dice.roll(4) {
                #[expect(clippy::cast_precision_loss, reason = "small")]
                0 if kind == "number" => json!(near as f64 + 0.5),
                #[expect(clippy::cast_precision_loss, reason = "small")]
                1 => json!(near as f64),
                _ => json!(near),
            }
        }
        "array" => {
            let prefix = members.get("prefixItems").and_then(Value::as_array);
            let length = dice.roll(4);
            let mut items = Vec::new();
            for at in 0..length {
                let schema =
                    prefix.and_then(|prefix| prefix.get(at)).or_else(|| members.get("items"));
                let contains = members.get("contains").filter(|_| dice.chance(40));
                let schema = contains.or(schema);
                items.push(
                    schema.map_or_else(
                        || Value::Null,
                        |schema| sample(dice, root, schema, depth - 1),
                    ),
                );
            }
            Value::Array(items)
        }
        _ => object(dice, root, members, depth),
    })
}

fn object(dice: &mut Dice, root: &Value, members: &Map<String, Value>, depth: usize) -> Value {
    let map = |keyword: &str| members.get(keyword).and_then(Value::as_object);
    let required: Vec<&str> = members
        .get("required")
        .and_then(Value::as_array)
        .into_iter()
        .flatten()
        .filter_map(Value::as_str)
        .collect();
    let mut object = Map::new();
    for (name, schema) in map("properties").into_iter().flatten() {
        if dice.chance(if required.contains(&name.as_str()) { 96 } else { 45 }) {
            object.insert(name.clone(), sample(dice, root, schema, depth - 1));
        }
    }
    for name in required {
        if !object.contains_key(name) && dice.chance(90) {
            object.insert(name.to_owned(), document(dice, 1));
        }
    }
    if dice.chance(30) {
        let rest = members.get("additionalProperties");
        let patterns = map("patternProperties").and_then(|patterns| patterns.values().next());
        let schema = patterns.or(rest).unwrap_or(&Value::Null);
        let name = *dice.pick(&["x", "ab", "c1", "kind", "a", "bb"]);
        object.insert(name.to_owned(), sample(dice, root, schema, depth - 1));
    }
    Value::Object(object)
}
