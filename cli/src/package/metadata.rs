//! What `cargo metadata` says.

use std::env;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde::Deserialize;

use crate::arguments::Common;
use crate::error::{Problem, Result};

/// A package of the workspace.
#[derive(Debug, Clone, Deserialize)]
pub struct Package {
    /// Its name.
    pub name: String,
    /// Its Cargo.toml.
    pub manifest_path: PathBuf,
    /// What it builds.
    pub targets: Vec<Target>,
    /// Where cargo builds.
    #[serde(default)]
    pub target_directory: PathBuf,
}

/// What is built from one root file.
#[derive(Debug, Clone, Deserialize)]
pub struct Target {
    /// Its name, as cargo writes it.
    pub name: String,
    /// `lib`, `bin`, `test` and so on.
    pub kind: Vec<String>,
    /// The file with which it begins.
    pub src_path: PathBuf,
    /// The edition of its code.
    pub edition: String,
}

#[derive(Deserialize)]
struct Metadata {
    packages: Vec<Package>,
    target_directory: PathBuf,
}

impl Package {
    /// The folder of its Cargo.toml.
    pub fn folder(&self) -> &Path {
        self.manifest_path.parent().unwrap_or(Path::new("."))
    }

    /// The targets whose types can be versions: libraries first, then programs.
    pub fn roots(&self) -> impl Iterator<Item = &Target> {
        let of = |library: bool| move |target: &&Target| target.is_library() == library;
        let programs =
            self.targets.iter().filter(|target| target.kind.iter().any(|it| it == "bin"));
        self.targets.iter().filter(of(true)).chain(programs.filter(of(false)))
    }
}

impl Target {
    /// Whether other crates can use it.
    pub fn is_library(&self) -> bool {
        self.kind.iter().any(|kind| kind.ends_with("lib"))
    }
}

/// The packages that the command is about: the one that is named, or the one in whose folder it runs, or all of the workspace.
///
/// # Errors
///
/// When there is no package, or none of that name.
pub fn select(common: &Common) -> Result<Vec<Package>> {
    let all = metadata(common.manifest_path.as_deref())?;
    if let Some(name) = &common.package {
        let known: Vec<String> = all.iter().map(|package| package.name.clone()).collect();
        let found: Vec<Package> = all.into_iter().filter(|package| package.name == *name).collect();
        return if found.is_empty() {
            Err(Problem::NoPackage { name: name.clone(), known }.into())
        } else {
            Ok(found)
        };
    }
    let here = match &common.manifest_path {
        Some(path) => path.parent().map(|folder| folder.join(".")),
        None => Some(PathBuf::from(".")),
    };
    let here = here.and_then(|folder| folder.canonicalize().ok());
    let nearest = here.and_then(|here| {
        all.iter()
            .filter(|package| here.starts_with(real(package.folder())))
            .max_by_key(|package| package.folder().components().count())
            .cloned()
    });
    Ok(nearest.map_or(all, |package| vec![package]))
}

fn real(folder: &Path) -> PathBuf {
    folder.canonicalize().unwrap_or_else(|_| folder.to_owned())
}

fn metadata(manifest: Option<&Path>) -> Result<Vec<Package>> {
    let mut command = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.args(["metadata", "--no-deps", "--format-version", "1"]);
    if let Some(manifest) = manifest {
        command.arg("--manifest-path").arg(manifest);
    }
    let failed = |said: String| Problem::Metadata { said };
    let output = command.output().map_err(|error| failed(error.to_string()))?;
    if !output.status.success() {
        let said = String::from_utf8_lossy(&output.stderr);
        let said = said.trim().trim_start_matches("error: ").replace('\n', "\n  ");
        return Err(failed(said).into());
    }
    let Metadata { mut packages, target_directory } =
        serde_json::from_slice(&output.stdout).map_err(|error| failed(error.to_string()))?;
    for package in &mut packages {
        package.target_directory.clone_from(&target_directory);
    }
    Ok(packages)
}
