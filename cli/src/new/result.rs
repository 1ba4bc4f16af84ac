//! What `new` has done.

use std::fmt;
use std::path::Path;

use serde::Serialize;

use crate::edit::Written;
use crate::error::near;
use crate::new::layout::Home;
use crate::new::paths;
use crate::new::work::Work;

/// What `new` has done.
#[derive(Debug, Serialize)]
pub struct Started {
    /// The versions that were started, the one asked for first.
    pub versions: Vec<Version>,
    /// The files that were written.
    pub files: Vec<Written>,
    /// What a person should know of.
    pub notes: Vec<String>,
}

/// A version that was started.
#[derive(Debug, Serialize)]
pub struct Version {
    /// Its entity.
    pub entity: String,
    /// Its number.
    pub version: String,
    /// Its type: `crate::v3::User`.
    #[serde(rename = "type")]
    pub path: String,
    /// The type of the version before.
    pub from: String,
}

impl Started {
    pub(super) fn new(work: &Work<'_>, files: Vec<Written>) -> Self {
        let path = |spot: paths::Spot| {
            let parts = ["crate".to_owned()].into_iter().chain(spot.module).chain([spot.name]);
            parts.collect::<Vec<_>>().join("::")
        };
        let versions = work.births.iter().map(|birth| Version {
            entity: birth.entity.clone(),
            version: birth.old_number.parts().0.saturating_add(1).to_string(),
            path: path(work.reborn(birth.old)),
            from: path(work.frozen(birth.old)),
        });
        let mut notes = work.notes.clone();
        notes.extend(holders(work));
        Self { versions: versions.collect(), files, notes }
    }
}

/// The entities that hold one of the old versions in their latest, and go on doing so.
fn holders(work: &Work<'_>) -> Vec<String> {
    let catalog = work.catalog;
    let chains = catalog.chains().unwrap_or_default();
    let mut notes = Vec::new();
    for draft in &work.drafts {
        let name = catalog.version(*draft).path(catalog.sources);
        notes.push(format!("`{name}` has not shipped, and holds the new version itself"));
    }
    for birth in &work.births {
        for chain in &chains {
            let (number, latest) = chain.latest();
            let goes_on = work.birth_of(latest).is_none() && !work.drafts.contains(&latest);
            if goes_on && paths::holds(catalog, latest, birth.old) {
                notes.push(format!(
                    "`{}` version {number} holds `{}`, and goes on holding version {}; `--cascade` starts a version of it too",
                    chain.entity, birth.entity, birth.old_number
                ));
            }
        }
        if let Home::InPlace { frozen } = &birth.home {
            let version = catalog.version(birth.old);
            notes.push(format!(
                "`{}` is version {} now; what has to stay with version {} says `{frozen}`",
                version.name,
                birth.old_number.parts().0.saturating_add(1),
                birth.old_number
            ));
        }
    }
    notes
}

impl fmt::Display for Started {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for Version { entity, version, path, from } in &self.versions {
            writeln!(f, "{entity}: version {version} is {path}, a copy of {from}")?;
        }
        for Written { path, action } in &self.files {
            writeln!(f, "  {action:<7}  {}", near(Path::new(path)))?;
        }
        for note in &self.notes {
            writeln!(f, "note: {note}")?;
        }
        writeln!(f, "next: edit it, and `cargo check` says what is missing")
    }
}
