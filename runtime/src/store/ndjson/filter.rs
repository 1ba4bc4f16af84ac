//! Each line at one version.

use std::error::Error;
use std::fmt;
use std::io::{BufRead, Write};
use std::marker::PhantomData;

use serde::Serialize;

use crate::chain::{Pure, versions};
use crate::envelope::{OpenError, SealError, SealErrorKind, json};
use crate::store::ndjson::lines::{Fault, Line, Lines};
use crate::store::{StoreError, StoreErrorKind};
use crate::version::Version;

/// What some programs put before the first character of a text.
const BYTE_ORDER_MARK: &[u8] = "\u{feff}".as_bytes();

/// Brings each line of a stream to one version: today's, unless another is asked for.
///
/// One line comes out for each that goes in, in order. A line is written anew only if it is of another version and can be converted;
/// all others come out byte for byte as they went in:
///
/// | line | comes out | counts as |
/// |---|---|---|
/// | a record of another version | at the wanted version | `converted` |
/// | a record of the wanted version | as it went in | `unchanged` |
/// | empty, or white space alone | as it went in | `blank` |
/// | anything else: damaged, of a newer program, no UTF-8, too long | as it went in, and as an object among the errors | `failed` |
///
/// So a filter never loses a line: what failed can be filtered again, by a newer program or after a repair. Line endings stay what they were (`\n`,
/// `\r\n`, none behind the last line). A byte order mark before the first line is dropped, since JSON has none; anywhere else it
/// makes its line fail.
///
/// The errors are lines too, each an object:
///
/// | member | holds |
/// |---|---|
/// | `line` | the number of the line, from 1 on |
/// | `code` | a stable word: that of the [`OpenError`], `seal`, or `line_too_long` |
/// | `path` | the field at which reading stopped, such as `items[3].qty`; absent for the record as a whole |
/// | `message` | what is wrong and what to do, for people |
/// | `record` | the line as it went in, without its ending |
/// | `record_hex` | in its place, where the line is no UTF-8: its bytes in hexadecimal |
///
/// Memory is bounded by the longest line, and that by [`line_limit`](Self::line_limit): a longer one is passed through without being held, and
/// its object has neither `record` nor `record_hex`.
///
/// ```
/// use heirloom::store::ndjson::Filter;
/// # use heirloom::Migrate;
/// # use serde::{Deserialize, Serialize};
/// # #[derive(Serialize, Deserialize, Migrate)]
/// # #[migrate(entity = "user", version = 1)]
/// # struct UserV1 {
/// #     name: String,
/// # }
/// # #[derive(Serialize, Deserialize, Migrate)]
/// # #[migrate(from = UserV1)]
/// # struct User {
/// #     #[migrate(from = name)]
/// #     full_name: String,
/// # }
///
/// let input = "{\"$v\":1,\"name\":\"Ada\"}\n{\"$v\":7}\n";
/// let (mut output, mut errors) = (Vec::new(), Vec::new());
/// let counts = Filter::<User>::new().run(input.as_bytes(), &mut output, &mut errors)?;
///
/// assert_eq!(output, b"{\"$v\":2,\"full_name\":\"Ada\"}\n{\"$v\":7}\n");
/// assert!(errors.starts_with(br#"{"line":2,"code":"too_new","#));
/// assert_eq!((counts.converted, counts.failed), (1, 1));
/// # Ok::<(), heirloom::store::StoreError>(())
/// ```
#[derive(Debug, Clone)]
pub struct Filter<T> {
    version: Version,
    line_limit: usize,
    types: PhantomData<fn() -> T>,
}

/// What became of the lines of a stream. Each counts once: `lines` is the sum of the others.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct Counts {
    /// All lines.
    pub lines: u64,
    /// Records that came out at another version.
    pub converted: u64,
    /// Records that were of the wanted version.
    pub unchanged: u64,
    /// Lines without a record.
    pub blank: u64,
    /// Lines that could not be converted, and are among the errors.
    pub failed: u64,
}

/// `7 lines: 3 converted, 2 unchanged, 1 blank, 1 failed`
impl fmt::Display for Counts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { lines, converted, unchanged, blank, failed } = self;
        write!(
            f,
            "{lines} lines: {converted} converted, {unchanged} unchanged, {blank} blank, {failed} failed"
        )
    }
}

/// Why a line stays as it is.
enum Refusal {
    Open(OpenError),
    Seal(SealError),
    TooLong { limit: usize },
}

/// What becomes of a line.
enum Fate {
    Blank,
    Unchanged,
    Converted(Vec<u8>),
    Failed(Refusal),
}

/// A line of the errors.
#[derive(Serialize)]
struct Failure<'a> {
    line: u64,
    code: &'static str,
    #[serde(skip_serializing_if = "String::is_empty")]
    path: String,
    message: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    record: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    record_hex: Option<String>,
}

impl<T: Pure> Filter<T> {
    /// A filter that brings lines to today's version and holds up to 64 MiB of a line.
    pub fn new() -> Self {
        Self { version: T::VERSION, line_limit: 64 << 20, types: PhantomData }
    }

    /// The version that comes out, for readers that are older.
    ///
    /// What it has no place for goes into each record's carry, as with [`to_vec_at`](crate::json::to_vec_at).
    #[must_use]
    pub fn version(self, version: Version) -> Self {
        Self { version, ..self }
    }

    /// The longest line that is converted, in bytes, its ending included; 64 MiB unless it is set.
    #[must_use]
    pub fn line_limit(self, line_limit: usize) -> Self {
        Self { line_limit, ..self }
    }

    /// Filters all of `input`, and flushes what it wrote.
    ///
    /// It writes line by line: give it a [`BufWriter`](std::io::BufWriter).
    ///
    /// # Errors
    ///
    /// When the wanted version is none of the chain, and nothing was read; when reading or writing fails, and what was written until then stays. A line that cannot
    /// be converted is no error of this kind.
    pub fn run(
        &self,
        input: impl BufRead,
        output: impl Write,
        errors: impl Write,
    ) -> Result<Counts, StoreError> {
        if !versions::<T>().contains(&self.version) {
            let unknown = SealError::new::<T>(self.version, SealErrorKind::UnknownVersion);
            return Err(Self::error("write lines of", StoreErrorKind::Seal(unknown)));
        }
        self.filter(input, output, errors)
            .map_err(|(doing, error)| Self::error(doing, StoreErrorKind::Io(error)))
    }

    fn filter(
        &self,
        input: impl BufRead,
        mut output: impl Write,
        mut errors: impl Write,
    ) -> Result<Counts, Fault> {
        let mut put = |bytes: &[u8]| output.write_all(bytes).map_err(|e| ("write lines of", e));
        let mut counts = Counts::default();
        let mut lines = Lines::new(input, self.line_limit);
        while let Some(found) = lines.next()? {
            counts.lines += 1;
            let (record, fate) = match found {
                Line::Whole(line) => {
                    if counts.lines == 1 && line.starts_with(BYTE_ORDER_MARK) {
                        line.drain(..BYTE_ORDER_MARK.len());
                    }
                    let record = without_ending(line);
                    let fate = self.fate(record);
                    match &fate {
                        Fate::Converted(new) => put(&[new, &line[record.len()..]].concat())?,
                        _ => put(line)?,
                    }
                    (Some(record), fate)
                }
                Line::Long(beginning) => {
                    put(beginning)?;
                    lines.rest(&mut put)?;
                    (None, Fate::Failed(Refusal::TooLong { limit: self.line_limit }))
                }
            };
            match fate {
                Fate::Blank => counts.blank += 1,
                Fate::Unchanged => counts.unchanged += 1,
                Fate::Converted(_) => counts.converted += 1,
                Fate::Failed(refusal) => {
                    counts.failed += 1;
                    let failure = refusal.failure(counts.lines, record);
                    let mut failure = serde_json::to_vec(&failure).expect("texts and a number");
                    failure.push(b'\n');
                    errors.write_all(&failure).map_err(|error| ("write errors of", error))?;
                }
            }
        }
        output.flush().map_err(|error| ("write lines of", error))?;
        errors.flush().map_err(|error| ("write errors of", error))?;
        Ok(counts)
    }

    fn fate(&self, record: &[u8]) -> Fate {
        if record.trim_ascii().is_empty() {
            return Fate::Blank;
        }
        let opened = match json::open_slice::<T>(record) {
            Ok(opened) => opened,
            Err(error) => return Fate::Failed(Refusal::Open(error)),
        };
        if opened.stored() == Some(self.version) {
            return Fate::Unchanged;
        }
        match json::seal_at(opened, self.version) {
            Ok(sealed) => Fate::Converted(one_line(sealed)),
            Err(error) => Fate::Failed(Refusal::Seal(error)),
        }
    }

    fn error(doing: &'static str, kind: StoreErrorKind) -> StoreError {
        StoreError::of(doing, T::ENTITY, None, None, kind)
    }
}

impl<T: Pure> Default for Filter<T> {
    fn default() -> Self {
        Self::new()
    }
}

impl Refusal {
    fn failure(self, line: u64, record: Option<&[u8]>) -> Failure<'_> {
        let (code, path, message) = match self {
            Self::Open(error) => (error.kind().code(), error.path(), chained(&error)),
            Self::Seal(error) => ("seal", String::new(), chained(&error)),
            Self::TooLong { limit } => (
                "line_too_long",
                String::new(),
                format!("the line is longer than the limit of {limit} bytes; raise `line_limit`"),
            ),
        };
        let text = record.map(std::str::from_utf8);
        let (record, record_hex) = match text {
            Some(Ok(text)) => (Some(text), None),
            Some(Err(_)) => (None, record.map(hex)),
            None => (None, None),
        };
        Failure { line, code, path, message, record, record_hex }
    }
}

fn without_ending(line: &[u8]) -> &[u8] {
    let line = line.strip_suffix(b"\n").unwrap_or(line);
    line.strip_suffix(b"\r").unwrap_or(line)
}

/// The record without line breaks, which stand between its tokens at most: a type may hold JSON that somebody has laid out.
fn one_line(mut record: Vec<u8>) -> Vec<u8> {
    for byte in &mut record {
        if matches!(byte, b'\n' | b'\r') {
            *byte = b' ';
        }
    }
    record
}

/// What an error and its sources say.
fn chained(error: &dyn Error) -> String {
    let mut text = error.to_string();
    let mut source = error.source();
    while let Some(error) = source {
        text = format!("{text}: {error}");
        source = error.source();
    }
    text
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().flat_map(|byte| [byte >> 4, byte & 15]).map(digit).collect()
}

fn digit(digit: u8) -> char {
    char::from_digit(digit.into(), 16).expect("a digit below 16")
}
