//! What a lock says of a version.

use heirloom::lock::Entry;

use crate::error::{Problem, Result};
use crate::report::{Reading, Reported};

/// The entry of a version.
///
/// # Errors
///
/// When it has a member of which nobody knows how it is written: the compiler would refuse the lock.
pub fn entry(entity: &str, version: &Reported, release: Option<&str>) -> Result<Entry> {
    if let Some(member) = shapeless(&version.shape) {
        return Err(Problem::Shapeless {
            entity: entity.to_owned(),
            version: version.version.to_string(),
            member,
        }
        .into());
    }
    let mut entry = Entry::new(version.version, &version.shape);
    entry.facts.extend(release.map(|name| format!("release {}", one_line(name))));
    entry.facts.extend(facts(version));
    Ok(entry)
}

/// The path of the first member of which nobody knows how it is written, and its type.
fn shapeless(shape: &str) -> Option<String> {
    let mut path: Vec<(usize, &str)> = Vec::new();
    for line in shape.lines() {
        let depth = line.len() - line.trim_start().len();
        let line = line.trim();
        let (name, form) = line.split_once(": ").unwrap_or(("", line));
        path.retain(|(other, _)| *other < depth);
        path.push((depth, name));
        if is_shapeless(form) {
            let names: Vec<_> =
                path.iter().map(|(_, name)| *name).filter(|name| !name.is_empty()).collect();
            return Some(if names.is_empty() {
                form.to_owned()
            } else {
                format!("{}: {form}", names.join("."))
            });
        }
    }
    None
}

/// `list of unknown "Money"`, but not an enum's variant that is called so.
fn is_shapeless(form: &str) -> bool {
    ["unknown \"", "unseen \""].iter().any(|word| {
        let found = form.match_indices(word);
        found.map(|(at, _)| &form[..at]).any(|before| {
            before.matches('"').count() % 2 == 0 && (before.is_empty() || before.ends_with(' '))
        })
    })
}

/// For people: what the step to it loses and breaks.
fn facts(version: &Reported) -> Vec<String> {
    let mut facts = Vec::new();
    for loss in &version.losses {
        let reason = loss.reason.as_ref().map(|reason| format!(" \"{}\"", one_line(reason)));
        let reason = reason.unwrap_or_default();
        facts.push(format!("loss {} {} {}{reason}", loss.direction, loss.path, loss.treatment));
    }
    facts.extend(version.one_way.as_ref().map(|why| format!("one_way \"{}\"", one_line(why))));
    facts.extend(verdict("backward", version.backward.as_ref()));
    facts.extend(verdict("forward", version.forward.as_ref()));
    facts
}

fn verdict(way: &str, reading: Option<&Reading>) -> Vec<String> {
    let Some(reading) = reading else { return Vec::new() };
    if reading.findings.is_empty() {
        return vec![format!("{way} {}", reading.verdict)];
    }
    let findings = reading.findings.iter().map(|finding| {
        let (path, reason) = (&finding.path, one_line(&finding.reason));
        format!("{way} {} {path}: {reason}", finding.verdict)
    });
    findings.collect()
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_member_without_a_shape_is_found_by_its_path() {
        let shape = "struct\n  a: string\n  b: list of struct\n    c: option unknown \"Money\"\n";
        assert_eq!(shapeless(shape).as_deref(), Some("b.c: option unknown \"Money\""));
        assert_eq!(shapeless("unseen \"Body\"\n").as_deref(), Some("unseen \"Body\""));
        assert_eq!(shapeless("struct\n  \"unknown \\\"x\": string\n  y: \"an unknown \"\n"), None);
    }
}
