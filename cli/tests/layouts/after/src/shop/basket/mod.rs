mod v1;
mod v2;

pub use v1::*;
pub use v2::Basket;
