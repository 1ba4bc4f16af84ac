use heirloom::{Migrate, Shape};
use serde::{Deserialize, Serialize};

pub mod v1 {
    use super::*;

    #[derive(Serialize, Deserialize, Migrate)]
    #[migrate(entity = "user", version = 1)]
    pub struct User {
        pub name: String,
        pub fax: String,
    }
}

pub mod v2 {
    use super::*;

    #[derive(Serialize, Deserialize, Migrate)]
    #[migrate(from = v1::User, drop(fax, keep))]
    pub struct User {
        pub name: String,
        #[migrate(default = Status::Active, accept_loss = "said \"so\"")]
        pub status: Status,
    }
}

#[derive(Serialize, Deserialize, Shape)]
pub enum Status {
    Active,
    Gone,
}

pub use v2::User;
pub use std::collections::BTreeMap;

heirloom::lock!(User in "heirloom/user.lock");

#[derive(Serialize, Deserialize, Migrate)]
#[migrate(entity = "price list", version = 1)]
pub struct Prices(pub BTreeMap<String, u32>);

heirloom::lock!(Prices in "heirloom/price_list.lock");
