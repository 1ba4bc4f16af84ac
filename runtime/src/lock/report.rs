//! What only the compiler knows of a chain, for the command line.

use std::path::Path;
use std::{env, fs, io};

use serde_json::{Value, json};

use crate::chain::{Direction, History, Loss, Migrate, Treatment};
use crate::shape::Reading;

/// Writes what is known of the chain into the folder that `HEIRLOOM_REPORT` names.
///
/// # Errors
///
/// When the file cannot be written.
#[doc(hidden)]
pub fn report<T: Migrate>(lock: &str) -> io::Result<()> {
    let Some(folder) = env::var_os("HEIRLOOM_REPORT") else { return Ok(()) };
    let newest = T::HISTORY;
    let versions: Vec<Value> =
        std::iter::successors(Some(newest), |version| version.older()).map(version).collect();
    let oldest = std::iter::successors(Some(newest), |version| version.older()).last();
    let report = json!({
        "format": 1,
        "entity": T::ENTITY,
        "lock": lock,
        "last_reader": oldest.and_then(History::last_reader),
        "versions": versions,
    });
    let name: String = T::ENTITY
        .chars()
        .map(|c| if c.is_ascii_alphanumeric() || c == '-' || c == '_' { c } else { '_' })
        .collect();
    fs::create_dir_all(&folder)?;
    fs::write(Path::new(&folder).join(name + ".json"), format!("{report:#}\n"))
}

fn version(version: &'static History) -> Value {
    let losses = version.losses();
    json!({
        "version": version.version().to_string(),
        "type": version.type_name(),
        "shape": version.shape().to_string(),
        "losses": losses.as_ref().map(|step| step.losses.iter().map(loss).collect::<Vec<_>>()).unwrap_or_default(),
        "one_way": losses.and_then(|step| step.one_way),
        "backward": version.backward().as_ref().map(reading),
        "forward": version.forward().as_ref().map(reading),
    })
}

fn loss(loss: &Loss) -> Value {
    let (treatment, reason) = match loss.treatment {
        Treatment::Kept => ("kept", None),
        Treatment::Replaced => ("replaced", None),
        Treatment::Removed => ("removed", None),
        Treatment::Computed => ("computed", None),
        Treatment::Refused => ("refused", None),
        Treatment::Accepted(why) => ("accepted", Some(why)),
    };
    let direction = match loss.direction {
        Direction::Up => "up",
        Direction::Down => "down",
    };
    json!({ "direction": direction, "path": loss.at, "treatment": treatment, "reason": reason })
}

fn reading(reading: &Reading) -> Value {
    let findings: Vec<Value> = reading
        .findings()
        .map(|finding| {
            json!({
                "verdict": finding.verdict().as_str(),
                "path": finding.path(),
                "reason": finding.reason().to_string(),
            })
        })
        .collect();
    json!({ "verdict": reading.verdict().as_str(), "findings": findings })
}
