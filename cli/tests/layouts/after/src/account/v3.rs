use heirloom::Migrate;
use serde::{Deserialize, Serialize};

use super::v2::plain;

#[derive(Serialize, Deserialize, Migrate)]
#[migrate(from = super::v2::Account)]
pub struct Account {
    #[serde(rename = "ownerName", with = "plain")]
    pub owner: String,
}
