mod v1;

pub use v1::*;
