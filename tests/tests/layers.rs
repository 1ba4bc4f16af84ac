//! A module uses only what its row in the layer table of ARCHITECTURE.md allows.
#![expect(clippy::unwrap_used, reason = "a failed unwrap is a failed test")]

use std::fs;
use std::path::{Path, PathBuf};

/// Each module of the runtime, and what it may use.
const RUNTIME: &[(&str, &[&str])] = &[
    ("version", &[]),
    ("shape", &["version"]),
    ("chain", &["version", "shape"]),
    ("lock", &["version", "shape", "chain"]),
    ("envelope", &["version", "shape", "chain"]),
    ("compat", &["version", "chain"]),
    ("testing", &["version", "shape", "chain", "envelope"]),
    ("store", &["version", "chain", "lock", "envelope"]),
    ("job", &["version", "chain", "envelope", "store"]),
    ("__private", &["version", "shape", "chain", "lock", "envelope"]),
    ("guide", &[]),
];

/// Each phase of the macro, and what it may use.
const MACROS: &[(&str, &[&str])] = &[
    ("diag", &[]),
    ("blocks", &[]),
    ("names", &[]),
    ("parse", &["diag", "names"]),
    ("model", &["diag", "names", "parse"]),
    ("check", &["diag", "names", "parse", "model"]),
    ("expand", &["blocks", "names", "parse", "model"]),
    ("driver", &["blocks", "diag", "parse", "model", "check", "expand"]),
    ("tests", &["driver"]),
];

/// Each module of the command line, and what it may use.
const CLI: &[(&str, &[&str])] = &[
    ("error", &[]),
    ("arguments", &[]),
    ("git", &[]),
    ("output", &["error"]),
    ("edit", &["error"]),
    ("package", &["arguments", "error"]),
    ("source", &["error", "package"]),
    ("report", &["error", "package"]),
    ("compat", &["error", "output"]),
    ("locks", &["arguments", "edit", "error", "git", "package", "report", "source"]),
    ("history", &["arguments", "edit", "error", "git", "locks", "package", "report", "source"]),
    ("new", &["arguments", "edit", "error", "locks", "package", "source"]),
    ("adopt", &["arguments", "edit", "error", "locks", "package", "report", "source"]),
    ("rebase", &["arguments", "edit", "error", "git", "new", "package", "source"]),
    (
        "run",
        &["adopt", "arguments", "compat", "error", "history", "locks", "new", "output", "rebase"],
    ),
    ("main", &[]),
];

#[test]
fn modules_use_only_what_stands_below_them() {
    for (folder, table) in
        [("../runtime/src", RUNTIME), ("../macros/src", MACROS), ("../cli/src", CLI)]
    {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
        let mut breaches = Vec::new();
        for file in sources(&root) {
            let inside = file.strip_prefix(&root).unwrap();
            let module = inside
                .components()
                .next()
                .unwrap()
                .as_os_str()
                .to_string_lossy()
                .replace(".rs", "");
            if module == "lib" {
                continue;
            }
            let Some((_, allowed)) = table.iter().find(|(name, _)| *name == module) else {
                panic!("{folder}/{module} has no row in the layer table");
            };
            let text = fs::read_to_string(&file).unwrap();
            for used in uses(&text) {
                let known = table.iter().any(|(name, _)| *name == used);
                if known && used != module && !allowed.contains(&used.as_str()) {
                    breaches.push(format!("{}: `{module}` uses `{used}`", inside.display()));
                }
            }
        }
        assert!(breaches.is_empty(), "{}", breaches.join("\n"));
    }
}

#[test]
fn tokens_are_written_by_expand_and_names_alone() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../macros/src");
    for file in sources(&root) {
        let inside = file.strip_prefix(&root).unwrap().to_string_lossy().into_owned();
        if inside.starts_with("expand")
            || inside.starts_with("names")
            || inside.starts_with("tests")
        {
            continue;
        }
        let text = fs::read_to_string(&file).unwrap();
        assert!(
            !text.contains("quote!") && !text.contains("quote_spanned!"),
            "{inside} writes tokens"
        );
    }
}

fn sources(folder: &Path) -> Vec<PathBuf> {
    let mut all = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            all.extend(sources(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            all.push(path);
        }
    }
    all
}

/// The modules that a file names behind `crate::`, in `use` lines and inline; comments do not count.
fn uses(text: &str) -> Vec<String> {
    let code = text.lines().filter(|line| !line.trim_start().starts_with("//"));
    code.flat_map(|line| line.split("crate::").skip(1))
        .map(|rest| rest.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect())
        .collect()
}
