//! How changes are written down.

/// What the table says, if it has the change: `[yes no]`.
macro_rules! verdicts {
    ([]) => {
        None
    };
    ([$backward:ident $forward:ident]) => {
        Some([verdicts!($backward), verdicts!($forward)])
    };
    (yes) => {
        heirloom::shape::Verdict::Yes
    };
    (loss) => {
        heirloom::shape::Verdict::Loss
    };
    (unknown) => {
        heirloom::shape::Verdict::Unknown
    };
    (no) => {
        heirloom::shape::Verdict::No
    };
}

/// One pair: a change in a position. The table's verdicts hold in plain positions, or in all with `everywhere`.
macro_rules! pair {
    ($change:expr, $row:expr, $table:tt, $position:ident, $old:ty, $new:ty) => {
        pair!(of, $change, $row, $table, $position, $old, $new)
    };
    ($sort:ident, $change:expr, $row:expr, $table:tt, $position:ident, $old:ty, $new:ty) => {
        $crate::pair::Pair {
            change: $change,
            position: stringify!($position),
            row: $row,
            table: verdicts!($table).filter(|_| $crate::positions::is_plain(stringify!($position))),
            old: $crate::pair::Sort::$sort::<within!($position, $old)>(),
            new: $crate::pair::Sort::$sort::<within!($position, $new)>(),
            constants: const {
                $crate::pair::Constants::of(
                    heirloom::shape::of::<within!($position, $old)>(),
                    heirloom::shape::of::<within!($position, $new)>(),
                )
            },
        }
    };
}

/// Changes of types that are only here:
///
/// ```text
/// a_field_is_added "add required field" [no loss] root list {
///     struct T { a: u8 }
/// } => {
///     struct T { a: u8, b: u8 }
/// }
/// ```
///
/// The verdicts are the table's: whether the new type reads what the old one wrote, and the other way round.
macro_rules! changes {
    (@$sort:ident $(
        $name:ident $row:literal $table:tt $($position:ident)+
        { $($old:item)* } => { $($new:item)* }
    )*) => {
        $(
            mod $name {
                pub(super) mod old {
                    use $crate::changes::prelude::*;
                    $(
                        #[derive(Debug, Serialize, Deserialize, Shape, Arbitrary)]
                        $old
                    )*
                }
                pub(super) mod new {
                    use $crate::changes::prelude::*;
                    $(
                        #[derive(Debug, Serialize, Deserialize, Shape, Arbitrary)]
                        $new
                    )*
                }
            }
        )*

        /// All pairs of the file.
        pub(crate) fn pairs() -> Vec<$crate::pair::Pair> {
            vec![$( $(
                pair!($sort, stringify!($name), $row, $table, $position, $name::old::T, $name::new::T)
            ),+ ),*]
        }

        #[test]
        fn verdicts_are_what_serde_does() {
            $crate::judge::agree(&pairs());
        }
    };
    ($($changes:tt)*) => { changes! { @of $($changes)* } };
}

/// What the types of changes may name.
pub(crate) mod prelude {
    pub(crate) use std::collections::{BTreeMap, BTreeSet, HashMap};

    pub(crate) use heirloom::Shape;
    pub(crate) use heirloom::testing::any_json;
    // The derive looks for this name.
    pub(crate) use heirloom::testing::arbitrary::{self, Arbitrary};
    pub(crate) use serde::{Deserialize, Serialize};
    pub(crate) use serde_json::Value;

    pub(crate) fn seven() -> u8 {
        7
    }

    #[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes a reference")]
    pub(crate) fn is_zero(value: &u8) -> bool {
        *value == 0
    }
}
