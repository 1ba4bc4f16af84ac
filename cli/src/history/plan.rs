//! `cargo heirloom plan`: the rollout of the newest step, in words.

use std::fmt;

use serde::Serialize;

use crate::arguments::Common;
use crate::error::Result;
use crate::history::{Rollout, Standing, standings};

/// The rollouts of the newest steps.
#[derive(Debug, Serialize)]
pub struct Plan {
    /// Each entity.
    pub entities: Vec<Planned>,
}

/// The rollout of the newest step of an entity.
#[derive(Debug, Serialize)]
pub struct Planned {
    /// The entity.
    pub entity: String,
    /// The version before.
    pub from: Option<String>,
    /// The newest version.
    pub version: String,
    /// In which order.
    pub rollout: Option<Rollout>,
    /// What to do, in order.
    pub steps: Vec<String>,
    /// Which of them, from 1, cannot be taken back.
    pub no_return: Option<usize>,
}

/// The rollout of the newest step.
///
/// # Errors
///
/// When an entity is not there or has no lock, or the package does not compile.
pub fn plan(entity: Option<&String>, common: &Common) -> Result<Plan> {
    let asked: Vec<String> = entity.into_iter().cloned().collect();
    Ok(Plan { entities: standings(&asked, common)?.iter().filter_map(planned).collect() })
}

fn planned(standing: &Standing) -> Option<Planned> {
    let entity = standing.report.entity.clone();
    let newest = standing.report.versions.first()?;
    let older = standing.report.versions.get(1);
    let rollout = Rollout::of(newest);
    let version = newest.version.to_string();
    let from = older.map(|older| older.version.to_string());
    let mut steps = Vec::new();
    if standing.drafts().iter().any(|draft| draft.version == newest.version) {
        steps.push(format!(
            "freeze it: `cargo heirloom freeze {entity} --release NAME`, and commit the lock"
        ));
    }
    let mut no_return = None;
    if let (Some(rollout), Some(old), Some(from)) = (rollout, older, &from) {
        let pin = format!("`heirloom::json::to_string_at(…, <{}>::VERSION)`", old.path);
        match rollout {
            Rollout::AnyOrder => {
                steps.push(format!("deploy; programs of version {from} and of version {version} read each other's records"));
            }
            Rollout::ReadersFirst => {
                steps.push(format!(
                    "deploy every program that reads, writing version {from} still: {pin}"
                ));
                steps.push(format!(
                    "when no program of version {from} is left, write version {version}"
                ));
            }
            Rollout::WritersFirst => {
                steps.push(format!("deploy every program that writes; programs of version {from} read what they write"));
                steps.push(format!("when all records are of version {version} (a bulk run), deploy what reads without heirloom"));
            }
            Rollout::ThroughPin => {
                steps.push(format!("deploy every program, each reading both and writing version {from} still: {pin}"));
                steps.push(format!(
                    "when no program without version {version} is left, write version {version}"
                ));
            }
        }
        // Before it every record is one that the older programs have written themselves, or read.
        no_return =
            (newest.one_way.is_some() || rollout != Rollout::AnyOrder).then_some(steps.len());
        steps.push(format!(
            "bring the records that lie there to version {version}, lazily or with a bulk run"
        ));
    }
    Some(Planned { entity, from, version, rollout, steps, no_return })
}

impl fmt::Display for Plan {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for Planned { entity, from, version, rollout, steps, no_return } in &self.entities {
            match (from, rollout) {
                (Some(from), Some(rollout)) => {
                    writeln!(f, "{entity}: from version {from} to {version}, {}", rollout.words())?;
                }
                _ => writeln!(
                    f,
                    "{entity}: version {version} is the first; there is nothing to roll out"
                )?,
            }
            for (at, step) in steps.iter().enumerate() {
                writeln!(f, "  {}. {step}", at + 1)?;
                if *no_return == Some(at + 1) {
                    writeln!(
                        f,
                        "     from here on older programs meet records that they do not read by themselves: the point of no return"
                    )?;
                }
            }
        }
        Ok(())
    }
}
