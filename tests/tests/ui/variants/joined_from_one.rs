use heirloom::Migrate;
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, Migrate)]
#[migrate(entity = "state", version = 1)]
enum StateV1 {
    Open,
    Reopened,
    Closed,
}

#[derive(Serialize, Deserialize, Migrate)]
#[migrate(from = StateV1, drop(Reopened => Active))]
enum State {
    #[migrate(from(Open), down = Open)]
    Active,
    Closed,
}

fn main() {}
