//! Types of std.

use std::collections::{BTreeMap, HashMap, LinkedList, VecDeque};
use std::num::Wrapping;
use std::ops::{Bound, Range, RangeInclusive};
use std::time::Duration;

use crate::pair::Pair;

macro_rules! std_types {
    ($($old:ty, $new:ty, $row:literal $table:tt $($position:ident)+;)*) => {
        pub(crate) fn pairs() -> Vec<Pair> {
            vec![$( $(
                pair!(concat!(stringify!($old), " → ", stringify!($new)), $row, $table, $position, $old, $new)
            ),+ ),*]
        }
    };
}

type Members = BTreeMap<String, u64>;

std_types! {
    Vec<u8>, VecDeque<u8>, "field order, newtype, transparent, Box/Arc" [yes yes] root field;
    Vec<u8>, LinkedList<u8>, "field order, newtype, transparent, Box/Arc" [yes yes] root;
    Vec<u8>, Box<[u8]>, "field order, newtype, transparent, Box/Arc" [yes yes] root;
    BTreeMap<String, u8>, HashMap<String, u8>, "field order, newtype, transparent, Box/Arc" [yes yes] root field;
    u8, Wrapping<u8>, "field order, newtype, transparent, Box/Arc" [yes yes] root field;
    u8, std::cell::RefCell<u8>, "field order, newtype, transparent, Box/Arc" [yes yes] root;
    u8, std::sync::Mutex<u8>, "field order, newtype, transparent, Box/Arc" [yes yes] root;
    usize, u64, "integers" [yes yes] field;
    Duration, Members, "struct → map" [yes no] root field list;
    Duration, u64, "change of kind" [no no] root;
    Duration, (u64, u32), "tuple structs read as structs by position" [no no] root;
    Range<u8>, Range<u16>, "element, map value, recursive value widened" [yes no] root field internal untagged flat;
    Range<u8>, RangeInclusive<u8>, "field order, newtype, transparent, Box/Arc" [yes yes] root;
    Range<u8>, BTreeMap<String, u8>, "struct → map" [yes no] root;
    (u8, u8), Range<u8>, "tuple structs read as structs by position" [yes no] root;
    Bound<u8>, Bound<u16>, "element, map value, recursive value widened" [yes no] root internal untagged;
    Result<u8, String>, Result<u16, String>, "element, map value, recursive value widened" [yes no] root internal flat untagged;
    Result<u8, String>, BTreeMap<String, u8>, "enum ↔ struct" [no no] root;
    Option<u8>, Result<u8, ()>, "change of kind" [no no] root;
    std::marker::PhantomData<u8>, (), "field order, newtype, transparent, Box/Arc" [yes yes] root field;
}

#[test]
fn verdicts_are_what_serde_does() {
    crate::judge::agree(&pairs());
}
