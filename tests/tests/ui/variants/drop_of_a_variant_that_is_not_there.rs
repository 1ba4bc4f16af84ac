use heirloom::Migrate;
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, Migrate)]
#[migrate(entity = "state", version = 1)]
enum StateV1 {
    Open,
    Closed { reason: String },
    Legacy,
}

#[derive(Serialize, Deserialize, Migrate)]
#[migrate(from = StateV1, drop(Old => Open))]
enum State {
    Open,
    Closed { reason: String },
    Legacy,
}

fn main() {}
