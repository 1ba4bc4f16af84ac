use heirloom::Migrate;
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize)]
struct Plain {
    id: u32,
}

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
    let _plain: Plain = heirloom::json::from_str("{}").unwrap();
}
