//! A shape with all the derived types in it, each once.

use std::marker::PhantomData;

use crate::shape::layer::{Reach, never};
use crate::shape::types::Type;

/// What values of a type are as JSON, deeply: the type, and the derived ones that it is made of.
///
/// [`shape::of`](crate::shape::of) gives that of a Rust type. Shown, it is the text that a lock holds: a line for each member,
/// without Rust names.
#[derive(Clone, Copy)]
pub struct Graph {
    top: &'static Type,
    derived: &'static [Derived],
}

/// A derived type.
#[derive(Clone, Copy)]
pub(crate) struct Derived {
    id: u64,
    pub(crate) ty: &'static Type,
}

/// The most derived types of one shape.
pub(crate) const MOST: usize = 1024;
/// The most links, one in another, that are no more than names for what is behind them.
const NAMES: usize = 64;

impl Graph {
    pub(crate) const fn new(top: &'static Type, derived: &'static [Derived]) -> Self {
        Self { top, derived }
    }

    /// The type itself.
    #[must_use]
    pub const fn top(self) -> &'static Type {
        self.top
    }

    /// The type behind a [`Type::Link`]; any other as it is.
    #[must_use]
    pub const fn open(self, ty: &Type) -> &Type {
        Types::of(self).open(ty)
    }

    pub(crate) const fn derived(self) -> &'static [Derived] {
        self.derived
    }

    /// Where in the list the derived type is.
    pub(crate) const fn index_of(self, id: u64) -> Option<usize> {
        index_of(self.derived, id)
    }
}

/// The derived types of the two shapes that are compared, or of one.
#[derive(Clone, Copy)]
pub(crate) struct Types {
    one: &'static [Derived],
    other: &'static [Derived],
}

impl Types {
    pub(crate) const fn of(graph: Graph) -> Self {
        Self { one: graph.derived, other: &[] }
    }

    pub(crate) const fn both(one: Graph, other: Graph) -> Self {
        Self { one: one.derived, other: other.derived }
    }

    /// The type behind a link, and behind the links that this may be; any other as it is.
    pub(crate) const fn open(self, ty: &Type) -> &Type {
        let mut ty = ty;
        let mut left = NAMES;
        while let Type::Link(id) = *ty {
            if left == 0 {
                return &Type::TooDeep; // it names itself
            }
            left -= 1;
            ty = if let Some(index) = index_of(self.one, id) {
                self.one[index].ty
            } else if let Some(index) = index_of(self.other, id) {
                self.other[index].ty
            } else {
                return &Type::TooDeep; // it was too deep to be reached
            };
        }
        ty
    }
}

/// In a list in order of their ids.
const fn index_of(derived: &[Derived], id: u64) -> Option<usize> {
    let (mut low, mut high) = (0, derived.len());
    while low < high {
        let middle = low + (high - low) / 2;
        if derived[middle].id == id {
            return Some(middle);
        }
        if derived[middle].id < id {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    None
}

/// The derived types that are reached, in order of their ids. For constants alone.
pub(super) const fn reached<R: Reach>() -> &'static [Derived] {
    match Reached::<R, 0>::COUNT {
        0 => &[],
        1..=4 => at_most::<R, 4>(),
        5..=16 => at_most::<R, 16>(),
        17..=64 => at_most::<R, 64>(),
        65..=256 => at_most::<R, 256>(),
        _ => at_most::<R, MOST>(),
    }
}

/// A function of its own, since constants are evaluated where they are named, needed or not.
const fn at_most<R: Reach, const N: usize>() -> &'static [Derived] {
    Reached::<R, N>::TYPES.split_at(Reached::<R, 0>::COUNT).0
}

/// A list of a length that the compiler has to know before it knows how many there are.
struct Reached<R, const N: usize>(PhantomData<R>);

impl<R: Reach, const N: usize> Reached<R, N> {
    const COUNT: usize = Gathered::from::<R>().len;

    const TYPES: &'static [Derived; N] = {
        let gathered = Gathered::from::<R>();
        let mut types = [gathered.list[0]; N];
        let mut at = 1;
        while at < gathered.len {
            types[at] = gathered.list[at];
            at += 1;
        }
        &{ types }
    };
}

/// The most calls inside each other while types are followed: a constant may have 128.
const CALLS: usize = 110;

struct Gathered {
    list: [Derived; MOST],
    /// How many calls were left where each was met.
    left: [usize; MOST],
    len: usize,
    /// There were no calls left for some.
    cut: bool,
    /// Those that were met are followed again where more calls are left.
    again: bool,
}

impl Gathered {
    const fn from<R: Reach>() -> Self {
        let none = Derived { id: 0, ty: &Type::TooDeep };
        let mut gathered =
            Self { list: [none; MOST], left: [0; MOST], len: 0, cut: false, again: false };
        gathered.follow(never::<R>, CALLS);
        if gathered.cut {
            // What is far away on one way may be near on another.
            gathered.again = true;
            gathered.len = 0;
            gathered.follow(never::<R>, CALLS);
        }
        gathered
    }

    const fn follow<R: Reach>(&mut self, _: fn() -> R, left: usize) {
        if R::EMPTY {
            return;
        }
        if left == 0 {
            self.cut = true;
            return;
        }
        if let Some((id, ty)) = R::LINK
            && !self.is_new(Derived { id, ty }, left)
        {
            return;
        }
        self.follow(R::a, left - 1);
        self.follow(R::b, left - 1);
        self.follow(R::c, left - 1);
        self.follow(R::d, left - 1);
        self.follow(R::e, left - 1);
        self.follow(R::f, left - 1);
        self.follow(R::g, left - 1);
        self.follow(R::h, left - 1);
    }

    /// Whether what it reaches is still to be followed: it was not met yet, or only further in.
    const fn is_new(&mut self, derived: Derived, left: usize) -> bool {
        let mut at = self.len;
        while at > 0 && self.list[at - 1].id >= derived.id {
            at -= 1;
            if self.list[at].id == derived.id {
                let sooner = self.again && self.left[at] < left;
                if sooner {
                    self.left[at] = left;
                }
                return sooner;
            }
        }
        if self.len == MOST {
            return false;
        }
        let mut last = self.len;
        while last > at {
            self.list[last] = self.list[last - 1];
            self.left[last] = self.left[last - 1];
            last -= 1;
        }
        self.list[at] = derived;
        self.left[at] = left;
        self.len += 1;
        true
    }
}
