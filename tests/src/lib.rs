//! Versions that several tests use.

pub mod order;
pub mod user;
