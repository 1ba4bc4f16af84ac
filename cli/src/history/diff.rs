//! `cargo heirloom diff`: what a draft changes.

use std::fmt;

use serde::Serialize;

use crate::arguments::Common;
use crate::error::Result;
use crate::history::lines::{self, Line};
use crate::history::{Rollout, Standing, standings};
use crate::report::{Loss, Reading, Reported};

/// What the drafts change.
#[derive(Debug, Serialize)]
pub struct Diff {
    /// Each entity.
    pub entities: Vec<Changed>,
}

/// What the drafts of an entity change.
#[derive(Debug, Serialize)]
pub struct Changed {
    /// The entity.
    pub entity: String,
    /// The newest version that has shipped.
    pub shipped: Option<String>,
    /// A step for each draft, oldest first.
    pub drafts: Vec<Step>,
}

/// A step.
#[derive(Debug, Serialize)]
pub struct Step {
    /// The version before it.
    pub from: Option<String>,
    /// The version.
    pub version: String,
    /// Its shape against that of the version before.
    pub shape: Vec<Line>,
    /// What it loses.
    pub losses: Vec<Loss>,
    /// Why there is no way back.
    pub one_way: Option<String>,
    /// Whether it reads the version before.
    pub backward: Option<Reading>,
    /// Whether the version before reads it.
    pub forward: Option<Reading>,
    /// In which order it may be rolled out.
    pub rollout: Option<Rollout>,
}

/// What the drafts change.
///
/// # Errors
///
/// When an entity is not there or has no lock, or the package does not compile.
pub fn diff(entity: Option<&String>, common: &Common) -> Result<Diff> {
    let asked: Vec<String> = entity.into_iter().cloned().collect();
    Ok(Diff { entities: standings(&asked, common)?.iter().map(changed).collect() })
}

fn changed(standing: &Standing) -> Changed {
    let drafts = standing.drafts().len();
    let versions = &standing.report.versions;
    let steps = (0..drafts).rev().map(|at| step(&versions[at], versions.get(at + 1)));
    Changed {
        entity: standing.report.entity.clone(),
        shipped: standing.lock.entries.first().map(|entry| entry.version.to_string()),
        drafts: steps.collect(),
    }
}

fn step(new: &Reported, old: Option<&Reported>) -> Step {
    Step {
        from: old.map(|old| old.version.to_string()),
        version: new.version.to_string(),
        shape: lines::compare(old.map_or("", |old| &old.shape), &new.shape),
        losses: new.losses.clone(),
        one_way: new.one_way.clone(),
        backward: new.backward.clone(),
        forward: new.forward.clone(),
        rollout: Rollout::of(new),
    }
}

impl fmt::Display for Diff {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for Changed { entity, shipped, drafts } in &self.entities {
            if drafts.is_empty() {
                let shipped = shipped.as_deref().unwrap_or("none");
                writeln!(f, "{entity}: no draft; the newest version, {shipped}, has shipped")?;
            }
            for step in drafts {
                match &step.from {
                    Some(from) => writeln!(f, "{entity}: draft {} after {from}", step.version)?,
                    None => writeln!(f, "{entity}: draft {}", step.version)?,
                }
                write!(f, "{step}")?;
                writeln!(
                    f,
                    "  next      `cargo heirloom plan {entity}`, `cargo heirloom freeze {entity}`"
                )?;
            }
        }
        Ok(())
    }
}

impl fmt::Display for Step {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for Line { sign, text } in &self.shape {
            writeln!(f, "  {sign} {text}")?;
        }
        for loss in &self.losses {
            let reason = loss.reason.as_ref().map(|reason| format!(": {reason}"));
            let Loss { direction, path, treatment, .. } = loss;
            writeln!(
                f,
                "  loss      {direction:<4}  `{path}` is {treatment}{}",
                reason.unwrap_or_default()
            )?;
        }
        if let Some(why) = &self.one_way {
            writeln!(f, "  one way   {why}")?;
        }
        for (way, reading) in [("backward", &self.backward), ("forward", &self.forward)] {
            let Some(reading) = reading else { continue };
            writeln!(f, "  {way:<8}  {}", reading.verdict)?;
            for finding in &reading.findings {
                writeln!(
                    f,
                    "            {:<7}  {}: {}",
                    finding.verdict.to_string(),
                    finding.path,
                    finding.reason
                )?;
            }
        }
        if let Some(rollout) = self.rollout {
            writeln!(f, "  rollout   {}", rollout.words())?;
        }
        Ok(())
    }
}
