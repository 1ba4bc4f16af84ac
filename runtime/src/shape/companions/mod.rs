//! The shapes of other crates' types, each behind the feature of its crate.
//!
//! Named after the type where only its own crate knows the form: `chrono::NaiveDate` is read by `chrono::NaiveDate`, and what it
//! writes by a `String` as well.

#[cfg(feature = "bytes")]
mod bytes;
#[cfg(feature = "chrono")]
mod chrono;
#[cfg(feature = "indexmap")]
mod indexmap;
#[cfg(feature = "jiff")]
mod jiff;
#[cfg(feature = "rust_decimal")]
mod rust_decimal;
#[cfg(feature = "time")]
mod time;
#[cfg(feature = "url")]
mod url;
#[cfg(feature = "uuid")]
mod uuid;
