//! The second release: prices can be added up, tills have no number, and cards are taken.

use heirloom::Migrate;
use serde::{Deserialize, Serialize};

use super::{euros, v1};

#[derive(Serialize, Deserialize, Migrate, Debug, Clone, PartialEq)]
#[migrate(from = v1::Order, drop(till, keep))]
pub struct Order {
    pub customer: String,
    #[migrate(nested)]
    pub lines: Vec<Line>,
    // Who goes back to the first release finds an order paid by card as a paid one.
    #[migrate(from = paid, map(false => Payment::Open, true => Payment::Cash), down_or = true)]
    pub payment: Payment,
}

#[derive(Serialize, Deserialize, Migrate, Debug, Clone, PartialEq)]
#[migrate(entity = "payment", version = 1)]
pub enum Payment {
    Open,
    Cash,
    Card,
}

#[derive(Serialize, Deserialize, Migrate, Debug, Clone, PartialEq)]
#[migrate(from = v1::Line, key = no)]
pub struct Line {
    pub no: u32,
    #[migrate(from = article)]
    pub item: String,
    pub quantity: u32,
    #[migrate(try_up = |text: String| price(&text), down = |price: Price| euros::text(price.cents.into()))]
    pub price: Price,
}

#[derive(Serialize, Deserialize, Migrate, Debug, Clone, PartialEq)]
#[migrate(entity = "price", version = 1)]
pub struct Price {
    pub cents: u32,
}

fn price(text: &str) -> Result<Price, euros::NotAnAmount> {
    Ok(Price { cents: euros::parse(text)? })
}
