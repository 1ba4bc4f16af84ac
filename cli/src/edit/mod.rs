//! Changes of text by position, so that nothing else in a file moves; checked as a whole, then written as a whole.

mod change;
mod dirty;
mod text;

pub use change::{ChangeSet, Written};
pub use dirty::dirty;
pub use text::Edits;
