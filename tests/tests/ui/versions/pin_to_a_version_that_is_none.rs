use heirloom::Migrate;
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, Migrate)]
#[migrate(entity = "user", version = 2)]
struct UserV2 {
    name: String,
}

#[derive(Serialize, Deserialize, Migrate)]
#[migrate(from = UserV2, pin = 1)]
struct User {
    name: String,
}

fn main() {}
