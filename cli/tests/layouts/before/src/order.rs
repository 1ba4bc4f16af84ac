//! Entities that hold each other.

use heirloom::{Migrate, Tagged};
use serde::{Deserialize, Serialize};

pub mod v1 {
    use super::*;

    #[derive(Serialize, Deserialize, Migrate)]
    #[migrate(entity = "line", version = 1, key = sku)]
    pub struct Line {
        pub sku: String,
        pub amount: Amount,
    }

    #[derive(Serialize, Deserialize)]
    pub struct Amount(pub u32);

    #[derive(Serialize, Deserialize, Migrate)]
    #[migrate(entity = "order", version = 1)]
    pub struct Order {
        pub lines: Vec<Line>,
        pub gift: Option<(u8, super::Line)>,
    }
}

pub use v1::{Line, Order};

#[derive(Serialize, Deserialize, Migrate)]
#[migrate(entity = "cart", version = 1)]
pub struct CartV1 {
    pub orders: Vec<Order>,
    pub first: Line,
    pub parked: Parked,
}

pub type Cart = CartV1;

#[derive(Serialize, Deserialize)]
pub struct Parked {
    pub line: Line,
}

#[derive(Serialize, Deserialize, Migrate)]
#[migrate(entity = "shelf", version = 1)]
pub struct Shelf {
    pub lines: Vec<Tagged<Line>>,
    pub carts: Vec<Cart>,
}

#[derive(Serialize, Deserialize, Migrate)]
#[migrate(entity = "archive", version = 1)]
pub enum ArchiveV1 {
    Empty,
    Full { old: v1::Line },
}

#[derive(Serialize, Deserialize, Migrate)]
#[migrate(from = ArchiveV1)]
pub enum ArchiveV2 {
    Empty,
    Full { old: v1::Line },
}
