//! The notebooks of a directory.

use std::{fmt, fs, io, path::Path};

use crate::{numbers, refusal::Refusal};

/// A file whose name says that it is a notebook.
#[derive(Debug)]
pub struct File {
    /// Its name in the directory. Bytes that are no text are replaced, so it may not lead back to
    /// the file.
    pub name: String,
    /// Its content, or why it has none.
    pub text: Result<String, Refusal>,
}

/// All notebooks of a directory, by name.
pub fn notebooks(dir: &Path) -> Result<Vec<File>, IntakeError> {
    let failed = |source| IntakeError { dir: dir.display().to_string(), source };
    let mut files = Vec::new();
    for entry in fs::read_dir(dir).map_err(failed)? {
        let entry = entry.map_err(failed)?;
        let path = entry.path();
        if path.extension().is_some_and(|extension| extension == "ipynb") {
            let name = entry.file_name().to_string_lossy().into_owned();
            files.push(File { name, text: read(&path) });
        }
    }
    if files.is_empty() {
        return Err(failed(io::Error::new(io::ErrorKind::NotFound, "it holds no `.ipynb` files")));
    }
    files.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(files)
}

fn read(path: &Path) -> Result<String, Refusal> {
    // Reading from a pipe that nobody writes to would never end.
    if !fs::metadata(path).map_err(Refusal::Unreadable)?.is_file() {
        return Err(Refusal::NotAFile);
    }
    if path.file_name().is_none_or(|name| name.to_str().is_none()) {
        let reason = io::Error::new(io::ErrorKind::InvalidFilename, "its name is not UTF-8 text");
        return Err(Refusal::Unreadable(reason));
    }
    let text = fs::read_to_string(path).map_err(Refusal::Unreadable)?;
    match numbers::inexact(&text) {
        Some(number) => Err(Refusal::LongNumber(number.to_owned())),
        None => Ok(text),
    }
}

/// A directory that cannot be listed, or has nothing in it.
#[derive(Debug)]
pub struct IntakeError {
    dir: String,
    source: io::Error,
}

impl fmt::Display for IntakeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "cannot take notebooks from {}", self.dir)
    }
}

impl std::error::Error for IntakeError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&self.source)
    }
}
