use heirloom::Migrate;
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, Migrate)]
#[migrate(entity = "shipment", version = 1)]
struct Shipment {
    parcel: String,
}

#[derive(Serialize, Deserialize, Migrate)]
#[migrate(entity = "order", version = 1, join(Shipment))]
struct Order {
    cents: u64,
}

fn main() {}
