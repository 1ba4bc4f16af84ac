//! The commands as a person runs them: on packages of their own, in temporary folders.
#![expect(clippy::unwrap_used, reason = "a failed unwrap is a failed test")]

mod adopt;
mod compat;
mod locks;
mod mistakes;
mod new;
mod rebase;
mod support;
