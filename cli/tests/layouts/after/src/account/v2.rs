use std::collections::HashMap;
use std::collections::HashSet;

use heirloom::Migrate;
use serde::{Deserialize, Serialize};

use super::v1;

#[derive(Serialize, Deserialize, Migrate)]
#[migrate(from = v1::Account)]
#[migrate(relayout)]
pub struct Account {
    #[serde(rename = "ownerName", with = "plain")]
    pub owner: String,
}

pub(super) mod plain {
    use serde::{Deserialize, Deserializer, Serializer};

    pub fn serialize<S: Serializer>(text: &str, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(text)
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
        String::deserialize(deserializer)
    }
}

pub fn by_owner(all: Vec<Account>) -> HashMap<String, HashSet<usize>> {
    all.into_iter().map(|account| (account.owner, HashSet::new())).collect()
}
