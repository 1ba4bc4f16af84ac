use heirloom::Shape;
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, Shape)]
#[migrate(entity = "address", version = 1)]
struct Address {
    #[migrate(default)]
    zip: String,
}

fn main() {}
