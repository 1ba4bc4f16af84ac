//! A lock as data: read from its text, and written.

use std::fmt::{self, Write as _};
use std::str::FromStr;

use crate::lock::blocks::{self, FORMAT, Text, print};
use crate::lock::error::LockError;
use crate::version::Version;

/// The shipped versions of an entity.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Lock {
    /// The entity.
    pub entity: String,
    /// Its shipped versions, newest first.
    pub entries: Vec<Entry>,
}

/// A shipped version.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Entry {
    /// The version.
    pub version: Version,
    /// What else is said of it, a line each: `release 2026.11`, `loss up fax kept`, `backward no …`.
    pub facts: Vec<String>,
    /// The text of its shape, as [`Type`](crate::shape::Type) shows it.
    pub shape: String,
}

impl Lock {
    /// A lock without versions.
    #[must_use]
    pub fn new(entity: &str) -> Self {
        Self { entity: entity.to_owned(), entries: Vec::new() }
    }
}

impl Entry {
    /// A version with the text of its shape.
    #[must_use]
    pub fn new(version: Version, shape: &str) -> Self {
        Self { version, facts: Vec::new(), shape: shape.to_owned() }
    }

    /// The release in which it shipped, where one was named.
    #[must_use]
    pub fn release(&self) -> Option<&str> {
        self.facts.iter().find_map(|fact| fact.strip_prefix("release "))
    }

    /// The lines that its print is made of.
    fn lines(&self) -> String {
        let facts: Vec<&str> = self.facts.iter().map(String::as_str).collect();
        let shape: Vec<&str> = self.shape.lines().collect();
        blocks::lines(&self.version.to_string(), &facts, &shape)
    }
}

impl FromStr for Lock {
    type Err = LockError;

    fn from_str(text: &str) -> Result<Self, LockError> {
        let text = Text::parse(text).map_err(LockError)?;
        let entries = text.blocks.iter().map(|block| {
            let [major, minor, patch] = block.version;
            Entry {
                version: Version::new(major, minor, patch),
                facts: block.facts.iter().map(|&fact| fact.to_owned()).collect(),
                shape: block.shape.join("\n") + "\n",
            }
        });
        Ok(Self { entity: text.entity.to_owned(), entries: entries.collect() })
    }
}

impl fmt::Display for Lock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let entity = &self.entity;
        write!(
            f,
            "# heirloom: the shipped versions of `{entity}`, newest first. Made by `cargo heirloom freeze`; commit it, do not edit it.\n\
             {FORMAT}\nentity {entity}\n"
        )?;
        let mut blocks = Vec::new();
        let mut older = 0;
        for entry in self.entries.iter().rev() {
            let mut block = entry.lines();
            older = print(&block, older);
            let _ = writeln!(block, "print {older:016x}");
            blocks.push(block);
        }
        blocks.iter().rev().try_for_each(|block| write!(f, "\n{block}"))
    }
}
