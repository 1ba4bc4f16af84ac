//! A stored record, as the laws pass it on: its bytes, and the carry where that has a column.

use crate::chain::Tag;
use crate::testing::tree::Tree;

/// A record as it lies in a store.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Record {
    pub(super) text: String,
    pub(super) carry: Option<String>,
    pub(super) place: Place,
}

/// Where the carry lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// In the record.
    Inline,
    /// In a column of its own, in the row with this key.
    Column(&'static str),
}

impl Place {
    /// Where an entity's records have a place for it.
    pub(super) fn of(tag: Tag) -> Self {
        match tag {
            Tag::Member(_) => Self::Inline,
            Tag::Foreign { .. } => Self::Column("1"),
        }
    }
}

const CARRY: &str = "$c";
const DATA: &str = "$d";

impl Record {
    /// A record without a carry.
    pub(super) fn bare(text: &str, place: Place) -> Self {
        Self { text: text.to_owned(), carry: None, place }
    }

    /// What it carries.
    pub(super) fn carry(&self) -> Option<Tree> {
        match self.place {
            Place::Inline => Tree::parse(&self.text)?.member(CARRY).cloned(),
            Place::Column(_) => Tree::parse(self.carry.as_deref()?),
        }
    }

    /// The same record with another carry, as a raw writer could leave it.
    pub(super) fn carrying(&self, carry: Option<&Tree>) -> Self {
        if let Place::Column(_) = self.place {
            return Self { carry: carry.map(ToString::to_string), ..self.clone() };
        }
        let mut record = self.clone();
        if let Some(Tree::Object(mut members)) = Tree::parse(&self.text) {
            members.retain(|(name, _)| name != CARRY);
            if let Some(carry) = carry {
                members.insert(1, (CARRY.to_owned(), carry.clone()));
            }
            record.text = Tree::Object(members).to_string();
        }
        record
    }
}

/// The payload of a record: without the members of the envelope.
pub(super) fn payload(text: &str, tag: Tag) -> Tree {
    match Tree::parse(text) {
        Some(Tree::Object(mut members)) => {
            if let Some(at) = members.iter().position(|(name, _)| name == DATA) {
                return members.swap_remove(at).1;
            }
            members.retain(|(name, _)| {
                let tagged = match tag {
                    Tag::Member(member) => name == member || name == "$e",
                    Tag::Foreign { major, minor } => name == major || name == minor,
                };
                !tagged && (name != CARRY || matches!(tag, Tag::Foreign { .. }))
            });
            Tree::Object(members)
        }
        Some(other) => other,
        None => Tree::Null,
    }
}
