use heirloom::Migrate;
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, Migrate)]
#[migrate(entity = "user", version = 1)]
struct UserV1 {
    name: String,
    fax: String,
}

fn show(user: &User) -> &str {
    &user.name
}

#[derive(Serialize, Deserialize, Migrate)]
#[migrate(from = UserV1, drop(fax, ke))]
struct User {
    name: String,
}

fn main() {
    let user: User = heirloom::json::from_str("{}").unwrap();
    let old: UserV1 = heirloom::downgrade(User { name: show(&user).into() }).unwrap();
    let _again: User = heirloom::upgrade(old).unwrap();
}
