//! From a text to today's type, by way of its JSON.

use serde_json::value::RawValue;

use crate::chain::text::write_str;
use crate::chain::{Migrate, Pure, Tag};
use crate::envelope::text::node::comma;
use crate::envelope::text::{Node, Notation, error};
use crate::envelope::{Found, Newer, OpenError, OpenErrorKind, Versioned, View, json};
use crate::version::Version;

/// The text of a record.
pub(in crate::envelope) fn utf8<N: Notation, T: Migrate>(record: &[u8]) -> Result<&str, OpenError> {
    std::str::from_utf8(record).map_err(|error| {
        let kind = match *record {
            // No text begins like a binary record.
            [0x89, b'H', _, found, ..] => OpenErrorKind::WrongCodec { expected: N::NAME, found },
            _ => OpenErrorKind::NotUtf8(error),
        };
        OpenError::new::<T>(None, kind)
    })
}

/// Reads a record whose carry nobody wants.
pub(in crate::envelope) fn read<N: Notation, T: Pure>(record: &str) -> Result<T, OpenError> {
    json::from_str(&in_json::<N, T>(record)?).map_err(OpenError::without_position)
}

/// Opens a record of any version.
pub(in crate::envelope) fn open<N: Notation, T: Pure>(
    record: &str,
) -> Result<Versioned<T>, OpenError> {
    json::open_str(&in_json::<N, T>(record)?).map_err(OpenError::without_position)
}

/// Opens a record to be looked at.
pub(in crate::envelope) fn view<N: Notation, T: Pure>(record: &str) -> Result<View<T>, OpenError> {
    json::view_str(&in_json::<N, T>(record)?).map_err(OpenError::without_position)
}

/// Opens a record, or keeps it as it is.
pub(in crate::envelope) fn find<N: Notation, T: Pure>(record: &str) -> Result<Found<T>, OpenError> {
    match json::find_str(&in_json::<N, T>(record)?) {
        Ok(Found::Newer(newer)) => Ok(Found::Newer(Newer::new(newer.version(), record, N::NAME))),
        found => found.map_err(OpenError::without_position),
    }
}

/// Opens a payload whose version stands beside it.
pub(in crate::envelope) fn from_at<N: Notation, T: Pure>(
    version: Version,
    payload: &str,
) -> Result<T, OpenError> {
    let node = parsed::<N, T>(payload)?;
    let payload = node.json().map_err(malformed::<T>)?;
    json::from_str_at(version, &payload).map_err(OpenError::without_position)
}

/// The version of a record, which may lie outside the chain of `T`.
pub(in crate::envelope) fn version_of<N: Notation, T: Migrate>(
    record: &str,
) -> Result<Version, OpenError> {
    json::version_of::<T>(&in_json::<N, T>(record)?).map_err(OpenError::without_position)
}

/// A record as JSON. The carry, which is a text of JSON inside of the record, becomes what it says.
fn in_json<N: Notation, T: Migrate>(record: &str) -> Result<String, OpenError> {
    let node = parsed::<N, T>(record)?;
    let Some(members) = tagged::<T>(&node) else { return node.json().map_err(malformed::<T>) };
    let mut out = Vec::with_capacity(record.len() + record.len() / 4);
    out.push(b'{');
    for (index, (name, value)) in members.iter().enumerate() {
        comma(index, &mut out);
        write_str(name, &mut out).map_err(malformed::<T>)?;
        out.push(b':');
        match value {
            Node::Text(carry) if name == "$c" => {
                let carry: &RawValue = serde_json::from_str(carry).map_err(|source| {
                    let kind = OpenErrorKind::Malformed { path: "the carry".to_owned(), source };
                    OpenError::new::<T>(None, kind)
                })?;
                out.extend_from_slice(carry.get().as_bytes());
            }
            value => value.write_json(&mut out).map_err(malformed::<T>)?,
        }
    }
    out.push(b'}');
    Ok(String::from_utf8(out).expect("texts are UTF-8"))
}

fn parsed<N: Notation, T: Migrate>(text: &str) -> Result<Node<'_>, OpenError> {
    N::read(text).map_err(|reason| {
        OpenError::new::<T>(None, OpenErrorKind::Undecodable(error::<N>(String::new(), reason)))
    })
}

/// The members of a record that has a place for a carry. Without a version, what looks like the envelope's is the payload's own.
fn tagged<'n, 'a, T: Migrate>(
    node: &'n Node<'a>,
) -> Option<&'n [(std::borrow::Cow<'a, str>, Node<'a>)]> {
    match (node, T::TAG) {
        (Node::Table(members), Tag::Member(tag)) if members.iter().any(|(name, _)| name == tag) => {
            Some(members)
        }
        _ => None,
    }
}

fn malformed<T: Migrate>(source: serde_json::Error) -> OpenError {
    OpenError::new::<T>(None, OpenErrorKind::Malformed { path: String::new(), source })
}
