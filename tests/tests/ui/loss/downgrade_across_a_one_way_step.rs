use heirloom::Migrate;
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, Migrate)]
#[migrate(entity = "user", version = 1)]
struct UserV1 {
    name: String,
    fax: String,
}

#[derive(Serialize, Deserialize, Migrate)]
#[migrate(from = UserV1, drop(fax), one_way = "faxes are gone")]
struct User {
    name: String,
}

fn main() {
    let user = User { name: "Ada".into() };
    let _old: UserV1 = heirloom::downgrade(user).unwrap();
}
