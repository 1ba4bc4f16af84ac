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
#[migrate(from = OrderV1, join(Shipment))]
struct Order {
    cents: u64,
}

fn main() {}
