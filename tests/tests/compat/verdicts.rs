//! One keyword at a time: what holds, what does not, and the document that shows it.

use heirloom::compat::{Verdict, backward, compare};
use serde_json::{Value, json};

use crate::referee::confirm;

/// Both ways, with each counterexample confirmed.
#[track_caller]
fn both(old: &Value, new: &Value, wanted: (&str, &str)) {
    let found = compare(old, new);
    assert_eq!((found.backward.word(), found.forward.word()), wanted, "{found:?}\n{old}\n{new}");
    for (verdict, sub, sup) in [(found.backward, old, new), (found.forward, new, old)] {
        if let Verdict::No(counterexample) = verdict {
            confirm(counterexample.document(), sub, sup);
        }
    }
}

const SAME: (&str, &str) = ("yes", "yes");
const WIDER: (&str, &str) = ("yes", "no");
const OTHER: (&str, &str) = ("no", "no");

#[test]
fn kinds_and_values() {
    both(&json!({ "type": "integer" }), &json!({ "type": "number" }), WIDER);
    both(&json!({ "type": "integer" }), &json!({ "type": "number", "multipleOf": 1 }), SAME);
    both(&json!({ "enum": [1, 2] }), &json!({ "enum": [2, 1, 3] }), WIDER);
    both(&json!({ "const": 1 }), &json!({ "enum": [1.0] }), SAME);
    both(&json!({ "enum": [true, false, null] }), &json!({ "type": ["boolean", "null"] }), SAME);
    both(&json!({ "const": { "a": [1] } }), &json!({ "type": "object", "required": ["a"] }), WIDER);
    both(&json!({ "const": { "a": 1 } }), &json!({ "const": { "a": 1, "b": 2 } }), OTHER);
    both(&json!({ "not": { "const": [1] } }), &json!({ "not": { "const": [1, 2] } }), OTHER);
    both(&json!({ "enum": [] }), &json!(false), SAME);
    both(&json!({}), &json!(true), SAME);
    both(&json!({ "not": {} }), &json!({ "type": [] }), SAME);
}

#[test]
fn numbers() {
    let bounds =
        |low: i32, high: i32| json!({ "type": "integer", "minimum": low, "maximum": high });
    both(&bounds(1, 3), &bounds(1, 4), WIDER);
    both(&bounds(1, 3), &json!({ "enum": [1, 2, 3] }), SAME);
    both(
        &json!({ "type": "integer", "exclusiveMinimum": 0 }),
        &json!({ "type": "integer", "minimum": 1 }),
        SAME,
    );
    both(
        &json!({ "type": "number", "exclusiveMinimum": 0 }),
        &json!({ "type": "number", "minimum": 0 }),
        WIDER,
    );
    both(&json!({ "multipleOf": 6 }), &json!({ "multipleOf": 3 }), WIDER);
    both(
        &json!({ "allOf": [{ "multipleOf": 2 }, { "multipleOf": 3 }] }),
        &json!({ "multipleOf": 6 }),
        SAME,
    );
    both(&json!({ "type": "number", "multipleOf": 0.5 }), &json!({ "multipleOf": 0.25 }), WIDER);
    both(
        &json!({ "type": "integer", "multipleOf": 5, "minimum": 6, "maximum": 9 }),
        &json!(false),
        SAME,
    );
    both(&json!({ "minimum": 1 }), &json!({ "type": "number", "minimum": 1 }), ("no", "yes"));
}

#[test]
fn strings() {
    let text = |rules: Value| {
        let mut schema = rules;
        schema["type"] = json!("string");
        schema
    };
    both(&text(json!({ "maxLength": 3 })), &text(json!({ "maxLength": 4 })), WIDER);
    both(&text(json!({ "minLength": 1 })), &text(json!({ "pattern": "." })), ("no", "yes"));
    both(&text(json!({ "minLength": 1 })), &text(json!({ "pattern": "[\\s\\S]" })), SAME);
    both(&text(json!({ "pattern": "^ab" })), &text(json!({ "pattern": "^a" })), WIDER);
    both(&text(json!({ "pattern": "^[a-f0-9]{8}$" })), &text(json!({ "maxLength": 8 })), WIDER);
    both(&text(json!({ "pattern": "^\\d+$" })), &text(json!({ "pattern": "^[0-9]*$" })), WIDER);
    both(&text(json!({ "pattern": "^(red|green)$" })), &json!({ "enum": ["red", "green"] }), SAME);
    both(
        &text(json!({ "pattern": "^a", "not": { "pattern": "b" } })),
        &text(json!({ "pattern": "^a[^b]*$" })),
        SAME,
    );
    // A character is a code point.
    both(&json!({ "const": "\u{1F600}" }), &text(json!({ "maxLength": 1 })), WIDER);
}

#[test]
fn arrays() {
    let items = |kind: &str| json!({ "type": "array", "items": { "type": kind } });
    both(&items("integer"), &items("number"), WIDER);
    both(&items("string"), &items("number"), OTHER);
    let pair = json!({
        "type": "array", "prefixItems": [{ "type": "integer" }, { "type": "integer" }],
        "items": false, "minItems": 2,
    });
    both(&pair, &items("integer"), WIDER);
    both(&json!({ "type": "array", "maxItems": 0 }), &json!({ "const": [] }), SAME);
    both(&json!({ "items": false }), &json!({ "maxItems": 0 }), SAME);
    both(&json!({ "uniqueItems": true }), &json!({}), WIDER);
    both(&json!({ "maxItems": 1 }), &json!({ "uniqueItems": true }), WIDER);
    let flags = json!({ "type": "array", "items": { "type": "boolean" }, "uniqueItems": true });
    both(&flags, &json!({ "type": "array", "maxItems": 2 }), WIDER);
    both(
        &json!({ "type": "array", "contains": { "type": "integer" } }),
        &json!({ "type": "array", "minItems": 1 }),
        WIDER,
    );
    both(
        &json!({ "type": "array", "minItems": 1, "items": { "type": "integer" } }),
        &json!({ "type": "array", "contains": { "type": "number" } }),
        WIDER,
    );
    both(
        &json!({ "contains": { "type": "integer" }, "minContains": 2 }),
        &json!({ "contains": { "type": "integer" } }),
        WIDER,
    );
    both(&json!({ "contains": { "type": "integer" }, "minContains": 0 }), &json!({}), SAME);
}

#[test]
fn objects() {
    let string = json!({ "type": "string" });
    both(
        &json!({ "type": "object", "properties": { "a": string } }),
        &json!({ "type": "object" }),
        WIDER,
    );
    both(
        &json!({ "required": ["a", "b"] }),
        &json!({ "required": ["b"], "minProperties": 1 }),
        WIDER,
    );
    both(
        &json!({ "type": "object", "required": ["a", "b"] }),
        &json!({ "type": "object", "minProperties": 2 }),
        WIDER,
    );
    both(
        &json!({ "additionalProperties": false, "properties": { "a": {}, "b": {} } }),
        &json!({ "maxProperties": 2 }),
        WIDER,
    );
    both(
        &json!({ "additionalProperties": false, "properties": { "a": string } }),
        &json!({ "additionalProperties": string }),
        WIDER,
    );
    both(
        &json!({ "patternProperties": { "^x-": string } }),
        &json!({ "patternProperties": { "^x-a": string } }),
        WIDER,
    );
    both(
        &json!({ "patternProperties": { "": string } }),
        &json!({ "additionalProperties": string }),
        SAME,
    );
    both(
        &json!({ "propertyNames": { "maxLength": 2 } }),
        &json!({ "patternProperties": { "^.{3}": false } }),
        ("yes", "no"),
    );
    both(
        &json!({ "propertyNames": { "enum": ["a", "b"] } }),
        &json!({ "additionalProperties": false, "properties": { "a": {}, "b": {} } }),
        SAME,
    );
    both(
        &json!({ "dependentRequired": { "a": ["b", "c"] } }),
        &json!({ "dependentSchemas": { "a": { "required": ["c"] } } }),
        WIDER,
    );
    both(
        &json!({ "type": "object", "propertyNames": { "pattern": "^[ab]$" } }),
        &json!({ "type": "object", "maxProperties": 2 }),
        WIDER,
    );
}

#[test]
fn combinations() {
    let (one, two) = (json!({ "minimum": 1 }), json!({ "maximum": 5 }));
    both(&json!({ "allOf": [one, two] }), &json!({ "minimum": 1, "maximum": 5 }), SAME);
    both(&json!({ "oneOf": [one, two] }), &json!({ "anyOf": [one, two] }), WIDER);
    both(
        &json!({ "not": { "anyOf": [one, two] } }),
        &json!({ "allOf": [{ "not": one }, { "not": two }] }),
        SAME,
    );
    both(
        &json!({ "if": { "type": "string" }, "then": { "minLength": 1 }, "else": { "type": "null" } }),
        &json!({ "anyOf": [{ "type": "string", "minLength": 1 }, { "type": "null" }] }),
        SAME,
    );
    both(
        &json!({ "oneOf": [{ "type": "integer" }, { "type": "number", "minimum": 2 }] }),
        &json!({ "type": "number" }),
        WIDER,
    );
}

#[test]
fn closed_over_several_places() {
    let base = json!({ "properties": { "a": { "type": "string" } } });
    both(
        &json!({ "type": "object", "allOf": [base], "properties": { "b": {} }, "unevaluatedProperties": false }),
        &json!({
            "type": "object", "additionalProperties": false,
            "properties": { "a": { "type": "string" }, "b": {} },
        }),
        SAME,
    );
    both(
        &json!({
            "type": "object", "unevaluatedProperties": false,
            "oneOf": [
                { "properties": { "t": { "const": 1 }, "x": {} }, "required": ["t"] },
                { "properties": { "t": { "const": 2 }, "y": {} }, "required": ["t"] },
            ],
        }),
        &json!({
            "type": "object", "required": ["t"], "additionalProperties": false,
            "properties": { "t": { "enum": [1, 2] }, "x": {}, "y": {} },
        }),
        WIDER,
    );
    let closed = json!({
        "dependentSchemas": { "a": { "oneOf": [{ "type": "object", "required": ["b"] }] } },
        "unevaluatedProperties": false,
    });
    both(&json!({ "type": "array" }), &closed, WIDER);
    both(
        &json!({ "unevaluatedItems": false, "prefixItems": [{ "type": "string" }] }),
        &json!({ "items": false, "prefixItems": [{ "type": "string" }] }),
        SAME,
    );
}

#[test]
fn drafts() {
    let draft4 = "http://json-schema.org/draft-04/schema#";
    let draft7 = "http://json-schema.org/draft-07/schema#";
    both(
        &json!({ "$schema": draft4, "minimum": 1, "exclusiveMinimum": true }),
        &json!({ "exclusiveMinimum": 1 }),
        SAME,
    );
    both(
        &json!({ "$schema": draft7, "items": [{ "type": "string" }], "additionalItems": false }),
        &json!({ "prefixItems": [{ "type": "string" }], "items": false }),
        SAME,
    );
    // Draft 4 does not know `const`, and 1.0 is no integer to it.
    both(&json!({ "$schema": draft4, "const": 1 }), &json!({}), SAME);
    both(&json!({ "$schema": draft4, "type": "integer" }), &json!({ "type": "integer" }), WIDER);
    // What stands beside a `$ref` counts since 2019.
    let beside = json!({ "$ref": "#/definitions/a", "maxLength": 1, "definitions": { "a": { "type": "string" } } });
    let mut old = beside.clone();
    old["$schema"] = json!(draft7);
    both(&old, &json!({ "type": "string" }), SAME);
    both(&beside, &json!({ "type": "string", "maxLength": 1 }), SAME);
}

#[test]
fn references_by_name_and_by_uri() {
    let old = json!({
        "$id": "https://example.com/root", "$ref": "#text",
        "$defs": { "a": { "$anchor": "text", "type": "string" } },
    });
    both(&old, &json!({ "type": "string" }), SAME);
    let old = json!({
        "$id": "https://example.com/schemas/root",
        "items": { "$ref": "other#/$defs/b" },
        "$defs": {
            "o": { "$id": "other", "$defs": { "b": { "type": "integer" } } },
        },
    });
    both(&old, &json!({ "items": { "type": "integer" } }), SAME);
    let tree = json!({
        "$dynamicAnchor": "node", "type": "object",
        "properties": { "children": { "type": "array", "items": { "$dynamicRef": "#node" } } },
    });
    let plain = json!({
        "type": "object",
        "properties": { "children": { "type": "array", "items": { "$ref": "#" } } },
    });
    both(&tree, &plain, SAME);
    let escaped = json!({ "$ref": "#/$defs/a~1b%25", "$defs": { "a/b%": { "type": "null" } } });
    both(&escaped, &json!({ "type": "null" }), SAME);
}

#[test]
fn formats() {
    let format = |name: &str| json!({ "type": "string", "format": name });
    let text = json!({ "type": "string" });
    for name in
        ["ipv4", "ipv6", "uuid", "date", "date-time", "email", "hostname", "uri", "json-pointer"]
    {
        both(&format(name), &text, WIDER);
        assert_eq!(backward(&format(name), &format(name)), Verdict::Yes);
    }
    both(&json!({ "enum": ["10.0.0.1"] }), &format("ipv4"), ("yes", "no"));
    both(&json!({ "enum": ["10.0.0.256"] }), &format("ipv4"), OTHER);
    both(&format("uri"), &format("ipv4"), OTHER);
    // What is not known is said, with its name.
    let found = backward(&text, &format("postcode"));
    assert!(found.to_string().contains("`postcode`"), "{found}");
    assert_eq!(backward(&format("postcode"), &text), Verdict::Yes);
}

#[test]
fn counterexamples_are_small() {
    let old = json!({
        "type": "object", "required": ["id"],
        "properties": {
            "id": { "type": "integer" }, "tags": { "type": "array", "items": { "type": "string" } },
            "owner": { "type": "object", "properties": { "name": { "type": ["string", "null"] } } },
        },
    });
    let mut new = old.clone();
    new["properties"]["owner"]["properties"]["name"]["type"] = json!("string");
    assert_eq!(
        backward(&old, &new).counterexample(),
        Some(&json!({ "id": 0, "owner": { "name": null } }))
    );
    let mut new = old.clone();
    new["properties"]["tags"]["maxItems"] = json!(2);
    assert_eq!(
        backward(&old, &new).counterexample(),
        Some(&json!({ "id": 0, "tags": ["", "", ""] }))
    );
}
