//! Everything that is printed, in one place. A closed pipe ends the output, not the program.

use std::io::{self, BufWriter, ErrorKind, Write};

use serde::Serialize;

use crate::error::{Error, Problem, Result};

/// How a command's result is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// For people.
    Text,
    /// One JSON object.
    Json,
}

/// A result that is shown in either form: `Display` for people, `Serialize` for programs.
///
/// # Errors
///
/// When standard output cannot be written.
pub fn result(form: Form, result: &(impl Serialize + std::fmt::Display)) -> Result<()> {
    stream(|out| match form {
        Form::Text => writeln!(out, "{}", result.to_string().trim_end()),
        Form::Json => {
            serde_json::to_writer_pretty(&mut *out, result)?;
            writeln!(out)
        }
    })
    .map(|_| ())
}

/// Writes to standard output as it comes. `None` if nobody reads any more.
///
/// # Errors
///
/// When standard output cannot be written.
pub fn stream<T>(write: impl FnOnce(&mut dyn Write) -> io::Result<T>) -> Result<Option<T>> {
    let mut out = BufWriter::new(io::stdout().lock());
    let written = write(&mut out).and_then(|value| out.flush().map(|()| value));
    match written {
        Ok(value) => Ok(Some(value)),
        Err(error) if error.kind() == ErrorKind::BrokenPipe => {
            // What is left in the buffer has no reader either.
            drop(out.into_parts());
            Ok(None)
        }
        Err(source) => Err(Problem::Print { source }.into()),
    }
}

/// An error with its sources, for people, on standard error.
pub fn error(error: &Error) {
    let mut lines = vec![format!("error: {error}")];
    let mut source = std::error::Error::source(error);
    while let Some(inner) = source {
        lines.push(format!("  because: {inner}"));
        source = inner.source();
    }
    remark(&lines.join("\n"));
}

/// A line about what is going on, on standard error.
pub fn remark(text: &str) {
    // Where standard error is closed, there is nobody to tell.
    let _ = writeln!(io::stderr().lock(), "{}", text.trim_end());
}
