//! Schemas that are large, deep or hostile: an answer in good time, or "unknown".

use std::time::{Duration, Instant};

use heirloom::compat::{Compatibility, Reason, Verdict, compare};
use serde_json::{Map, Value, json};

use crate::generate::Dice;

/// Generous: the tests run unoptimised, beside others.
const LIMIT: Duration = Duration::from_secs(20);

fn timed(old: &Value, new: &Value) -> Compatibility {
    let begun = Instant::now();
    let found = compare(old, new);
    assert!(begun.elapsed() < LIMIT, "{:?}", begun.elapsed());
    found
}

/// Levels of a keyword in itself, without recursion.
fn nested(levels: usize, wrap: fn(Value) -> Value) -> Value {
    (0..levels).fold(json!({ "type": "integer" }), |inner, _| wrap(inner))
}

/// A member, without a copy of what stands in it: copying walks all levels.
fn member(name: &str, value: Value) -> Value {
    Value::Object(Map::from_iter([(name.to_owned(), value)]))
}

#[test]
fn nesting_is_followed_up_to_a_depth() {
    for wrap in [
        (|inner| member("properties", member("a", inner))) as fn(Value) -> Value,
        |inner| member("items", inner),
        |inner| member("not", inner),
        |inner| member("allOf", Value::Array(vec![inner, json!({ "minimum": 1 })])),
        |inner| member("anyOf", Value::Array(vec![inner, json!({ "type": "null" })])),
        |inner| member("oneOf", Value::Array(vec![inner, json!({ "type": "null" })])),
    ] {
        let shallow = nested(30, wrap);
        assert_eq!(timed(&shallow, &shallow).full(), Verdict::Yes);
        let found = timed(&shallow, &nested(31, wrap));
        assert_ne!(found.backward.word(), "", "any answer will do");
        let deep = nested(3_000, wrap);
        let found = timed(&deep, &json!(true));
        assert!(matches!(found.backward, Verdict::Unknown(Reason::TooDeep { .. })));
        forget(deep);
    }
}

/// A deep value cannot even be dropped without taking it apart.
fn forget(value: Value) {
    let mut open = vec![value];
    while let Some(value) = open.pop() {
        match value {
            Value::Array(items) => open.extend(items),
            Value::Object(members) => open.extend(members.into_iter().map(|(_, value)| value)),
            _ => {}
        }
    }
}

#[test]
fn long_chains_of_definitions_are_followed() {
    let chain = |links: usize, last: &str, wrap: fn(Value) -> Value| {
        let mut definitions = Map::new();
        for at in 0..links {
            let next = wrap(json!({ "$ref": format!("#/$defs/d{}", at + 1) }));
            definitions.insert(format!("d{at}"), next);
        }
        definitions.insert(format!("d{links}"), json!({ "type": last }));
        json!({ "$ref": "#/$defs/d0", "$defs": definitions })
    };
    for wrap in [
        (|next| next) as fn(Value) -> Value,
        |next| json!({ "allOf": [next] }),
        |next| json!({ "properties": { "a": next }, "required": ["a"] }),
        |next| json!({ "anyOf": [next, { "type": "null" }] }),
        |next| json!({ "not": next }),
    ] {
        for links in [100, 3_000] {
            let found = timed(&chain(links, "integer", wrap), &chain(links, "number", wrap));
            assert_ne!(found.backward.word(), "no");
        }
    }
}

#[test]
fn references_out_of_the_document_are_never_followed() {
    let remote = json!({ "$ref": "https://example.com/schema.json" });
    let found = timed(&remote, &json!({ "type": "string" }));
    assert!(matches!(found.backward, Verdict::Unknown(Reason::NotUnderstood { .. })));
    assert!(found.backward.to_string().contains("example.com"));
    assert_eq!(timed(&remote, &remote).full(), Verdict::Yes);
    let dangling = json!({ "$ref": "#/$defs/nothing" });
    let found = timed(&dangling, &json!(true));
    assert!(matches!(found.backward, Verdict::Unknown(Reason::NotASchema { .. })));
}

#[test]
fn what_is_no_schema_is_said_with_its_place() {
    for (schema, place) in [
        (json!(5), "its root"),
        (json!("string"), "its root"),
        (json!([]), "its root"),
        (json!({ "type": "strange" }), "/type"),
        (json!({ "properties": [] }), "/properties"),
        (json!({ "properties": { "a/b": 1 } }), "/properties/a~1b"),
        (json!({ "items": [1] }), "/items"),
        (json!({ "anyOf": {} }), "/anyOf"),
        (json!({ "required": "a" }), "/required"),
        (json!({ "minLength": -1 }), "/minLength"),
        (json!({ "multipleOf": 0 }), "/multipleOf"),
        (json!({ "minimum": "1" }), "/minimum"),
        (json!({ "pattern": 1 }), "/pattern"),
        (json!({ "$ref": 1 }), "/$ref"),
        (json!({ "$schema": "https://example.com/mine" }), "/$schema"),
    ] {
        let found = timed(&json!(true), &schema);
        let text = found.forward.to_string();
        assert!(text.contains("the new schema is no JSON Schema"), "{text}");
        assert!(text.contains(place), "{text}");
    }
}

#[test]
fn catastrophic_patterns_are_ordinary() {
    let text = |pattern: &str| json!({ "type": "string", "pattern": pattern });
    let found = timed(&text("^(a+)+$"), &text("^a+$"));
    assert_eq!(found.full(), Verdict::Yes);
    let found = timed(&text("^(a|a)*b$"), &text("^(a|b)*$"));
    assert_eq!((found.backward.word(), found.forward.word()), ("yes", "no"));
    timed(&text("^(([a-z])+.)+[A-Z]([a-z])+$"), &text("^(([a-z])+.)+[A-Z]([a-y])+$"));
    timed(&text("(a{0,5000}){0,5000}"), &text("^a{10000}$"));
    timed(&text("^(.*a){25}$"), &text("^(.*a.{20})$"));
    let looks = "(?=.*[a-z])(?=.*[A-Z])(?=.*[0-9])(?=.*[^a-zA-Z0-9])";
    timed(&text(&format!("^{looks}.{{8,64}}$")), &text(&format!("^{looks}.{{12,64}}$")));
}

#[test]
fn huge_bounds_are_no_loops() {
    let text = |max: u64| json!({ "type": "string", "maxLength": max });
    timed(&text(u64::MAX), &text(u64::MAX - 1));
    timed(&text(1_000_000), &text(999_999));
    let list = |min: u64| json!({ "type": "array", "minItems": min });
    timed(&list(1), &list(1_000_000_000));
    timed(&list(u64::MAX), &list(1));
    let map = |min: u64| json!({ "type": "object", "minProperties": min });
    timed(&map(1), &map(1_000_000_000));
    let numbers = json!({ "type": "integer", "minimum": 1e300 });
    timed(&numbers, &json!({ "type": "integer", "maximum": 1e301 }));
    timed(&json!({ "multipleOf": 1e-300 }), &json!({ "multipleOf": 1e-301 }));
    timed(&json!({ "multipleOf": 7_919 }), &json!({ "multipleOf": 7_907, "minimum": 3 }));
    timed(
        &json!({ "contains": { "type": "string" }, "minContains": 100_000 }),
        &json!({ "contains": { "minLength": 1 }, "minContains": 99_999 }),
    );
    let unique = json!({ "type": "array", "items": { "type": "boolean" }, "uniqueItems": true });
    let long = json!({ "type": "array", "items": { "type": "boolean" }, "uniqueItems": true, "minItems": 3 });
    assert_eq!(timed(&long, &json!(false)).backward, Verdict::Yes);
    assert_eq!(timed(&unique, &long).forward, Verdict::Yes);
}

#[test]
fn combinations_end_in_an_answer() {
    let names: Vec<String> = (0..14).map(|at| format!("p{at}")).collect();
    let kind = |at: usize, name: &str| json!({ "properties": { name: { "minimum": at } } });
    let all: Vec<Value> = names
        .iter()
        .enumerate()
        .map(|(at, name)| json!({ "anyOf": [kind(at, name), kind(at + 1, "q"), kind(at, "r")] }))
        .collect();
    timed(&json!({ "allOf": all.clone() }), &json!({ "oneOf": all.clone() }));
    timed(&json!({ "oneOf": all.clone() }), &json!({ "anyOf": all.clone() }));
    let patterns: Map<String, Value> = (0..12)
        .map(|at| (format!("^.{{{at}}}a"), json!({ "type": ["string", "null"], "minLength": at })))
        .collect();
    timed(
        &json!({ "patternProperties": patterns }),
        &json!({ "patternProperties": { "b$": { "type": "string" } }, "minProperties": 3 }),
    );
    let prefix: Vec<Value> = (0..40).map(|at| json!({ "minimum": at })).collect();
    timed(
        &json!({ "prefixItems": prefix, "uniqueItems": true, "minItems": 41 }),
        &json!({ "contains": { "type": "string" }, "minContains": 20 }),
    );
}

#[test]
fn large_structs_are_ordinary() {
    let object = |kind: &str| {
        let properties: Map<String, Value> = (0..300)
            .map(|at| {
                (format!("field{at}"), json!({ "type": if at == 299 { kind } else { "string" } }))
            })
            .collect();
        let required: Vec<&String> = properties.keys().collect();
        json!({ "type": "object", "required": required, "properties": properties, "additionalProperties": false })
    };
    let found = timed(&object("integer"), &object("number"));
    assert_eq!((found.backward.word(), found.forward.word()), ("yes", "no"));
    let words =
        |count: usize| json!({ "enum": (0..count).map(|at| format!("w{at}")).collect::<Vec<_>>() });
    let found = timed(&words(5_000), &words(5_001));
    assert_eq!((found.backward.word(), found.forward.word()), ("yes", "no"));
}

/// JSON that speaks the words of schemas without their grammar.
fn garbage(dice: &mut Dice, depth: usize) -> Value {
    const WORDS: [&str; 40] = [
        "type",
        "enum",
        "const",
        "minimum",
        "maximum",
        "exclusiveMinimum",
        "multipleOf",
        "minLength",
        "maxLength",
        "pattern",
        "format",
        "items",
        "prefixItems",
        "additionalItems",
        "contains",
        "minContains",
        "maxContains",
        "uniqueItems",
        "minItems",
        "maxItems",
        "properties",
        "patternProperties",
        "additionalProperties",
        "propertyNames",
        "required",
        "dependencies",
        "dependentRequired",
        "dependentSchemas",
        "minProperties",
        "allOf",
        "anyOf",
        "oneOf",
        "not",
        "if",
        "then",
        "else",
        "$ref",
        "$defs",
        "unevaluatedProperties",
        "$dynamicRef",
    ];
    const TEXTS: [&str; 16] = [
        "#",
        "#/$defs/a",
        "#/not",
        "#/anyOf/0",
        "object",
        "array",
        "string",
        "integer",
        "a",
        "(",
        "^[a",
        "(?=a)b",
        "\\p{L}",
        "uuid",
        "#a",
        "%",
    ];
    match dice.roll(if depth == 0 { 6 } else { 14 }) {
        0 => json!(*dice.pick(&[0.0, -1.0, 1e308, 1e-308, 1.5, 4e18])),
        1 => json!(*dice.pick(&[0_u64, 1, 2, 3, u64::MAX])),
        2 => json!(dice.chance(50)),
        3 | 4 => json!(*dice.pick(&TEXTS)),
        5 => Value::Null,
        6 | 7 => (0..dice.roll(4)).map(|_| garbage(dice, depth - 1)).collect(),
        _ => {
            let mut members = Map::new();
            for _ in 0..dice.roll(5) {
                let name = if dice.chance(20) { dice.pick(&TEXTS) } else { dice.pick(&WORDS) };
                members.insert((*name).to_owned(), garbage(dice, depth - 1));
            }
            Value::Object(members)
        }
    }
}

#[test]
fn whatever_is_handed_in_is_answered() {
    let mut read = 0;
    for seed in 1..6_000 {
        let mut dice = Dice::new(seed);
        let (old, new) = (garbage(&mut dice, 5), garbage(&mut dice, 5));
        let found = timed(&old, &new);
        read += usize::from(!matches!(found.backward, Verdict::Unknown(_)));
    }
    assert!(read > 300, "only {read} were schemas");
}
