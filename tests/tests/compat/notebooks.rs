//! The schemas of Jupyter notebooks, which lie beside the repository.
#![expect(clippy::print_stdout, reason = "what was left out is said")]

use std::fs;
use std::path::Path;

use heirloom::compat::{Mode, Reach, Verdict, chain, compare};
use serde_json::{Value, json};

use crate::referee::confirm;

const VERSIONS: [&str; 7] = ["3", "4.0", "4.1", "4.2", "4.3", "4.4", "4.5"];

fn schemas() -> Option<Vec<Value>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/data/notebooks/schemas");
    if !root.is_dir() {
        println!("left out: the schemas of notebooks are not in {}", root.display());
        return None;
    }
    let read = |version: &&str| {
        let text = fs::read_to_string(root.join(format!("nbformat.v{version}.schema.json")));
        serde_json::from_str(&text.unwrap()).unwrap()
    };
    Some(VERSIONS.iter().map(read).collect())
}

#[test]
fn neighbouring_formats_have_the_right_verdicts() {
    let Some(schemas) = schemas() else { return };
    for (at, pair) in schemas.windows(2).enumerate() {
        let (old, new) = (&pair[0], &pair[1]);
        let found = compare(old, new);
        // Each version wants its own minor number or a later one, so no older notebook is valid under a newer schema.
        // The other way only 4.0 (`cells` for `worksheets`) and 4.5 (`id`) have what the version before does not allow.
        println!("{} to {}: {}; {}", VERSIONS[at], VERSIONS[at + 1], found.backward, found.forward);
        let forward = if matches!(VERSIONS[at + 1], "4.0" | "4.5") { "no" } else { "yes" };
        assert_eq!(found.backward.word(), "no", "{}", VERSIONS[at]);
        assert_eq!(found.forward.word(), forward, "{}: {}", VERSIONS[at], found.forward);
        for (verdict, sub, sup) in [(found.backward, old, new), (found.forward, new, old)] {
            if let Verdict::No(counterexample) = verdict {
                confirm(counterexample.document(), sub, sup);
            }
        }
    }
}

#[test]
fn without_their_numbers_formats_are_compared_by_content() {
    let Some(mut schemas) = schemas() else { return };
    for schema in &mut schemas {
        schema["properties"]["nbformat_minor"] = json!({ "type": "integer" });
    }
    let words = |mode| {
        let history = chain(&schemas[1..], mode, Reach::Neighbours);
        history.findings().iter().map(|finding| finding.verdict().word()).collect::<Vec<_>>()
    };
    assert_eq!(words(Mode::Backward), ["yes", "no", "no", "no", "no"]);
    assert_eq!(words(Mode::Forward), ["yes", "yes", "yes", "yes", "no"]);
}
