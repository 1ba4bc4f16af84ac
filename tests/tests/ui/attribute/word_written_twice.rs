use heirloom::Migrate;
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, Migrate)]
#[migrate(entity = "user", version = 1, version = 2)]
struct User {
    name: String,
}

fn main() {}
