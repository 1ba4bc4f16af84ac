//! Running the example.

use std::{
    fs,
    io::{self, Write},
    path::{Path, PathBuf},
    process::Command,
};

use serde_json::Value;
use tempfile::TempDir;

pub(crate) use crate::built::text;

use crate::built;

/// The versions that can be asked for.
pub(crate) const VERSIONS: [&str; 7] = ["3.0", "4.0", "4.1", "4.2", "4.3", "4.4", "4.5"];

/// The notebooks that come with the example.
pub(crate) fn samples() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("notebooks/samples")
}

/// The example's binary.
pub(crate) fn notebooks() -> Command {
    built::example("notebooks")
}

/// One successful run: what it said, and the directory that it wrote to.
pub(crate) struct Run {
    pub(crate) said: String,
    pub(crate) out: TempDir,
}

/// Converts a directory, which must succeed.
pub(crate) fn convert(dir: &Path, to: &str) -> Run {
    let out = TempDir::new().unwrap();
    let output = notebooks().arg(dir).args(["--to", to, "--out"]).arg(out.path()).output().unwrap();
    let said = text(&output);
    assert!(output.status.success(), "{said}");
    Run { said, out }
}

impl Run {
    /// The names of the refused files, each with the reason.
    pub(crate) fn refused(&self) -> Vec<(&str, &str)> {
        let refused = self.said.lines().filter_map(|line| line.strip_prefix("refused "));
        refused
            .map(|line| line.trim_start().split_once(' ').unwrap())
            .map(|(name, why)| (name, why.trim_start()))
            .collect()
    }

    /// The results, by name.
    pub(crate) fn results(&self) -> Vec<(String, String)> {
        files(self.out.path())
    }

    /// One result.
    pub(crate) fn result(&self, name: &str) -> Value {
        serde_json::from_str(&fs::read_to_string(self.out.path().join(name)).unwrap()).unwrap()
    }
}

/// The names of the notebooks in a directory.
pub(crate) fn names(dir: &Path) -> impl Iterator<Item = String> {
    let paths = fs::read_dir(dir).unwrap().map(|entry| entry.unwrap().path());
    let notebooks =
        paths.filter(|path| path.extension().is_some_and(|extension| extension == "ipynb"));
    notebooks.map(|path| path.file_name().unwrap().to_str().unwrap().to_owned())
}

/// The notebooks of a directory with their text, by name.
pub(crate) fn files(dir: &Path) -> Vec<(String, String)> {
    let mut files: Vec<_> = names(dir)
        .map(|name| (name.clone(), fs::read_to_string(dir.join(&name)).unwrap()))
        .collect();
    files.sort();
    files
}

/// Says that tests did not run; past the capture of the test harness, since a suite that did not
/// run must not look as if it had.
pub(crate) fn left_out(why: &str) {
    io::stdout().write_all(format!("left out: {why}\n").as_bytes()).unwrap();
}
