//! `cargo heirloom compat`: what two JSON Schemas say about each other's documents.

use std::fmt;
use std::fs::{self, File};
use std::io::{self, BufRead, BufReader};
use std::path::Path;

use heirloom::compat::{Compatibility, Verdict, batch, compare};
use serde::Serialize;
use serde_json::{Map, Value};

use crate::error::{Problem, Result};
use crate::output;

/// What came of a comparison.
#[derive(Debug, Serialize)]
pub struct Comparison {
    old: String,
    new: String,
    backward: &'static str,
    forward: &'static str,
    #[serde(skip_serializing_if = "Map::is_empty")]
    counterexample: Map<String, Value>,
    #[serde(skip_serializing_if = "Map::is_empty")]
    reason: Map<String, Value>,
}

/// Compares two files.
///
/// # Errors
///
/// When one of them cannot be read, or is no JSON.
pub fn files(old: &Path, new: &Path) -> Result<Comparison> {
    let (older, newer) = (schema(old)?, schema(new)?);
    Ok(Comparison::new(old, new, &compare(&older, &newer)))
}

/// Compares the pairs of a stream, a line at a time; `-` is standard input. Returns how many lines were no pairs.
///
/// # Errors
///
/// When the stream cannot be read. What stands in a line is never an error.
pub fn pairs(file: &Path) -> Result<u64> {
    let input: Box<dyn BufRead> = if file == Path::new("-") {
        Box::new(io::stdin().lock())
    } else {
        let open = |source| Problem::Read { path: file.to_owned(), source };
        // A folder opens like a file, and fails at the first read, when output has begun.
        if fs::metadata(file).map_err(open)?.is_dir() {
            return Err(open(io::ErrorKind::IsADirectory.into()).into());
        }
        Box::new(BufReader::new(File::open(file).map_err(open)?))
    };
    let lines = output::stream(|out| batch(input, out))?;
    Ok(lines.map_or(0, |lines| lines.refused))
}

impl Comparison {
    fn new(old: &Path, new: &Path, found: &Compatibility) -> Self {
        let (mut counterexample, mut reason) = (Map::new(), Map::new());
        for (way, verdict) in [("backward", &found.backward), ("forward", &found.forward)] {
            match verdict {
                Verdict::Yes => {}
                Verdict::No(document) => {
                    counterexample.insert(way.to_owned(), document.document().clone());
                }
                Verdict::Unknown(why) => {
                    reason.insert(way.to_owned(), why.to_string().into());
                }
            }
        }
        Self {
            old: old.display().to_string(),
            new: new.display().to_string(),
            backward: found.backward.word(),
            forward: found.forward.word(),
            counterexample,
            reason,
        }
    }

    /// Whether a document was found that the other side refuses.
    pub fn finds_a_no(&self) -> bool {
        self.backward == "no" || self.forward == "no"
    }
}

impl fmt::Display for Comparison {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let ways = [
            ("backward", self.backward, &self.new, &self.old),
            ("forward", self.forward, &self.old, &self.new),
        ];
        for (way, verdict, reader, writer) in ways {
            writeln!(f, "{way:<8}  {verdict:<7}  {reader} reads what {writer} allows")?;
            if let Some(document) = self.counterexample.get(way) {
                writeln!(f, "          {:<7}  but not {document}", "")?;
            }
            if let Some(reason) = self.reason.get(way).and_then(Value::as_str) {
                writeln!(f, "          {:<7}  {reason}", "")?;
            }
        }
        Ok(())
    }
}

fn schema(path: &Path) -> Result<Value> {
    let text = fs::read(path).map_err(|source| Problem::Read { path: path.to_owned(), source })?;
    let text = text.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&text);
    let json = |source| Problem::Json { path: path.to_owned(), source };
    Ok(serde_json::from_slice(text).map_err(json)?)
}
