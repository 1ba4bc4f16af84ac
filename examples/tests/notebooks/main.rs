//! The `notebooks` example, from outside: as a command that people run, and as a chain of types.
//!
//! The notebooks in `examples/notebooks/samples` are the project's own. A larger set of real ones
//! stands beside the repository on the machines of its developers; what needs it says so on stdout
//! where it is absent.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

// The example's own modules, of which the tests call a part.
#[path = "../../notebooks/convert.rs"]
#[expect(dead_code, unreachable_pub, reason = "the command line is tested as a command")]
mod convert;
#[path = "../../notebooks/format/mod.rs"]
#[expect(dead_code, unreachable_pub, reason = "most members are looked at as JSON")]
mod format;
#[path = "../../notebooks/numbers.rs"]
#[expect(unreachable_pub, reason = "an example is laid out as a library")]
mod numbers;
#[path = "../../notebooks/output.rs"]
#[expect(dead_code, unreachable_pub, reason = "only the command writes files")]
mod output;
#[path = "../../notebooks/refusal.rs"]
#[expect(dead_code, unreachable_pub, reason = "files are refused by the command")]
mod refusal;

#[path = "../shared/built.rs"]
mod built;
mod command;
mod damage;
mod goldens;
mod laws;
mod nbformat;
mod odd_files;
mod self_check;
mod shared;
mod steps;
