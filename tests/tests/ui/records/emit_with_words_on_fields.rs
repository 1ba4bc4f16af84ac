use heirloom::Migrate;
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, Migrate)]
#[migrate(entity = "order", version = 1)]
struct OrderV1 {
    cents: u64,
}

#[derive(Serialize, Deserialize, Migrate)]
#[migrate(entity = "shipment", version = 1)]
struct Shipment {
    parcel: String,
}

#[derive(Serialize, Deserialize, Migrate)]
#[migrate(from = OrderV1, emit(Shipment), up = up, down = down)]
struct Order {
    cents: u64,
    #[migrate(default)]
    shipped: bool,
}

fn up(old: OrderV1) -> (Order, Vec<Shipment>) {
    (Order { cents: old.cents, shipped: false }, Vec::new())
}

fn down(new: Order, _: Vec<Shipment>) -> OrderV1 {
    OrderV1 { cents: new.cents }
}

fn main() {}
