use heirloom::Migrate;
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, Migrate)]
#[migrate(entity = "user", version = 1)]
struct UserV1 {
    name: String,
    fax: String,
}

#[derive(Serialize, Deserialize, Migrate)]
#[migrate(from = UserV1, up = up, down = down, keep)]
struct User {
    name: String,
}

fn up(old: UserV1) -> User {
    User { name: old.name }
}

fn down(new: User) -> UserV1 {
    UserV1 { name: new.name, fax: String::new() }
}

fn main() {}
