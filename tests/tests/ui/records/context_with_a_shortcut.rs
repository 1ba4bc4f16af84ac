use heirloom::Migrate;
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, Migrate)]
#[migrate(entity = "order", version = 1)]
struct OrderV1 {
    cents: u64,
}

struct Prices;

#[derive(Serialize, Deserialize, Migrate)]
#[migrate(from = OrderV1)]
struct OrderV2 {
    cents: u64,
}

#[derive(Serialize, Deserialize, Migrate)]
#[migrate(from = OrderV2, context = Prices, up = up, down = down, shortcut(OrderV1; up = short))]
struct Order {
    cents: u64,
}

fn up(old: OrderV2, _: &Prices) -> Order {
    Order { cents: old.cents }
}

fn down(new: Order) -> OrderV2 {
    OrderV2 { cents: new.cents }
}

fn short(old: OrderV1) -> Order {
    Order { cents: old.cents }
}

fn main() {}
