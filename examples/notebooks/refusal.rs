//! Why a notebook is refused: a value to be printed, never a reason to stop.

use std::{error::Error, fmt, io};

use heirloom::{OpenError, SealError};

/// Why one file is not among the results.
#[derive(Debug)]
pub enum Refusal {
    /// Its name ends in `.ipynb`, but it is a directory, or something else that has no text.
    NotAFile,
    /// It could not be read as text.
    Unreadable(io::Error),
    /// It holds a number of more digits than this program can keep.
    LongNumber(String),
    /// It is no notebook of a version that this program knows, or could not be upgraded.
    Open(OpenError),
    /// It could not be downgraded.
    Seal(SealError),
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotAFile => f.write_str("it is not a file"),
            Self::Unreadable(_) => f.write_str("it cannot be read"),
            Self::LongNumber(number) => {
                write!(f, "it holds the number {number}, which has more digits than can be kept")
            }
            Self::Open(error) => error.fmt(f),
            Self::Seal(error) => error.fmt(f),
        }
    }
}

impl Error for Refusal {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::NotAFile | Self::LongNumber(_) => None,
            Self::Unreadable(error) => Some(error),
            Self::Open(error) => error.source(),
            Self::Seal(error) => error.source(),
        }
    }
}

impl From<OpenError> for Refusal {
    fn from(error: OpenError) -> Self {
        Self::Open(error)
    }
}

impl From<SealError> for Refusal {
    fn from(error: SealError) -> Self {
        Self::Seal(error)
    }
}

/// An error with all its causes, on one line.
pub fn chain(error: &dyn Error) -> String {
    let mut line = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        line = format!("{line}: {error}");
        cause = error.source();
    }
    line
}
