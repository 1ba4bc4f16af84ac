//! What generated code may name. No part of the public interface: anything here may change in any release.

pub use core::clone::Clone;
pub use core::convert::{From, Into};
pub use core::default::Default;
pub use core::marker::PhantomData;
pub use core::marker::Sized;
pub use core::option::Option::{self, None, Some};
pub use core::primitive::{bool, str, usize};
pub use core::result::Result::{self, Err, Ok};
pub use core::{
    column, concat, env, file, include_str, line, module_path, option_env, unreachable,
};
pub use std::vec::Vec;

pub use heirloom_macros::__step;
pub use serde;
pub use serde::Serialize;
pub use serde::de::DeserializeOwned;

pub use crate::__with_diesel;
pub use crate::chain::{
    Back, CARRY_LIMIT, Carried, Direction, Duplicates, Floor, KnownVariants, Leaves, Loss, Made,
    Migrate, OneWay, Past, Print, Reserved, Shortcut, Since, Step, StepDown, StepDownWith,
    StepError, StepUp, StepWith, Tag, Treatment, With, Written, apply, apply2, apply3, apply4, at,
    checked, down_alone, fallible, free, identity, kept, keyed, keying, like, nested,
    nested_one_way, otherwise, parsed, pinned, refused, required, reread, shortened, taken, text,
    up_from, widened, wrapped, wrapping,
};
pub use crate::envelope::Versioned;
pub use crate::lock::{Frozen, FrozenVersion, held, report};
pub use crate::shape::{
    Absence, Body, Demand, Enum as EnumShape, Field as FieldShape, Graph, Layer, Link, NO_TYPES,
    Of, Payload, Presence, Printed, Reach, Reading, Shape, Shapeless, Struct as StructShape,
    Tagging, Type, Variant as VariantShape, demand, graph_or_unknown, id as shape_id,
    identity as shape_identity, list as types, or_unknown, reads,
};
pub use crate::version::Version;

/// Impls that a type needs where the runtime knows diesel.
#[cfg(feature = "_diesel")]
#[doc(hidden)]
#[macro_export]
macro_rules! __with_diesel {
    ($($item:tt)*) => { $($item)* };
}

/// Impls that a type needs where the runtime knows diesel.
#[cfg(not(feature = "_diesel"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __with_diesel {
    ($($item:tt)*) => {};
}

/// The version, which has to be newer than the one before it.
///
/// # Panics
///
/// With the text, while compiling, if it is not.
#[track_caller]
pub const fn later(older: Version, this: Version, text: &'static str) -> Version {
    if older.is_before(this) {
        return this;
    }
    panic!("{}", text)
}

/// The version of untagged records, which only one version may declare.
///
/// # Panics
///
/// With the text, while compiling, if another does.
#[track_caller]
pub const fn only_untagged(
    declared: Option<Version>,
    this: Version,
    text: &'static str,
) -> Option<Version> {
    if declared.is_none() {
        return Some(this);
    }
    panic!("{}", text)
}
