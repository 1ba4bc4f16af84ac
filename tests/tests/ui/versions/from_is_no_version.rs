use heirloom::Migrate;
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize)]
struct UserV1 {
    name: String,
}

#[derive(Serialize, Deserialize, Migrate)]
#[migrate(from = UserV1)]
struct User {
    name: String,
}

fn main() {}
