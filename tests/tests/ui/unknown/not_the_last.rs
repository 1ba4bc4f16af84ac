use heirloom::Migrate;
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, Migrate)]
#[migrate(entity = "state", version = 1)]
enum State {
    #[migrate(unknown)]
    #[serde(untagged)]
    Other(heirloom::Unknown<State>),
    #[serde(untagged)]
    Open,
}

fn main() {}
