//! A record of three versions with every kind of value that each codec can hold, nested versions, and much to keep.

use std::collections::BTreeMap;

use heirloom::Shape;
use serde::{Deserialize, Serialize};

/// Contains itself, in each way in which a type can without a box.
#[derive(Serialize, Deserialize, Shape, Debug, Clone, PartialEq)]
pub enum Tree {
    /// The end of it.
    Leaf,
    /// In a list.
    List(Vec<Self>),
    /// In a map.
    Map {
        /// By name.
        of: BTreeMap<String, Self>,
    },
}

/// What takes no byte in postcard.
#[derive(Serialize, Deserialize, Shape, Debug, Clone, PartialEq)]
pub struct Nothing;

/// Version 1.
pub mod v1 {
    use std::collections::BTreeMap;

    use heirloom::Migrate;
    use serde::{Deserialize, Serialize};

    use super::{Nothing, Tree};

    /// An element, in a list and in a map.
    #[derive(Serialize, Deserialize, Migrate, Debug, Clone, PartialEq)]
    #[migrate(entity = "part", version = 1, key = id)]
    pub struct Part {
        /// By which it is recognised.
        pub id: u32,
        /// Renamed.
        pub name: String,
        /// Kept when it is dropped.
        pub spare: Option<String>,
        /// Any number, and more of them in binary codecs.
        pub weight: f64,
    }

    /// Of each form that serde knows.
    #[derive(Serialize, Deserialize, Migrate, Debug, Clone, PartialEq)]
    #[migrate(entity = "kind", version = 1)]
    pub enum Kind {
        /// Alone.
        Plain,
        /// Dropped.
        Legacy(i64),
        /// With two parts.
        Pair(u8, String),
        /// With names.
        Named {
            /// Optional.
            a: Option<bool>,
        },
    }

    /// The record.
    #[derive(Serialize, Deserialize, Migrate, Debug, Clone, PartialEq)]
    #[migrate(entity = "asset", version = 1)]
    pub struct Asset {
        /// Split.
        pub owner: String,
        /// Kept when it is dropped.
        pub fax: String,
        /// Widened.
        pub port: u16,
        /// As large as numbers are.
        pub large: (i128, u128),
        /// A number that may be none.
        pub ratio: f64,
        /// A short one.
        pub narrow: f32,
        /// One letter.
        pub letter: char,
        /// Becomes a list.
        pub nick: String,
        /// Becomes the first of them.
        pub tags: Vec<String>,
        /// What was nothing becomes something.
        pub phone: Option<String>,
        /// Nested.
        pub part: Option<Part>,
        /// Nested in a list, and recognised by key.
        pub parts: Vec<Part>,
        /// Nested in a map.
        pub by_name: BTreeMap<String, Part>,
        /// Keys that JSON writes as text.
        pub by_number: BTreeMap<i16, bool>,
        /// An enum with versions.
        pub kind: Kind,
        /// More of them, recognised by what they are.
        pub kinds: Vec<Kind>,
        /// Takes no byte, as often as the record says.
        pub nothing: Vec<Nothing>,
        /// As deep as the record goes.
        pub tree: Tree,
        /// Mapped.
        pub level: String,
    }
}

/// Version 2.
pub mod v2 {
    use std::collections::BTreeMap;

    use heirloom::Migrate;
    use serde::{Deserialize, Serialize};

    use super::{Nothing, Tree, v1};

    /// Version 2.
    #[derive(Serialize, Deserialize, Migrate, Debug, Clone, PartialEq)]
    #[migrate(from = v1::Part, key = id, drop(spare, keep))]
    pub struct Part {
        /// By which it is recognised.
        pub id: u32,
        /// Renamed.
        #[migrate(from = name)]
        pub title: String,
        /// As before.
        pub weight: f64,
        /// New, and kept for older readers.
        #[migrate(default)]
        pub marks: Vec<i64>,
    }

    /// Version 2.
    #[derive(Serialize, Deserialize, Migrate, Debug, Clone, PartialEq)]
    #[migrate(from = v1::Kind, drop(Legacy => Fresh("legacy".into()), keep))]
    pub enum Kind {
        /// Alone.
        Plain,
        /// With two parts.
        Pair(u8, String),
        /// With names.
        Named {
            /// Optional.
            a: Option<bool>,
            /// New.
            #[migrate(default = 0.5)]
            b: f64,
        },
        /// New.
        #[migrate(added, down = Plain)]
        Fresh(String),
        /// New, and unknown to older readers.
        #[migrate(added, down = fail)]
        Secret,
    }

    /// Version 2.
    #[derive(Serialize, Deserialize, Migrate, Debug, Clone, PartialEq)]
    #[migrate(
        from = v1::Asset,
        drop(fax, keep),
        split(owner => first, last; up = split, down = join, keep),
    )]
    pub struct Asset {
        /// Up to the first space.
        pub first: String,
        /// From it on.
        pub last: String,
        /// Wider.
        #[migrate(into, down_or = 0)]
        pub port: u32,
        /// As before.
        pub large: (i128, u128),
        /// As before.
        pub ratio: f64,
        /// As before.
        pub narrow: f32,
        /// As before.
        pub letter: char,
        /// A list now.
        #[migrate(from = nick, wrap, down_or = "none")]
        pub nicks: Vec<String>,
        /// The first of them.
        #[migrate(from = tags, first, keep)]
        pub tag: Option<String>,
        /// Always something.
        #[migrate(unwrap_or = "unlisted", keep)]
        pub phone: String,
        /// Nested.
        #[migrate(nested)]
        pub part: Option<Part>,
        /// Nested in a list.
        #[migrate(nested)]
        pub parts: Vec<Part>,
        /// Nested in a map.
        #[migrate(nested)]
        pub by_name: BTreeMap<String, Part>,
        /// As before.
        pub by_number: BTreeMap<i16, bool>,
        /// Nested.
        #[migrate(nested)]
        pub kind: Kind,
        /// Nested in a list.
        #[migrate(nested)]
        pub kinds: Vec<Kind>,
        /// As before.
        pub nothing: Vec<Nothing>,
        /// As before.
        pub tree: Tree,
        /// A number now.
        #[migrate(map("low" => 1, "high" => 3), up_or = 2, down_or = "middle", keep)]
        pub level: u8,
        /// New, and kept for older readers.
        #[migrate(default)]
        pub notes: BTreeMap<String, Option<f64>>,
    }

    /// The space stays with what follows it, so that joining gives the whole back.
    #[expect(clippy::needless_pass_by_value, reason = "what a step is given")]
    fn split(owner: String) -> (String, String) {
        let at = owner.find(' ').unwrap_or(owner.len());
        (owner[..at].to_owned(), owner[at..].to_owned())
    }

    #[expect(clippy::needless_pass_by_value, reason = "what a step is given")]
    fn join(first: String, last: String) -> String {
        first + &last
    }
}

/// Version 3.
pub mod v3 {
    use std::collections::BTreeMap;

    use heirloom::Migrate;
    use serde::{Deserialize, Serialize};

    use super::{Nothing, Tree, v2};

    /// Version 3.
    #[derive(Serialize, Deserialize, Migrate, Debug, Clone, PartialEq)]
    #[migrate(from = v2::Part, key = id)]
    pub struct Part {
        /// By which it is recognised.
        pub id: u32,
        /// As before.
        pub title: String,
        /// As before.
        pub weight: f64,
        /// As before.
        pub marks: Vec<i64>,
        /// New.
        #[migrate(default = true)]
        pub ready: bool,
    }

    /// The record.
    #[derive(Serialize, Deserialize, Migrate, Debug, Clone, PartialEq)]
    #[migrate(from = v2::Asset, drop(ratio, keep), drop(narrow = 1.5))]
    pub struct Asset {
        /// The parts of the name.
        #[migrate(nest(first, last))]
        pub name: Name,
        /// As before.
        pub port: u32,
        /// As before.
        pub large: (i128, u128),
        /// As before.
        pub letter: char,
        /// As before.
        pub nicks: Vec<String>,
        /// As before.
        pub tag: Option<String>,
        /// As before.
        pub phone: String,
        /// Nested.
        #[migrate(nested)]
        pub part: Option<Part>,
        /// Nested in a list.
        #[migrate(nested)]
        pub parts: Vec<Part>,
        /// Nested in a map.
        #[migrate(nested)]
        pub by_name: BTreeMap<String, Part>,
        /// As before.
        pub by_number: BTreeMap<i16, bool>,
        /// As before.
        pub kind: v2::Kind,
        /// As before.
        pub kinds: Vec<v2::Kind>,
        /// As before.
        pub nothing: Vec<Nothing>,
        /// As before.
        pub tree: Tree,
        /// As before.
        pub level: u8,
        /// As before.
        pub notes: BTreeMap<String, Option<f64>>,
        /// New.
        #[migrate(default)]
        pub extra: Option<Extra>,
    }

    /// First and last.
    #[derive(Serialize, Deserialize, heirloom::Shape, Debug, Clone, PartialEq)]
    pub struct Name {
        /// Up to the first space.
        pub first: String,
        /// From it on.
        pub last: String,
    }

    /// What only the newest version has.
    #[derive(Serialize, Deserialize, heirloom::Shape, Debug, Clone, PartialEq)]
    pub struct Extra {
        /// Some bytes.
        pub bytes: Vec<u8>,
        /// Something optional in something optional.
        pub maybe: Option<f32>,
    }
}

pub use v3::Asset;
