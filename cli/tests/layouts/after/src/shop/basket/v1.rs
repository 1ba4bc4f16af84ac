use std::collections::{BTreeMap, HashMap};

use heirloom::Migrate;
use serde::{Deserialize, Serialize};

use crate::shop::item::v1::Item as First;
use crate::shop::item::v1::Item;

#[derive(Serialize, Deserialize, Migrate)]
#[migrate(entity = "basket", version = 1)]
pub struct Basket {
    pub items: BTreeMap<String, Item>,
    pub first: Option<First>,
    pub rest: Vec<crate::shop::item::v1::Item>,
}

#[derive(Serialize, Deserialize, Default)]
pub struct Counts(pub HashMap<String, u32>);
