//! A report, read from its file.

use std::fmt;
use std::fs;
use std::path::Path;

use heirloom::Version;
use serde::{Deserialize, Deserializer, Serialize, de};

use crate::error::{Problem, Result};

/// The newest format that this program knows.
const FORMAT: u32 = 1;

/// What the compiler knows of an entity.
#[derive(Debug, Clone, Deserialize, PartialEq, Eq)]
pub struct Report {
    /// Its name.
    pub entity: String,
    /// The file of its lock, from the folder of the package.
    pub lock: String,
    /// The program that still read what is older than the oldest version.
    pub last_reader: Option<String>,
    /// Its versions, newest first.
    pub versions: Vec<Reported>,
}

/// What the compiler knows of a version.
#[derive(Debug, Clone, Deserialize, PartialEq, Eq)]
pub struct Reported {
    /// Its number.
    #[serde(deserialize_with = "version")]
    pub version: Version,
    /// The path of its type.
    #[serde(rename = "type")]
    pub path: String,
    /// The text of its shape.
    pub shape: String,
    /// What the step to it loses.
    pub losses: Vec<Loss>,
    /// Why there is no way back.
    pub one_way: Option<String>,
    /// Whether it reads what the version before it writes; `None` for the oldest.
    pub backward: Option<Reading>,
    /// Whether the version before it reads what it writes; `None` for the oldest.
    pub forward: Option<Reading>,
}

/// What a step loses.
#[derive(Debug, Clone, Deserialize, Serialize, PartialEq, Eq)]
pub struct Loss {
    /// `up` or `down`.
    pub direction: String,
    /// Where.
    pub path: String,
    /// What becomes of it: `kept`, `replaced`, `removed`, `computed`, `refused`, `accepted`.
    pub treatment: String,
    /// Why it is lost, where that was said.
    pub reason: Option<String>,
}

/// Whether one version reads what another writes.
#[derive(Debug, Clone, Deserialize, Serialize, PartialEq, Eq)]
pub struct Reading {
    /// In short.
    pub verdict: Verdict,
    /// Why it is no plain yes.
    pub findings: Vec<Finding>,
}

/// One reason.
#[derive(Debug, Clone, Deserialize, Serialize, PartialEq, Eq)]
pub struct Finding {
    /// What it makes of the whole.
    pub verdict: Verdict,
    /// Where.
    pub path: String,
    /// What.
    pub reason: String,
}

/// The short answer.
#[derive(Debug, Clone, Copy, Deserialize, Serialize, PartialEq, Eq, PartialOrd, Ord)]
#[serde(rename_all = "lowercase")]
pub enum Verdict {
    /// All is read, and nothing is lost.
    Yes,
    /// All is read, and something is lost.
    Loss,
    /// Nobody knows.
    Unknown,
    /// Something is refused.
    No,
}

impl Verdict {
    /// Whether all is read.
    pub fn holds(self) -> bool {
        matches!(self, Self::Yes | Self::Loss)
    }
}

impl fmt::Display for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Yes => "yes",
            Self::Loss => "loss",
            Self::Unknown => "unknown",
            Self::No => "no",
        })
    }
}

/// All reports in a folder, in order of entities.
///
/// # Errors
///
/// When one cannot be read, or is of a newer format.
pub fn read(folder: &Path) -> Result<Vec<Report>> {
    let unreadable = |source| Problem::Read { path: folder.to_owned(), source };
    let mut reports = Vec::new();
    for entry in fs::read_dir(folder).map_err(unreadable)? {
        let path = entry.map_err(unreadable)?.path();
        if path.extension().is_some_and(|extension| extension == "json") {
            reports.push(file(&path)?);
        }
    }
    reports.sort_by(|a, b| a.entity.cmp(&b.entity));
    Ok(reports)
}

fn file(path: &Path) -> Result<Report> {
    #[derive(Deserialize)]
    struct Format {
        format: u32,
    }
    let text = fs::read(path).map_err(|source| Problem::Read { path: path.to_owned(), source })?;
    let json = |source| Problem::Json { path: path.to_owned(), source };
    let Format { format } = serde_json::from_slice(&text).map_err(json)?;
    if format > FORMAT {
        return Err(Problem::NewerReport { path: path.to_owned(), format }.into());
    }
    Ok(serde_json::from_slice(&text).map_err(json)?)
}

fn version<'de, D: Deserializer<'de>>(deserializer: D) -> std::result::Result<Version, D::Error> {
    String::deserialize(deserializer)?.parse().map_err(de::Error::custom)
}

#[cfg(test)]
mod tests {
    use super::*;

    const REPORT: &str = r#"{"format": 1, "entity": "user", "lock": "heirloom/user.lock", "last_reader": null, "versions": [
        {"version": "2.1", "type": "app::v2::User", "shape": "struct\n  email: string\n",
         "losses": [{"direction": "up", "path": "fax", "treatment": "kept", "reason": null}], "one_way": null,
         "backward": {"verdict": "no", "findings": [{"verdict": "no", "path": ".status", "reason": "required"}]},
         "forward": {"verdict": "loss", "findings": []}},
        {"version": "1", "type": "app::v1::User", "shape": "struct\n", "losses": [], "one_way": null,
         "backward": null, "forward": null}]}"#;

    #[test]
    fn a_report_is_read_and_a_newer_one_refused() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("user.json"), REPORT).unwrap();
        fs::write(folder.path().join("other.txt"), "").unwrap();
        let reports = read(folder.path()).unwrap();
        assert_eq!(reports[0].versions[0].version, Version::new(2, 1, 0));
        assert_eq!(reports[0].versions[0].backward.as_ref().unwrap().verdict, Verdict::No);
        assert!(reports[0].versions[1].forward.is_none());

        let newer = REPORT.replace("\"format\": 1", "\"format\": 2");
        fs::write(folder.path().join("user.json"), newer).unwrap();
        let text = read(folder.path()).unwrap_err().to_string();
        assert!(text.contains("has format 2, and this program knows up to 1"), "{text}");
        fs::write(folder.path().join("user.json"), "{").unwrap();
        assert!(matches!(read(folder.path()).unwrap_err().problem(), Problem::Json { .. }));
    }
}
