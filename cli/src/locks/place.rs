//! Which file is the lock of an entity.

use std::fs;
use std::path::{Path, PathBuf};

use heirloom::lock::Lock;

use crate::error::{Problem, Result};
use crate::git;
use crate::package::Package;
use crate::source::{Catalog, Chain};

/// A chain with a `lock!` line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tied {
    /// The file as the line names it.
    pub file: String,
    /// Where that is.
    pub path: PathBuf,
}

/// The lock of a chain, if a line ties one to it.
pub fn tied(catalog: &Catalog<'_>, package: &Package, chain: &Chain) -> Option<Tied> {
    let call = catalog.calls.iter().filter(|call| call.name == "lock").find(|call| {
        let of = catalog.resolve(call.module, &call.of);
        chain.versions.iter().any(|(_, id)| of == Some(*id))
    })?;
    let file = call.file.clone()?;
    let path = package.folder().join(&file);
    Some(Tied { file, path })
}

/// The lock of a chain that has to be there.
///
/// # Errors
///
/// When it cannot be read, or is gone although git has it.
pub fn lock_of(package: &Package, tied: &Tied) -> Result<Option<Lock>> {
    let lock = lock_at(&tied.path)?;
    if lock.is_none() && git::file(package.folder(), "HEAD", &tied.file).is_some() {
        return Err(Problem::Nothing {
            said: format!("{} is gone, and git has it", tied.file),
            help: format!(
                "take it back: `git checkout HEAD -- {}`; a new one would call shipped what never was",
                tied.file
            ),
        }
        .into());
    }
    Ok(lock)
}

/// `heirloom/user.lock`
pub fn file_name(entity: &str) -> String {
    let plain = |c: char| if c.is_ascii_alphanumeric() || c == '-' || c == '_' { c } else { '_' };
    format!("heirloom/{}.lock", entity.chars().map(plain).collect::<String>())
}

/// The lock in a file; `None` if there is no file.
///
/// # Errors
///
/// When it cannot be read, or is damaged.
pub fn lock_at(path: &Path) -> Result<Option<Lock>> {
    let text = match fs::read_to_string(path) {
        Ok(text) => text,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
        Err(source) => return Err(Problem::Read { path: path.to_owned(), source }.into()),
    };
    let damaged = |source| Problem::Lock { path: path.to_owned(), source };
    Ok(Some(text.parse().map_err(damaged)?))
}
