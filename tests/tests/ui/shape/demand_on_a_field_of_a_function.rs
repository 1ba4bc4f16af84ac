use heirloom::Migrate;
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, Migrate)]
#[migrate(entity = "user", version = 1)]
struct UserV1 {
    #[serde(with = "hex")]
    key: Vec<u8>,
}

#[derive(Serialize, Deserialize, Migrate)]
#[migrate(from = UserV1, compat = "full")]
struct User {
    #[serde(with = "hex")]
    key: Vec<u8>,
}

mod hex {
    pub fn serialize<S: serde::Serializer>(_: &[u8], to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str("")
    }

    pub fn deserialize<'de, D: serde::Deserializer<'de>>(_: D) -> Result<Vec<u8>, D::Error> {
        Ok(Vec::new())
    }
}

fn main() {}
