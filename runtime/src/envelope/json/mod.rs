//! Records as JSON: opened from any version of the chain, sealed at any version of it.
//!
//! A record of the latest version costs less than `serde_json::from_slice` of the bare struct, since UTF-8 is
//! checked once and then text is parsed. A record of an older version costs its own parse and the
//! moves of its steps. No `serde_json::Value` is built, and a record is read once, wherever its tag stands, unless something inside looks like it.
//!
//! # Numbers
//!
//! Floats come out as they went in, to the last bit: this crate turns on `serde_json`'s `float_roundtrip`. Two things are `serde_json`'s own, and worth
//! knowing where a record is only rewritten: it writes `NaN` and infinities as `null`, and a `serde_json::Value` in your type holds an integer beyond
//! 64 bits as a float, unless your program turns on `serde_json`'s `arbitrary_precision`.

mod head;
mod hint;
mod read;
mod skim;
mod strip;
#[cfg(feature = "diesel-sqlite")]
mod waiting;
mod walk;
mod write;

use serde_json::value::RawValue;
#[cfg(any(
    feature = "cbor",
    feature = "messagepack",
    feature = "postcard",
    feature = "toml",
    feature = "yaml"
))]
pub(super) use skim::member_twice;
#[cfg(any(feature = "toml", feature = "yaml"))]
pub(super) use skim::reserved_member;
#[cfg(feature = "diesel-sqlite")]
pub(crate) use waiting::{open_waiting, take_step};
#[cfg(any(feature = "toml", feature = "yaml"))]
pub(super) use write::copy;

use crate::chain::{Migrate, Pure};
use crate::envelope::json::read::{Ahead, Alone, Beside};
use crate::envelope::json::write::Layout;
use crate::envelope::{Found, Newer, OpenError, OpenErrorKind, SealError, Versioned, View};
use crate::version::Version;

pub(crate) const NAME: &str = "JSON";

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
pub fn from_slice<T: Pure>(bytes: &[u8]) -> Result<T, OpenError> {
    from_str(text::<T>(bytes)?)
}

/// [`from_slice`] for text.
///
/// # Errors
///
/// As for [`from_slice`].
pub fn from_str<T: Pure>(text: &str) -> Result<T, OpenError> {
    read::open(text, &mut Beside::unwanted())
}

/// Reads a record of any version of the chain, and keeps what stands beside its value.
///
/// # Errors
///
/// As for [`from_slice`].
pub fn open_slice<T: Pure>(bytes: &[u8]) -> Result<Versioned<T>, OpenError> {
    open_str(text::<T>(bytes)?)
}

/// [`open_slice`] for text.
///
/// # Errors
///
/// As for [`from_slice`].
pub fn open_str<T: Pure>(text: &str) -> Result<Versioned<T>, OpenError> {
    open_laid(text, None, None)
}

/// Reads a record whose carry has a column of its own, in the row with this key.
///
/// Foreign formats have no place for a carry, and some teams want theirs apart. The carry is bound to the key as well as to
/// the payload: what was stored for another row is not applied. A carry that is no JSON is refused.
///
/// # Errors
///
/// As for [`from_slice`].
///
/// ```
/// # use heirloom::{Migrate, Versioned};
/// # use serde::{Deserialize, Serialize};
/// # #[derive(Serialize, Deserialize, Migrate)]
/// # #[migrate(entity = "user", version = 1)]
/// # struct UserV1 {
/// #     name: String,
/// #     fax: String,
/// # }
/// # #[derive(Serialize, Deserialize, Migrate)]
/// # #[migrate(from = UserV1, drop(fax, keep))]
/// # struct User {
/// #     name: String,
/// # }
/// let user: Versioned<User> =
///     heirloom::json::open_parts(r#"{"$v":1,"name":"Ada","fax":"12"}"#, None, "7")?;
/// let (record, carry) = heirloom::json::seal_parts(&user, "7")?;
///
/// assert_eq!(record, r#"{"$v":2,"name":"Ada"}"#);
/// assert!(carry.is_some_and(|carry| carry.contains("fax")));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn open_parts<T: Pure>(
    text: &str,
    carry: Option<&str>,
    key: &str,
) -> Result<Versioned<T>, OpenError> {
    open_laid(text, None, Some((carry, key)))
}

/// Reads a record whose version is known without it or inside, and whose carry is inside or, with the key of the row, beside.
pub(crate) fn open_laid<T: Pure>(
    text: &str,
    version: Option<Version>,
    carry: Option<(Option<&str>, &str)>,
) -> Result<Versioned<T>, OpenError> {
    let mut beside = beside::<T>(carry)?;
    let value = match version {
        None => read::open(text, &mut beside)?,
        Some(version) => read::open_at::<T, Alone>(version, text, &mut beside)?,
    };
    Ok(Versioned::from_record(value, beside.stored, beside.carry))
}

/// What is wanted beside a value: the carry inside, or the one of a column with the key of the row.
fn beside<'a, T: Migrate>(
    carry: Option<(Option<&'a str>, &'a str)>,
) -> Result<Beside<'a>, OpenError> {
    let Some((carry, key)) = carry else { return Ok(Beside::wanted()) };
    Ok(Beside::in_column(carry.map(carry_text::<T>).transpose()?, key))
}

/// A carry's column as JSON.
fn carry_text<T: Migrate>(carry: &str) -> Result<&RawValue, OpenError> {
    serde_json::from_str(carry).map_err(|source| {
        let kind = OpenErrorKind::Malformed { path: "the carry's column".to_owned(), source };
        OpenError::new::<T>(None, kind)
    })
}

/// Reads a record to be looked at, which may be of a newer version than the program knows.
///
/// # Errors
///
/// As for [`from_slice`]; a newer record that does not fit the latest type is [`TooNew`](OpenErrorKind::TooNew).
pub fn view_str<T: Pure>(text: &str) -> Result<View<T>, OpenError> {
    view_laid(text, None)
}

/// [`view_str`] of a record whose version is known without it or inside.
pub(crate) fn view_laid<T: Pure>(
    text: &str,
    version: Option<Version>,
) -> Result<View<T>, OpenError> {
    let mut beside = Beside::unwanted();
    let value = match version {
        None => read::open_by::<T, Ahead>(text, &mut beside),
        Some(version) => read::open_at::<T, Ahead>(version, text, &mut beside),
    };
    match value {
        Ok(value) => Ok(View::new(value, beside.stored)),
        Err(error) => Err(match error.found() {
            Some(found) if found > T::VERSION => OpenError::out_of_chain::<T>(found),
            _ => error,
        }),
    }
}

/// [`view_str`] for bytes.
///
/// # Errors
///
/// As for [`view_str`].
pub fn view_slice<T: Pure>(bytes: &[u8]) -> Result<View<T>, OpenError> {
    view_str(text::<T>(bytes)?)
}

/// Reads a record of any version, and keeps one of a newer version than the program knows as it is.
///
/// # Errors
///
/// As for [`from_slice`], but for newer records.
pub fn find_str<T: Pure>(text: &str) -> Result<Found<T>, OpenError> {
    match open_str(text) {
        Ok(record) => Ok(Found::Known(record)),
        Err(error) => match (error.kind(), error.found()) {
            (OpenErrorKind::TooNew, Some(found)) => Ok(Found::Newer(Newer::new(found, text, NAME))),
            _ => Err(error),
        },
    }
}

/// [`find_str`] for bytes.
///
/// # Errors
///
/// As for [`find_str`].
pub fn find_slice<T: Pure>(bytes: &[u8]) -> Result<Found<T>, OpenError> {
    find_str(text::<T>(bytes)?)
}

/// Writes a record that was found: a known one at the latest version, a newer one as it was.
///
/// # Errors
///
/// As for [`seal`]; when it is a newer one that was found in another format.
pub fn seal_found<T: Migrate>(record: &Found<T>) -> Result<String, SealError> {
    match record {
        Found::Known(record) => seal_to_string(record),
        Found::Newer(newer) => newer.text_of::<T>(NAME),
    }
}

/// Reads a payload whose version stands beside it, in a column or a file name.
///
/// What the record carried for newer programs is gone; where the value is written back, use [`open_payload`].
///
/// # Errors
///
/// As for [`from_slice`]; when the payload names another version itself.
pub fn from_str_at<T: Pure>(version: Version, payload: &str) -> Result<T, OpenError> {
    read::open_at::<T, Alone>(version, payload, &mut Beside::unwanted())
}

/// Reads a payload whose version stands beside it, and keeps what stands in it beside the value.
///
/// # Errors
///
/// As for [`from_str_at`].
///
/// ```
/// # use heirloom::{Migrate, Version, Versioned};
/// # use serde::{Deserialize, Serialize};
/// # #[derive(Serialize, Deserialize, Migrate)]
/// # #[migrate(entity = "user", version = 1)]
/// # struct UserV1 {
/// #     name: String,
/// #     fax: String,
/// # }
/// # #[derive(Serialize, Deserialize, Migrate)]
/// # #[migrate(from = UserV1, drop(fax, keep))]
/// # struct User {
/// #     name: String,
/// # }
/// let user: Versioned<User> =
///     heirloom::json::open_payload(Version::major(1), r#"{"name":"Ada","fax":"12"}"#)?;
/// let payload = heirloom::json::seal_payload(&user)?; // of version 2
///
/// assert!(payload.starts_with(r#"{"$c":{"of":""#) && payload.ends_with(r#","name":"Ada"}"#));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn open_payload<T: Pure>(version: Version, payload: &str) -> Result<Versioned<T>, OpenError> {
    open_laid(payload, Some(version), None)
}

/// The version of a record, without reading it: a few nanoseconds where the tag comes first or last.
///
/// The version may lie outside the chain of `T`.
///
/// # Errors
///
/// When the record names no version, and none is declared for such records.
pub fn version_of<T: Migrate>(text: &str) -> Result<Version, OpenError> {
    let found = head::look(text, T::TAG).map(|head| head.version);
    match found.or_else(|| hint::last(text, T::TAG)) {
        Some(version) => Ok(version),
        None => skim::skim::<T>(text, false).and_then(|skimmed| skimmed.version::<T>()),
    }
}

/// Writes a value at the version that its type stands for, or at its [pin](Migrate::PIN), with the tag first.
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
    write::seal_as(value, None, T::PIN, Layout::default()).map(|sealed| sealed.record)
}

/// [`to_vec`] into a buffer that is kept: the record is appended, or nothing if it cannot be written.
///
/// Saves the allocation where many records are written one after the other.
///
/// # Errors
///
/// As for [`to_vec`].
///
/// ```
/// # use heirloom::Migrate;
/// # use serde::{Deserialize, Serialize};
/// # #[derive(Serialize, Deserialize, Migrate)]
/// # #[migrate(entity = "user", version = 1)]
/// # struct User {
/// #     name: String,
/// # }
/// let mut lines = Vec::new();
/// for name in ["Ada", "Alan"] {
///     heirloom::json::to_buffer(&mut lines, &User { name: name.into() })?;
///     lines.push(b'\n');
/// }
/// assert_eq!(lines, b"{\"$v\":1,\"name\":\"Ada\"}\n{\"$v\":1,\"name\":\"Alan\"}\n");
/// # Ok::<(), heirloom::SealError>(())
/// ```
pub fn to_buffer<T: Migrate>(buffer: &mut Vec<u8>, value: &T) -> Result<(), SealError> {
    write::append(value, buffer)
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
/// What that version has no place for goes into the record's carry, and comes back when the record is read at a newer one.
///
/// # Errors
///
/// As for [`to_vec`]; when the chain does not hold the version; when a step refuses the value or goes one way; when the
/// carry is too large.
///
/// ```
/// # use heirloom::{Migrate, Version};
/// # use serde::{Deserialize, Serialize};
/// # #[derive(Serialize, Deserialize, Migrate)]
/// # #[migrate(entity = "user", version = 1)]
/// # struct UserV1 {
/// #     name: String,
/// # }
/// # #[derive(Serialize, Deserialize, Migrate)]
/// # #[migrate(from = UserV1)]
/// # struct User {
/// #     name: String,
/// #     #[migrate(default)]
/// #     tags: Vec<String>,
/// # }
/// let user = User { name: "Ada".into(), tags: vec!["admin".into()] };
/// let older = heirloom::json::to_string_at(user, Version::major(1))?;
/// assert!(older.starts_with(r#"{"$v":1,"$c":{"of":""#) && older.ends_with(r#","name":"Ada"}"#));
///
/// let user: User = heirloom::json::from_str(&older)?;
/// assert_eq!(user.tags, ["admin"]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn to_vec_at<T: Migrate>(value: T, version: Version) -> Result<Vec<u8>, SealError> {
    write::seal_at(value, None, version, Layout::default()).map(|sealed| sealed.record)
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
    let carry = record.carry();
    write::seal_as(&**record, carry, record.written(), Layout::default())
        .map(|sealed| sealed.record)
}

/// Writes a record at any version of its chain, with what it carries.
///
/// # Errors
///
/// As for [`to_vec_at`].
pub fn seal_at<T: Migrate>(record: Versioned<T>, version: Version) -> Result<Vec<u8>, SealError> {
    let (value, carry) = record.into_parts();
    write::seal_at(value, carry, version, Layout::default()).map(|sealed| sealed.record)
}

/// Writes a record whose carry has a column of its own, in the row with this key: the record, and the carry if there is one.
///
/// The counterpart of [`open_parts`]. Where there is no carry, the column has to become `NULL`.
///
/// # Errors
///
/// As for [`seal`].
pub fn seal_parts<T: Migrate>(
    record: &Versioned<T>,
    key: &str,
) -> Result<(String, Option<String>), SealError> {
    seal_laid(record, record.written(), false, Some(key))
}

/// [`seal_parts`] at any version of the chain.
///
/// # Errors
///
/// As for [`to_vec_at`].
pub fn seal_parts_at<T: Migrate>(
    record: Versioned<T>,
    version: Version,
    key: &str,
) -> Result<(String, Option<String>), SealError> {
    seal_laid_at(record, version, false, Some(key))
}

/// Writes the payload of a record whose version has a place beside it, such as a column: at the version that its type stands for. A type
/// with a [pin](Migrate::PIN) wants [`seal_payload_at`], so that the version beside it is the right one.
///
/// The counterpart of [`open_payload`]. What the record carries stands in the payload as `$c`.
///
/// # Errors
///
/// As for [`seal`].
pub fn seal_payload<T: Migrate>(record: &Versioned<T>) -> Result<String, SealError> {
    seal_laid(record, record.written(), true, None).map(|(payload, _)| payload)
}

/// [`seal_payload`] at any version of the chain.
///
/// # Errors
///
/// As for [`to_vec_at`].
pub fn seal_payload_at<T: Migrate>(
    record: Versioned<T>,
    version: Version,
) -> Result<String, SealError> {
    seal_laid_at(record, version, true, None).map(|(payload, _)| payload)
}

/// Writes a record at any version of its chain, with that inside or beside, and its carry inside or, with the key of the row, beside.
pub(crate) fn seal_laid<T: Migrate>(
    record: &Versioned<T>,
    version: Version,
    version_beside: bool,
    carry_beside: Option<&str>,
) -> Result<(String, Option<String>), SealError> {
    let layout = Layout { version_beside, carry_beside };
    let sealed = write::seal_as(&**record, record.carry(), version, layout)?;
    Ok((utf8(sealed.record), sealed.carry))
}

/// [`seal_laid`] of a record that is not needed any more.
pub(crate) fn seal_laid_at<T: Migrate>(
    record: Versioned<T>,
    version: Version,
    version_beside: bool,
    carry_beside: Option<&str>,
) -> Result<(String, Option<String>), SealError> {
    let layout = Layout { version_beside, carry_beside };
    let (value, carry) = record.into_parts();
    let sealed = write::seal_at(value, carry, version, layout)?;
    Ok((utf8(sealed.record), sealed.carry))
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
    std::str::from_utf8(bytes).map_err(|error| {
        let kind = match *bytes {
            // No text begins like a binary record.
            [0x89, b'H', _, found, ..] => OpenErrorKind::WrongCodec { expected: NAME, found },
            _ => OpenErrorKind::NotUtf8(error),
        };
        OpenError::new::<T>(None, kind)
    })
}

fn utf8(bytes: Vec<u8>) -> String {
    String::from_utf8(bytes).expect("serde_json writes UTF-8")
}
