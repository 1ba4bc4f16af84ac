use serde::{Deserialize, Serialize};

/// Something to sell.
#[derive(Serialize, Deserialize, heirloom::Migrate)]
#[migrate(entity = "item", version = 1)]
pub struct Item {
    pub sku: String,
}
