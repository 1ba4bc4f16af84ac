//! Chains of schemas, and pairs a line.

use heirloom::compat::{Mode, Reach, Verdict, batch, chain};
use serde_json::{Value, json};

fn answers(input: &[u8]) -> Vec<Value> {
    let mut output = Vec::new();
    let lines = batch(input, &mut output).unwrap();
    let output = String::from_utf8(output).unwrap();
    let answers: Vec<Value> =
        output.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(lines.compared + lines.refused, answers.len() as u64);
    answers
}

#[test]
fn a_line_has_a_verdict_for_each_direction() {
    let line =
        json!({ "id": "a", "old": { "type": "string" }, "new": { "type": ["string", "null"] } });
    let answers = answers(line.to_string().as_bytes());
    assert_eq!(
        answers,
        [
            json!({ "id": "a", "backward": "yes", "forward": "no", "counterexample": { "forward": null } })
        ]
    );
}

#[test]
fn what_is_unknown_has_a_reason() {
    let line = json!({ "id": 7, "old": { "$ref": "#" }, "new": true });
    let answers = answers(line.to_string().as_bytes());
    assert_eq!(answers[0]["backward"], "unknown");
    assert!(answers[0]["reason"]["backward"].as_str().unwrap().contains("old schema"));
}

#[test]
fn a_bad_line_is_answered_and_the_rest_goes_on() {
    let good = json!({ "id": 9, "old": true, "new": true }).to_string();
    let deep = format!(
        "{{\"id\":1,\"old\":{}1{},\"new\":true}}",
        "[".repeat(500_000),
        "]".repeat(500_000)
    );
    let mut input = Vec::new();
    for line in [
        b"not json".as_slice(),
        b"[1,2]",
        b"{\"id\":2,\"old\":true}",
        b"{\"old\":true",
        b"\"\xff\"",
        b"{\"id\":3,\"old\":1,\"new\":2}",
        deep.as_bytes(),
        b"",
        good.as_bytes(),
    ] {
        input.extend_from_slice(line);
        input.push(b'\n');
    }
    let answers = answers(&input);
    let errors: Vec<bool> = answers.iter().map(|answer| answer["error"].is_string()).collect();
    assert_eq!(errors, [true, true, true, true, true, false, true, false]);
    assert_eq!(answers[2]["id"], 2);
    assert_eq!(answers[2]["line"], 3);
    assert_eq!(answers[5]["backward"], "unknown");
    assert_eq!(answers[7], json!({ "id": 9, "backward": "yes", "forward": "yes" }));
}

#[test]
fn a_chain_breaks_where_it_breaks() {
    let kinds = |kinds: Value| json!({ "type": kinds });
    let schemas = [
        kinds(json!("integer")),
        kinds(json!(["integer", "string"])),
        kinds(json!("string")),
        kinds(json!(["string", "null"])),
    ];
    let history = chain(&schemas, Mode::Backward, Reach::Neighbours);
    let breach = history.first_breach().unwrap();
    assert_eq!((breach.older(), breach.newer()), (1, 2));
    assert_eq!(breach.verdict().counterexample(), Some(&json!(0)));
    let history = chain(&schemas, Mode::Backward, Reach::All);
    let broken: Vec<(usize, usize)> = history
        .findings()
        .iter()
        .filter(|finding| !finding.verdict().is_yes())
        .map(|finding| (finding.older(), finding.newer()))
        .collect();
    assert_eq!(broken, [(1, 2), (0, 2), (1, 3), (0, 3)]);
    assert_eq!(history.findings().len(), 6);
}

#[test]
fn transitive_is_more_than_each_step() {
    // Each step only adds an optional member to an open object, as far as its neighbour is concerned.
    let schemas = [
        json!({ "type": "object", "properties": { "a": { "type": "string" } }, "additionalProperties": false }),
        json!({ "type": "object", "additionalProperties": false }),
        json!({ "type": "object", "properties": { "a": { "type": "integer" } }, "additionalProperties": false }),
    ];
    let forward = chain(&schemas, Mode::Forward, Reach::All);
    assert_eq!(forward.verdict().word(), "no");
    let full = chain(&schemas, Mode::Full, Reach::Neighbours);
    assert_eq!(full.findings().len(), 4);
    assert!(full.first_breach().is_some());
}

#[test]
fn short_chains_are_compatible() {
    assert_eq!(chain(&[], Mode::Full, Reach::All).verdict(), Verdict::Yes);
    assert_eq!(chain(&[json!(false)], Mode::Full, Reach::All).verdict(), Verdict::Yes);
}
