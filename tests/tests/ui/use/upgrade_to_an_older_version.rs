use heirloom::Migrate;
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, Migrate)]
#[migrate(entity = "user", version = 1)]
struct UserV1 {
    name: String,
    fax: String,
}

#[derive(Serialize, Deserialize, Migrate)]
#[migrate(from = UserV1)]
struct User {
    name: String,
    fax: String,
}

fn main() {
    let new = User { name: String::new(), fax: String::new() };
    let _old: UserV1 = heirloom::upgrade(new).unwrap();
}
