//! What `adopt` has done.

use std::fmt;
use std::path::Path;

use serde::Serialize;

use crate::edit::Written;
use crate::error::near;
use crate::locks::LockedEntity;

/// What `adopt` has done.
#[derive(Debug, Serialize)]
pub struct Adopted {
    /// The types that are version 1 of an entity now.
    pub entities: Vec<AdoptedEntity>,
    /// The types inside them.
    pub shapes: Vec<String>,
    /// Their locks.
    pub locks: Vec<LockedEntity>,
    /// The folder of recorded fixtures.
    pub fixtures: Option<String>,
    /// The files that were written, but for the fixtures.
    pub files: Vec<Written>,
    /// What a person should know of.
    pub notes: Vec<String>,
}

/// A type that is version 1 of an entity now.
#[derive(Debug, Serialize)]
pub struct AdoptedEntity {
    /// The entity.
    pub entity: String,
    /// The type.
    #[serde(rename = "type")]
    pub path: String,
}

impl fmt::Display for Adopted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for AdoptedEntity { entity, path } in &self.entities {
            writeln!(f, "{entity}: {path} is version 1; records without a version are read as it")?;
        }
        for Written { path, action } in &self.files {
            writeln!(f, "  {action:<7}  {}", near(Path::new(path)))?;
        }
        if let Some(folder) = &self.fixtures {
            writeln!(f, "  recorded {folder}: add records from production, and never change them")?;
        }
        for note in &self.notes {
            writeln!(f, "note: {note}")?;
        }
        writeln!(
            f,
            "next: commit it; read records with `heirloom::json::from_slice`, write them with `heirloom::json::to_vec`"
        )
    }
}
