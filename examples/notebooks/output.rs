//! The results, on disk.

use std::{
    error::Error,
    fmt, fs,
    io::{self, Write},
    path::{Path, PathBuf},
};

use heirloom::{Version, json};
use serde::Serialize;
use serde_json::{Value, ser::PrettyFormatter};
use tempfile::NamedTempFile;

use crate::{
    convert::{Notebook, convert, in_full},
    refusal::{Refusal, chain},
};

/// The directory for the results, made if it does not exist. It is never the directory that the
/// notebooks come from, since results bear the names of their sources.
pub fn directory(out: &Path, sources: &Path) -> Result<PathBuf, OutputError> {
    let failed = |source| OutputError::Io { path: out.into(), source };
    fs::create_dir_all(out).map_err(failed)?;
    let out = out.canonicalize().map_err(failed)?;
    if sources.canonicalize().is_ok_and(|sources| sources == out) {
        return Err(OutputError::SameDirectory(out));
    }
    Ok(out)
}

/// Writes a result, and reads it back from the disk.
///
/// The file appears under its name when it is complete, so that a run which is stopped leaves no
/// half of a notebook; and a link of that name is replaced, not followed to where it leads.
pub fn write(out: &Path, name: &str, text: &str) -> Result<String, OutputError> {
    let path = out.join(name);
    let written = pretty(text).and_then(|text| {
        let mut file = temporary_in(out)?;
        file.write_all(text.as_bytes())?;
        file.as_file().sync_all()?;
        file.persist(&path)?;
        fs::read_to_string(&path)
    });
    written.map_err(|source| OutputError::Io { path, source })
}

/// As Jupyter writes notebooks: sorted, and indented by one space, so that a version control system
/// shows what has changed and nothing else.
fn pretty(text: &str) -> io::Result<String> {
    let document: Value = serde_json::from_str(text)?;
    let mut bytes = Vec::with_capacity(text.len() * 2);
    document.serialize(&mut serde_json::Serializer::with_formatter(
        &mut bytes,
        PrettyFormatter::with_indent(b" "),
    ))?;
    bytes.push(b'\n');
    String::from_utf8(bytes).map_err(io::Error::other)
}

fn temporary_in(dir: &Path) -> io::Result<NamedTempFile> {
    let mut file = tempfile::Builder::new();
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        // Temporary files are private; a result is a file like any other.
        file.permissions(fs::Permissions::from_mode(0o666));
    }
    file.tempfile_in(dir)
}

/// Checks that a result is a notebook of the version asked for, and would be left alone by a second
/// run.
pub fn check(name: &str, text: &str, version: Version) -> Result<(), OutputError> {
    let fault = |fault| OutputError::Fault { name: name.to_owned(), fault };
    let of_refusal = |refusal: Refusal| fault(chain(&refusal));
    let found = json::version_of::<Notebook>(text).map_err(|error| of_refusal(error.into()))?;
    if found != version {
        return Err(fault(format!("it is of version {}", in_full(found))));
    }
    let again = convert(text, version).map_err(of_refusal)?;
    let same =
        serde_json::from_str::<Value>(text).ok() == serde_json::from_str::<Value>(&again).ok();
    if same { Ok(()) } else { Err(fault("a second run would change it".to_owned())) }
}

/// A result that could not be written, or is not what it should be.
#[derive(Debug)]
pub enum OutputError {
    SameDirectory(PathBuf),
    Io { path: PathBuf, source: io::Error },
    Fault { name: String, fault: String },
}

impl fmt::Display for OutputError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::SameDirectory(path) => write!(
                f,
                "the notebooks come from {}, and would be overwritten; choose another directory for --out",
                path.display()
            ),
            Self::Io { path, .. } => write!(f, "cannot write {}", path.display()),
            Self::Fault { name, fault } => write!(f, "the result for {name} is at fault: {fault}"),
        }
    }
}

impl Error for OutputError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::Io { source, .. } => Some(source),
            Self::SameDirectory(_) | Self::Fault { .. } => None,
        }
    }
}
