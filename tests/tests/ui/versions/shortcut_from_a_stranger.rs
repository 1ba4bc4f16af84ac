use heirloom::Migrate;
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, Migrate)]
#[migrate(entity = "user", version = 1)]
struct UserV1 {
    name: String,
    fax: String,
}

#[derive(Serialize, Deserialize, Migrate)]
#[migrate(entity = "order", version = 1)]
struct Order {
    id: u32,
}

#[derive(Serialize, Deserialize, Migrate)]
#[migrate(from = UserV1, shortcut(Order; up = up))]
struct User {
    name: String,
    fax: String,
}

fn up(_: Order) -> User {
    User { name: String::new(), fax: String::new() }
}

fn main() {}
