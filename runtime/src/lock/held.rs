//! A chain held to its lock, while compiling.

use crate::chain::{History, Migrate};
use crate::lock::blocks::{Block, Rest};
use crate::lock::error::LockError;
use crate::shape::bytes::{Short, same};
use crate::shape::canon::print;
use crate::shape::demand::{part, push_version, write_difference};
use crate::shape::differ::difference;
use crate::version::Version;

/// Room for the text of a shape.
const ROOM: usize = 128 * 1024;

/// What a message is about.
#[derive(Clone, Copy)]
struct Place<'a> {
    file: &'a str,
    entity: &'static str,
}

/// Holds the chain of `T` to the text of its lock.
///
/// # Panics
///
/// While compiling, with what differs, and what to do.
#[doc(hidden)]
#[track_caller]
pub const fn held<T: Migrate>(file: &str, text: &str) {
    let place = Place { file, entity: T::ENTITY };
    let mut rest = Rest::new(text);
    let entity = match rest.head() {
        Ok(entity) => entity,
        Err(error) => damaged(place, error),
    };
    if !same(entity, T::ENTITY) {
        let mut message = Short::<1024>::new();
        message.push(file);
        message.push(" is the lock of `");
        message.push(entity);
        message.push("`, and the type is a version of `");
        message.push(T::ENTITY);
        message.push("`\nhelp: name the lock of `");
        message.push(T::ENTITY);
        message
            .push("`; if the entity was renamed, `cargo heirloom freeze` renames it in the lock");
        panic!("{}", message.text());
    }
    let mut code = Some(T::HISTORY);
    let mut newer: Option<Block<'_>> = None;
    let mut next = block(place, &mut rest);
    while let Some(this) = next {
        next = block(place, &mut rest);
        let (older, in_order) = match &next {
            Some(older) => (older.print, this.is_newer_than(older)),
            None => (0, Ok(())),
        };
        if let Err(error) = in_order {
            damaged(place, error);
        }
        if let Err(error) = this.is_as_written(older) {
            damaged(place, error);
        }
        code = version_of(place, code, &this, newer.is_some(), T::LAST_READER.is_some());
        newer = Some(this);
    }
    // What is older than all of the lock was never frozen.
    if let (Some(oldest), Some(version)) = (newer, code) {
        let mut message = beginning(place, version.version());
        message.push(" is older than the oldest version of the lock, ");
        push_version(oldest.version, &mut message);
        message.push(
            ", and not in it\nhelp: shipped versions stay in the lock; take the file back from git",
        );
        panic!("{}", message.text());
    }
}

const fn block<'a>(place: Place<'_>, rest: &mut Rest<'a>) -> Option<Block<'a>> {
    match rest.block() {
        Ok(block) => block,
        Err(error) => damaged(place, error),
    }
}

/// Holds the version of the code to its block; what is older comes back.
const fn version_of(
    place: Place<'_>,
    code: Option<&'static History>,
    block: &Block<'_>,
    inside: bool,
    retired: bool,
) -> Option<&'static History> {
    let mut code = code;
    loop {
        let Some(version) = code else {
            if !retired {
                missing(place, block.version);
            }
            return None;
        };
        if same_version(version.version(), block.version) {
            shape_of(place, version, block);
            return version.older();
        }
        if version.version().is_before(block.version) {
            missing(place, block.version);
        }
        if inside {
            let mut message = beginning(place, version.version());
            message.push(" stands between shipped versions and is not in the lock");
            message.push("\nhelp: a new version comes after the newest; `cargo heirloom rebase` moves it there");
            panic!("{}", message.text());
        }
        code = version.older();
    }
}

const fn missing(place: Place<'_>, version: Version) -> ! {
    let mut message = beginning(place, version);
    message.push(" has shipped and is not in the code\nhelp: take its type back from git; if no record of it is left, say `floor = \"…\"` on the oldest version, naming the program that still read it");
    panic!("{}", message.text());
}

const fn shape_of(place: Place<'_>, version: &History, block: &Block<'_>) {
    let mut out = [0; ROOM];
    let Some(length) = print(version.shape(), 1, &mut out) else {
        let mut message = beginning(place, version.version());
        message.push(" has a shape of more than 128 KiB, which cannot be held to a lock");
        panic!("{}", message.text());
    };
    let Some(found) = difference(block.shape, part(&out, length)) else { return };
    let mut message = beginning(place, version.version());
    message.push(" has shipped and cannot change: ");
    write_difference(&found, "was", "is", &mut message);
    message.push(
        "\nhelp: take the change back, and start the next version with it: `cargo heirloom new ",
    );
    message.push(place.entity);
    message.push("`");
    panic!("{}", message.text());
}

const fn beginning(place: Place<'_>, version: Version) -> Short<2048> {
    let mut message = Short::new();
    message.push(place.entity);
    message.push(" v");
    push_version(version, &mut message);
    message
}

const fn same_version(one: Version, other: Version) -> bool {
    !one.is_before(other) && !other.is_before(one)
}

const fn damaged(place: Place<'_>, error: LockError) -> ! {
    let mut message = Short::<1024>::new();
    message.push(place.file);
    message.push(": ");
    error.write(&mut message);
    panic!("{}", message.text());
}
