use heirloom::Migrate;
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, Migrate)]
#[migrate(version = 1)]
struct User {
    name: String,
}

fn main() {}
