use heirloom::Migrate;
use serde::{Deserialize, Serialize};

fn up(_: UserV1) -> User {
    User { status: 0 }
}

#[derive(Serialize, Deserialize, Migrate)]
#[migrate(entity = "user", version = 1)]
struct UserV1 {
    name: String,
    fax: String,
}

#[derive(Serialize, Deserialize, Migrate)]
#[migrate(from = UserV1, up = up)]
struct User {
    status: u8,
}

fn main() {}
