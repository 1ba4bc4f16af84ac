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
#[migrate(from = StateV1)]
enum State {
    Open,
    Closed { reason: String },
    #[migrate(down = Open)]
    Legacy,
}

fn main() {}
