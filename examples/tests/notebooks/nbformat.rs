//! Against nbformat, Jupyter's own library: `tests/python/compare_notebooks.py` converts the same
//! files with it and compares.
//!
//! `HEIRLOOM_PYTHON` names a Python that has nbformat.

use std::{env, path::Path, process::Command};

use serde::Deserialize;

use crate::command::{VERSIONS, convert, left_out, samples};

/// What the script says about one file.
#[derive(Deserialize)]
struct Verdict {
    name: String,
    outcome: String,
    theirs: String,
    why: Option<String>,
}

#[test]
fn samples_are_converted_as_nbformat_converts_them() {
    for to in VERSIONS {
        let Some(refused) = compare(&samples(), to) else { return };
        // nbformat goes on where we stop: it reads version 2, and lets a title be a number.
        let mistitled: &[&str] = if to < "4.2" { &[] } else { &["mistitled-4.1.ipynb"] };
        assert_eq!(refused, [&["harvest-2.ipynb"], mistitled].concat(), "to {to}");
    }
}

#[test]
fn real_notebooks_are_converted_as_nbformat_converts_them() {
    let Some(dir) = crate::shared::notebooks() else { return };
    for to in VERSIONS {
        let Some(refused) = compare(&dir, to) else { return };
        // What nbformat makes of these breaks the schema of the version that it makes them.
        let invalid = ["4.0-1862a76192", "4.0-23fc399be6", "4.5-1ffbcb7ad7", "4.5-d96de05106"];
        // It takes 3.0 without metadata for 3.0 when it has nothing to convert.
        let incomplete = if to == "3.0" { &["3.0-411c547a4d"][..] } else { &[] };
        let mut expected: Vec<String> =
            invalid.iter().chain(incomplete).map(|name| format!("{name}.ipynb")).collect();
        expected.sort();
        let (version_2, others): (Vec<String>, Vec<String>) =
            refused.into_iter().partition(|name| name.starts_with("2.x-"));
        assert_eq!(others, expected, "to {to}");
        assert_eq!(version_2.len(), 7);
    }
}

/// Demands that each result is equal to nbformat's, and returns what we refused and nbformat did
/// not; `None` without a Python that has it.
fn compare(dir: &Path, to: &str) -> Option<Vec<String>> {
    let Some(python) = env::var_os("HEIRLOOM_PYTHON") else {
        assert!(
            env::var_os("CI").is_none_or(|ci| ci != "true"),
            "HEIRLOOM_PYTHON must name a Python with nbformat"
        );
        left_out("HEIRLOOM_PYTHON names no Python with nbformat");
        return None;
    };
    let run = convert(dir, to);
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/python/compare_notebooks.py");
    let output =
        Command::new(python).arg(script).arg(dir).arg(run.out.path()).arg(to).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let said = String::from_utf8(output.stdout).unwrap();
    let verdicts: Vec<Verdict> =
        said.lines().map(|line| serde_json::from_str(line).unwrap()).collect();

    let equal = verdicts.iter().filter(|verdict| verdict.outcome == "equal").count();
    assert_eq!(equal, run.results().len(), "each result is compared");
    assert_eq!(verdicts.len(), equal + run.refused().len(), "each file is judged");
    let mut refused = Vec::new();
    for Verdict { name, outcome, theirs, why } in verdicts {
        match outcome.as_str() {
            "absent" if theirs == "converted" => refused.push(name),
            "equal" | "absent" => {}
            _ => panic!("{name} to {to} is {outcome}: {why:?}"),
        }
    }
    Some(refused)
}
