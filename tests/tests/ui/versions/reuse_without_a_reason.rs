use heirloom::Migrate;
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, Migrate)]
#[migrate(entity = "user", version = 1)]
struct UserV1 {
    name: String,
    fax: String,
}

#[derive(Serialize, Deserialize, Migrate)]
#[migrate(from = UserV1, drop(fax, keep))]
struct UserV2 {
    name: String,
}

#[derive(Serialize, Deserialize, Migrate)]
#[migrate(from = UserV2)]
struct User {
    name: String,
    #[migrate(default, reuse)]
    fax: u32,
}

fn main() {}
