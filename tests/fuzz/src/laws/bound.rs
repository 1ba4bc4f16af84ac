//! Carries that belong to their record. A fuzzer that changes bytes would never find the hash that binds them.

use std::collections::BTreeSet;

use heirloom::chain::{Print, Tag, history};
use heirloom::{Migrate, Version, Versioned};
use serde_json::value::{RawValue, to_raw_value};

use crate::laws::members::object;
use crate::laws::{Record, members, plainly};

/// The hash of a record.
fn print_of<T: Migrate>(version: Version, key: Option<&str>, payload: Print) -> Print {
    let mut at = Some(history::<T>());
    while let Some(older) = at.filter(|at| at.version() != version) {
        at = older.older();
    }
    let entity = at.map_or(T::ENTITY, |at| at.entity());
    let before = [Print::of_text(entity), Print::of_text(&version.to_string())];
    Print::of_parts(before.into_iter().chain(key.map(Print::of_text)).chain([payload]))
}

/// The carry with the hash that binds it to a record, if it is an object in which no member occurs twice: none of our writers
/// writes one, and a record that nobody bound is not applied.
fn bound(carry: &str, print: Print) -> Option<String> {
    let of = to_raw_value(&print.to_string()).ok()?;
    let mut members = members(carry)?;
    let names: BTreeSet<&String> = members.iter().map(|(name, _)| name).collect();
    if names.len() != members.len() {
        return None;
    }
    members.retain(|(name, _)| name != "of");
    members.insert(0, ("of".to_owned(), &of));
    Some(object(&members, false))
}

fn print_inline<T: Migrate>(text: &str) -> Option<Print> {
    let (version, payload) = plainly::read::<T>(text)?;
    Some(print_of::<T>(version?, None, Print::of_json(&payload).ok()?))
}

/// A JSON record whose `$c` is bound to it, if it has one and a version.
pub fn bound_inline<T: Migrate>(text: &str) -> Option<String> {
    let mut members = members(text)?;
    let place = members.iter().position(|(name, _)| name == "$c")?;
    let carry = bound(members[place].1.get(), print_inline::<T>(text)?)?;
    let carry = RawValue::from_string(carry).ok()?;
    members[place].1 = &carry;
    Some(object(&members, false))
}

/// The carry of a JSON record that names its version, and whether it is bound to it.
fn carry_inline<T: Migrate>(text: &str) -> Option<(&str, bool)> {
    let print = print_inline::<T>(text)?;
    let (_, carry) = members(text)?.into_iter().find(|(name, _)| name == "$c")?;
    let inside = members(carry.get()).unwrap_or_default();
    let of = inside.into_iter().find(|(name, _)| name == "of");
    let of = of.and_then(|(_, of)| serde_json::from_str::<String>(of.get()).ok());
    Some((carry.get(), of.and_then(|of| Print::parse(&of)) == Some(print)))
}

/// The carry of a JSON record, if it is another's.
pub(super) fn unbound_inline<T: Migrate>(text: &str) -> Option<&str> {
    if matches!(T::TAG, Tag::Foreign { .. }) {
        return None; // a field like any other
    }
    carry_inline::<T>(text).filter(|(_, bound)| !bound).map(|(carry, _)| carry)
}

/// Whether a record that was written has the carry that it had, unbound, and that is bound to it now.
///
/// That comes of a record whose version was changed by hand: written at the version before, it is what it was.
pub(super) fn is_bound_again<T: Record>(record: &Versioned<T>, sealed: &str) -> bool {
    let before = record.carry().filter(|carry| !carry.is_bound());
    let after = carry_inline::<T>(sealed);
    before.zip(after).is_some_and(|(before, (after, bound))| bound && after == before.get())
}

/// The text for a carry's column that is bound to its row.
pub fn bound_column<T: Migrate>(record: &str, carry: &str, key: &str) -> Option<String> {
    let (version, payload) = plainly::read::<T>(record)?;
    bound(carry, print_of::<T>(version?, Some(key), Print::of_json(&payload).ok()?))
}

/// A carry that is bound to a binary payload.
pub fn bound_binary<T: Migrate>(carry: &str, version: Version, payload: &[u8]) -> Option<String> {
    bound(carry, print_of::<T>(version, None, Print::of_payload(payload)))
}
