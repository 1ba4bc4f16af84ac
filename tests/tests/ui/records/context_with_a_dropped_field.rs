use heirloom::Migrate;
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, Migrate)]
#[migrate(entity = "order", version = 1)]
struct OrderV1 {
    cents: u64,
}

struct Prices;

#[derive(Serialize, Deserialize, Migrate)]
#[migrate(from = OrderV1, context = Prices, drop(cents, keep), up = up, down = down)]
struct Order {
    cents: u64,
}

fn up(old: OrderV1, _: &Prices) -> Order {
    Order { cents: old.cents }
}

fn down(new: Order) -> OrderV1 {
    OrderV1 { cents: new.cents }
}

fn main() {}
