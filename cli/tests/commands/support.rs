//! A folder, the program, and what it said.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// What a run left behind.
#[derive(Debug)]
pub(crate) struct Ran {
    pub(crate) code: Option<i32>,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl Ran {
    pub(crate) fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.out).unwrap_or_else(|error| panic!("{error}: {self:?}"))
    }

    /// Fails the test unless the run ended with that code.
    pub(crate) fn ended(self, code: i32) -> Self {
        assert_eq!(self.code, Some(code), "{}\n{}", self.out, self.err);
        self
    }
}

/// A temporary folder with files.
pub(crate) struct Folder(tempfile::TempDir);

impl Folder {
    pub(crate) fn new(files: &[(&str, &str)]) -> Self {
        let this = Self(tempfile::tempdir().unwrap());
        for (path, text) in files {
            this.write(path, text);
        }
        this
    }

    pub(crate) fn path(&self) -> &Path {
        self.0.path()
    }

    pub(crate) fn write(&self, path: &str, text: &str) {
        let path = self.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    pub(crate) fn read(&self, path: &str) -> String {
        fs::read_to_string(self.path().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
    }

    /// Adds the files of a folder of this package.
    pub(crate) fn copy(&self, from: &Path) {
        for (path, text) in files(&Path::new(env!("CARGO_MANIFEST_DIR")).join(from)) {
            self.write(&path, &text);
        }
    }

    /// Every file but those of cargo and git, by name.
    pub(crate) fn files(&self) -> Vec<(String, String)> {
        files(self.path())
    }

    /// Fails the test unless the files are those of a folder of this package; `HEIRLOOM_BLESS=1` makes them so.
    pub(crate) fn is_golden(&self, folder: &Path) {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
        if std::env::var_os("HEIRLOOM_BLESS").is_some() {
            let _ = fs::remove_dir_all(&folder);
            for (path, text) in self.files() {
                if path.starts_with("tests/golden/") {
                    continue;
                }
                let path = folder.join(path);
                fs::create_dir_all(path.parent().unwrap()).unwrap();
                fs::write(path, text).unwrap();
            }
        }
        // Fixtures are another test's to compare.
        let recorded = |(path, _): &(String, String)| path.starts_with("tests/golden/");
        let (mut found, golden) = (self.files(), files(&folder));
        found.retain(|file| !recorded(file));
        let names = |files: &[(String, String)]| -> Vec<String> {
            files.iter().map(|(name, _)| name.clone()).collect()
        };
        assert_eq!(names(&found), names(&golden));
        for ((name, found), (_, golden)) in found.iter().zip(&golden) {
            assert!(found == golden, "{name} is not as recorded, but\n{found}");
        }
    }

    /// `cargo heirloom …` in this folder.
    pub(crate) fn heirloom(&self, arguments: &[&str]) -> Ran {
        self.heirloom_with(arguments, "")
    }

    pub(crate) fn heirloom_with(&self, arguments: &[&str], input: &str) -> Ran {
        let mut command = Command::new(env!("CARGO_BIN_EXE_cargo-heirloom"));
        command.arg("heirloom").args(arguments).current_dir(self.path());
        run(in_shared_folder(&mut command), input)
    }

    /// Takes the versions of dependencies that the workspace has, so that nothing is fetched.
    pub(crate) fn lock_versions(&self) {
        let lock = Path::new(env!("CARGO_MANIFEST_DIR")).join("../Cargo.lock");
        fs::copy(lock, self.path().join("Cargo.lock")).unwrap();
    }

    /// Fails the test unless `cargo …` succeeds in this folder.
    pub(crate) fn cargo(&self, arguments: &[&str]) {
        self.cargo_says(arguments).ended(0);
    }

    pub(crate) fn cargo_says(&self, arguments: &[&str]) -> Ran {
        if !self.path().join("Cargo.lock").exists() {
            self.lock_versions();
        }
        let mut command = Command::new(env!("CARGO"));
        command.args(arguments).current_dir(self.path());
        run(in_shared_folder(&mut command), "")
    }

    /// Fails the test where rustfmt would change something.
    pub(crate) fn is_formatted(&self, file: &str) {
        let mut command = Command::new("rustfmt");
        command.args(["--check", "--edition", "2024", file]);
        run(command.current_dir(self.path()), "").ended(0);
    }

    pub(crate) fn git(&self, arguments: &[&str]) {
        self.git_says(arguments).ended(0);
    }

    pub(crate) fn git_says(&self, arguments: &[&str]) -> Ran {
        let mut command = Command::new("git");
        command.args(["-c", "user.name=a", "-c", "user.email=a@example.org"]);
        run(command.args(arguments).current_dir(self.path()), "")
    }
}

fn files(root: &Path) -> Vec<(String, String)> {
    let mut all = Vec::new();
    let mut folders = vec![PathBuf::new()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(root.join(&folder)).unwrap() {
            let name = folder.join(entry.unwrap().file_name());
            if root.join(&name).is_dir() {
                if name != Path::new(".git") {
                    folders.push(name);
                }
            } else if !name.to_string_lossy().starts_with("Cargo.") {
                let text = fs::read(root.join(&name)).unwrap();
                let text = String::from_utf8_lossy(&text).into_owned();
                all.push((name.to_string_lossy().into_owned(), text));
            }
        }
    }
    all.sort();
    all
}

/// What the packages of these tests depend on is built once.
fn in_shared_folder(command: &mut Command) -> &mut Command {
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).join("../cli-fixtures");
    command
        .env("CARGO_TARGET_DIR", target)
        .env("CARGO_NET_OFFLINE", "true")
        .env("HEIRLOOM_CASES", "50")
}

/// The Cargo.toml of a package with this workspace's heirloom.
pub(crate) fn manifest(name: &str) -> String {
    let runtime = Path::new(env!("CARGO_MANIFEST_DIR")).join("../runtime");
    format!(
        "[package]\nname = \"{name}\"\nversion = \"0.1.0\"\nedition = \"2024\"\n\n\
         [dependencies]\nheirloom = {{ path = \"{}\" }}\nserde = {{ version = \"1\", features = [\"derive\"] }}\n\n\
         [workspace]\n",
        runtime.display()
    )
}

pub(crate) fn run(command: &mut Command, input: &str) -> Ran {
    let mut child = command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let input = input.to_owned();
    let writer = std::thread::spawn(move || drop(stdin.write_all(input.as_bytes())));
    let output = child.wait_with_output().unwrap();
    writer.join().unwrap();
    Ran {
        code: output.status.code(),
        out: String::from_utf8(output.stdout).unwrap(),
        err: String::from_utf8(output.stderr).unwrap(),
    }
}
