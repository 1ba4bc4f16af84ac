//! What git says.

use std::path::Path;
use std::process::Command;
use std::result::Result;

/// Runs git in a folder: what it writes, or else what it says is wrong.
///
/// # Errors
///
/// When git is not there, or refuses.
pub fn git(folder: &Path, arguments: &[&str]) -> Result<String, String> {
    let output = Command::new("git").args(arguments).current_dir(folder).output();
    let output = output.map_err(|error| error.to_string())?;
    if !output.status.success() {
        let said = String::from_utf8_lossy(&output.stderr);
        return Err(said.trim().trim_start_matches("fatal: ").to_owned());
    }
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// A file of a revision, by its name from the folder; `:3` is a side of a conflict.
pub fn file(folder: &Path, revision: &str, name: &str) -> Option<String> {
    git(folder, &["show", &format!("{revision}:./{name}")]).ok()
}

/// The locks in a revision, by their names from the folder: files that end in `.lock`, but Cargo's.
///
/// # Errors
///
/// When there is no such revision.
pub fn locks(folder: &Path, revision: &str) -> Result<Vec<String>, String> {
    let listed = git(folder, &["ls-tree", "-r", "--name-only", revision, "--", "."])?;
    let is_lock = |name: &&str| {
        let path = Path::new(name);
        let lock = path.extension().is_some_and(|extension| extension == "lock");
        lock && !path.ends_with("Cargo.lock")
    };
    Ok(listed.lines().filter(is_lock).map(str::to_owned).collect())
}
