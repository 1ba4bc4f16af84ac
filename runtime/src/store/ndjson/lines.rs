//! Lines of bytes, of which none is held that is longer than a limit.

use std::io::{self, BufRead, ErrorKind};

use memchr::memchr;

/// What failed: reading or writing, as a message says it.
pub(super) type Fault = (&'static str, io::Error);

/// The lines of a stream.
pub(super) struct Lines<R> {
    input: R,
    limit: usize,
    line: Vec<u8>,
}

/// A line that was found.
pub(super) enum Line<'a> {
    /// All of it, with its ending.
    Whole(&'a mut Vec<u8>),
    /// The beginning of one that is longer than the limit; what follows has to be taken with [`Lines::rest`].
    Long(&'a [u8]),
}

/// How a look at the input went.
enum Look {
    /// The line goes on.
    More,
    /// The line has ended, and was taken.
    Line,
    /// The input has ended.
    End,
    /// What was seen was not taken.
    Refused,
}

impl<R: BufRead> Lines<R> {
    pub(super) fn new(input: R, limit: usize) -> Self {
        Self { input, limit, line: Vec::new() }
    }

    /// The next line; `None` at the end.
    pub(super) fn next(&mut self) -> Result<Option<Line<'_>>, Fault> {
        self.line.clear();
        loop {
            let (line, limit) = (&mut self.line, self.limit);
            let look = look(&mut self.input, |part| {
                let fits = part.len() <= limit - line.len();
                if fits {
                    line.extend_from_slice(part);
                }
                Ok(fits)
            })?;
            match look {
                Look::More => {}
                Look::Refused => return Ok(Some(Line::Long(&self.line))),
                Look::End if self.line.is_empty() => return Ok(None),
                Look::Line | Look::End => return Ok(Some(Line::Whole(&mut self.line))),
            }
        }
    }

    /// Hands what follows of a long line to `write`, in parts.
    pub(super) fn rest(
        &mut self,
        mut write: impl FnMut(&[u8]) -> Result<(), Fault>,
    ) -> Result<(), Fault> {
        while let Look::More = look(&mut self.input, |part| write(part).map(|()| true))? {}
        Ok(())
    }
}

/// Shows what the input holds of the line to `take`, which says whether it takes it.
fn look(
    input: &mut impl BufRead,
    take: impl FnOnce(&[u8]) -> Result<bool, Fault>,
) -> Result<Look, Fault> {
    let held = loop {
        match input.fill_buf() {
            Ok(held) => break held.len(),
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            Err(error) => return Err(("read lines of", error)),
        }
    };
    if held == 0 {
        return Ok(Look::End);
    }
    let held = input.fill_buf().map_err(|error| ("read lines of", error))?;
    let end = memchr(b'\n', held);
    let part = end.map_or(held, |end| &held[..=end]);
    if !take(part)? {
        return Ok(Look::Refused);
    }
    let taken = part.len();
    input.consume(taken);
    Ok(if end.is_some() { Look::Line } else { Look::More })
}
