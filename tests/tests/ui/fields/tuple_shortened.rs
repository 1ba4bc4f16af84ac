use heirloom::Migrate;
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, Migrate)]
#[migrate(entity = "size", version = 1)]
struct SizeV1(u32, u32);

#[derive(Serialize, Deserialize, Migrate)]
#[migrate(from = SizeV1)]
struct Size(#[migrate(from = 1)] u32);

fn main() {}
