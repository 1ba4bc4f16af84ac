//! From any version of the format to any other.
//!
//! The type to read a notebook as has to be chosen while compiling, and which one is right is only
//! known when the file is open: the newer of the version it has and the version it shall have. A
//! notebook never passes through a version outside of these two, where it might have no valid form
//! or lose something; one that already is what it shall be passes through nothing.

use heirloom::{Migrate, Pure, Version, chain, json};

use crate::{
    format::{v3_0, v4_0, v4_1, v4_2, v4_3, v4_4, v4_5},
    refusal::Refusal,
};

/// The newest notebook that this program knows.
pub type Notebook = v4_5::Notebook;

/// Something to be done with the type of one version.
pub trait Action {
    type Output;

    fn with<T: Pure>(self) -> Self::Output;
}

/// Does it with the type of a version that is only known now.
pub fn with_type_of<A: Action>(version: Version, action: A) -> A::Output {
    match version {
        v3_0::Notebook::VERSION => action.with::<v3_0::Notebook>(),
        v4_0::Notebook::VERSION => action.with::<v4_0::Notebook>(),
        v4_1::Notebook::VERSION => action.with::<v4_1::Notebook>(),
        v4_2::Notebook::VERSION => action.with::<v4_2::Notebook>(),
        v4_3::Notebook::VERSION => action.with::<v4_3::Notebook>(),
        v4_4::Notebook::VERSION => action.with::<v4_4::Notebook>(),
        // Also for a version that is none of these: this one says best what is wrong with it.
        _ => action.with::<v4_5::Notebook>(),
    }
}

/// The notebook at the version asked for.
pub fn convert(text: &str, to: Version) -> Result<String, Refusal> {
    let stored = json::version_of::<Notebook>(text)?;
    with_type_of(stored.max(to), Convert { text, to })
}

/// Reads any version up to that of the type, and writes any version down from it.
struct Convert<'a> {
    text: &'a str,
    to: Version,
}

impl Action for Convert<'_> {
    type Output = Result<String, Refusal>;

    fn with<T: Pure>(self) -> Self::Output {
        let notebook: T = json::from_str(self.text)?;
        Ok(json::to_string_at(notebook, self.to)?)
    }
}

/// Reads a version from the command line.
pub fn target(text: &str) -> Result<Version, String> {
    let version = text.parse().map_err(|error| format!("{error}"))?;
    let known = chain::versions::<Notebook>();
    if known.contains(&version) {
        return Ok(version);
    }
    let known: Vec<String> = known.into_iter().map(in_full).collect();
    Err(format!("the format has the versions {}", known.join(", ")))
}

/// The version with its minor, as people write it for notebooks: `3.0`.
pub fn in_full(version: Version) -> String {
    let (major, minor, _) = version.parts();
    format!("{major}.{minor}")
}
