use heirloom::Migrate;
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, Migrate)]
#[migrate(entity = "state", version = 1)]
enum StateV1 {
    Moved(u32, u32),
}

#[derive(Serialize, Deserialize, Migrate)]
#[migrate(from = StateV1)]
enum State {
    Moved(u32, #[migrate(default)] u32, u32),
}

fn main() {}
