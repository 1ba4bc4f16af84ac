//! A chain held to its lock, while compiling.

use crate::chain::{History, Migrate};
use crate::shape::bytes::{Short, same};
use crate::shape::canon::{print, write};
use crate::shape::demand::{part, push_version, write_difference};
use crate::shape::differ::difference;
use crate::version::Version;

/// Room for the text of a shape.
const ROOM: usize = 128 * 1024;

/// A lock, as [`lock!`](crate::lock!) read it.
#[doc(hidden)]
#[derive(Debug, Clone, Copy)]
pub struct Frozen {
    /// The file.
    pub file: &'static str,
    /// The entity.
    pub entity: &'static str,
    /// Its shipped versions, newest first.
    pub versions: &'static [FrozenVersion],
}

/// A shipped version.
#[doc(hidden)]
#[derive(Debug, Clone, Copy)]
pub struct FrozenVersion {
    /// The version.
    pub version: Version,
    /// The print of the text of its shape, by `Printed`.
    pub print: u64,
    /// The text of its shape.
    pub shape: &'static str,
}

/// Holds the chain of `T` to its lock.
///
/// # Panics
///
/// While compiling, with what differs, and what to do.
#[doc(hidden)]
#[track_caller]
pub const fn held<T: Migrate>(lock: Frozen) {
    if T::ENTITY.is_empty() {
        return; // the derive has reported it
    }
    if !same(lock.entity, T::ENTITY) {
        let mut message = Short::<1024>::new();
        message.push(lock.file);
        message.push(" is the lock of `");
        message.push(lock.entity);
        message.push("`, and the type is a version of `");
        message.push(T::ENTITY);
        message.push("`\nhelp: name the lock of `");
        message.push(T::ENTITY);
        message
            .push("`; if the entity was renamed, say `was = \"…\"`, and `cargo heirloom freeze` renames it in the lock");
        panic!("{}", message.text());
    }
    let mut code = Some(T::HISTORY);
    let mut at = 0;
    while at < lock.versions.len() {
        code = version_of(lock, code, &lock.versions[at], at > 0, T::LAST_READER.is_some());
        at += 1;
    }
    // What is older than all of the lock was never frozen.
    if let (Some(version), false) = (code, lock.versions.is_empty()) {
        let mut message = beginning(lock, version.version());
        message.push(" is older than the oldest version of the lock, ");
        push_version(lock.versions[at - 1].version, &mut message);
        message.push(
            ", and not in it\nhelp: shipped versions stay in the lock; take the file back from git",
        );
        panic!("{}", message.text());
    }
}

/// Holds the version of the code to its block; what is older comes back.
#[track_caller]
const fn version_of(
    lock: Frozen,
    code: Option<&'static History>,
    block: &FrozenVersion,
    inside: bool,
    retired: bool,
) -> Option<&'static History> {
    let mut code = code;
    loop {
        let Some(version) = code else {
            if !retired {
                missing(lock, block.version);
            }
            return None;
        };
        if same_version(version.version(), block.version) {
            shape_of(lock, version, block);
            return version.older();
        }
        if version.version().is_before(block.version) {
            missing(lock, block.version);
        }
        if inside {
            let mut message = beginning(lock, version.version());
            message.push(" stands between shipped versions and is not in the lock");
            message.push("\nhelp: a new version comes after the newest; `cargo heirloom rebase` moves it there");
            panic!("{}", message.text());
        }
        code = version.older();
    }
}

#[track_caller]
const fn missing(lock: Frozen, version: Version) -> ! {
    let mut message = beginning(lock, version);
    message.push(" has shipped and is not in the code\nhelp: take its type back from git; if no record of it is left, say `floor = \"…\"` on the oldest version, naming the program that still read it");
    panic!("{}", message.text());
}

#[track_caller]
const fn shape_of(lock: Frozen, version: &History, block: &FrozenVersion) {
    if let Some(print) = print(version.shape())
        && print == block.print
    {
        return;
    }
    // It is said line by line what differs.
    let mut out = [0; ROOM];
    let Some(length) = write(version.shape(), &mut out) else {
        let mut message = beginning(lock, version.version());
        message.push(" has a shape of more than 128 KiB, which cannot be held to a lock");
        panic!("{}", message.text());
    };
    let Some(found) = difference(block.shape, part(&out, length)) else { return };
    let mut message = beginning(lock, version.version());
    message.push(" has shipped and cannot change: ");
    write_difference(&found, "was", "is", &mut message);
    message.push(
        "\nhelp: take the change back, and start the next version with it: `cargo heirloom new ",
    );
    message.push(lock.entity);
    message.push("`");
    panic!("{}", message.text());
}

const fn beginning(lock: Frozen, version: Version) -> Short<2048> {
    let mut message = Short::new();
    message.push(lock.entity);
    message.push(" v");
    push_version(version, &mut message);
    message
}

const fn same_version(one: Version, other: Version) -> bool {
    !one.is_before(other) && !other.is_before(one)
}
