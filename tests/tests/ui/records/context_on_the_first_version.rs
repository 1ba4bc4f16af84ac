use heirloom::Migrate;
use serde::{Deserialize, Serialize};

struct Prices;

#[derive(Serialize, Deserialize, Migrate)]
#[migrate(entity = "order", version = 1, context = Prices)]
struct Order {
    cents: u64,
}

fn main() {}
