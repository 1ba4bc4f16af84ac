use heirloom::Migrate;
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, Migrate)]
#[migrate(entity = "state", version = 1)]
enum StateV1 {
    Open,
    #[migrate(unknown)]
    #[serde(untagged)]
    Other(heirloom::Unknown<StateV1>),
}

#[derive(Serialize, Deserialize, Migrate)]
#[migrate(from = StateV1)]
enum State {
    Open,
    #[migrate(unknown, down = Open)]
    #[serde(untagged)]
    Other(heirloom::Unknown<State>),
}

fn main() {}
