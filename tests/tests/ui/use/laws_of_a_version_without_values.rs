use heirloom::Migrate;
use heirloom::testing::arbitrary;
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, Migrate)]
#[migrate(entity = "user", version = 1)]
struct UserV1 {
    name: String,
}

#[derive(Serialize, Deserialize, Migrate, arbitrary::Arbitrary)]
#[migrate(from = UserV1)]
struct User {
    name: String,
}

fn main() {
    heirloom::testing::laws::<User>();
}
