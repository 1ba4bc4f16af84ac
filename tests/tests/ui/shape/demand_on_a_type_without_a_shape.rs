use heirloom::Migrate;
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, Migrate)]
#[migrate(entity = "user", version = 1)]
struct UserV1 {
    at: Address,
}

#[derive(Serialize, Deserialize)]
struct Address {
    zip: String,
}

#[derive(Serialize, Deserialize, Migrate)]
#[migrate(from = UserV1, compat = "full")]
struct User {
    at: Address,
}

fn main() {}
