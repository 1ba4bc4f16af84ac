//! What is no notebook, and what the command line may not ask for.

use std::{fs, path::Path, process::Output};

use serde_json::json;
use tempfile::TempDir;

use crate::command::{Run, convert, notebooks, samples, text};

const NOTEBOOK: &str = r#"{"cells":[],"metadata":{},"nbformat":4,"nbformat_minor":4}"#;

/// A directory with one good notebook and one odd file.
fn dir_with(name: &str, content: &[u8]) -> TempDir {
    let dir = TempDir::new().unwrap();
    fs::write(dir.path().join("good.ipynb"), NOTEBOOK).unwrap();
    fs::write(dir.path().join(name), content).unwrap();
    dir
}

/// The reason for which the odd file is refused, while the good one is converted.
fn reason(dir: &Path) -> String {
    let run = convert(dir, "4.5");
    assert_eq!(
        run.result("good.ipynb"),
        json!({"cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": 5})
    );
    let refused = run.refused();
    assert_eq!(refused.len(), 1, "{}", run.said);
    refused[0].1.to_owned()
}

#[test]
fn files_that_are_no_notebooks_are_refused_with_a_reason() {
    let cases: [(&[u8], &str); 13] = [
        (b"", "its JSON ends too early"),
        (b"\xff\xfe", "valid UTF-8"),
        (b"null", "cannot open `notebook`"),
        (b"[]", "cannot open `notebook`"),
        (b"{}", "has no `nbformat`"),
        (br#"{"nbformat":5,"nbformat_minor":0}"#, "this program knows up to 4.5"),
        (br#"{"nbformat":2,"worksheets":[]}"#, "this program reads from 3"),
        (
            br#"{"nbformat":"4","nbformat_minor":4,"cells":[],"metadata":{}}"#,
            "`nbformat` holds \"4\"",
        ),
        (
            br#"{"nbformat":4,"nbformat_minor":-1,"cells":[],"metadata":{}}"#,
            "`nbformat_minor` holds -1",
        ),
        (
            br#"{"nbformat":4,"nbformat":4,"nbformat_minor":4,"cells":[],"metadata":{}}"#,
            "`nbformat` occurs twice",
        ),
        (
            br#"{"nbformat":4,"nbformat_minor":4,"cells":[],"metadata":{},"more":1}"#,
            "unknown field `more`",
        ),
        (br#"{"nbformat":4,"nbformat_minor":4,"cells":[],"metadata":null}"#, "at `metadata`"),
        (
            br#"{"nbformat":4,"nbformat_minor":4,"cells":[],"metadata":{"a":18446744073709551616}}"#,
            "18446744073709551616",
        ),
    ];
    for (content, expected) in cases {
        let reason = reason(dir_with("odd.ipynb", content).path());
        assert!(reason.contains(expected), "{reason}\nfor {}", String::from_utf8_lossy(content));
    }
}

#[test]
fn nesting_without_end_is_refused() {
    let text = format!(
        r#"{{"nbformat":4,"nbformat_minor":4,"cells":[],"metadata":{{"a":{}"#,
        "[".repeat(1_000_000)
    );
    let reason = reason(dir_with("odd.ipynb", text.as_bytes()).path());
    assert!(reason.contains("cannot open `notebook`"), "{reason}");
}

#[test]
fn a_heading_of_any_level_that_fits_is_converted_and_a_larger_one_refused() {
    let heading = |level: &str| {
        format!(
            r#"{{"nbformat":3,"metadata":{{}},"worksheets":[{{"cells":[{{"cell_type":"heading","level":{level},"source":""}}]}}]}}"#
        )
    };
    let run = convert(dir_with("odd.ipynb", heading("65535").as_bytes()).path(), "4.5");
    assert_eq!(run.result("odd.ipynb")["cells"][0]["source"].as_str().unwrap().len(), 65536);
    for level in ["0", "-1", "1.5", "65536", "4000000000"] {
        assert!(
            reason(dir_with("odd.ipynb", heading(level).as_bytes()).path()).contains("cells[0]"),
            "{level}"
        );
    }
}

#[test]
fn a_directory_named_like_a_notebook_is_refused() {
    let dir = dir_with("other.txt", b"");
    fs::create_dir(dir.path().join("odd.ipynb")).unwrap();
    assert_eq!(reason(dir.path()), "it is not a file");
}

#[cfg(target_os = "linux")]
#[test]
fn files_that_cannot_be_read_by_name_are_refused() {
    use std::os::unix::{ffi::OsStrExt, fs::symlink};

    let dir = dir_with("other.txt", b"");
    symlink(dir.path().join("absent"), dir.path().join("odd.ipynb")).unwrap();
    assert!(reason(dir.path()).starts_with("it cannot be read: "));

    let dir = dir_with("other.txt", b"");
    fs::write(dir.path().join(std::ffi::OsStr::from_bytes(b"odd\xff.ipynb")), NOTEBOOK).unwrap();
    assert_eq!(reason(dir.path()), "it cannot be read: its name is not UTF-8 text");
}

#[cfg(target_os = "linux")]
#[test]
fn a_result_replaces_a_link_and_does_not_follow_it() {
    let source = dir_with("other.txt", b"");
    let out = TempDir::new().unwrap();
    let good = source.path().join("good.ipynb");
    std::os::unix::fs::symlink(&good, out.path().join("good.ipynb")).unwrap();
    let output = notebooks().arg(source.path()).arg("--out").arg(out.path()).output().unwrap();
    assert!(output.status.success(), "{}", text(&output));
    assert_eq!(fs::read_to_string(good).unwrap(), NOTEBOOK);
    assert!(
        fs::read_to_string(out.path().join("good.ipynb"))
            .unwrap()
            .contains("\"nbformat_minor\": 5")
    );
}

#[test]
fn without_out_nothing_is_written_and_all_is_checked() {
    let dir = dir_with("other.txt", b"");
    let output = notebooks().arg(dir.path()).output().unwrap();
    let said = text(&output);
    assert!(output.status.success(), "{said}");
    assert!(said.contains("written: none") && said.contains("self-check passed"), "{said}");
    assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 2);
}

#[test]
fn notebooks_never_overwrite_their_sources() {
    let dir = dir_with("other.txt", b"");
    let roundabout = dir.path().join("../").join(dir.path().file_name().unwrap());
    for out in [dir.path(), &roundabout] {
        let output = notebooks().arg(dir.path()).arg("--out").arg(out).output().unwrap();
        assert_failure(&output, "choose another directory");
        assert_eq!(fs::read_to_string(dir.path().join("good.ipynb")).unwrap(), NOTEBOOK);
    }
}

#[test]
fn what_cannot_be_done_ends_with_a_failure() {
    let empty = TempDir::new().unwrap();
    assert_failure(&notebooks().arg(empty.path()).output().unwrap(), "it holds no `.ipynb` files");
    assert_failure(
        &notebooks().arg(empty.path().join("absent")).output().unwrap(),
        "cannot take notebooks from",
    );

    let taken = dir_with("out", b"a file, not a directory");
    let out = taken.path().join("out");
    assert_failure(
        &notebooks().arg(samples()).arg("--out").arg(out).output().unwrap(),
        "cannot write",
    );

    let taken = TempDir::new().unwrap();
    fs::create_dir(taken.path().join("store-4.5.ipynb")).unwrap();
    assert_failure(
        &notebooks().arg(samples()).arg("--out").arg(taken.path()).output().unwrap(),
        "cannot write",
    );

    for version in ["4.6", "2", "latest", ""] {
        assert_failure(
            &notebooks().arg(samples()).args(["--to", version]).output().unwrap(),
            "--to",
        );
    }
}

fn assert_failure(output: &Output, expected: &str) {
    let said = text(output);
    assert!(!output.status.success() && said.contains(expected), "{said}");
    assert!(!said.contains("panicked"), "{said}");
}

/// The names of runs are those of files: nothing else is written.
#[test]
fn results_bear_the_names_of_their_sources() {
    let Run { out, .. } = convert(dir_with("other.txt", b"").path(), "4.0");
    let names: Vec<_> =
        fs::read_dir(out.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(names, ["good.ipynb"]);
}
