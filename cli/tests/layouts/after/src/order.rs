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
        pub gift: Option<(u8, Line)>,
    }
}

pub mod v2 {
    use super::v1::Amount;
    use super::*;

    #[derive(Serialize, Deserialize, Migrate)]
    #[migrate(from = super::v1::Line, key = sku)]
    pub struct Line {
        pub sku: String,
        pub amount: Amount,
    }

    #[derive(Serialize, Deserialize, Migrate)]
    #[migrate(from = super::v1::Order)]
    pub struct Order {
        #[migrate(nested)]
        pub lines: Vec<Line>,
        #[migrate(nested)]
        pub gift: Option<(u8, super::Line)>,
    }
}

pub use v2::{Line, Order};

#[derive(Serialize, Deserialize, Migrate)]
#[migrate(entity = "cart", version = 1)]
pub struct CartV1 {
    pub orders: Vec<v1::Order>,
    pub first: v1::Line,
    pub parked: Parked,
}

#[derive(Serialize, Deserialize, Migrate)]
#[migrate(from = CartV1)]
pub struct CartV2 {
    #[migrate(nested)]
    pub orders: Vec<Order>,
    #[migrate(nested)]
    pub first: Line,
    pub parked: Parked,
}

pub type Cart = CartV2;

#[derive(Serialize, Deserialize)]
pub struct Parked {
    pub line: v1::Line,
}

#[derive(Serialize, Deserialize, Migrate)]
#[migrate(entity = "shelf", version = 1)]
pub struct ShelfV1 {
    pub lines: Vec<Tagged<Line>>,
    pub carts: Vec<CartV1>,
}

#[derive(Serialize, Deserialize, Migrate)]
#[migrate(from = ShelfV1)]
pub struct Shelf {
    pub lines: Vec<Tagged<Line>>,
    #[migrate(nested)]
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

#[derive(Serialize, Deserialize, Migrate)]
#[migrate(from = ArchiveV2)]
pub enum ArchiveV3 {
    Empty,
    Full {
        #[migrate(nested)]
        old: v2::Line,
    },
}
