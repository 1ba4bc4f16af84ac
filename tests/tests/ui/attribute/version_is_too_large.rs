use heirloom::Migrate;
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, Migrate)]
#[migrate(entity = "user", version = 4294967296)]
struct User {
    name: String,
}

fn main() {}
