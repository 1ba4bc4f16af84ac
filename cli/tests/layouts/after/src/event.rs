mod v1;
mod v2;
pub use v2::*;
