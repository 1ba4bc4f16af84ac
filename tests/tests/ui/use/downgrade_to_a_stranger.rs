use heirloom::Migrate;
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, Migrate)]
#[migrate(entity = "order", version = 1)]
struct Order {
    id: u32,
}

#[derive(Serialize, Deserialize, Migrate)]
#[migrate(entity = "user", version = 1)]
struct UserV1 {
    name: String,
    fax: String,
}

#[derive(Serialize, Deserialize, Migrate)]
#[migrate(from = UserV1)]
struct User {
    name: String,
    fax: String,
}

fn main() {
    let new = User { name: String::new(), fax: String::new() };
    let _other: Order = heirloom::downgrade(new).unwrap();
}
