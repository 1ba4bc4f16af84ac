use heirloom::Migrate;
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, Migrate)]
#[migrate(entity = "account", version = 1, tag = "schema", untagged)]
pub struct Account {
    pub owner: String,
}
