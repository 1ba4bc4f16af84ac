use heirloom::Migrate;
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize)]
struct Address {
    street: String,
    city: String,
}

#[derive(Serialize, Deserialize, Migrate)]
#[migrate(entity = "user", version = 1)]
struct UserV1 {
    address: Address,
}

#[derive(Serialize, Deserialize, Migrate)]
#[migrate(from = UserV1, hoist(address: Address))]
struct User {
    #[migrate(from = address.city)]
    city: String,
}

fn main() {}
