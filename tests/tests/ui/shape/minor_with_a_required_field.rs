use heirloom::{Migrate, Shape};
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, Migrate)]
#[migrate(entity = "order", version = 2)]
struct OrderV2 {
    items: Vec<ItemV2>,
}

#[derive(Serialize, Deserialize, Shape)]
struct ItemV2 {
    name: String,
}

#[derive(Serialize, Deserialize, Migrate)]
#[migrate(from = OrderV2, version = "2.1", up = up, down = down)]
struct Order {
    items: Vec<Item>,
}

#[derive(Serialize, Deserialize, Shape)]
struct Item {
    name: String,
    qty: u32,
}

fn up(_: OrderV2) -> Order {
    Order { items: Vec::new() }
}

fn down(_: Order) -> OrderV2 {
    OrderV2 { items: Vec::new() }
}

fn main() {}
