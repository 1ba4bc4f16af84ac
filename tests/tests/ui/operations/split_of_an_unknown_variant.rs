use heirloom::Migrate;
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, Migrate)]
#[migrate(entity = "state", version = 1)]
enum StateV1 {
    Open,
    Legacy,
}

#[derive(Serialize, Deserialize, Migrate)]
#[migrate(from = StateV1, split(Legasy => Old, Ancient; up = up))]
enum State {
    Open,
    Old,
    Ancient,
}

fn up(_: StateV1) -> State {
    State::Old
}

fn main() {}
