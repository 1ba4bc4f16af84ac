use heirloom::Migrate;
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, Migrate)]
#[migrate(entity = "state", version = 1)]
#[serde(untagged)]
enum State {
    Open,
    #[migrate(unknown)]
    #[serde(untagged)]
    Other(heirloom::Unknown<State>),
}

fn main() {}
