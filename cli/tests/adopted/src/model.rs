//! What the shop stores.

use std::collections::BTreeMap;

#[cfg(test)]
use heirloom::testing::arbitrary;
use serde::{Deserialize, Serialize};

use crate::money::Money;

/// An order.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, heirloom::Migrate)]
#[cfg_attr(test, derive(arbitrary::Arbitrary))]
#[migrate(entity = "order", version = 1, untagged)]
#[serde(rename_all = "camelCase")]
pub struct Order {
    pub id: u64,
    pub lines: Vec<OrderLine>, // never empty
    pub paid: Option<Money>,
    pub by_day: BTreeMap<String, [u8; 2]>,
}

heirloom::lock!(Order in "heirloom/order.lock");

#[derive(Serialize, Deserialize, Debug, Clone, PartialEq, heirloom::Shape)]
#[cfg_attr(test, derive(arbitrary::Arbitrary))]
pub struct OrderLine {
    sku: String,
    kind: Kind,
}

#[derive(
    Serialize,
    Deserialize,
    Debug,
    Clone,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Copy,
    Default,
    heirloom::Shape,
)]
#[cfg_attr(test, derive(arbitrary::Arbitrary))]
pub enum Kind {
    #[default]
    Goods,
    Service {
        hours: u32,
    },
}

/// A folder holds folders.
#[derive(Serialize, Deserialize, heirloom::Migrate)]
#[cfg_attr(test, derive(arbitrary::Arbitrary))]
#[migrate(entity = "folder", version = 1, untagged)]
pub struct FolderV1(pub Vec<FolderV1>);

heirloom::lock!(FolderV1 in "heirloom/folder.lock");

#[derive(Serialize)]
pub struct Answer<'a> {
    pub text: &'a str,
}

mod inner {
    #[cfg(test)]
    use heirloom::testing::arbitrary;

    #[derive(serde::Serialize, serde::Deserialize, heirloom::Migrate)]
    #[cfg_attr(test, derive(arbitrary::Arbitrary))]
    #[migrate(entity = "setting", version = 1, untagged)]
    enum Setting {
        On,
        Off,
    }

    heirloom::lock!(Setting in "heirloom/setting.lock");

    #[cfg(test)]
    mod heirloom_laws {
        use super::*;

        heirloom::testing::laws!(Setting);
    }
}

#[cfg(test)]
mod heirloom_laws {
    use super::*;

    heirloom::testing::laws!(Order);
    heirloom::testing::laws!(laws_of_folder: FolderV1);
}
