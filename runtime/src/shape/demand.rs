//! What a version demands of its neighbour, and how it says that it does not hold.

use crate::shape::bytes::Short;
use crate::shape::canon::{print, write};
use crate::shape::differ::{Difference, difference};
use crate::shape::graph::Graph;
use crate::shape::reads::{Verdict, reads};
use crate::version::Version;

/// What has to hold between a version and the one before it.
#[doc(hidden)]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Demand {
    /// What the number says: a minor version demands `Full`, a patch version an equal shape.
    Number,
    /// Each reads what the other writes.
    Full,
    /// The new type reads what the old one writes.
    Backward,
    /// The old type reads what the new one writes.
    Forward,
    /// Nothing, whatever the number says.
    None,
}

/// Room for the text of a shape of which an equal one is demanded.
const ROOM: usize = 64 * 1024;

/// Holds a version to what it demands.
///
/// # Panics
///
/// While compiling, with what does not hold, where, and what to do.
#[doc(hidden)]
#[track_caller]
pub const fn demand(
    name: &str,
    demand: Demand,
    (old_version, old): (Version, Graph),
    (new_version, new): (Version, Graph),
) {
    let (old_major, old_minor, _) = old_version.parts();
    let (new_major, new_minor, _) = new_version.parts();
    let minor = matches!(demand, Demand::Number) && old_major == new_major;
    if minor && old_minor == new_minor {
        same_shape(name, (old_version, old), (new_version, new));
        return;
    }
    let mut text = Short::<4096>::new();
    if minor || matches!(demand, Demand::Full | Demand::Backward) {
        breaches(name, (old_version, old), (new_version, new), &mut text);
    }
    if minor || matches!(demand, Demand::Full | Demand::Forward) {
        breaches(name, (new_version, new), (old_version, old), &mut text);
    }
    if text.is_empty() {
        return;
    }
    if minor {
        text.push("\nhelp: a minor version is read by the program before it, and reads what that wrote; mend this, or make it version ");
        text.push_number(old_major as u64 + 1);
    }
    panic!("{}", text.text());
}

const fn breaches(
    name: &str,
    (written, writer): (Version, Graph),
    (read, reader): (Version, Graph),
    text: &mut Short<4096>,
) {
    let reading = reads(writer, reader);
    let verdict = reading.verdict();
    if verdict.is_read() {
        return;
    }
    let mut beginning = Short::<256>::new();
    beginning.push(name);
    beginning.push(": v");
    push_version(read, &mut beginning);
    beginning.push(match verdict {
        Verdict::Unknown => " may not read records written by v",
        _ => " cannot read records written by v",
    });
    push_version(written, &mut beginning);
    beginning.push(": ");
    if !text.is_empty() {
        text.push("\n");
    }
    reading.write(verdict, beginning.text(), text);
}

/// A version as people write it.
pub(crate) const fn push_version<const N: usize>(version: Version, text: &mut Short<N>) {
    let (major, minor, patch) = version.parts();
    text.push_number(major as u64);
    if minor != 0 || patch != 0 {
        text.push(".");
        text.push_number(minor as u64);
    }
    if patch != 0 {
        text.push(".");
        text.push_number(patch as u64);
    }
}

#[track_caller]
const fn same_shape(
    name: &str,
    (old_version, old): (Version, Graph),
    (new_version, new): (Version, Graph),
) {
    let equal = match (print(old), print(new)) {
        (Some(one), Some(other)) => one == other,
        _ => false,
    };
    if equal {
        return;
    }
    let (mut one, mut other) = ([0; ROOM], [0; ROOM]);
    let (one, other) = match (write(old, &mut one), write(new, &mut other)) {
        (Some(len), Some(there)) => (part(&one, len), part(&other, there)),
        _ => panic!(
            "{}",
            "the shape of a patch version has more than 64 KiB of text and cannot be compared; make it a minor version"
        ),
    };
    let Some(found) = difference(one, other) else { return };
    let mut text = Short::<1024>::new();
    text.push(name);
    text.push(": v");
    push_version(new_version, &mut text);
    text.push(" is a patch of v");
    push_version(old_version, &mut text);
    text.push(" and has another shape: ");
    write_difference(&found, "was", "is", &mut text);
    text.push("\nhelp: a patch repairs values; make it version ");
    let (major, minor, _) = new_version.parts();
    text.push_number(major as u64);
    text.push(".");
    text.push_number(minor as u64 + 1);
    text.push(" if old and new programs read both, and version ");
    text.push_number(major as u64 + 1);
    text.push(" otherwise");
    panic!("{}", text.text());
}

pub(crate) const fn part(bytes: &[u8], len: usize) -> &str {
    match std::str::from_utf8(bytes.split_at(len).0) {
        Ok(text) => text,
        Err(_) => panic!("the text of a shape is text"),
    }
}

/// `.address.zip`: was this line, is that line.
pub(crate) const fn write_difference<const N: usize>(
    found: &Difference<'_>,
    before: &str,
    after: &str,
    text: &mut Short<N>,
) {
    if !found.path.is_empty() {
        text.push(found.path.text());
        text.push(": ");
    }
    side(found.left, before, text);
    text.push(", ");
    side(found.right, after, text);
}

const fn side<const N: usize>(line: Option<&str>, word: &str, text: &mut Short<N>) {
    text.push(word);
    match line {
        Some(line) => {
            text.push(" `");
            text.push(line);
            text.push("`");
        }
        None => text.push(" not there"),
    }
}
