//! The real notebooks.

use std::{
    collections::BTreeSet,
    path::{Path, PathBuf},
};

use serde_json::Value;

use crate::command::{VERSIONS, convert, left_out, names};

/// The directory of real notebooks, where there is one.
pub(crate) fn notebooks() -> Option<PathBuf> {
    let dir = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/data/notebooks");
    if !dir.exists() {
        left_out(&format!("no real notebooks in {}", dir.display()));
        return None;
    }
    Some(dir)
}

#[test]
fn each_real_notebook_is_converted_or_refused_with_a_reason() {
    let Some(dir) = notebooks() else { return };
    let names: BTreeSet<String> = names(&dir).collect();
    for to in VERSIONS {
        let run = convert(&dir, to);
        let (major, minor) = to.split_once('.').unwrap();
        let mut seen = BTreeSet::new();
        for (name, text) in run.results() {
            let notebook: Value = serde_json::from_str(&text).unwrap();
            assert_eq!(notebook["nbformat"].to_string(), major, "{name}");
            assert_eq!(notebook["nbformat_minor"].to_string(), minor, "{name}");
            seen.insert(name);
        }
        assert_eq!(seen.len(), 108, "converted to {to}");
        for (name, why) in run.refused() {
            assert!(!why.is_empty(), "{name}");
            assert!(seen.insert(name.to_owned()), "{name} was converted and refused");
        }
        assert_eq!(seen, names);
    }
}

#[test]
fn the_same_notebook_gives_the_same_bytes() {
    let Some(dir) = notebooks() else { return };
    assert_eq!(convert(&dir, "4.5").results(), convert(&dir, "4.5").results());
}
