use heirloom::Migrate;
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, Migrate)]
#[migrate(entity = "order", version = 1)]
struct OrderV1 {
    cents: u64,
}

#[derive(Serialize, Deserialize, Migrate)]
#[migrate(from = OrderV1, may_remove, up = up, down = down)]
struct Order {
    cents: u64,
}

fn up(old: OrderV1) -> heirloom::Outcome<Order> {
    Order { cents: old.cents }.into()
}

fn down(new: Order) -> OrderV1 {
    OrderV1 { cents: new.cents }
}

#[derive(Serialize, Deserialize, Migrate)]
#[migrate(from = Order)]
struct OrderV3 {
    cents: u64,
}

fn main() {
    let _ = heirloom::json::open_str::<OrderV3>("{}");
}
