use heirloom::Migrate;
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, Migrate)]
#[migrate(entity = "state", version = 1)]
enum State {
    Open,
    #[migrate(unknown)]
    Other(heirloom::Unknown<State>),
}

fn main() {}
