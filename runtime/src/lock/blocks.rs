//! The text of a lock, line by line and block by block, also while compiling.

use xxhash_rust::const_xxh64::xxh64;

use crate::lock::error::{Damage, LockError};
use crate::shape::bytes::same;
use crate::shape::differ::first_line;
use crate::version::Version;

/// The format that this program writes, and the newest that it reads.
pub(super) const FORMAT: &str = "format 1";

/// What is left of a text, and how many lines came before it.
#[derive(Clone, Copy)]
pub(super) struct Rest<'a> {
    pub(super) text: &'a str,
    pub(super) lines: usize,
}

/// One version of a lock.
#[derive(Clone, Copy)]
pub(super) struct Block<'a> {
    pub(super) version: Version,
    /// The lines between `version` and `shape`.
    pub(super) facts: &'a str,
    /// The lines of the shape, indented as they are.
    pub(super) shape: &'a str,
    /// The lines that the print is made of.
    whole: &'a str,
    pub(super) print: u64,
    /// Where the block ends, in lines from 1.
    line: usize,
}

impl<'a> Rest<'a> {
    pub(super) const fn new(text: &'a str) -> Self {
        Self { text, lines: 0 }
    }

    const fn line(&mut self) -> Option<&'a str> {
        let (line, rest) = first_line(self.text);
        if line.is_some() {
            self.text = rest;
            self.lines += 1;
        }
        line
    }

    /// The next line that is not blank and no comment.
    const fn line_of_text(&mut self) -> Result<Option<&'a str>, LockError> {
        loop {
            match self.line() {
                Some(line) if line.is_empty() || line.as_bytes()[0] == b'#' => {}
                Some(line) if is_marker(line) => {
                    return Err(LockError(Damage::Conflict(self.lines)));
                }
                line => return Ok(line),
            }
        }
    }

    const fn wrong<T>(&self) -> Result<T, LockError> {
        Err(LockError(Damage::Line(if self.lines == 0 { 1 } else { self.lines })))
    }

    /// Whether the text has the line ends that it was written with.
    const fn returns(&self) -> Result<(), LockError> {
        match first_line(self.text) {
            (Some(line), _) if crate::shape::differ::ends_in_return(line) => {
                Err(LockError(Damage::Returns(1)))
            }
            _ => Ok(()),
        }
    }

    /// Format and entity; what follows is the newest block.
    pub(super) const fn head(&mut self) -> Result<&'a str, LockError> {
        if let Err(error) = self.returns() {
            return Err(error);
        }
        match self.line_of_text() {
            Ok(Some(line)) if same(line, FORMAT) => {}
            Ok(Some(line)) => match after(line, "format ") {
                Some(number) if is_number(number) => return Err(LockError(Damage::Newer)),
                _ => return self.wrong(),
            },
            Ok(None) => return self.wrong(),
            Err(error) => return Err(error),
        }
        match self.line_of_text() {
            Ok(Some(line)) => match after(line, "entity ") {
                Some(entity) => Ok(entity),
                None => self.wrong(),
            },
            Ok(None) => self.wrong(),
            Err(error) => Err(error),
        }
    }

    /// The next block, if there is one.
    pub(super) const fn block(&mut self) -> Result<Option<Block<'a>>, LockError> {
        let around = self.text;
        let line = match self.line_of_text() {
            Ok(Some(line)) => line,
            Ok(None) => return Ok(None),
            Err(error) => return Err(error),
        };
        let mut whole_len = line.len() + 1;
        let read = around.len() - self.text.len();
        if read < whole_len || self.text.is_empty() {
            return self.wrong(); // nothing follows
        }
        let (_, whole) = around.split_at(read - whole_len);
        let Some(text) = after(line, "version ") else { return self.wrong() };
        let Some(version) = version(text) else { return self.wrong() };
        let facts = self.text;
        let (mut facts_len, mut shape, mut shape_len, mut in_shape) = (0, "", 0, false);
        loop {
            let before = self.text;
            let Some(line) = self.line() else { return self.wrong() };
            if is_marker(line) {
                return Err(LockError(Damage::Conflict(self.lines)));
            }
            if let Some(digits) = after(line, "print ") {
                let Some(print) = hex(digits) else { return self.wrong() };
                if !in_shape {
                    return self.wrong();
                }
                return Ok(Some(Block {
                    version,
                    facts: facts.split_at(facts_len).0,
                    shape: shape.split_at(shape_len).0,
                    whole: whole.split_at(whole_len).0,
                    print,
                    line: self.lines,
                }));
            }
            let len = before.len() - self.text.len();
            whole_len += len;
            if in_shape {
                if after(line, "  ").is_none() {
                    return self.wrong();
                }
                shape_len += len;
            } else if same(line, "shape") {
                in_shape = true;
                shape = self.text;
            } else if is_fact(line) {
                facts_len += len;
            } else {
                return self.wrong();
            }
        }
    }
}

impl Block<'_> {
    /// Whether the lines are those that were written, on top of the next older block.
    pub(super) const fn is_as_written(&self, older: u64) -> Result<(), LockError> {
        if print_of(self.whole, older) == self.print {
            return Ok(());
        }
        Err(LockError(Damage::Print(self.line)))
    }

    /// Whether it comes after the next older block.
    pub(super) const fn is_newer_than(&self, older: &Block<'_>) -> Result<(), LockError> {
        if older.version.is_before(self.version) {
            return Ok(());
        }
        Err(LockError(Damage::Order(older.line)))
    }
}

/// The print of the lines of a block, on top of the print of the next older one.
pub(super) const fn print_of(lines: &str, older: u64) -> u64 {
    xxh64(lines.as_bytes(), older)
}

/// What follows the beginning.
pub(super) const fn after<'a>(line: &'a str, beginning: &str) -> Option<&'a str> {
    if !crate::shape::differ::starts(line.as_bytes(), beginning.as_bytes()) {
        return None;
    }
    Some(line.split_at(beginning.len()).1)
}

/// The lines that are for people and for the command line.
const fn is_fact(line: &str) -> bool {
    after(line, "release ").is_some()
        || after(line, "loss ").is_some()
        || after(line, "backward ").is_some()
        || after(line, "forward ").is_some()
        || after(line, "one_way ").is_some()
}

const fn is_marker(line: &str) -> bool {
    after(line, "<<<<<<<").is_some()
        || after(line, "=======").is_some()
        || after(line, ">>>>>>>").is_some()
        || after(line, "|||||||").is_some()
}

const fn is_number(text: &str) -> bool {
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        if !bytes[at].is_ascii_digit() {
            return false;
        }
        at += 1;
    }
    at > 0
}

/// Up to three numbers with dots between.
const fn version(text: &str) -> Option<Version> {
    let bytes = text.as_bytes();
    let mut parts = [0_u32; 3];
    let (mut part, mut digits, mut at) = (0, 0, 0);
    while at < bytes.len() {
        match bytes[at] {
            digit @ b'0'..=b'9' => {
                let Some(tens) = parts[part].checked_mul(10) else { return None };
                let Some(number) = tens.checked_add((digit - b'0') as u32) else { return None };
                parts[part] = number;
                digits += 1;
            }
            b'.' if digits > 0 && part < 2 => {
                part += 1;
                digits = 0;
            }
            _ => return None,
        }
        at += 1;
    }
    if digits == 0 { None } else { Some(Version::new(parts[0], parts[1], parts[2])) }
}

/// Sixteen hexadecimal digits.
const fn hex(text: &str) -> Option<u64> {
    let bytes = text.as_bytes();
    let (mut number, mut at) = (0_u64, 0);
    while at < bytes.len() {
        let digit = match bytes[at] {
            digit @ b'0'..=b'9' => digit - b'0',
            digit @ b'a'..=b'f' => digit - b'a' + 10,
            _ => return None,
        };
        number = number << 4 | digit as u64;
        at += 1;
    }
    if at == 16 { Some(number) } else { None }
}
