use heirloom::Migrate;
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, Migrate)]
#[migrate(entity = "user", version = 1)]
struct UserV1 {
    name: String,
    fax: String,
}

#[derive(Serialize, Deserialize, Migrate)]
#[migrate(from = UserV1, vers = 2, drop(fx, default))]
struct User {
    #[migrate(form = name)]
    full_name: String,
    #[migrate(default, into)]
    status: u8,
}

fn main() {}
