//! What generated code may name. No part of the public interface: anything here may change in any release.

pub use core::clone::Clone;
pub use core::convert::Into;
pub use core::default::Default;
pub use core::marker::Sized;
pub use core::option::Option::{self, None, Some};
pub use core::primitive::{bool, str};
pub use core::result::Result::{self, Err, Ok};
pub use core::{assert, unreachable};

pub use heirloom_macros::__step;
pub use serde::Serialize;
pub use serde::de::DeserializeOwned;

pub use crate::chain::{
    Floor, Migrate, Since, Step, StepError, Tag, at, fallible, kept, nested, parsed, widened,
};
pub use crate::version::Version;
