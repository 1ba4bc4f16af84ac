//! Why a store cannot do what it was asked.

use std::error::Error;
use std::fmt;

use crate::envelope::{OpenError, SealError};
use crate::store::sqlite::JsonbError;

/// A store that could not do what it was asked. Stored records are as they were.
///
/// ```text
/// cannot read `user`: the row holds a blob, and the column's type in the program is text; convert the row, or declare the column with the type that its rows have
/// ```
pub struct StoreError(Box<Inner>);

#[derive(Debug)]
struct Inner {
    entity: &'static str,
    kind: StoreErrorKind,
}

/// What went wrong in a store.
#[derive(Debug)]
#[non_exhaustive]
pub enum StoreErrorKind {
    /// The record cannot be opened.
    Open(OpenError),
    /// The record cannot be sealed.
    Seal(SealError),
    /// The row holds a value of another type than its column declares.
    WrongType {
        /// What the column's type says.
        expected: &'static str,
        /// What the row holds.
        found: &'static str,
    },
    /// The row's JSONB is damaged.
    Jsonb(JsonbError),
}

impl StoreErrorKind {
    /// A stable word for the kind, to store, count and filter by.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Open(error) => error.kind().code(),
            Self::Seal(_) => "seal",
            Self::WrongType { .. } => "wrong_type",
            Self::Jsonb(_) => "malformed",
        }
    }
}

impl StoreError {
    pub(crate) fn new(entity: &'static str, kind: StoreErrorKind) -> Self {
        Self(Box::new(Inner { entity, kind }))
    }

    /// The entity whose records the store holds.
    pub fn entity(&self) -> &'static str {
        self.0.entity
    }

    /// What went wrong.
    pub fn kind(&self) -> &StoreErrorKind {
        &self.0.kind
    }
}

impl fmt::Debug for StoreError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl fmt::Display for StoreError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Inner { entity, kind } = &*self.0;
        write!(f, "cannot read `{entity}`: {kind}")
    }
}

impl fmt::Display for StoreErrorKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Open(_) => f.write_str("its record cannot be opened"),
            Self::Seal(_) => f.write_str("its record cannot be written"),
            Self::WrongType { expected, found } => write!(
                f,
                "the row holds {found}, and the column's type in the program is {expected}; convert the row, or declare the column with the type that its rows have"
            ),
            Self::Jsonb(_) => f.write_str("its JSONB is damaged; restore the row from a backup"),
        }
    }
}

impl Error for StoreError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match &self.0.kind {
            StoreErrorKind::Open(source) => Some(source),
            StoreErrorKind::Seal(source) => Some(source),
            StoreErrorKind::Jsonb(source) => Some(source),
            StoreErrorKind::WrongType { .. } => None,
        }
    }
}
