//! Where in a record a change may be.

use heirloom::Shape;
use heirloom::testing::arbitrary;
use serde::{Deserialize, Serialize};

/// A type in a position: `within!(field, u8)`.
macro_rules! within {
    (root, $ty:ty) => { $ty };
    (field, $ty:ty) => { $crate::positions::Field<$ty> };
    (nested, $ty:ty) => { $crate::positions::Field<$crate::positions::Field<$ty>> };
    (option, $ty:ty) => { $crate::positions::Maybe<$ty> };
    (list, $ty:ty) => { Vec<$ty> };
    (array, $ty:ty) => { [$ty; 2] };
    (map, $ty:ty) => { std::collections::BTreeMap<String, $ty> };
    (map_key, $ty:ty) => { std::collections::BTreeMap<$ty, u8> };
    (tuple, $ty:ty) => { (u8, $ty) };
    (boxed, $ty:ty) => { $crate::positions::Field<Box<$ty>> };
    (result, $ty:ty) => { Result<$ty, String> };
    (recursive, $ty:ty) => { $crate::positions::Chain<$ty> };
    (external, $ty:ty) => { $crate::positions::External<$ty> };
    (internal, $ty:ty) => { $crate::positions::Internal<$ty> };
    (content, $ty:ty) => { $crate::positions::Content<$ty> };
    (adjacent, $ty:ty) => { $crate::positions::Adjacent<$ty> };
    (untagged, $ty:ty) => { $crate::positions::Untagged<$ty> };
    (flat, $ty:ty) => { $crate::positions::Flat<$ty> };
    (flat_field, $ty:ty) => { $crate::positions::Flat<$crate::positions::Field<$ty>> };
    (flat_option, $ty:ty) => { $crate::positions::Flat<Option<$ty>> };
    (flat_map, $ty:ty) => { $crate::positions::Flat<std::collections::BTreeMap<String, $ty>> };
}

/// Positions that change no verdict: those of the table hold there too.
pub(crate) fn is_plain(position: &str) -> bool {
    const PLAIN: &[&str] = &[
        "root",
        "field",
        "nested",
        "list",
        "array",
        "map",
        "tuple",
        "boxed",
        "result",
        "recursive",
        "external",
        "adjacent",
    ];
    PLAIN.contains(&position)
}

macro_rules! positions {
    ($($item:item)*) => { $(
        #[derive(Debug, Serialize, Deserialize, Shape, arbitrary::Arbitrary)]
        $item
    )* };
}

positions! {
    pub(crate) struct Field<T> {
        at: u8,
        it: T,
    }

    pub(crate) struct Maybe<T> {
        #[serde(skip_serializing_if = "Option::is_none")]
        it: Option<T>,
    }

    pub(crate) struct Chain<T> {
        it: T,
        next: Option<Box<Chain<T>>>,
    }

    pub(crate) enum External<T> {
        Nothing,
        One(T),
        Two(u8, T),
        Three { it: T },
    }

    #[serde(tag = "kind")]
    pub(crate) enum Internal<T> {
        Nothing,
        Three { it: T },
    }

    /// The members of the type are those of the variant.
    #[serde(tag = "kind")]
    pub(crate) enum Content<T> {
        Nothing,
        One(T),
    }

    #[serde(tag = "kind", content = "content")]
    pub(crate) enum Adjacent<T> {
        Nothing,
        One(T),
        Two(u8, T),
        Three { it: T },
    }

    #[serde(untagged)]
    pub(crate) enum Untagged<T> {
        Fields { it: T },
        Word { word: String },
    }

    pub(crate) struct Flat<T> {
        own: u8,
        #[serde(flatten)]
        it: T,
    }
}
