//! Texts that are no records: schemas, locks, versions.

use heirloom::Version;
use heirloom::compat::{Verdict, backward, compare, forward};
use heirloom::lock::{Entry, Lock};
use serde_json::Value;

/// Two schemas, with a line end between them.
pub(super) fn schemas(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let Some((old, new)) = text.split_once('\n') else { return };
    let read = |text: &str| serde_json::from_str::<Value>(text);
    let (Ok(old), Ok(new)) = (read(old), read(new)) else { return };
    for schema in [&old, &new] {
        let itself = backward(schema, schema);
        assert!(!matches!(itself, Verdict::No(_)), "{schema} does not read itself: {itself}");
    }
    let both = compare(&old, &new);
    assert_eq!(both.backward.word(), backward(&old, &new).word());
    assert_eq!(both.forward.word(), forward(&old, &new).word());
    let turned = compare(&new, &old);
    assert_eq!(turned.backward.word(), both.forward.word());
    assert_eq!(turned.forward.word(), both.backward.word());
    let _ = (both.full().to_string(), turned.full().to_string());
}

pub(super) fn schemas_seeds() -> Vec<Vec<u8>> {
    [
        "true\n{\"not\":{}}",
        r#"{"type":"object","properties":{"a":{"type":"integer"}},"required":["a"],"additionalProperties":false}
{"type":"object","properties":{"a":{"type":["number","null"],"minimum":-1.5}},"patternProperties":{"^b+$":{"enum":[1,"x"]}}}"#,
        r##"{"$ref":"#/$defs/n","$defs":{"n":{"anyOf":[{"type":"null"},{"type":"array","items":{"$ref":"#/$defs/n"},"maxItems":2}]}}}
{"type":["array","null"],"prefixItems":[true],"contains":{"const":null},"minContains":1,"uniqueItems":true}"##,
        r#"{"type":"string","pattern":"^[a-c]{2,}\\d$","minLength":3,"format":"date"}
{"oneOf":[{"type":"string","maxLength":5},{"type":"boolean"}],"if":{"type":"string"},"then":{"minLength":1},"else":false}"#,
        r#"{"type":"integer","multipleOf":6,"exclusiveMinimum":0,"format":"uint8"}
{"allOf":[{"multipleOf":2},{"multipleOf":1.5}],"maximum":255}"#,
        r#"{"type":"object","propertyNames":{"maxLength":2},"minProperties":1,"dependentRequired":{"a":["b"]},"dependentSchemas":{"b":{"maxProperties":3}}}
{"type":"object","unevaluatedProperties":false,"allOf":[{"properties":{"a":true}}]}"#,
    ]
    .map(|text| text.as_bytes().to_vec())
    .to_vec()
}

/// The text of a lock, and of a version.
pub(super) fn lock(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    if let Ok(version) = text.parse::<Version>() {
        assert_eq!(version.to_string().parse(), Ok(version));
    }
    match text.parse::<Lock>() {
        Err(error) => assert!(!error.to_string().is_empty()),
        Ok(lock) => assert_eq!(lock.to_string().parse::<Lock>().expect("as written"), lock),
    }
    // The prints are hashes, which no fuzzer finds: what is between them is written anew.
    let mut lock = Lock::new(text.lines().next().unwrap_or_default());
    for (major, block) in (1..).zip(text.split("\nshape\n").take(4)) {
        let (facts, shape) = block.split_once("\n\n").unwrap_or_default();
        let mut entry = Entry::new(Version::new(major, 0, major / 2), shape);
        entry.facts = facts.lines().map(|fact| format!("loss {fact}")).collect();
        lock.entries.insert(0, entry);
    }
    let written = lock.to_string();
    if let Ok(again) = written.parse::<Lock>() {
        assert_eq!(again.to_string(), written);
    }
}

pub(super) fn lock_seeds() -> Vec<Vec<u8>> {
    let mut lock = Lock::new("user");
    let mut entry = Entry::new(Version::new(2, 1, 0), "struct\n  a: u8\n");
    entry.facts.push("release 2026.11".into());
    lock.entries = vec![entry, Entry::new(Version::major(1), "unit\n")];
    let mut seeds = vec![lock.to_string().into_bytes(), b"2.1.3".to_vec(), b"4294967295".to_vec()];
    seeds.push(b"user\nshape\na\nb\n\nc\n  d\nshape\n\ne".to_vec());
    seeds
}
