use heirloom::Migrate;
use serde::{Deserialize, Serialize};

fn up(_: UserV1) -> User {
    User { status: 0 }
}

fn down(_: User) -> UserV1 {
    UserV1 { name: String::new(), fax: String::new() }
}

#[derive(Serialize, Deserialize, Migrate)]
#[migrate(entity = "user", version = 1)]
struct UserV1 {
    name: String,
    fax: String,
}

#[derive(Serialize, Deserialize, Migrate)]
#[migrate(from = UserV1, up = up, down = down)]
struct User {
    #[migrate(default)]
    status: u8,
}

fn main() {}
