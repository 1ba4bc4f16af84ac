//! Schemas compared, seen from outside: verdicts, counterexamples, limits, and second opinions.
#![expect(clippy::unwrap_used, reason = "a failed unwrap is a failed test")]

mod defects;
mod generate;
mod limits;
mod notebooks;
mod property;
mod referee;
mod sample;
mod serde_types;
mod streams;
mod verdicts;
