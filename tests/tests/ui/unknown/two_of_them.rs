use heirloom::Migrate;
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, Migrate)]
#[migrate(entity = "state", version = 1)]
enum State {
    Open,
    #[migrate(unknown)]
    #[serde(untagged)]
    Other(heirloom::Unknown<State>),
    #[migrate(unknown)]
    #[serde(untagged)]
    More(heirloom::Unknown<State>),
}

fn main() {}
