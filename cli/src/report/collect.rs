//! Asks the compiler.

use std::env;
use std::fs;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::process::{Command, Stdio};

use crate::error::{Problem, Result};
use crate::package::Package;
use crate::report::{Report, read};

/// The reports of a package: of each entity with a `lock!` line.
///
/// # Errors
///
/// When the package does not compile, or a report cannot be read.
pub fn collect(package: &Package) -> Result<Vec<Report>> {
    collect_with(package, &[], &[])
}

/// The same, with other tests beside those of the reports, by their names, and with more in the environment.
///
/// # Errors
///
/// When the package does not compile, one of the tests fails, or a report cannot be read.
pub fn collect_with(
    package: &Package,
    tests: &[&str],
    environment: &[(&str, &str)],
) -> Result<Vec<Report>> {
    // Always the same, since another folder would compile the package anew; and one for each package that builds there.
    let mut hasher = DefaultHasher::new();
    package.manifest_path.hash(&mut hasher);
    let name = format!("{}-{:016x}", package.name, hasher.finish());
    let folder = package.target_directory.join("heirloom-report").join(name);
    let write = |source| Problem::Write { path: folder.clone(), done: Vec::new(), source };
    if folder.exists() {
        fs::remove_dir_all(&folder).map_err(write)?;
    }
    fs::create_dir_all(&folder).map_err(write)?;
    let mut command = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.args(["test", "--quiet", "--manifest-path"]).arg(&package.manifest_path);
    let kinds = package.roots().map(|target| if target.is_library() { "--lib" } else { "--bins" });
    let mut kinds: Vec<_> = kinds.collect();
    kinds.dedup();
    command.args(kinds).args(["--", "__heirloom_report"]).args(tests);
    command.env("HEIRLOOM_REPORT", &folder).envs(environment.iter().copied());
    // What the tests say belongs to nobody's standard output.
    let output = command.stdin(Stdio::null()).stderr(Stdio::inherit()).output();
    let output = output.map_err(|error| Problem::Metadata { said: error.to_string() })?;
    if !output.status.success() {
        let said = String::from_utf8_lossy(&output.stdout).trim().to_owned();
        return Err(Problem::Compiler { package: package.name.clone(), said }.into());
    }
    read(&folder)
}
