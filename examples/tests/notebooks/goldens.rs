//! What comes out of the samples, byte for byte.
//!
//! `HEIRLOOM_BLESS=1 cargo test -p heirloom-examples` rewrites the files; read the
//! difference before it is committed.

use std::{
    collections::BTreeMap,
    env, fs,
    path::{Path, PathBuf},
};

use crate::command::{Run, convert, files, samples};

#[test]
fn samples_at_4_5_are_as_their_goldens() {
    compare("4.5");
}

#[test]
fn samples_at_4_1_are_as_their_goldens() {
    compare("4.1");
}

#[test]
fn samples_at_3_0_are_as_their_goldens() {
    compare("3.0");
}

fn compare(to: &str) {
    let golden = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/notebooks/goldens").join(to);
    let run = convert(&samples(), to);
    let report = run.said.replace(run.out.path().canonicalize().unwrap().to_str().unwrap(), "OUT");
    if env::var_os("HEIRLOOM_BLESS").is_some() {
        return bless(&golden, &run, &report);
    }
    let expected: BTreeMap<String, String> = files(&golden).into_iter().collect();
    let results: BTreeMap<String, String> = run.results().into_iter().collect();
    assert_eq!(results.keys().collect::<Vec<_>>(), expected.keys().collect::<Vec<_>>());
    for (name, result) in results {
        assert_eq!(result, expected[&name], "{name} at {to}");
    }
    assert_eq!(report, fs::read_to_string(report_in(&golden)).unwrap());
}

fn bless(golden: &Path, run: &Run, report: &str) {
    if golden.exists() {
        fs::remove_dir_all(golden).unwrap();
    }
    fs::create_dir_all(golden).unwrap();
    for (name, result) in run.results() {
        fs::write(golden.join(name), result).unwrap();
    }
    fs::write(report_in(golden), report).unwrap();
}

fn report_in(golden: &Path) -> PathBuf {
    golden.join("report.txt")
}
