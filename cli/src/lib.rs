//! `cargo heirloom`: the next version of a type, the history of shipped ones, rollouts, and the comparison of schemas.
//!
//! Decision note 013 has the commands. What is absent on purpose: types. An alias, a macro or a type of another crate is the
//! compiler's to understand.

pub mod adopt;
pub mod arguments;
pub mod compat;
pub mod edit;
pub mod error;
pub mod git;
pub mod history;
pub mod locks;
pub mod new;
pub mod output;
pub mod package;
pub mod rebase;
pub mod report;
pub mod source;

mod run;

pub use error::Error;
pub use run::run;
