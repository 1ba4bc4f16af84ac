#[cfg(test)]
use heirloom::testing::arbitrary;
use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, heirloom::Shape)]
#[cfg_attr(test, derive(arbitrary::Arbitrary))]
pub struct Money {
    pub cents: i64,
}
