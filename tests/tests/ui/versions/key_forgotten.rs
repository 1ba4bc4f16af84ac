use heirloom::Migrate;
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, Migrate)]
#[migrate(entity = "line", version = 1, key = id)]
struct LineV1 {
    id: u32,
}

#[derive(Serialize, Deserialize, Migrate)]
#[migrate(from = LineV1)]
struct Line {
    #[migrate(from = id)]
    number: u32,
}

fn main() {}
