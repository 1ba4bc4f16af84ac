//! The text of a lock, taken apart: decision note 012.
//!
//! This file is in `heirloom` and in `heirloom-macros`, which cannot share code; a test keeps both alike.

use std::fmt;

use xxhash_rust::xxh64::xxh64;

/// The format that this program writes, and the only one that it reads.
pub(crate) const FORMAT: &str = "format 1";

/// The text of a lock.
#[derive(Debug)]
pub(crate) struct Text<'a> {
    pub(crate) entity: &'a str,
    /// Newest first.
    pub(crate) blocks: Vec<Block<'a>>,
}

/// One version.
#[derive(Debug)]
pub(crate) struct Block<'a> {
    pub(crate) version: [u32; 3],
    /// The lines between `version` and `shape`.
    pub(crate) facts: Vec<&'a str>,
    /// The lines of the shape, without the two blanks before each.
    pub(crate) shape: Vec<&'a str>,
    print: u64,
    /// Where the block ends.
    line: usize,
}

/// Why a text cannot be read. The numbers are lines, from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Damage {
    /// Something else than a lock.
    Line(usize),
    /// git's conflict markers.
    Conflict(usize),
    /// A format that this program does not know.
    Newer,
    /// Windows' line ends.
    Returns(usize),
    /// The versions are not in order.
    Order(usize),
    /// A block, up to this line, is not what was written.
    Print(usize),
}

impl<'a> Text<'a> {
    pub(crate) fn parse(text: &'a str) -> Result<Self, Damage> {
        let mut lines = text.lines().enumerate().map(|(at, line)| (at + 1, line));
        if let Some((at, _)) = lines.clone().find(|(_, line)| is_marker(line)) {
            return Err(Damage::Conflict(at));
        }
        // Behind the last line there may be half of one.
        let half = || text.ends_with('\r').then(|| text.len() - 1);
        if let Some(before) = text.find("\r\n").or_else(half) {
            return Err(Damage::Returns(text[..before].lines().count().max(1)));
        }
        let last = text.lines().count().max(1);
        let mut next = || {
            lines
                .find(|(_, line)| !line.is_empty() && !line.starts_with('#'))
                .ok_or(Damage::Line(last))
        };
        match next()? {
            (_, FORMAT) => {}
            (at, line) => {
                let number = line.strip_prefix("format ").and_then(|text| text.parse::<u64>().ok());
                return Err(number.map_or(Damage::Line(at), |_| Damage::Newer));
            }
        }
        let (at, line) = next()?;
        let entity = line.strip_prefix("entity ").ok_or(Damage::Line(at))?;
        let mut blocks = Vec::new();
        while let Ok(line) = next() {
            blocks.push(Block::parse(line, &mut next)?);
        }
        let text = Self { entity, blocks };
        text.is_as_written()?;
        Ok(text)
    }

    fn is_as_written(&self) -> Result<(), Damage> {
        let mut older = None;
        for block in self.blocks.iter().rev() {
            if older.is_some_and(|older: &Block<'_>| older.version >= block.version) {
                return Err(Damage::Order(block.line));
            }
            if print(&block.lines(), older.map_or(0, |older| older.print)) != block.print {
                return Err(Damage::Print(block.line));
            }
            older = Some(block);
        }
        Ok(())
    }
}

impl<'a> Block<'a> {
    fn parse(
        (at, line): (usize, &'a str),
        mut next: impl FnMut() -> Result<(usize, &'a str), Damage>,
    ) -> Result<Self, Damage> {
        let version = line.strip_prefix("version ").and_then(version).ok_or(Damage::Line(at))?;
        let (mut facts, mut shape, mut in_shape) = (Vec::new(), Vec::new(), false);
        loop {
            let (at, line) = next()?;
            if let Some(digits) = line.strip_prefix("print ") {
                let print = u64::from_str_radix(digits, 16).ok().filter(|_| digits.len() == 16);
                let (Some(print), false) = (print, shape.is_empty()) else {
                    return Err(Damage::Line(at));
                };
                return Ok(Self { version, facts, shape, print, line: at });
            }
            match line.strip_prefix("  ") {
                Some(line) if in_shape => shape.push(line),
                None if line == "shape" && !in_shape => in_shape = true,
                None if !in_shape && is_fact(line) => facts.push(line),
                _ => return Err(Damage::Line(at)),
            }
        }
    }

    fn lines(&self) -> String {
        let [major, minor, patch] = self.version;
        let version = match (minor, patch) {
            (0, 0) => major.to_string(),
            (_, 0) => format!("{major}.{minor}"),
            _ => format!("{major}.{minor}.{patch}"),
        };
        lines(&version, &self.facts, &self.shape)
    }
}

/// The lines of a block that its print is made of.
pub(crate) fn lines<T: AsRef<str>>(version: &str, facts: &[T], shape: &[T]) -> String {
    let mut text = format!("version {version}\n");
    let shape = shape.iter().map(|line| ("  ", line.as_ref()));
    let facts = facts.iter().map(|fact| ("", fact.as_ref()));
    for (indent, line) in facts.chain([("", "shape")]).chain(shape) {
        text.push_str(indent);
        text.push_str(line);
        text.push('\n');
    }
    text
}

/// The print of the lines of a block, on top of the print of the next older one.
pub(crate) fn print(lines: &str, older: u64) -> u64 {
    xxh64(lines.as_bytes(), older)
}

/// The lines that are for people and for the command line.
fn is_fact(line: &str) -> bool {
    const WORDS: &[&str] = &["release ", "loss ", "one_way ", "backward ", "forward "];
    WORDS.iter().any(|word| line.starts_with(word))
}

fn is_marker(line: &str) -> bool {
    ["<<<<<<<", "=======", ">>>>>>>", "|||||||"].iter().any(|marker| line.starts_with(marker))
}

/// Up to three numbers with dots between.
fn version(text: &str) -> Option<[u32; 3]> {
    let mut parts = [0; 3];
    for (at, part) in text.split('.').enumerate() {
        if !part.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        *parts.get_mut(at)? = part.parse().ok()?;
    }
    Some(parts)
}

impl Damage {
    pub(crate) fn line(self) -> Option<usize> {
        match self {
            Self::Line(line)
            | Self::Conflict(line)
            | Self::Returns(line)
            | Self::Order(line)
            | Self::Print(line) => Some(line),
            Self::Newer => None,
        }
    }
}

impl fmt::Display for Damage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(line) = self.line() {
            write!(f, "line {line}: ")?;
        }
        f.write_str(match self {
            Self::Line(_) => "this is not the text of a lock; take the file back from git, or `cargo heirloom init` if it was never committed",
            Self::Conflict(_) => "a merge left its markers here; `cargo heirloom rebase` puts the versions of both sides in order",
            Self::Returns(_) => "the ends of the lines were changed; write `*.lock text eol=lf` into heirloom/.gitattributes, and take the file back from git",
            Self::Newer => "a newer heirloom wrote this lock; update `heirloom` in Cargo.toml",
            Self::Order(_) => "the versions are not newest first; take the file back from git",
            Self::Print(_) => "the lines of this version are not those that were frozen; take the file back from git, and use `cargo heirloom` to change it",
        })
    }
}
