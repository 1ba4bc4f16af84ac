use heirloom::Migrate;
use serde::{Deserialize, Serialize};

fn longer(name: u32) -> u64 {
    u64::from(name)
}

fn shorter(name: String) -> String {
    name
}

#[derive(Serialize, Deserialize, Migrate)]
#[migrate(entity = "user", version = 1)]
struct UserV1 {
    name: String,
    fax: String,
}

#[derive(Serialize, Deserialize, Migrate)]
#[migrate(from = UserV1)]
struct User {
    #[migrate(up = longer, down = shorter)]
    name: String,
    fax: String,
}

fn main() {}
