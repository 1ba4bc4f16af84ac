//! What heirloom promises of any bytes at all: each [`target`] takes some and panics where a promise does not hold.

pub mod laws;
pub mod model;
pub mod target;
