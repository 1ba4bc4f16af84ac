//! What stops a command. Nothing was written then.

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

/// What every fallible function of this package returns.
pub type Result<T> = std::result::Result<T, Error>;

/// Why a command stopped. Whatever it would have changed is as it was, unless the message says otherwise.
pub struct Error(Box<Problem>);

/// A place in a file, for people: `src/user.rs:12`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// The file.
    pub path: PathBuf,
    /// The line, from 1.
    pub line: usize,
}

/// What is wrong.
#[derive(Debug)]
#[non_exhaustive]
pub enum Problem {
    /// Cargo does not know the package.
    Metadata {
        /// What cargo says.
        said: String,
    },
    /// There is no package of that name.
    NoPackage {
        /// The name asked for.
        name: String,
        /// The packages that there are.
        known: Vec<String>,
    },
    /// A file cannot be read.
    Read {
        /// The file.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// A file cannot be written.
    Write {
        /// The file.
        path: PathBuf,
        /// Which files were replaced before it.
        done: Vec<PathBuf>,
        /// Why.
        source: io::Error,
    },
    /// Standard output cannot be written.
    Print {
        /// Why.
        source: io::Error,
    },
    /// A file is no JSON, or none of the form expected.
    Json {
        /// The file.
        path: PathBuf,
        /// Why.
        source: serde_json::Error,
    },
    /// A manifest is no TOML.
    Toml {
        /// The file.
        path: PathBuf,
        /// Why.
        source: toml_edit::TomlError,
    },
    /// A source file is no Rust.
    Syntax {
        /// Where.
        place: Place,
        /// Why.
        source: syn::Error,
    },
    /// A module has no file.
    NoModuleFile {
        /// Where it is declared.
        place: Place,
        /// Its name.
        module: String,
        /// Where the file would be.
        looked: Vec<PathBuf>,
    },
    /// No type names that entity.
    NoEntity {
        /// The name asked for.
        name: String,
        /// The entities that there are.
        known: Vec<String>,
        /// The one that may have been meant.
        near: Option<String>,
        /// Types whose `from` leads to no version that could be found, so that their entity is not known.
        loose: Vec<String>,
    },
    /// Two chains have one name.
    SameEntity {
        /// The name.
        name: String,
        /// Their first versions.
        places: Vec<Place>,
    },
    /// A version has two successors.
    Branch {
        /// The entity.
        entity: String,
        /// The version with two successors.
        older: String,
        /// The successors.
        newer: Vec<(String, Place)>,
    },
    /// Uncommitted changes would be lost among new ones.
    Dirty {
        /// The files that have some.
        files: Vec<PathBuf>,
    },
    /// A new file would replace one.
    Exists {
        /// The file.
        path: PathBuf,
    },
    /// The code is laid out in a way that cannot be continued.
    Layout {
        /// Where.
        place: Place,
        /// What is in the way.
        problem: String,
        /// What to do.
        help: String,
    },
    /// There is nothing to do.
    Nothing {
        /// Why.
        said: String,
        /// What to do.
        help: String,
    },
    /// The compiler has something to say first.
    Compiler {
        /// The package.
        package: String,
        /// What its tests said, if it compiles.
        said: String,
    },
    /// A lock cannot be read.
    Lock {
        /// The file.
        path: PathBuf,
        /// Why.
        source: heirloom::lock::LockError,
    },
    /// A version has a member of which nobody knows how it is written.
    Shapeless {
        /// The entity.
        entity: String,
        /// The version.
        version: String,
        /// The line of its shape.
        member: String,
    },
    /// A report of the compiler is of a newer format.
    NewerReport {
        /// The file.
        path: PathBuf,
        /// The format found.
        format: u32,
    },
    /// The text that this program put together is no Rust; an error of its own.
    Spoiled {
        /// The file that would have been written.
        path: PathBuf,
        /// Why.
        source: syn::Error,
    },
    /// An error of this program's own.
    Broken,
}

impl Error {
    /// What is wrong.
    pub fn problem(&self) -> &Problem {
        &self.0
    }
}

impl From<Problem> for Error {
    fn from(problem: Problem) -> Self {
        Self(Box::new(problem))
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.0, f)
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", near(&self.path), self.line)
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &*self.0 {
            Problem::Metadata { said } => write!(f, "cargo does not know this package: {said}"),
            Problem::NoPackage { name, known } => {
                write!(f, "there is no package `{name}`; the workspace has {}", listed(known))
            }
            Problem::Read { path, .. } => write!(f, "cannot read {}", near(path)),
            Problem::Write { path, done, .. } => {
                write!(f, "cannot write {}", near(path))?;
                if !done.is_empty() {
                    let done: Vec<_> = done.iter().map(|path| near(path).to_string()).collect();
                    write!(f, "; already replaced: {}", done.join(", "))?;
                }
                Ok(())
            }
            Problem::Print { .. } => f.write_str("cannot write to standard output"),
            Problem::Json { path, .. } => write!(f, "{} is not the JSON expected", near(path)),
            Problem::Toml { path, .. } => write!(f, "{} is no TOML", near(path)),
            Problem::Syntax { place, .. } => write!(f, "{place} is no Rust; make it compile first"),
            Problem::NoModuleFile { place, module, looked } => {
                let looked: Vec<_> = looked.iter().map(|path| near(path).to_string()).collect();
                write!(
                    f,
                    "{place}: module `{module}` has no file; looked for {}",
                    looked.join(" and ")
                )
            }
            Problem::NoEntity { name, known, near, loose } => {
                write!(f, "no type says `#[migrate(entity = \"{name}\", …)]`")?;
                match (near, known.is_empty()) {
                    (Some(near), _) => write!(f, "; did you mean `{near}`?")?,
                    (None, false) => write!(f, "; there are {}", listed(known))?,
                    (None, true) => f.write_str(
                        "; there is no entity at all: start with `cargo heirloom adopt FILE.rs`",
                    )?,
                }
                if !loose.is_empty() {
                    write!(
                        f,
                        "\nhelp: the version before these was not found: {}",
                        loose.join(", ")
                    )?;
                }
                Ok(())
            }
            Problem::SameEntity { name, places } => {
                write!(f, "two entities are called `{name}`: {}", joined(places))?;
                f.write_str("; name one of the packages with `--package`, or rename one of them")
            }
            Problem::Branch { entity, older, newer } => {
                let newer: Vec<_> =
                    newer.iter().map(|(name, place)| format!("`{name}` ({place})")).collect();
                write!(f, "`{entity}` has two versions after `{older}`: {}", newer.join(" and "))?;
                f.write_str("; a chain has one line: let one of them come `from` the other")
            }
            Problem::Dirty { files } => {
                let files: Vec<_> = files.iter().map(|path| near(path).to_string()).collect();
                write!(
                    f,
                    "uncommitted changes in {}; commit them, or add `--allow-dirty`",
                    files.join(", ")
                )
            }
            Problem::Exists { path } => {
                write!(f, "{} is there already; move it away, and try again", near(path))
            }
            Problem::Layout { place, problem, help } => write!(f, "{place}: {problem}; {help}"),
            Problem::Nothing { said, help } => write!(f, "{said}; {help}"),
            Problem::Compiler { package, said } => {
                write!(
                    f,
                    "`{package}` does not compile, or its tests fail: see above; mend it, and try again"
                )?;
                if said.is_empty() { Ok(()) } else { write!(f, "\n{said}") }
            }
            Problem::Lock { path, .. } => write!(f, "{} cannot be read", near(path)),
            Problem::Shapeless { entity, version, member } => write!(
                f,
                "`{entity}` version {version} has a member without a shape: `{member}`; derive `heirloom::Shape` for its type, \
                 or say what it is written as: `#[migrate(shape = String)]`, `#[migrate(shape = \"name\")]`"
            ),
            Problem::NewerReport { path, format } => write!(
                f,
                "{} has format {format}, and this program knows up to 1; install a newer one: cargo install cargo-heirloom",
                near(path)
            ),
            Problem::Spoiled { path, .. } => write!(
                f,
                "what would be written to {} is no Rust, so nothing was; this is a mistake of `cargo heirloom`: please report it",
                near(path)
            ),
            Problem::Broken => f.write_str(
                "this is a mistake of `cargo heirloom`: please report what stands above; `git status` shows what was written, if anything",
            ),
        }
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match &*self.0 {
            Problem::Read { source, .. }
            | Problem::Write { source, .. }
            | Problem::Print { source } => Some(source),
            Problem::Json { source, .. } => Some(source),
            Problem::Toml { source, .. } => Some(source),
            Problem::Lock { source, .. } => Some(source),
            Problem::Syntax { source, .. } | Problem::Spoiled { source, .. } => Some(source),
            _ => None,
        }
    }
}

/// A path as it is seen from the folder of the command, if it lies in it.
pub(crate) fn near(path: &Path) -> std::path::Display<'_> {
    let here = std::env::current_dir();
    let real = here.as_ref().ok().and_then(|here| here.canonicalize().ok());
    let strip = |here: &Path| path.strip_prefix(here).ok();
    let inside = here.ok().and_then(|here| strip(&here)).or_else(|| strip(&real?));
    inside.filter(|inside| *inside != Path::new("")).unwrap_or(path).display()
}

/// `` `a`, `b` and `c` ``
fn listed(names: &[String]) -> String {
    let quoted: Vec<_> = names.iter().map(|name| format!("`{name}`")).collect();
    match quoted.split_last() {
        None => "none".to_owned(),
        Some((only, [])) => only.clone(),
        Some((last, others)) => format!("{} and {last}", others.join(", ")),
    }
}

fn joined(places: &[Place]) -> String {
    places.iter().map(Place::to_string).collect::<Vec<_>>().join(" and ")
}
