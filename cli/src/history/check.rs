//! `cargo heirloom check`: what has shipped is as it was.

use std::fmt;
use std::path::Path;

use heirloom::lock::{Entry, Lock};
use serde::Serialize;

use crate::arguments::Common;
use crate::error::{Problem, Result};
use crate::git;
use crate::history::{Standing, standings};
use crate::package;

/// What was found.
#[derive(Debug, Serialize)]
pub struct Checked {
    /// The revision that was compared with: the merge base.
    pub against: Option<String>,
    /// The entities whose code agrees with their lock.
    pub entities: Vec<String>,
    /// The drafts, as `user 3`.
    pub drafts: Vec<String>,
    /// What is wrong.
    pub findings: Vec<Wrong>,
}

/// Something that is wrong.
#[derive(Debug, Serialize, PartialEq, Eq)]
pub struct Wrong {
    /// The entity.
    pub entity: String,
    /// The version, if it is one.
    pub version: Option<String>,
    /// What.
    pub kind: Kind,
    /// What to do.
    pub help: String,
}

/// What is wrong.
#[derive(Debug, Clone, Copy, Serialize, PartialEq, Eq)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// Lock and code disagree, or the code does not compile.
    Disagrees,
    /// A lock is gone.
    LockRemoved,
    /// A lock cannot be read.
    LockDamaged,
    /// A version is gone from the lock.
    VersionRemoved,
    /// The shape of a version is another one.
    VersionEdited,
    /// A version that came since is not the newest.
    VersionInserted,
}

/// Lock against code, and lock against the lock of another revision.
///
/// # Errors
///
/// When there is no package, no entity with a lock, or no such revision. What is wrong is no error, but a finding.
pub fn check(against: Option<&String>, common: &Common) -> Result<Checked> {
    let mut checked =
        Checked { against: None, entities: Vec::new(), drafts: Vec::new(), findings: Vec::new() };
    match standings(&[], common) {
        Ok(all) => all.iter().for_each(|standing| checked.add(standing)),
        Err(error) => match error.problem() {
            Problem::Compiler { package, said } => checked.findings.push(Wrong {
                entity: package.clone(),
                version: None,
                kind: Kind::Disagrees,
                help: format!("the compiler says what to do, above\n{said}").trim_end().to_owned(),
            }),
            _ => return Err(error),
        },
    }
    if let Some(revision) = against {
        for package in package::select(common)? {
            let failed = |said: String| incomparable(revision, &said);
            let folder = package.folder();
            let base = git::git(folder, &["merge-base", revision, "HEAD"]).map_err(failed)?;
            let base = base.trim().to_owned();
            for name in git::locks(folder, &base).map_err(failed)? {
                let text = git::file(folder, &base, &name);
                // Other programs have locks too.
                if let Some(Ok(shipped)) = text.map(|text| text.parse::<Lock>()) {
                    checked.findings.extend(since(&folder.join(name), &shipped));
                }
            }
            checked.against = Some(base);
        }
    }
    Ok(checked)
}

impl Checked {
    fn add(&mut self, standing: &Standing) {
        let entity = &standing.report.entity;
        self.entities.push(entity.clone());
        let drafts = standing.drafts().iter().rev();
        self.drafts.extend(drafts.map(|draft| format!("{entity} {}", draft.version)));
    }
}

const BACK: &str = "take the file back from git";

/// What became of what had shipped.
fn since(path: &Path, shipped: &Lock) -> Vec<Wrong> {
    let wrong = |version: Option<&Entry>, kind, help: &str| Wrong {
        entity: shipped.entity.clone(),
        version: version.map(|entry| entry.version.to_string()),
        kind,
        help: help.to_owned(),
    };
    let Ok(text) = std::fs::read_to_string(path) else {
        return vec![wrong(None, Kind::LockRemoved, BACK)];
    };
    let now: Lock = match text.parse() {
        Ok(now) => now,
        Err(error) => return vec![wrong(None, Kind::LockDamaged, &format!("{error}"))],
    };
    let mut findings = Vec::new();
    for entry in &shipped.entries {
        match now.entries.iter().find(|other| other.version == entry.version) {
            None => findings.push(wrong(Some(entry), Kind::VersionRemoved, BACK)),
            Some(other) if other.shape != entry.shape => {
                findings.push(wrong(
                    Some(entry),
                    Kind::VersionEdited,
                    "take the file back from git, and start the next version: `cargo heirloom new`",
                ));
            }
            Some(_) => {}
        }
    }
    let newest = shipped.entries.first().map(|entry| entry.version);
    for entry in &now.entries {
        let is_new = shipped.entries.iter().all(|other| other.version != entry.version);
        if is_new && newest.is_some_and(|newest| entry.version.is_before(newest)) {
            findings.push(wrong(
                Some(entry),
                Kind::VersionInserted,
                "a new version comes after the newest: `cargo heirloom rebase`",
            ));
        }
    }
    findings
}

fn incomparable(revision: &str, said: &str) -> Problem {
    Problem::Nothing {
        said: format!("git cannot compare with `{revision}`: {said}"),
        help: "name a revision that is there: `git fetch`, in a shallow clone with its history"
            .to_owned(),
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Disagrees => "lock and code do not agree, or the code does not compile",
            Self::LockRemoved => "the lock is gone",
            Self::LockDamaged => "the lock cannot be read",
            Self::VersionRemoved => "has shipped, and is gone from the lock",
            Self::VersionEdited => "has shipped, and its shape in the lock was edited",
            Self::VersionInserted => "is new, and older than what has shipped",
        })
    }
}

impl fmt::Display for Checked {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for Wrong { entity, version, kind, help } in &self.findings {
            let version = version.as_ref().map(|version| format!(" version {version}"));
            writeln!(f, "{entity}{}: {kind}; {help}", version.unwrap_or_default())?;
        }
        if self.findings.is_empty() {
            writeln!(f, "lock and code agree: {}", self.entities.join(", "))?;
        }
        for draft in &self.drafts {
            writeln!(f, "draft: {draft}; `cargo heirloom freeze` before it ships")?;
        }
        Ok(())
    }
}
