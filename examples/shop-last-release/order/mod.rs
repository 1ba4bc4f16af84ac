//! The order as it was in the last release: version 2 is today's.

#[path = "../../shop/order/euros.rs"]
pub mod euros;
#[path = "../../shop/order/v1.rs"]
pub mod v1;
#[path = "../../shop/order/v2.rs"]
pub mod v2;

pub use v2::{Line, Order, Payment, Price};
