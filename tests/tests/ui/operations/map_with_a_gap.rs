use heirloom::Migrate;
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize)]
enum Level {
    Low,
    Mid,
    High,
}

#[derive(Serialize, Deserialize, Migrate)]
#[migrate(entity = "task", version = 1)]
struct TaskV1 {
    level: Level,
}

#[derive(Serialize, Deserialize, Migrate)]
#[migrate(from = TaskV1)]
struct Task {
    #[migrate(map(Level::Low => 0, Level::High => 9), down_or = Level::Mid)]
    level: u8,
}

fn main() {}
