use heirloom::Migrate;
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, Migrate)]
#[migrate(entity = "user", version = 1)]
struct User {
    #[migrate(shape = "")]
    name: String,
}

fn main() {}
