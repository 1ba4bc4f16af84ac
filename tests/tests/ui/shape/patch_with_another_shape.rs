use heirloom::{Migrate, Shape};
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, Migrate)]
#[migrate(entity = "order", version = 2)]
struct OrderV2 {
    address: AddressV2,
}

#[derive(Serialize, Deserialize, Shape)]
struct AddressV2 {
    zip: String,
}

#[derive(Serialize, Deserialize, Migrate)]
#[migrate(from = OrderV2, version = "2.0.1", up = up, down = down)]
struct Order {
    address: Address,
}

#[derive(Serialize, Deserialize, Shape)]
struct Address {
    zip: u32,
}

fn up(_: OrderV2) -> Order {
    Order { address: Address { zip: 0 } }
}

fn down(_: Order) -> OrderV2 {
    OrderV2 { address: AddressV2 { zip: String::new() } }
}

fn main() {}
