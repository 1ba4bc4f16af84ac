use heirloom::Migrate;
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, Migrate)]
#[migrate(entity = "state", version = 1)]
enum StateV1 {
    Open,
    Legacy,
}

#[derive(Serialize, Deserialize, Migrate)]
#[migrate(from = StateV1, split(Legacy => Old, Anciant; up = up))]
enum State {
    Open,
    Old,
    #[migrate(added, down = Open)]
    Ancient,
}

fn up(_: StateV1) -> State {
    State::Old
}

fn main() {}
