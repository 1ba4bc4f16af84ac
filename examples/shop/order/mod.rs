//! The order with all that is in it, in the three versions that it has had: one file for each release.

pub mod euros;
pub mod v1;
pub mod v2;
pub mod v3;

pub use v3::{Line, Order, Payment, Price};
