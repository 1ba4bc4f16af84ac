//! The versions that the targets open: between them, each layout, each kind of value, and most operations.

pub mod asset;
pub mod bag;
pub mod layouts;
pub(crate) mod samples;
