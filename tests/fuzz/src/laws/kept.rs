//! What a carry holds is nobody's to lose.

use std::collections::BTreeSet;
use std::error::Error;

use heirloom::chain::versions;
use heirloom::envelope::{Carry, OpenErrorKind};
use heirloom::{OpenError, Versioned};

use crate::laws::{Record, members};

/// A record that was written opens again, unless it got a damaged carry: what that holds for a step is looked at when the step is
/// walked, and not before.
pub(super) fn reopened<T: Record>(
    record: &Versioned<T>,
    again: Result<Versioned<T>, OpenError>,
) -> Option<Versioned<T>> {
    match again {
        Ok(again) => Some(again),
        Err(error) => {
            let step = matches!(error.kind(), OpenErrorKind::Step(_));
            let reason = error.source().and_then(Error::source).map(ToString::to_string);
            let damaged = reason.is_some_and(|words| words.contains("the carry holds is damaged"));
            let told = record.carry().is_some() && step && damaged;
            assert!(told, "{record:?} does not open again: {error:?}");
            None
        }
    }
}

/// Whether the carry of a record became its own by being written: then it is applied, and the value may be another.
///
/// That comes of a record whose version was changed by hand: written at the version before, it is what it was.
pub(super) fn is_applied<T: Record>(before: &Versioned<T>, after: &Versioned<T>) -> bool {
    let unbound = before.carry().filter(|carry| !carry.is_bound());
    let text = after.carry().map_or("", Carry::get);
    unbound.is_some_and(|carry| !text.contains(carry.get()))
}

/// Whether a member of a record's carry occurs twice, which none of our writers writes: nothing of it is lost, but it has no order.
pub(super) fn is_disordered<T: Record>(record: &Versioned<T>) -> bool {
    let members = record.carry().and_then(|carry| members(carry.get())).unwrap_or_default();
    let names: BTreeSet<&String> = members.iter().map(|(name, _)| name).collect();
    names.len() != members.len()
}

/// A record that was written and opened again carries what it carried.
///
/// What belongs to steps of this chain may come and go where these steps are walked.
pub(super) fn kept<T: Record>(before: &Versioned<T>, after: &Versioned<T>) {
    let Some(carry) = before.carry() else { return };
    let text = after.carry().map_or("", Carry::get);
    if !carry.is_bound() {
        assert!(text.contains(carry.get()), "{} is not in {text}", carry.get());
        return;
    }
    let walked = after.is_stale();
    let steps: Vec<String> = versions::<T>().iter().map(ToString::to_string).collect();
    let after = members(text).unwrap_or_default();
    for (name, value) in members(carry.get()).expect("a bound carry is an object") {
        if name == "of" || (walked && steps.contains(&name)) {
            continue;
        }
        let same = after.iter().any(|(other, same)| *other == name && same.get() == value.get());
        assert!(same, "`{name}` of {} is not in {text}", carry.get());
    }
}
