//! Which files have changes that git does not have yet.

use std::path::{Path, PathBuf};
use std::process::Command;

/// The files with changes that are not committed. Outside of git, and without git, there are none.
pub fn dirty(files: &[&Path]) -> Vec<PathBuf> {
    files.iter().filter(|file| is_dirty(file)).map(|file| (*file).to_owned()).collect()
}

fn is_dirty(file: &Path) -> bool {
    let folder = match file.parent() {
        Some(folder) if folder != Path::new("") => folder,
        _ => Path::new("."),
    };
    let Some(name) = file.file_name() else { return false };
    let status = Command::new("git")
        .args(["status", "--porcelain", "--"])
        // As a name, not as a pattern.
        .arg(Path::new(".").join(name))
        .env("GIT_LITERAL_PATHSPECS", "1")
        .current_dir(folder)
        .output();
    status.is_ok_and(|output| output.status.success() && !output.stdout.is_empty())
}
