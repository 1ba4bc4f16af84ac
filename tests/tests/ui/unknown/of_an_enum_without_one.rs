use heirloom::Migrate;
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize)]
enum Plain {
    Open,
}

#[derive(Serialize, Deserialize, Migrate)]
#[migrate(entity = "state", version = 1)]
enum State {
    Open,
    #[migrate(unknown)]
    #[serde(untagged)]
    Other(heirloom::Unknown<Plain>),
}

fn main() {}
