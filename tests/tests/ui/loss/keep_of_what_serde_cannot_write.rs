use heirloom::Migrate;
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, Migrate)]
#[migrate(entity = "user", version = 1)]
struct UserV1 {
    name: String,
    #[serde(skip)]
    secret: std::marker::PhantomPinned,
}

#[derive(Serialize, Deserialize, Migrate)]
#[migrate(from = UserV1, drop(secret = std::marker::PhantomPinned, keep))]
struct User {
    name: String,
}

fn main() {}
