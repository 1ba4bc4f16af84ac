//! Running the example.

use std::{
    env, fs,
    io::{self, Write},
    path::{Path, PathBuf},
    process::{Command, Output},
    time::SystemTime,
};

use serde_json::Value;
use tempfile::TempDir;

/// The versions that can be asked for.
pub(crate) const VERSIONS: [&str; 7] = ["3.0", "4.0", "4.1", "4.2", "4.3", "4.4", "4.5"];

/// The notebooks that come with the example.
pub(crate) fn samples() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("notebooks/samples")
}

/// The example's binary, which cargo builds beside the tests.
pub(crate) fn notebooks() -> Command {
    let test = env::current_exe().unwrap();
    let name = format!("notebooks{}", env::consts::EXE_SUFFIX);
    let binary = test.ancestors().nth(2).unwrap().join("examples").join(name);
    // `cargo test` builds it too, but not when it is told which tests to run. The example would
    // then be absent, or worse, the one from before the last change.
    let built = fs::metadata(&binary).and_then(|binary| binary.modified()).ok();
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("notebooks");
    assert!(
        built.is_some_and(|built| built >= newest(&source)),
        "build the example first: cargo build -p heirloom-examples --example notebooks"
    );
    Command::new(binary)
}

/// When the youngest of the source files was written.
fn newest(dir: &Path) -> SystemTime {
    let paths = fs::read_dir(dir).unwrap().map(|entry| entry.unwrap().path());
    let times = paths.map(|path| match path.extension() {
        None if path.is_dir() => newest(&path),
        Some(extension) if extension == "rs" => path.metadata().unwrap().modified().unwrap(),
        _ => SystemTime::UNIX_EPOCH,
    });
    times.max().unwrap_or(SystemTime::UNIX_EPOCH)
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

/// Everything that a command said.
pub(crate) fn text(output: &Output) -> String {
    format!(
        "{}{}",
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr)
    )
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
