//! The three-version record with which the nearest crates were compared: a rename, an added field with a value, a
//! field split in two, one that becomes optional, and an added list.

use heirloom::testing::arbitrary;
use serde::{Deserialize, Serialize};

/// Since version 2.
#[derive(Serialize, Deserialize, arbitrary::Arbitrary, Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    /// The default.
    Active,
    /// Otherwise.
    Suspended,
}

/// Version 1.
pub mod v1 {
    use heirloom::Migrate;
    use heirloom::testing::arbitrary;
    use serde::{Deserialize, Serialize};

    /// A name and an address.
    #[derive(Serialize, Deserialize, Migrate, arbitrary::Arbitrary, Debug, Clone, PartialEq)]
    #[migrate(entity = "user", version = 1)]
    pub struct User {
        /// First and last.
        pub name: String,
        /// Never empty in practice, but nothing says so.
        pub email: String,
    }
}

/// Version 2.
pub mod v2 {
    use heirloom::Migrate;
    use heirloom::testing::arbitrary;
    use serde::{Deserialize, Serialize};

    use super::{Status, v1};

    /// The name is renamed, and there is a status.
    #[derive(Serialize, Deserialize, Migrate, arbitrary::Arbitrary, Debug, Clone, PartialEq)]
    #[migrate(from = v1::User)]
    pub struct User {
        /// As before.
        #[migrate(from = name)]
        pub full_name: String,
        /// As before.
        pub email: String,
        /// New.
        #[migrate(default = Status::Active)]
        pub status: Status,
    }
}

/// Version 3.
pub mod v3 {
    use heirloom::Migrate;
    use heirloom::testing::arbitrary;
    use serde::{Deserialize, Serialize};

    use super::{Status, v2};

    /// The name is split, the address optional, and there are tags.
    #[derive(Serialize, Deserialize, Migrate, arbitrary::Arbitrary, Debug, Clone, PartialEq)]
    #[migrate(from = v2::User, drop(full_name, default_with = full_name))]
    pub struct User {
        /// Up to the first space.
        #[migrate(default_with = first_name)]
        pub first_name: String,
        /// Behind it.
        #[migrate(default_with = last_name)]
        pub last_name: String,
        /// Empty before means none now; one that is empty since is kept.
        #[migrate(up = filled, down = Option::unwrap_or_default, keep)]
        pub email: Option<String>,
        /// As before.
        pub status: Status,
        /// New.
        #[migrate(default)]
        pub tags: Vec<String>,
    }

    fn first_name(old: &v2::User) -> String {
        split(&old.full_name).0.to_owned()
    }

    fn last_name(old: &v2::User) -> String {
        split(&old.full_name).1.to_owned()
    }

    /// A name that ends in its first space stays whole, so that joining gives it back.
    fn split(name: &str) -> (&str, &str) {
        name.split_once(' ').filter(|(_, last)| !last.is_empty()).unwrap_or((name, ""))
    }

    fn full_name(new: &User) -> String {
        if new.last_name.is_empty() {
            new.first_name.clone()
        } else {
            format!("{} {}", new.first_name, new.last_name)
        }
    }

    fn filled(email: String) -> Option<String> {
        Some(email).filter(|email| !email.is_empty())
    }
}

/// Version 3 again, of which no step keeps anything. For measurements.
pub mod bare {
    use heirloom::Migrate;
    use serde::{Deserialize, Serialize};

    use super::{Status, v2};

    /// As [`v3::User`](super::v3::User), but what has no place in the version before is lost.
    #[derive(Serialize, Deserialize, Migrate, Debug, PartialEq)]
    #[migrate(from = v2::User, drop(full_name, default_with = full_name))]
    pub struct User {
        /// Up to the first space.
        #[migrate(default_with = first_name)]
        pub first_name: String,
        /// Behind it.
        #[migrate(default_with = last_name)]
        pub last_name: String,
        /// Empty before means none now.
        #[migrate(up = filled, down = Option::unwrap_or_default, accept_loss = "as by hand")]
        pub email: Option<String>,
        /// As before.
        pub status: Status,
        /// New.
        #[migrate(default, accept_loss = "as by hand")]
        pub tags: Vec<String>,
    }

    fn first_name(old: &v2::User) -> String {
        split(&old.full_name).0.to_owned()
    }

    fn last_name(old: &v2::User) -> String {
        split(&old.full_name).1.to_owned()
    }

    fn split(name: &str) -> (&str, &str) {
        name.split_once(' ').unwrap_or((name, ""))
    }

    fn full_name(new: &User) -> String {
        format!("{} {}", new.first_name, new.last_name)
    }

    fn filled(email: String) -> Option<String> {
        Some(email).filter(|email| !email.is_empty())
    }
}

pub use v3::User;
