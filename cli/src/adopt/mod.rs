//! `cargo heirloom adopt`: plain serde types become version 1 of entities.
//!
//! `find` says which types of a file are stored by themselves and which lie inside them; the others write: derives and words
//! (`mark`), tests of the laws where values of a type can be generated (`values`), the dependency (`manifest`). What is
//! stored already has no version in it, so version 1 is `untagged`.

mod find;
mod manifest;
mod mark;
mod perform;
mod result;
mod values;

pub use perform::adopt;
pub use result::{Adopted, AdoptedEntity};
