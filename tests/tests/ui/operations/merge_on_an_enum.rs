use heirloom::Migrate;
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, Migrate)]
#[migrate(entity = "state", version = 1)]
enum StateV1 {
    Open,
    Legacy,
}

#[derive(Serialize, Deserialize, Migrate)]
#[migrate(from = StateV1, merge(Open, Legacy => Active; up = up, down = down))]
enum State {
    #[migrate(from(Open, Legacy), down = Open)]
    Active,
}

fn main() {}
