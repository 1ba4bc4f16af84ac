//! A node of the graph: one rule, or rules joined.

use std::rc::Rc;

use super::graph::Name;
use super::kinds::Kinds;
use super::num::Num;

/// A node, by its place in the graph. Equal nodes have the same place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(in crate::compat) struct Id(pub(super) u32);

/// A node that has to hold for a value, or has not to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(in crate::compat) struct Literal {
    pub(in crate::compat) node: Id,
    pub(in crate::compat) holds: bool,
}

impl Literal {
    pub(in crate::compat) fn yes(node: Id) -> Self {
        Self { node, holds: true }
    }

    pub(in crate::compat) fn no(node: Id) -> Self {
        Self { node, holds: false }
    }
}

/// A rule about one kind of value holds for every value of another kind.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(in crate::compat) enum Node {
    /// The value is of one of these kinds.
    Kinds(Kinds),
    /// The value is one of these, by their places in the graph's list of values.
    Values(Vec<u32>),
    /// The number is at least this, or above it.
    Low(Num, Bound),
    /// The number is at most this, or below it.
    High(Num, Bound),
    Multiple(Num),
    /// The string has this many characters.
    Length(u64, Option<u64>),
    Pattern(Rc<str>),
    Format(Rc<str>),
    Array(Array),
    Count(Count),
    /// The array has two equal items.
    Repeats,
    Object(Object),
    Exists(Exists),
    All(Vec<Id>),
    Any(Vec<Id>),
    /// Exactly one of them holds.
    One(Vec<Id>),
    Not(Id),
    /// A definition that was still being read when it was named: by its place among the graph's definitions.
    Ref(u32),
    /// A rule that is not understood, by its text. It means the same wherever it stands with the same text.
    Opaque(Rc<str>),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(in crate::compat) enum Bound {
    Inclusive,
    Exclusive,
}

impl Bound {
    pub(in crate::compat) fn opposite(self) -> Self {
        match self {
            Self::Inclusive => Self::Exclusive,
            Self::Exclusive => Self::Inclusive,
        }
    }
}

#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(in crate::compat) struct Array {
    pub(in crate::compat) prefix: Vec<Id>,
    /// Holds for each item after the prefix.
    pub(in crate::compat) rest: Id,
    pub(in crate::compat) min: u64,
    pub(in crate::compat) max: Option<u64>,
    pub(in crate::compat) unique: bool,
}

/// Between `min` and `max` of the items from `from` on hold to `item`.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(in crate::compat) struct Count {
    pub(in crate::compat) from: usize,
    pub(in crate::compat) item: Id,
    pub(in crate::compat) min: u64,
    pub(in crate::compat) max: Option<u64>,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(in crate::compat) struct Object {
    /// Sorted by name.
    pub(in crate::compat) properties: Vec<(Name, Id)>,
    pub(in crate::compat) patterns: Vec<(Rc<str>, Id)>,
    /// Holds for the value of each name that stands in neither list.
    pub(in crate::compat) rest: Id,
    /// Sorted.
    pub(in crate::compat) required: Vec<Name>,
    pub(in crate::compat) min: u64,
    pub(in crate::compat) max: Option<u64>,
    /// Holds for each name.
    pub(in crate::compat) names: Id,
}

/// The object has a property whose name and value are such.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(in crate::compat) struct Exists {
    /// Sorted names that do not count.
    pub(in crate::compat) except: Vec<Name>,
    pub(in crate::compat) like: Option<Rc<str>>,
    pub(in crate::compat) unlike: Vec<Rc<str>>,
    pub(in crate::compat) name: Id,
    pub(in crate::compat) value: Id,
}
