//! `cargo heirloom new`: the next version of an entity, as a copy of the latest one that compiles.
//!
//! `plan` decides which entities get a version and where each goes; `write` puts the copies
//! together: the type without the words of its own step, the imports that it needs, the alias, and the places that named the
//! old version by a name which now means the new one. What the new text looks like is read off the old one.

mod alias;
mod copy;
mod imports;
mod layout;
mod lines;
mod names;
mod paths;
mod pins;
mod plan;
mod result;
mod work;
mod write;

pub(crate) use alias::moved_use;
pub(crate) use layout::{number_of, numbered};
pub(crate) use names::uses_of;
pub(crate) use paths::Spot;
pub use plan::start;
pub use result::{Started, Version};
