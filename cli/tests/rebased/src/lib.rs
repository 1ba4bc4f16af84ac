use heirloom::Migrate;
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

/// Version 2.
pub mod v2 {
    use super::*;

    #[derive(Serialize, Deserialize, Migrate)]
    #[migrate(from = super::v1::User, drop(fax, keep))]
    pub struct User {
        pub name: String,
    }
}

/// Version 3.
pub mod v3 {
    use super::*;

    #[derive(Serialize, Deserialize, Migrate)]
    #[migrate(from = super::v2::User)]
    pub struct User {
        pub name: String,
        #[migrate(default)]
        pub phones: Vec<String>,
    }
}

/// Version 4.
pub mod v4 {
    use super::*;

    #[derive(Serialize, Deserialize, Migrate)]
    #[migrate(from = super::v3::User)]
    pub struct User {
        pub name: String,
        #[migrate(default)]
        pub tags: Vec<String>,
        pub phones: Vec<String>,
    }
}

pub use v4::User;
heirloom::lock!(User in "heirloom/user.lock");

pub fn greet(user: &User) -> String {
    format!("Hello {}", user.name)
}
