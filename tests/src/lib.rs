//! Versions that several tests use.

pub mod user;
