use heirloom::Migrate;
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, Migrate)]
struct UserProfile {
    name: String,
}

fn main() {}
