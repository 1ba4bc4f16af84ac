//! Shapes, verdicts and demands, from outside.
#![expect(clippy::unwrap_used, reason = "a failed unwrap is a failed test")]

mod text;
