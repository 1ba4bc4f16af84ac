use heirloom::Migrate;
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, Migrate)]
#[migrate(entity = "line", version = 1, key = ident)]
struct Line {
    id: u32,
}

fn main() {}
