//! What serde makes of one document: refused, read with a loss, or read.

use crate::json::Json;
use crate::pair::Sort;
use crate::samples::Document;

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Outcome {
    Read,
    Lost,
    Refused,
}

/// What becomes of a document when that type reads it and writes it back.
pub(crate) fn outcome(document: &Document, reader: &Sort) -> Outcome {
    let Some(after) = reader.through(&document.text) else { return Outcome::Refused };
    let back = Json::parse(&after.text).expect("what a type wrote is JSON");
    let another = reader.has_variant_of(&document.variants) && document.variants != after.variants;
    if another || is_lost(&document.json, &back) { Outcome::Lost } else { Outcome::Read }
}

/// Whether something of the one document is not in the other.
fn is_lost(before: &Json, after: &Json) -> bool {
    match (before, after) {
        (Json::Number(one), Json::Number(other)) => decimal(one) != decimal(other),
        (Json::List(one), Json::List(other)) => {
            one.len() != other.len()
                || one.iter().zip(other).any(|(one, other)| is_lost(one, other))
        }
        (Json::Object(members), Json::Object(_)) => {
            members.iter().any(|(name, value)| {
                match after.get(name).or_else(|| after.get(other_name(name))) {
                    Some(other) if name == SET => sorted(value) != sorted(other),
                    Some(other) => is_lost(value, other),
                    // An absent `Option` is what its `null` was, and so is a default.
                    None => *value != Json::Null && !(name == DEFAULT && is_empty(value)),
                }
            })
        }
        // The same in another form: fields by position, a unit that is named, and a struct of nothing.
        (Json::List(list), Json::Object(members)) => {
            list.len() > members.len()
                || list.iter().zip(members).any(|(one, (_, other))| is_lost(one, other))
        }
        (Json::Object(members), Json::Text(name)) => {
            *members != [(name.clone(), Json::Null)]
                && *members != [(name.clone(), Json::Object(Vec::new()))]
        }
        (Json::Object(members), Json::Null) => !members.is_empty(),
        (Json::Text(one), Json::Text(other)) => one != other && other_name(one) != other,
        (one, other) => one != other,
    }
}

/// The suite's types give two names to one thing: what is read under the one is written under the other.
fn other_name(name: &str) -> &str {
    match name {
        "former" => "current",
        "current" => "former",
        "Former" => "Current",
        "Current" => "Former",
        name => name,
    }
}

/// The field of this name is a set, the order of which says nothing.
const SET: &str = "set";

fn sorted(set: &Json) -> Vec<String> {
    let mut elements = match set {
        Json::List(list) => list.iter().map(Json::to_string).collect(),
        other => vec![other.to_string()],
    };
    elements.sort();
    elements
}

/// The field of this name is left out by some types of the suite where it is the default: it has been read all the same.
const DEFAULT: &str = "spare";

fn is_empty(value: &Json) -> bool {
    *value == Json::Number("0".to_owned()) || *value == Json::List(Vec::new())
}

/// A number as sign, digits without zeros around them, and exponent: equal for equal numbers.
fn decimal(text: &str) -> (bool, String, i64) {
    let (negative, text) = match text.strip_prefix('-') {
        Some(text) => (true, text),
        None => (false, text),
    };
    let (mantissa, exponent) = text.split_once(['e', 'E']).unwrap_or((text, "0"));
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let mut exponent: i64 = exponent.parse().expect("an exponent is a number");
    exponent -= i64::try_from(fraction.len()).expect("a number is short");
    let digits = format!("{whole}{fraction}");
    let digits = digits.trim_start_matches('0');
    let short = digits.trim_end_matches('0');
    exponent += i64::try_from(digits.len() - short.len()).expect("a number is short");
    match short {
        "" => (false, String::new(), 0),
        _ => (negative, short.to_owned(), exponent),
    }
}

#[test]
fn what_is_lost_is_seen() {
    let lost =
        |one, other| is_lost(&Json::parse(one).expect("JSON"), &Json::parse(other).expect("JSON"));
    for (one, other) in [
        ("1", "1.0"),
        ("100", "1e2"),
        ("-0.0", "0"),
        (r#"{"a":null,"b":[1]}"#, r#"{"b":[1],"c":2}"#),
        (r#"{"a":null}"#, "\"a\""),
        ("[1,2]", r#"{"a":1,"b":2}"#),
    ] {
        assert!(!lost(one, other), "{one} {other}");
    }
    for (one, other) in [
        ("9007199254740993", "9007199254740992.0"),
        ("[null]", "[]"),
        ("[1,1]", "[1]"),
        (r#"{"a":{}}"#, "{}"),
        (r#"{"a":1}"#, r#"{"a":2}"#),
        ("\"1\"", "1"),
    ] {
        assert!(lost(one, other), "{one} {other}");
    }
}
