//! Pairs on which other checkers go wrong.

use std::time::{Duration, Instant};

use heirloom::compat::{Reason, Verdict, backward, compare};
use serde_json::{Value, json};

use crate::referee::confirm;

#[track_caller]
fn no(old: &Value, new: &Value) {
    match backward(old, new) {
        Verdict::No(counterexample) => confirm(counterexample.document(), old, new),
        other => panic!("{other}"),
    }
}

#[track_caller]
fn yes(old: &Value, new: &Value) {
    assert_eq!(backward(old, new), Verdict::Yes);
}

/// `count` variants tagged `op`, two of them recursive, written as schemars writes a recursive root.
fn expression(count: usize, node: &str) -> Value {
    let mut variants = vec![
        json!({
            "type": "object",
            "properties": { "op": { "type": "string", "const": "not" }, "inner": { "$ref": node } },
            "required": ["op", "inner"],
        }),
        json!({
            "type": "object",
            "properties": {
                "op": { "type": "string", "const": "all" },
                "parts": { "type": "array", "items": { "$ref": node } },
            },
            "required": ["op", "parts"],
        }),
    ];
    for at in 2..count {
        variants.push(json!({
            "type": "object",
            "properties": {
                "op": { "type": "string", "const": format!("v{at}") },
                "left": { "$ref": node },
                "right": { "anyOf": [{ "$ref": node }, { "type": "null" }] },
                "value": { "type": "integer", "format": "int64" },
            },
            "required": ["op", "left", "value"],
        }));
    }
    json!({ "oneOf": variants })
}

#[test]
fn a_required_key_under_additional_properties_is_constrained() {
    let integer = json!({ "type": "object", "properties": { "a": { "type": "integer" } }, "required": ["a"] });
    let strings = json!({ "type": "object", "additionalProperties": { "type": "string" } });
    no(&integer, &strings);
    let required = json!({ "type": "object", "required": ["a"] });
    let closed = json!({ "type": "object", "required": ["a"], "additionalProperties": false });
    no(&required, &closed);
    yes(&closed, &required); // nothing is valid under it
    yes(&closed, &json!(false));
}

#[test]
fn maps_of_different_values_differ() {
    let map = |kind: &str| json!({ "type": "object", "additionalProperties": { "type": kind } });
    no(&map("number"), &map("string"));
    no(&map("string"), &map("number"));
    yes(&map("integer"), &map("number"));
}

#[test]
fn integer_formats_are_bounds() {
    let integer = |format: &str| json!({ "type": "integer", "format": format });
    let bounded = json!({ "type": "integer", "minimum": i32::MIN, "maximum": i32::MAX });
    match backward(&integer("int64"), &integer("int32")) {
        Verdict::No(found) => confirm(found.document(), &json!({ "type": "integer" }), &bounded),
        other => panic!("{other}"),
    }
    yes(&integer("int32"), &integer("int64"));
    assert_eq!(backward(&integer("int32"), &integer("uint32")).word(), "no");
    assert_eq!(backward(&integer("uint64"), &integer("int64")).word(), "no");
}

#[test]
fn a_recursive_tagged_enum_gains_a_variant() {
    for count in [2, 5, 6, 8, 40] {
        for node in ["#", "#/$defs/node"] {
            let [old, new] = [count, count + 1].map(|count| match node {
                "#" => expression(count, node),
                _ => json!({ "$ref": node, "$defs": { "node": expression(count, node) } }),
            });
            yes(&old, &new);
            no(&new, &old);
        }
    }
}

#[test]
fn a_large_recursive_tagged_enum_gains_a_variant() {
    let [old, new] = [120, 121].map(|count| expression(count, "#"));
    let begun = Instant::now();
    let found = compare(&old, &new);
    println!("120 variants and one more, both ways: {:?}", begun.elapsed());
    assert_eq!((found.backward.word(), found.forward.word()), ("yes", "no"));
    confirm(found.forward.counterexample().unwrap(), &new, &old);
    assert!(begun.elapsed() < Duration::from_secs(10));
}

#[test]
fn documents_that_refer_to_their_own_root_are_compared() {
    let list = |kind: &str| {
        json!({
            "type": "object",
            "properties": { "value": { "type": kind }, "next": { "$ref": "#" } },
            "required": ["value"],
        })
    };
    yes(&list("integer"), &list("number"));
    no(&list("number"), &list("integer"));
}

#[test]
fn recursion_that_means_nothing_is_unknown() {
    let endless = [
        json!({ "$ref": "#" }),
        json!({ "allOf": [{ "$ref": "#" }] }),
        json!({ "not": { "$ref": "#" } }),
        json!({ "anyOf": [{ "type": "string" }, { "$ref": "#/$defs/a" }], "$defs": { "a": { "$ref": "#" } } }),
        json!({ "$ref": "#/$defs/a", "$defs": { "a": { "$ref": "#/$defs/b" }, "b": { "$ref": "#/$defs/a" } } }),
    ];
    for schema in endless {
        let found = compare(&schema, &json!({ "type": "string" }));
        assert!(matches!(found.backward, Verdict::Unknown(Reason::Endless { .. })), "{found:?}");
        assert!(matches!(found.forward, Verdict::Unknown(Reason::Endless { .. })), "{found:?}");
    }
}

#[test]
fn what_is_finite_through_no_document_holds_nothing() {
    // Each node needs another one.
    let old = json!({ "type": "object", "properties": { "next": { "$ref": "#" } }, "required": ["next"] });
    yes(&old, &json!(false));
    yes(&old, &json!({ "type": "string" }));
}

#[test]
fn a_listed_string_is_tried_against_lengths() {
    let old = json!({ "enum": ["foo"] });
    let new = json!({ "type": "string", "anyOf": [{ "maxLength": 2 }, { "minLength": 4 }] });
    no(&old, &new);
}

#[test]
fn no_keyword_is_passed_over() {
    let anything = json!({});
    no(&anything, &json!({ "dependencies": { "a": ["b"] } }));
    no(&anything, &json!({ "dependentSchemas": { "a": { "required": ["b"] } } }));
    no(&anything, &json!({ "contains": { "type": "string" } }));
    no(&anything, &json!({ "if": { "type": "string" }, "then": { "minLength": 1 } }));
    no(&anything, &json!({ "propertyNames": { "maxLength": 2 } }));
    no(&anything, &json!({ "unevaluatedProperties": false }));
    no(&anything, &json!({ "unevaluatedItems": false }));
    no(&anything, &json!({ "multipleOf": 2 }));
}

#[test]
fn a_format_is_no_licence() {
    let text = json!({ "type": "string" });
    let address = json!({ "type": "string", "format": "ipv4" });
    no(&text, &address);
    yes(&address, &text);
    yes(&address, &address);
}
