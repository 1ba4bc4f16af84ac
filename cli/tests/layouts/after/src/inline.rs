//! Versions in inline modules.

pub mod v1 {
    use super::*;

    #[derive(Serialize, Deserialize, Migrate)]
    #[migrate(entity = "user", version = 1)]
    pub struct User {
        pub name: String,
        pub fax: String,
    }
}

/// The second.
pub mod v2 {
    use super::*;
    use std::collections::BTreeMap;
    use std::fmt::{self, Display, Write as _};

    /// A user.
    #[derive(Serialize, Deserialize, Migrate)]
    #[migrate(from = v1::User, drop(fax, keep), key = full_name)] // the fax comes back
    #[serde(rename_all = "camelCase")]
    pub struct User {
        /// First and last.
        #[migrate(from = name)] // renamed
        pub full_name: String,
        #[migrate(
            default = Status::Active
        )]
        #[serde(default = "active")]
        pub status: Status,
        #[migrate(default)] pub labels: BTreeMap<String, self::Label>,
    }

    #[derive(Serialize, Deserialize)]
    pub enum Status {
        Active, // of course
        Gone,
    }

    #[derive(Serialize, Deserialize, PartialEq)]
    pub struct Label(String);

    pub(super) fn active() -> Status {
        Status::Active
    }

    impl Display for User {
        fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str(&self.full_name)?;
            let mut text = String::new();
            write!(text, "{}", self.labels.len())?;
            f.write_str(&text)
        }
    }
}

/// Version 3.
pub mod v3 {
    use super::v2::{Status, active};
    use super::*;
    use std::collections::BTreeMap;
    use std::fmt::{self, Display, Write as _};

    /// A user.
    #[derive(Serialize, Deserialize, Migrate)]
    #[migrate(from = super::v2::User, key = full_name)]
    #[serde(rename_all = "camelCase")]
    pub struct User {
        /// First and last.
        pub full_name: String,
        #[serde(default = "active")]
        pub status: Status,
        pub labels: BTreeMap<String, super::v2::Label>,
    }

    impl Display for User {
        fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str(&self.full_name)?;
            let mut text = String::new();
            write!(text, "{}", self.labels.len())?;
            f.write_str(&text)
        }
    }
}

use heirloom::Migrate;
use serde::{Deserialize, Serialize};

pub use v2::Status;
pub use v3::User;

pub fn shown(user: &User) -> (String, &Status) {
    (user.to_string(), &user.status)
}
