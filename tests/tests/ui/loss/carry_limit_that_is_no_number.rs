use heirloom::Migrate;
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, Migrate)]
#[migrate(entity = "user", version = 1, carry_limit = "64 KiB")]
struct User {
    name: String,
}

fn main() {}
