use heirloom::Migrate;
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, Migrate)]
#[migrate(entity = "user", version = 1, one_way = "hashed")]
struct User {
    name: String,
}

fn main() {}
