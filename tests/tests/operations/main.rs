//! Each operation, in both directions, as values and as bytes: what changes, what is lost, and what comes back.
#![expect(clippy::unwrap_used, reason = "a failed unwrap is a failed test")]
#![expect(clippy::needless_pass_by_value, reason = "a step's functions take the old value")]

mod enums;
mod fields;
mod lists;
mod records;
mod structs;

use std::fmt::Debug;

use heirloom::chain::{DownTo, losses};
use heirloom::{Migrate, Pure, json};
use heirloom_tests::without_carry;

/// A record of `Old` is read as `new`; as bytes for an old reader it is `seen`, and it comes back from there.
#[track_caller]
fn downgraded<Old, New>(new: &New, seen: &Old) -> String
where
    Old: Pure + PartialEq + Debug,
    New: Pure + Clone + PartialEq + Debug,
{
    let older = json::to_string_at(new.clone(), Old::VERSION).unwrap();
    assert_eq!(*json::open_str::<Old>(&older).unwrap(), *seen, "{older}");
    assert_eq!(json::from_str::<New>(&older).unwrap(), *new, "{older}");
    older
}

/// A record of `old` is read as `seen`; with what it carries, the old value comes back from there.
#[track_caller]
fn upgraded<Old, New, Hops>(old: &Old, seen: &New) -> String
where
    Old: Pure + Clone + PartialEq + Debug,
    New: Pure + Clone + PartialEq + Debug + DownTo<Old, Hops>,
{
    let stored = json::to_string(old).unwrap();
    assert_eq!(json::from_str::<New>(&stored).unwrap(), *seen, "{stored}");
    let record = json::open_str::<New>(&stored).unwrap();
    let newer = json::seal_to_string(&record).unwrap();
    let read = json::open_str::<New>(&newer).unwrap();
    assert_eq!(*read, *seen, "{newer}");
    let back = json::seal_at(read, Old::VERSION).unwrap();
    let back = std::str::from_utf8(&back).unwrap();
    assert_eq!(*json::open_str::<Old>(back).unwrap(), *old, "{newer} {back}");
    newer
}

/// An old reader edits what it sees.
#[track_caller]
fn edited<Old: Pure>(older: &str, edit: impl FnOnce(&mut Old)) -> String {
    let mut record = json::open_str::<Old>(older).unwrap();
    assert!(record.carry().is_none_or(heirloom::envelope::Carry::is_bound), "{older}");
    edit(&mut record);
    json::seal_to_string(&record).unwrap()
}

/// Nothing is carried.
#[track_caller]
fn bare(record: &str) {
    assert_eq!(without_carry(record), record);
}

fn said<T: Migrate>() -> Vec<String> {
    losses::<T>().into_iter().map(|step| step.to_string()).collect()
}
