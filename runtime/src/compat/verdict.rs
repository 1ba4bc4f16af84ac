//! The answer to "is every document of the one valid under the other", and why.

use std::fmt;

use serde_json::Value;

/// Whether every document that is valid under one schema is valid under another.
///
/// ```
/// use heirloom::compat::{Verdict, backward};
/// use serde_json::json;
///
/// let old = json!({ "type": "string" });
/// let new = json!({ "type": "string", "maxLength": 3 });
/// let Verdict::No(counterexample) = backward(&old, &new) else { unreachable!() };
/// assert_eq!(counterexample.document().as_str().map(str::len), Some(4));
/// ```
#[derive(Debug, Clone, PartialEq)]
pub enum Verdict {
    /// Every document is. This has been proved.
    Yes,
    /// Not every document is: here is one that is not.
    No(Counterexample),
    /// Nobody knows, for this reason. Treat it as a "no" until a person has looked.
    Unknown(Reason),
}

impl Verdict {
    /// `yes`, `no` or `unknown`.
    pub fn word(&self) -> &'static str {
        match self {
            Self::Yes => "yes",
            Self::No(_) => "no",
            Self::Unknown(_) => "unknown",
        }
    }

    /// Whether it is `yes`. `unknown` is not.
    pub fn is_yes(&self) -> bool {
        matches!(self, Self::Yes)
    }

    /// The document that breaks the claim, where there is one.
    pub fn counterexample(&self) -> Option<&Value> {
        match self {
            Self::No(counterexample) => Some(counterexample.document()),
            _ => None,
        }
    }

    /// The worse of two answers: `no` before `unknown` before `yes`.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        let weight = |verdict: &Self| match verdict {
            Self::Yes => 0,
            Self::Unknown(_) => 1,
            Self::No(_) => 2,
        };
        if weight(&other) > weight(&self) { other } else { self }
    }

    pub(super) fn flipped(self) -> Self {
        match self {
            Self::Unknown(reason) => Self::Unknown(reason.flipped()),
            other => other,
        }
    }
}

impl fmt::Display for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Yes => f.write_str("yes"),
            Self::No(counterexample) => write!(f, "no: {counterexample}"),
            Self::Unknown(reason) => write!(f, "unknown: {reason}"),
        }
    }
}

/// A document that is valid under one schema and not under the other, as small as it could be made.
#[derive(Debug, Clone, PartialEq)]
pub struct Counterexample {
    pub(super) document: Value,
}

impl Counterexample {
    /// The document. Going [`backward`](crate::compat::backward) it is valid under the old schema and not under the new one.
    pub fn document(&self) -> &Value {
        &self.document
    }

    /// The document, to keep.
    pub fn into_document(self) -> Value {
        self.document
    }
}

impl fmt::Display for Counterexample {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.document)
    }
}

/// Which of the two schemas is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// The schema of the older version.
    Old,
    /// The schema of the newer version.
    New,
}

impl Side {
    fn flipped(self) -> Self {
        match self {
            Self::Old => Self::New,
            Self::New => Self::Old,
        }
    }
}

impl fmt::Display for Side {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Old => "old",
            Self::New => "new",
        })
    }
}

/// Why there is no answer.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Reason {
    /// A schema is none.
    NotASchema {
        /// Which of the two.
        side: Side,
        /// Where, as a JSON pointer.
        pointer: String,
        /// What is wrong there.
        problem: String,
    },
    /// A schema is nested more deeply than is looked at.
    TooDeep {
        /// Which of the two.
        side: Side,
    },
    /// A definition is itself, without anything in between, so that it means nothing.
    Endless {
        /// Which of the two.
        side: Side,
    },
    /// The answer depends on a rule that is not understood.
    NotUnderstood {
        /// The rule.
        rule: String,
    },
    /// The answer would take too long to find.
    GaveUp,
}

impl Reason {
    fn flipped(self) -> Self {
        match self {
            Self::NotASchema { side, pointer, problem } => {
                Self::NotASchema { side: side.flipped(), pointer, problem }
            }
            Self::TooDeep { side } => Self::TooDeep { side: side.flipped() },
            Self::Endless { side } => Self::Endless { side: side.flipped() },
            other => other,
        }
    }
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotASchema { side, pointer, problem } => {
                let pointer = if pointer.is_empty() { "its root" } else { pointer };
                write!(f, "the {side} schema is no JSON Schema at {pointer}: {problem}")
            }
            Self::TooDeep { side } => write!(f, "the {side} schema is nested too deeply"),
            Self::Endless { side } => {
                write!(f, "a `$ref` of the {side} schema leads back to itself and to nothing else")
            }
            Self::NotUnderstood { rule } => write!(f, "it depends on {rule}"),
            Self::GaveUp => f.write_str("the schemas combine in too many ways to try them all"),
        }
    }
}
