use heirloom::Migrate;
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, Migrate)]
#[migrate(entity = "thing", version = 1)]
struct V1 {
    size: u8,
    sizes: Vec<u8>,
    maybe: Option<String>,
}

#[derive(Serialize, Deserialize, Migrate)]
#[migrate(from = V1)]
struct V2 {
    size: u8,
    #[migrate(first, keep)]
    sizes: Option<u16>,
    maybe: Option<String>,
}

fn main() {}
