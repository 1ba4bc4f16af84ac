//! Versions in the source of a package: where each stands, what it says, and which comes from which.
//!
//! [`Sources`] reads the module trees, [`resolve`](Sources::resolve) follows a path as the compiler would as far as the text
//! goes, [`Catalog`] has the versions in chains. Absent on purpose: what macros write, and what `cfg` decides; modules behind
//! `#[cfg(test)]` are passed over, all others are read.

mod alias;
mod calls;
mod catalog;
mod file;
mod resolve;
mod tree;
mod uses;
mod version;
mod words;

pub(crate) use alias::names_itself;
pub use alias::{Alias, AliasForm};
pub use calls::Call;
pub use catalog::{Catalog, Chain, VersionId};
pub use file::SourceFile;
pub use resolve::{Definition, Ignored, type_paths};
pub(crate) use resolve::{bare_range, private_keyword};
pub use tree::{Body, FileId, Module, ModuleId, Sources};
pub use uses::{Brings, Leaf};
pub use version::{TypeItem, VersionType};
pub use words::{Word, Words};
