//! Today: a price says its tax, a line has wishes, and vouchers are taken.
//!
//! A change of the price is one of the line, and so of the order: each gets a new version.

use heirloom::Migrate;
use serde::{Deserialize, Serialize};

use super::v2;

#[derive(Serialize, Deserialize, Migrate, Debug, Clone, PartialEq)]
#[migrate(from = v2::Order)]
pub struct Order {
    pub customer: String,
    #[migrate(nested)]
    pub lines: Vec<Line>,
    #[migrate(nested)]
    pub payment: Payment,
}

#[derive(Serialize, Deserialize, Migrate, Debug, Clone, PartialEq)]
#[migrate(from = v2::Payment)]
pub enum Payment {
    Open,
    Cash,
    Card,
    #[migrate(added, down = Card)] // what the second release shows
    Voucher {
        code: String,
    },
}

#[derive(Serialize, Deserialize, Migrate, Debug, Clone, PartialEq)]
#[migrate(from = v2::Line, key = no)]
pub struct Line {
    pub no: u32,
    pub item: String,
    pub quantity: u32,
    #[migrate(nested)]
    pub price: Price,
    #[migrate(default)]
    pub wishes: Vec<String>,
}

#[derive(Serialize, Deserialize, Migrate, Debug, Clone, PartialEq)]
#[migrate(from = v2::Price)]
pub struct Price {
    pub cents: u32,
    /// In percent.
    #[migrate(default = 19)]
    pub tax: u8,
}
