//! The first release: prices are texts, and an order is paid or not.

use heirloom::Migrate;
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, Migrate, Debug, Clone, PartialEq)]
#[migrate(entity = "order", version = 1)]
pub struct Order {
    pub customer: String,
    /// The number of the till.
    pub till: u8,
    pub lines: Vec<Line>,
    pub paid: bool,
}

#[derive(Serialize, Deserialize, Migrate, Debug, Clone, PartialEq)]
#[migrate(entity = "line", version = 1, key = no)] // so that an edited line is recognised
pub struct Line {
    pub no: u32,
    pub article: String,
    pub quantity: u32,
    /// Of one, such as `2.40`.
    pub price: String,
}
