use std::collections::BTreeMap;

use heirloom::Migrate;
use serde::{Deserialize, Serialize};

use crate::shop::item::Item;

#[derive(Serialize, Deserialize, Migrate)]
#[migrate(from = super::v1::Basket)]
pub struct Basket {
    #[migrate(nested)]
    pub items: BTreeMap<String, Item>,
    #[migrate(nested)]
    pub first: Option<crate::shop::item::v2::Item>,
    #[migrate(nested)]
    pub rest: Vec<crate::shop::item::v2::Item>,
}
