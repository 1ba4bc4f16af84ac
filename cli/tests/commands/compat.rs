//! `cargo heirloom compat`.

use serde_json::json;

use crate::support::Folder;

const OLD: &str =
    r#"{"type": "object", "properties": {"a": {"type": "string"}}, "additionalProperties": false}"#;
const NEW: &str = r#"{"type": "object", "additionalProperties": false,
    "properties": {"a": {"type": "string"}, "b": {"type": ["string", "null"]}}}"#;

fn schemas() -> Folder {
    Folder::new(&[("old.json", OLD), ("new.json", NEW)])
}

#[test]
fn a_no_comes_with_a_document_and_exit_code_one() {
    let ran = schemas().heirloom(&["compat", "old.json", "new.json"]).ended(1);
    assert_eq!(
        ran.out,
        "\
backward  yes      new.json reads what old.json allows
forward   no       old.json reads what new.json allows
                   but not {\"b\":null}
"
    );
    assert_eq!(ran.err, "");
}

#[test]
fn a_yes_is_exit_code_zero() {
    schemas().heirloom(&["compat", "old.json", "old.json"]).ended(0);
}

#[test]
fn json_has_stable_names() {
    let ran = schemas().heirloom(&["compat", "--json", "old.json", "new.json"]).ended(1);
    assert_eq!(
        ran.json(),
        json!({
            "old": "old.json", "new": "new.json", "backward": "yes", "forward": "no",
            "counterexample": { "forward": { "b": null } },
        })
    );
}

#[test]
fn what_is_not_understood_is_unknown_with_a_reason() {
    let folder = schemas();
    folder.write("strange.json", r#"{"$ref": "https://example.org/elsewhere"}"#);
    let ran = folder.heirloom(&["compat", "strange.json", "new.json", "--json"]).ended(0);
    assert_eq!(ran.json()["backward"], "unknown");
    assert!(ran.json()["reason"]["backward"].as_str().unwrap().contains("elsewhere"), "{ran:?}");
}

#[test]
fn a_file_that_cannot_be_compared_is_named() {
    let folder = schemas();
    folder.write("broken.json", "{\"type\": ");
    let deep = "[".repeat(100_000);
    folder.write("deep.json", &deep);
    for (file, said) in [
        ("absent.json", "error: cannot read absent.json\n  because: No such file"),
        ("broken.json", "error: broken.json is not the JSON expected\n  because: EOF"),
        ("deep.json", "error: deep.json is not the JSON expected\n  because: recursion"),
    ] {
        let ran = folder.heirloom(&["compat", "old.json", file]).ended(2);
        assert!(ran.err.starts_with(said), "{ran:?}");
        assert_eq!(ran.out, "");
    }
}

#[test]
fn a_batch_answers_every_line_and_stops_at_none() {
    let folder = schemas();
    let lines = "\
{\"id\": 1, \"old\": {\"type\": \"integer\"}, \"new\": {\"type\": \"number\"}}

not JSON
{\"id\": \"x\", \"old\": true}
";
    folder.write("pairs.ndjson", lines);
    let from_file = folder.heirloom(&["compat", "--batch", "pairs.ndjson"]).ended(0);
    let from_stream = folder.heirloom_with(&["compat", "--batch", "-"], lines).ended(0);
    assert_eq!(from_file.out, from_stream.out);
    let answers: Vec<serde_json::Value> =
        from_file.out.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(answers.len(), 3);
    assert_eq!((&answers[0]["backward"], &answers[0]["forward"]), (&json!("yes"), &json!("no")));
    assert_eq!(answers[1]["line"], 3);
    assert_eq!(answers[2], json!({"id": "x", "line": 4, "error": "the member `new` is missing"}));
    assert_eq!(from_file.err, "2 lines were no pairs; their answers say why\n");

    let ran = folder.heirloom(&["compat", "--batch", "absent"]).ended(2);
    assert!(ran.err.starts_with("error: cannot read absent\n"), "{ran:?}");
    folder.heirloom(&["compat", "--batch", "."]).ended(2);
}

#[test]
fn a_mistake_on_the_command_line_is_exit_code_two() {
    let folder = schemas();
    for arguments in [
        &["compat", "old.json"][..],
        &["compat"],
        &["compat", "old.json", "new.json", "--batch", "-"],
        &["upgrade"],
    ] {
        folder.heirloom(arguments).ended(2);
    }
    folder.heirloom(&["--help"]).ended(0);
    folder.heirloom(&["--version"]).ended(0);
}
