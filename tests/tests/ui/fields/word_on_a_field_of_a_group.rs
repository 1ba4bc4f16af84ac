use heirloom::Migrate;
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, Migrate)]
#[migrate(entity = "user", version = 1)]
struct UserV1 {
    name: String,
    fax: String,
}

#[derive(Serialize, Deserialize, Migrate)]
#[migrate(from = UserV1, split(name => first, last; up = f, down = g))]
struct User {
    first: String,
    #[migrate(default)]
    last: String,
    fax: String,
}

fn main() {}
