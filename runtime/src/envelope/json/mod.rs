//! Records as JSON: opened from any version of the chain, sealed at any version of it.
//!
//! A record of the latest version costs less than `serde_json::from_slice` of the bare struct, since UTF-8 is
//! checked once and then text is parsed. A record of an older version costs its own parse and the
//! moves of its steps. No `serde_json::Value` is built, and where the tag comes first nothing is read twice.
//!
//! # Numbers
//!
//! Floats come out as they went in, to the last bit: this crate turns on `serde_json`'s `float_roundtrip`. Two things are `serde_json`'s own, and worth
//! knowing where a record is only rewritten: it writes `NaN` and infinities as `null`, and a `serde_json::Value` in your type holds an integer beyond
//! 64 bits as a float, unless your program turns on `serde_json`'s `arbitrary_precision`.

mod head;
mod read;
mod skim;
mod strip;
mod walk;
mod write;

use crate::chain::{self, Migrate};
use crate::envelope::json::read::Beside;
use crate::envelope::{OpenError, OpenErrorKind, SealError, Versioned};
use crate::version::Version;

/// Reads a record of any version of the chain as today's type.
///
/// What the record carried for newer programs is gone; where the value is written back, use [`open_slice`].
///
/// # Errors
///
/// When the record is not well-formed, names no readable version, or a step refuses it.
///
/// ```
/// # use heirloom::Migrate;
/// # use serde::{Deserialize, Serialize};
/// # #[derive(Serialize, Deserialize, Migrate)]
/// # #[migrate(entity = "user", version = 1)]
/// # struct UserV1 {
/// #     name: String,
/// # }
/// # #[derive(Serialize, Deserialize, Migrate)]
/// # #[migrate(from = UserV1)]
/// # struct User {
/// #     #[migrate(from = name)]
/// #     full_name: String,
/// # }
/// let user: User = heirloom::json::from_slice(br#"{"$v":1,"name":"Ada"}"#)?;
/// assert_eq!(user.full_name, "Ada");
/// # Ok::<(), heirloom::OpenError>(())
/// ```
pub fn from_slice<T: Migrate>(bytes: &[u8]) -> Result<T, OpenError> {
    from_str(text::<T>(bytes)?)
}

/// [`from_slice`] for text.
///
/// # Errors
///
/// As for [`from_slice`].
pub fn from_str<T: Migrate>(text: &str) -> Result<T, OpenError> {
    read::open(text, &mut Beside::unknown())
}

/// Reads a record of any version of the chain, and keeps what stands beside its value.
///
/// # Errors
///
/// As for [`from_slice`].
pub fn open_slice<T: Migrate>(bytes: &[u8]) -> Result<Versioned<T>, OpenError> {
    open_str(text::<T>(bytes)?)
}

/// [`open_slice`] for text.
///
/// # Errors
///
/// As for [`from_slice`].
pub fn open_str<T: Migrate>(text: &str) -> Result<Versioned<T>, OpenError> {
    let mut beside = Beside::unknown();
    let value = read::open(text, &mut beside)?;
    Ok(Versioned::from_record(value, beside.stored, beside.carry))
}

/// Reads a payload whose version stands beside it, in a column or a file name.
///
/// # Errors
///
/// As for [`from_slice`].
pub fn from_str_at<T: Migrate>(version: Version, payload: &str) -> Result<T, OpenError> {
    chain::read_at(version, read::Plain(payload)).map_err(|error| read::failed::<T>(version, error))
}

/// The version of a record, without reading it: a few nanoseconds where the tag comes first.
///
/// The version may lie outside the chain of `T`.
///
/// # Errors
///
/// When the record names no version, and none is declared for such records.
pub fn version_of<T: Migrate>(text: &str) -> Result<Version, OpenError> {
    match head::look(text, T::TAG) {
        Some(head) => Ok(head.version),
        None => skim::skim::<T>(text).and_then(|skimmed| skimmed.version::<T>()),
    }
}

/// Writes a value at the version that its type stands for, with the tag first.
///
/// # Errors
///
/// When it cannot be serialized, or writes a member whose name belongs to the envelope.
///
/// ```
/// # use heirloom::Migrate;
/// # use serde::{Deserialize, Serialize};
/// # #[derive(Serialize, Deserialize, Migrate)]
/// # #[migrate(entity = "user", version = 1)]
/// # struct User {
/// #     name: String,
/// # }
/// let bytes = heirloom::json::to_vec(&User { name: "Ada".into() })?;
/// assert_eq!(bytes, br#"{"$v":1,"name":"Ada"}"#);
/// # Ok::<(), heirloom::SealError>(())
/// ```
pub fn to_vec<T: Migrate>(value: &T) -> Result<Vec<u8>, SealError> {
    write::seal(value, None)
}

/// [`to_vec`] as text.
///
/// # Errors
///
/// As for [`to_vec`].
pub fn to_string<T: Migrate>(value: &T) -> Result<String, SealError> {
    to_vec(value).map(utf8)
}

/// Writes a value at any version of its chain, for readers that are older.
///
/// # Errors
///
/// As for [`to_vec`]; when the chain does not hold the version; when a step refuses the value.
pub fn to_vec_at<T: Migrate>(value: T, version: Version) -> Result<Vec<u8>, SealError> {
    write::seal_at(value, version)
}

/// [`to_vec_at`] as text.
///
/// # Errors
///
/// As for [`to_vec_at`].
pub fn to_string_at<T: Migrate>(value: T, version: Version) -> Result<String, SealError> {
    to_vec_at(value, version).map(utf8)
}

/// Writes a value back, with what its record carried.
///
/// # Errors
///
/// As for [`to_vec`]; when the record carried something and the entity's format has no place for it.
pub fn seal<T: Migrate>(record: &Versioned<T>) -> Result<Vec<u8>, SealError> {
    write::seal(&**record, record.carry())
}

/// [`seal`] as text.
///
/// # Errors
///
/// As for [`seal`].
pub fn seal_to_string<T: Migrate>(record: &Versioned<T>) -> Result<String, SealError> {
    seal(record).map(utf8)
}

pub(crate) fn text<T: Migrate>(bytes: &[u8]) -> Result<&str, OpenError> {
    // Checked once: `serde_json::from_slice` would check each string by itself, which costs a fifth more.
    std::str::from_utf8(bytes)
        .map_err(|error| OpenError::new::<T>(None, OpenErrorKind::NotUtf8(error)))
}

fn utf8(bytes: Vec<u8>) -> String {
    String::from_utf8(bytes).expect("serde_json writes UTF-8")
}
