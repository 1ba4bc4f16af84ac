use heirloom::Migrate;
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, Migrate)]
#[migrate(entity = "order", version = 1, may_remove)]
struct Order {
    cents: u64,
}

fn main() {}
