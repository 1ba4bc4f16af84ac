//! All that a command changes on disk.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use serde::Serialize;

use crate::edit::dirty;
use crate::error::{Problem, Result};

/// The files that a command writes, each as a whole.
#[derive(Debug, Default)]
pub struct ChangeSet {
    files: BTreeMap<PathBuf, File>,
    before: Vec<(PathBuf, Option<String>)>,
}

#[derive(Debug)]
enum File {
    Edited(String),
    Created(String),
}

/// A file that was written.
#[derive(Debug, Clone, Serialize, PartialEq, Eq)]
pub struct Written {
    /// Where.
    pub path: String,
    /// `edited` or `created`.
    pub action: &'static str,
}

impl ChangeSet {
    /// A file that is there gets another text.
    pub fn edit(&mut self, path: PathBuf, text: String) {
        self.files.insert(path, File::Edited(text));
    }

    /// A file that is not there yet.
    pub fn create(&mut self, path: PathBuf, text: String) {
        self.files.insert(path, File::Created(text));
    }

    /// Whether there is nothing to write.
    pub fn is_empty(&self) -> bool {
        self.files.is_empty()
    }

    /// What would be written, in order of paths.
    pub fn texts(&self) -> impl Iterator<Item = (&Path, &str)> {
        self.files.iter().map(|(path, file)| match file {
            File::Edited(text) | File::Created(text) => (path.as_path(), text.as_str()),
        })
    }

    /// Checks all files, then writes all.
    ///
    /// # Errors
    ///
    /// When a file has uncommitted changes (unless `allow_dirty`), is in the way, would be no Rust, or cannot be written.
    pub fn write(&mut self, allow_dirty: bool) -> Result<Vec<Written>> {
        self.check(allow_dirty)?;
        let before = self.files.keys().map(|path| (path.clone(), fs::read_to_string(path).ok()));
        self.before = before.collect();
        let mut done: Vec<PathBuf> = Vec::new();
        for (path, text) in self.texts() {
            replace(path, text).map_err(|source| Problem::Write {
                path: path.to_owned(),
                done: done.clone(),
                source,
            })?;
            done.push(path.to_owned());
        }
        Ok(self.written())
    }

    /// Puts everything back as it was before [`write`](Self::write).
    ///
    /// # Errors
    ///
    /// When a file cannot be written.
    pub fn undo(&self) -> Result<()> {
        for (path, before) in &self.before {
            let undone = match before {
                Some(text) => replace(path, text),
                None => fs::remove_file(path),
            };
            undone.map_err(|source| Problem::Write {
                path: path.clone(),
                done: Vec::new(),
                source,
            })?;
        }
        Ok(())
    }

    fn check(&self, allow_dirty: bool) -> Result<()> {
        for (path, file) in &self.files {
            if matches!(file, File::Created(_)) && path.exists() {
                return Err(Problem::Exists { path: path.clone() }.into());
            }
        }
        for (path, text) in self.texts() {
            if path.extension().is_some_and(|extension| extension == "rs") {
                syn::parse_file(text)
                    .map_err(|source| Problem::Spoiled { path: path.to_owned(), source })?;
            }
        }
        let edited = self.files.iter().filter(|(_, file)| matches!(file, File::Edited(_)));
        let dirty = dirty(&edited.map(|(path, _)| path.as_path()).collect::<Vec<_>>());
        if !allow_dirty && !dirty.is_empty() {
            return Err(Problem::Dirty { files: dirty }.into());
        }
        Ok(())
    }

    /// What is written, or will be.
    pub fn written(&self) -> Vec<Written> {
        let action = |file: &File| match file {
            File::Edited(_) => "edited",
            File::Created(_) => "created",
        };
        self.files
            .iter()
            .map(|(path, file)| Written { path: path.display().to_string(), action: action(file) })
            .collect()
    }
}

/// Puts a whole file in the place of another, so that a reader sees the one or the other.
fn replace(path: &Path, text: &str) -> io::Result<()> {
    // A link stays one: what it points at is replaced.
    let path = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let folder = path.parent().unwrap_or(Path::new("."));
    fs::create_dir_all(folder)?;
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let beside = folder.join(format!(".{name}.{}.new", std::process::id()));
    let written = fs::write(&beside, text)
        .and_then(|()| match fs::metadata(&path) {
            Ok(old) => fs::set_permissions(&beside, old.permissions()),
            Err(_) => Ok(()),
        })
        .and_then(|()| fs::rename(&beside, &path));
    if written.is_err() {
        // What failed is reported; a leftover would only add to it.
        let _ = fs::remove_file(&beside);
    }
    written
}
