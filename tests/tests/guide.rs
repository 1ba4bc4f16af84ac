//! The guide: each page has one form, is linked from the index, and quotes messages that the compiler really has.
#![expect(clippy::unwrap_used, reason = "a failed unwrap is a failed test")]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// Pages that explain, and describe no operation.
const EXPLAINING: &[&str] = &["index", "first_day", "the_carry"];

#[test]
fn each_page_has_a_module_and_stands_in_the_index() {
    let modules = fs::read_to_string(root().join("runtime/src/guide/mod.rs")).unwrap();
    let (_, index) = pages().into_iter().find(|(name, _)| name == "index").unwrap();
    for (name, _) in pages().iter().filter(|(name, _)| name != "index") {
        assert!(modules.contains(&format!("pub mod {name} {{}}")), "`{name}` has no module");
        assert!(index.contains(&format!("(crate::guide::{name})")), "`{name}` is not in the index");
    }
}

#[test]
fn each_operation_is_told_in_the_same_form() {
    for (name, text) in pages().iter().filter(|(name, _)| !EXPLAINING.contains(&&**name)) {
        let mut at = 0;
        for part in [
            "// Before",
            "// After",
            "# What is lost",
            "# The common mistake",
            "```compile_fail",
            "```text",
            "# See also",
        ] {
            let next = text[at..].find(part);
            at += next.unwrap_or_else(|| panic!("`{name}` has no `{part}`, or not in its place"));
        }
    }
}

/// With the user's names left out, each line that a page quotes is a line of a recorded message.
#[test]
fn what_a_page_quotes_is_what_the_compiler_says() {
    let recorded: BTreeSet<String> = files(&root().join("tests/tests/ui"), "stderr")
        .iter()
        .flat_map(|file| said(&fs::read_to_string(file).unwrap()))
        .collect();
    let mut unheard = Vec::new();
    for (name, text) in pages() {
        for quoted in text.split("```text\nerror").skip(1) {
            let (quoted, _) = quoted.split_once("```").unwrap();
            let lines = said(&format!("error{quoted}"));
            unheard.extend(
                lines
                    .into_iter()
                    .filter(|line| !recorded.contains(line))
                    .map(|line| format!("{name}: {line}")),
            );
        }
    }
    assert!(unheard.is_empty(), "no recorded message says\n{}", unheard.join("\n"));
}

/// The lines of a message that say something, with `_` for whatever stands in backticks.
fn said(text: &str) -> Vec<String> {
    text.lines()
        .map(|line| line.trim_start().trim_start_matches("= "))
        .filter(|line| ["error", "help: ", "note: "].iter().any(|start| line.starts_with(start)))
        .map(|line| line.split('`').step_by(2).collect::<Vec<_>>().join("_"))
        .collect()
}

fn pages() -> Vec<(String, String)> {
    files(&root().join("runtime/docs/guide"), "md")
        .iter()
        .map(|file| {
            let name = file.file_stem().unwrap().to_string_lossy().into_owned();
            (name, fs::read_to_string(file).unwrap())
        })
        .collect()
}

fn files(folder: &Path, extension: &str) -> Vec<PathBuf> {
    let mut all = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            all.extend(files(&path, extension));
        } else if path.extension().is_some_and(|found| found == extension) {
            all.push(path);
        }
    }
    all
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}
