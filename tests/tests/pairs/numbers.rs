//! Numbers of other types.

use std::num::{
    NonZeroI8, NonZeroI64, NonZeroI128, NonZeroU8, NonZeroU16, NonZeroU64, NonZeroU128,
    NonZeroUsize,
};

use crate::pair::Pair;

macro_rules! numbers {
    ($($old:ty, $new:ty, $row:literal $table:tt $($position:ident)+;)*) => {
        fn some() -> Vec<Pair> {
            vec![$( $(
                pair!(concat!(stringify!($old), " → ", stringify!($new)), $row, $table, $position, $old, $new)
            ),+ ),*]
        }
    };
}

numbers! {
    i32, i64, "i32→i64" [yes no]
        root field list map tuple option external internal adjacent untagged flat_field flat_map;
    u8, u16, "u8→u16, u32→i64" [yes no] list map untagged flat_map recursive;
    u32, i64, "u8→u16, u32→i64" [yes no] array result untagged flat_map;
    i32, u32, "i32→u32" [no no] list map internal untagged flat_field;
    u64, i64, "u64→i64" [no no] list map adjacent untagged flat_field;
    u8, NonZeroU8, "u8→NonZeroU8" [no yes] root field list map option internal untagged flat_field;
    u16, NonZeroU16, "u8→NonZeroU8" [no yes] root field;
    i8, NonZeroI8, "u8→NonZeroU8" [no yes] root;
    u64, NonZeroU64, "u8→NonZeroU8" [no yes] root;
    usize, NonZeroUsize, "u8→NonZeroU8" [no yes] root;
    i128, NonZeroI128, "u8→NonZeroU8" [no yes] root field;
    u128, NonZeroU128, "u8→NonZeroU8" [no yes] root;
    NonZeroI64, i64, "u8→NonZeroU8" [yes no] field flat_field;
    NonZeroU8, NonZeroU16, "u8→NonZeroU8" [yes no] root list;
    NonZeroU16, u8, "u8→NonZeroU8" [no no] root;
    i32, f64, "i32→f64" [yes no] root field list map option internal adjacent untagged flat_field;
    u8, f32, "i32→f64" [yes no] root field untagged;
    u16, f32, "i32→f64" [yes no] root;
    u32, f32, "integers beyond a float" [loss no] root field untagged;
    i64, f64, "integers beyond a float" [loss no] root field list internal untagged flat_field;
    u64, f64, "integers beyond a float" [loss no] root map;
    u64, f32, "integers beyond a float" [loss no] root;
    i128, f64, "integers beyond a float" [loss no] root field internal untagged flat_field;
    u128, f64, "integers beyond a float" [loss no] root;
    u128, f32, "integers beyond a float" [no no] root field internal;
    // The table has a loss: serde_json refuses what is beyond an `f32` since it reads floats to the last digit.
    f32, f64, "f32→f64" [yes no] root field list map option internal adjacent untagged flat_field;
}

/// Each integer with each of those after it.
macro_rules! each_two {
    ($list:ident;) => {};
    ($list:ident; $first:ident $($rest:ident)*) => {
        $(
            $list.push(pair!(
                concat!(stringify!($first), " and ", stringify!($rest)), "integers", [], root, $first, $rest
            ));
            $list.push(pair!(
                concat!(stringify!($first), " and ", stringify!($rest)), "integers", [], internal, $first, $rest
            ));
            $list.push(pair!(
                concat!("keys: ", stringify!($first), " and ", stringify!($rest)), "integers", [],
                map_key, $first, $rest
            ));
        )*
        each_two!($list; $($rest)*);
    };
}

pub(crate) fn pairs() -> Vec<Pair> {
    let mut list = some();
    each_two!(list; u8 u16 u32 u64 usize u128 i8 i16 i32 i64 isize i128);
    list
}

#[test]
fn verdicts_are_what_serde_does() {
    crate::judge::agree(&some());
}

#[test]
fn verdicts_of_integers_are_what_serde_does() {
    crate::judge::agree(&pairs()[some().len()..]);
}
