use heirloom::Migrate;
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, Migrate)]
#[migrate(entity = "user", version = 1, drop(fax, default))]
struct User {
    #[migrate(from = name)]
    full_name: String,
}

fn main() {}
