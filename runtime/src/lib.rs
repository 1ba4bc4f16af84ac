#![cfg_attr(not(all(doctest, not(feature = "diesel-sqlite"))), doc = include_str!("../README.md"))]

extern crate self as heirloom; // the derive names `::heirloom`, also in this crate's own tests

pub mod chain;
#[cfg(feature = "schema")]
pub mod compat;
pub mod envelope;
#[cfg(any(doc, doctest))]
pub mod guide;
#[cfg(feature = "diesel-sqlite")]
pub mod job;
pub mod lock;
pub mod shape;
#[cfg(any(feature = "_diesel", feature = "files", feature = "redb"))]
pub mod store;
#[cfg(feature = "testing")]
pub mod testing;
mod version;

#[doc(hidden)]
pub mod __private;

pub use chain::{
    Migrate, Outcome, Pure, Settled, StepError, Unknown, downgrade, downgrade_with, upgrade,
    upgrade_with,
};
#[cfg(feature = "cbor")]
pub use envelope::cbor;
#[cfg(feature = "messagepack")]
pub use envelope::messagepack;
#[cfg(feature = "postcard")]
pub use envelope::postcard;
#[cfg(feature = "toml")]
pub use envelope::toml;
#[cfg(feature = "yaml")]
pub use envelope::yaml;
pub use envelope::{Found, OpenError, SealError, Tagged, Versioned, View, json};
#[doc = include_str!("../docs/derive.md")]
pub use heirloom_macros::Migrate;
#[doc(inline)]
pub use heirloom_macros::Shape;
#[doc = include_str!("../docs/lock.md")]
pub use heirloom_macros::lock;
pub use shape::Shape;
pub use version::{ParseVersionError, Version};
