use heirloom::Migrate;
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, Migrate)]
#[migrate(entity = "user", version = 1, tag(major = "format", minor = "format"))]
struct User {
    name: String,
}

fn main() {}
