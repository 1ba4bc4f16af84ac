use heirloom::Migrate;
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, Migrate)]
#[migrate(entity = "user", version = 3)]
struct UserV3 {
    name: String,
}

#[derive(Serialize, Deserialize, Migrate)]
#[migrate(from = UserV3, version = 2)]
struct User {
    name: String,
}

fn main() {}
