use heirloom::Migrate;
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize)]
struct Item {
    id: u32,
}

#[derive(Serialize, Deserialize, Migrate)]
#[migrate(entity = "cart", version = 1)]
struct CartV1 {
    items: Vec<Item>,
}

#[derive(Serialize, Deserialize, Migrate)]
#[migrate(from = CartV1)]
struct Cart {
    #[migrate(key_by = id, duplicates = fail, keep)]
    items: Box<Item>,
}

fn main() {}
