//! A chain is held to its lock. The same `const fn` runs here that runs at `cargo check`.
#![expect(clippy::unwrap_used, reason = "a failed unwrap is a failed test")]

use std::panic;

use heirloom::__private::{Frozen, FrozenVersion, Printed, held};
use heirloom::chain::{History, history};
use heirloom::lock::{Entry, Lock};
use heirloom::{Migrate, Shape, Version};
use serde::{Deserialize, Serialize};

mod v1 {
    use super::*;
    #[derive(Serialize, Deserialize, Migrate)]
    #[migrate(entity = "user", version = 1)]
    pub(super) struct User {
        pub(super) name: String,
        pub(super) at: Address,
    }
}
mod v2 {
    use super::*;
    #[derive(Serialize, Deserialize, Migrate)]
    #[migrate(from = v1::User)]
    pub(super) struct User {
        pub(super) name: String,
        pub(super) at: Address,
        #[migrate(default)]
        pub(super) seen: Vec<Seen>,
    }
}
#[derive(Serialize, Deserialize, Migrate)]
#[migrate(from = v2::User)]
struct User {
    name: String,
    at: Address,
    seen: Vec<Seen>,
    #[migrate(default)]
    admin: bool,
}

#[derive(Serialize, Deserialize, Shape)]
struct Address {
    zip: String,
}

#[derive(Serialize, Deserialize, Shape)]
enum Seen {
    Never,
    At { hour: u8 },
}

/// A type that contains itself, and one that is reached through it.
#[derive(Serialize, Deserialize, Migrate)]
#[migrate(entity = "site", version = 1)]
struct Site {
    root: Page,
    pages: Vec<Page>,
}

#[derive(Serialize, Deserialize, Shape)]
struct Page {
    name: String,
    links: Vec<Link>,
}

#[derive(Serialize, Deserialize, Shape)]
enum Link {
    To(Box<Page>),
    Out { url: String },
}

/// The lock of the versions of the chain up to one.
fn lock(versions: usize) -> Lock {
    let mut lock = Lock::new("user");
    let chain = std::iter::successors(Some(history::<User>()), |version| version.older());
    lock.entries = chain
        .map(|version: &History| Entry::new(version.version(), &version.shape().to_string()))
        .collect();
    lock.entries.drain(..lock.entries.len() - versions);
    lock
}

/// What the compiler says.
fn said<T: Migrate>(text: &str) -> Option<String> {
    let lock = match text.parse::<Lock>() {
        Ok(lock) => lock,
        Err(error) => return Some(format!("heirloom/user.lock: {error}")),
    };
    let versions: Vec<FrozenVersion> = (lock.entries.iter())
        .map(|entry| FrozenVersion {
            version: entry.version,
            print: Printed::of(entry.shape.clone().leak()).after(0),
            shape: entry.shape.clone().leak(),
        })
        .collect();
    let frozen = Frozen {
        file: "heirloom/user.lock",
        entity: lock.entity.leak(),
        versions: versions.leak(),
    };
    let result = panic::catch_unwind(|| held::<T>(frozen));
    result.err().map(|panic| panic.downcast_ref::<String>().unwrap().clone())
}

#[test]
fn every_way_to_break_a_lock_has_its_message() {
    let good = lock(2).to_string();
    insta(&good);
    for versions in 0..=3 {
        assert_eq!(said::<User>(&lock(versions).to_string()), None);
    }

    // What someone edits in the code is what the lock says otherwise.
    let frozen = |from: &str, to: &str| {
        let mut lock = lock(2);
        let shape = &mut lock.entries[0].shape;
        assert!(shape.contains(from));
        *shape = shape.replace(from, to);
        said::<User>(&lock.to_string()).unwrap()
    };
    let help = "\nhelp: take the change back, and start the next version with it: `cargo heirloom new user`";
    for (from, to, text) in [
        ("zip: string", "zip: u32", ".at.zip: was `zip: u32`, is `zip: string`"),
        ("  name: string\n", "", ".name: was not there, is `name: string`"),
        (
            "  name: string\n",
            "  name: string\n  nick: string\n",
            ".nick: was `nick: string`, is not there",
        ),
        (
            "name: string",
            "name: string, or absent",
            ".name: was `name: string, or absent`, is `name: string`",
        ),
        ("hour: u8", "hour: u16", ".seen[](At).hour: was `hour: u16`, is `hour: u8`"),
        ("    Never\n", "", ".seen[](Never): was not there, is `Never`"),
        ("    Never\n", "    Never\n    Often\n", ".seen[](Often): was `Often`, is not there"),
        ("list of", "set of", ".seen: was `seen: set of enum`, is `seen: list of enum`"),
    ] {
        assert_eq!(
            frozen(from, to),
            format!("user v2 has shipped and cannot change: {text}{help}")
        );
    }

    // The versions themselves.
    let mut gap = lock(3);
    gap.entries.remove(1);
    assert_eq!(
        said::<User>(&gap.to_string()).unwrap(),
        "user v2 stands between shipped versions and is not in the lock\n\
         help: a new version comes after the newest; `cargo heirloom rebase` moves it there"
    );
    let mut forgotten = lock(3);
    forgotten.entries.pop();
    assert_eq!(
        said::<User>(&forgotten.to_string()).unwrap(),
        "user v1 is older than the oldest version of the lock, 2, and not in it\n\
         help: shipped versions stay in the lock; take the file back from git"
    );
    assert_eq!(
        said::<v1::User>(&good).unwrap(),
        "user v2 has shipped and is not in the code\n\
         help: take its type back from git; if no record of it is left, say `floor = \"…\"` on the oldest version, naming the program that still read it"
    );
    assert_eq!(said::<Retired>(&lock(2).to_string()), None, "below a floor");
    assert_eq!(
        said::<Other>(&good).unwrap(),
        "heirloom/user.lock is the lock of `user`, and the type is a version of `other`\n\
         help: name the lock of `other`; if the entity was renamed, say `was = \"…\"`, and `cargo heirloom freeze` renames it in the lock"
    );
}

/// The chain without its first version.
#[derive(Serialize, Deserialize, Migrate)]
#[migrate(entity = "user", version = 2, floor = "3.8")]
struct Retired {
    name: String,
    at: Address,
    seen: Vec<Seen>,
}

#[derive(Serialize, Deserialize, Migrate)]
#[migrate(entity = "other", version = 1)]
struct Other {
    name: String,
}

#[test]
fn a_damaged_lock_says_which_line() {
    let good = lock(2).to_string();
    let damaged = |text: &str| said::<User>(text).unwrap();
    let edited = "the lines of this version are not those that were frozen; take the file back from git, and use `cargo heirloom` to change it";
    let other = "this is not the text of a lock; take the file back from git, or `cargo heirloom init` if it was never committed";
    // Each line taken out, and each changed: all are noticed but comments and blank lines.
    for (index, line) in good.lines().enumerate() {
        let matters = !(line.is_empty() || line.starts_with('#'));
        let with = |instead: Option<String>| {
            let lines = good.lines().map(ToOwned::to_owned).enumerate();
            let lines = lines
                .filter_map(|(at, line)| if at == index { instead.clone() } else { Some(line) });
            lines.collect::<Vec<_>>().join("\n") + "\n"
        };
        let (without, changed) = (with(None), with(Some(format!("{line}x"))));
        for (text, matters) in [(without, matters), (changed, !line.starts_with('#'))] {
            assert_eq!(
                said::<User>(&text).is_some(),
                matters,
                "line {}: {line}\n{text}",
                index + 1
            );
            assert_eq!(
                text.parse::<Lock>().is_ok_and(|lock| lock.entity == "user"),
                said::<User>(&text).is_none(),
                "{text}"
            );
        }
    }
    assert_eq!(damaged(""), format!("heirloom/user.lock: line 1: {other}"));
    assert_eq!(
        damaged(&good.replace("zip: string", "zip: u32")),
        format!("heirloom/user.lock: line 23: {edited}")
    );
    assert_eq!(
        damaged(&good.replace("format 1", "format 2")),
        "heirloom/user.lock: a newer heirloom wrote this lock; update `heirloom` in Cargo.toml"
    );
    assert_eq!(
        damaged(&good.replace("version 2\n", "<<<<<<< ours\nversion 2\n")),
        "heirloom/user.lock: line 5: a merge left its markers here; `cargo heirloom rebase` puts the versions of both sides in order"
    );
    assert_eq!(
        damaged(&good.replace('\n', "\r\n")),
        "heirloom/user.lock: line 1: the ends of the lines were changed; write `*.lock text eol=lf` into heirloom/.gitattributes, and take the file back from git"
    );
    for cut in 0..good.len() {
        let _ = said::<User>(&good[..cut]);
    }
}

#[test]
fn half_a_line_end_behind_the_last_line_is_no_part_of_it() {
    let error = "format 1\nentity user\r".parse::<Lock>().unwrap_err();
    assert!(error.to_string().contains("line 2: the ends of the lines were changed"), "{error}");
}

fn insta(text: &str) {
    assert_eq!(
        text,
        "# heirloom: the shipped versions of `user`, newest first. Made by `cargo heirloom freeze`; commit it, do not edit it.\n\
         format 1\nentity user\n\n\
         version 2\nshape\n  struct\n    at: struct\n      zip: string\n    name: string\n    seen: list of enum\n      At: struct\n        hour: u8\n      Never\nprint d036a7f0878077ba\n\n\
         version 1\nshape\n  struct\n    at: struct\n      zip: string\n    name: string\nprint 2f7cff2d8c937061\n"
    );
    assert_eq!(&text.parse::<Lock>().unwrap().to_string(), text);
}

#[test]
fn both_crates_take_the_text_apart_alike() {
    let [runtime, macros] = ["../runtime/src/lock/blocks.rs", "../macros/src/blocks.rs"]
        .map(|path| std::fs::read_to_string(path).unwrap());
    assert!(runtime == macros, "copy runtime/src/lock/blocks.rs to macros/src/blocks.rs");
}

#[test]
fn a_difference_inside_of_itself_is_shown_where_the_type_is_named_first() {
    let shape = history::<Site>().shape().to_string();
    assert_eq!(
        shape,
        "struct\n  pages: list of ^1\n  root: ^1\n^1: struct\n  links: list of ^2\n  name: string\n^2: enum\n  Out: struct\n    url: string\n  To: ^1\n"
    );
    for (from, to, text) in [
        ("url: string", "url: u8", ".pages[].links[](Out).url: was `url: u8`, is `url: string`"),
        ("name: string", "name: char", ".pages[].name: was `name: char`, is `name: string`"),
        ("root: ^1", "root: ^2", ".root: was `root: ^2`, is `root: ^1`"),
    ] {
        let mut lock = Lock::new("site");
        lock.entries = vec![Entry::new(Version::major(1), &shape.replace(from, to))];
        let help = "\nhelp: take the change back, and start the next version with it: `cargo heirloom new site`";
        let whole = format!("site v1 has shipped and cannot change: {text}{help}");
        assert_eq!(said::<Site>(&lock.to_string()), Some(whole));
    }
}
