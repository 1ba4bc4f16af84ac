use heirloom::{Migrate, Shape};
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, Migrate)]
#[migrate(entity = "user", version = 1)]
struct UserV1 {
    plan: PlanV1,
}

#[derive(Serialize, Deserialize, Shape)]
enum PlanV1 {
    Free,
}

#[derive(Serialize, Deserialize, Migrate)]
#[migrate(from = UserV1, compat = "forward")]
struct User {
    #[migrate(up = up, down = down)]
    plan: Plan,
}

#[derive(Serialize, Deserialize, Shape)]
enum Plan {
    Free,
    Paid { until: String },
}

fn up(_: PlanV1) -> Plan {
    Plan::Free
}

fn down(_: Plan) -> PlanV1 {
    PlanV1::Free
}

fn main() {}
