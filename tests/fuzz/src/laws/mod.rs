//! What holds of every record, whatever bytes it came from.

mod binary;
mod bound;
mod errors;
mod json;
mod kept;
mod members;
mod notation;
mod plainly;

use std::fmt::Debug;

use heirloom::{Migrate, Pure};

pub(crate) use binary::shortest;
pub use binary::{Codec, binary, codecs, named_codecs};
pub use bound::{bound_binary, bound_column, bound_inline};
pub use errors::{sane, unsealed};
pub use json::{beside, column, json};
pub use members::members;
pub use notation::{Notation, notation, notations};

/// A version that the laws can look at.
pub trait Record: Pure + Clone + Debug + PartialEq {}

impl<T: Pure + Clone + Debug + PartialEq> Record for T {}

/// Equal, or written alike: a number that is none is unlike itself.
pub fn same<T: Debug + PartialEq>(one: &T, other: &T) -> bool {
    one == other || format!("{one:?}") == format!("{other:?}")
}

/// Whether JSON has a form for a value: it has none for some numbers, and `serde_json` reads it down to some depth.
pub fn json_holds<T: Migrate + Debug + PartialEq>(value: &T) -> bool {
    serde_json::to_string(value)
        .and_then(|text| serde_json::from_str::<T>(&text))
        .is_ok_and(|again| same(&again, value))
}
