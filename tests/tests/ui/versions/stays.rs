use heirloom::Migrate;
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, Migrate)]
#[migrate(entity = "user", version = "1.2")]
struct UserV1 {
    name: String,
}

#[derive(Serialize, Deserialize, Migrate)]
#[migrate(from = UserV1, version = "1.2.0")]
struct User {
    name: String,
}

fn main() {}
