use serde::{Deserialize, Serialize};

/// Something to sell.
#[derive(Serialize, Deserialize, heirloom::Migrate)]
#[migrate(from = super::v1::Item)]
pub struct Item {
    pub sku: String,
}
