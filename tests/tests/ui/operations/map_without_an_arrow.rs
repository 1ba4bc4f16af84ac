use heirloom::Migrate;
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, Migrate)]
#[migrate(entity = "task", version = 1)]
struct TaskV1 {
    level: String,
}

#[derive(Serialize, Deserialize, Migrate)]
#[migrate(from = TaskV1)]
struct Task {
    #[migrate(map("low", 1))]
    level: u8,
}

fn main() {}
