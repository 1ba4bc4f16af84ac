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
#[migrate(from = OrderV1, join(Shipment), up = up, down = down)]
struct Order {
    cents: u64,
}

fn up(old: OrderV1, _: Option<Shipment>) -> Order {
    Order { cents: old.cents }
}

fn down(new: Order) -> OrderV1 {
    OrderV1 { cents: new.cents }
}

fn main() {}
