//! What the steps of a chain lose, for people and programs to read.

use std::fmt;

use crate::chain::{Link, Migrate, Step};
use crate::version::Version;

/// One place at which a step loses something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Loss {
    /// The field or variant, as `field` or `Variant.field`.
    pub at: &'static str,
    /// In which direction.
    pub direction: Direction,
    /// What becomes of it.
    pub treatment: Treatment,
}

impl Loss {
    #[doc(hidden)]
    pub const fn new(at: &'static str, direction: Direction, treatment: Treatment) -> Self {
        Self { at, direction, treatment }
    }
}

/// In which direction a step goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    /// To the newer version.
    Up,
    /// To the older version.
    Down,
}

/// What becomes of what a step has no place for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Treatment {
    /// It goes into the carry, and comes back.
    Kept,
    /// The step states what stands in its place.
    Replaced,
    /// The step may remove whole records, which then lie in the store's books.
    Removed,
    /// It is computed again from the rest.
    Computed,
    /// Values that the other version has no place for are refused.
    Refused,
    /// It is lost, and the step says why that is right.
    Accepted(&'static str),
}

/// What one step loses.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct StepLosses {
    /// The older version.
    pub from: Version,
    /// The newer version.
    pub to: Version,
    /// Why there is no way back, where the step says `one_way`.
    pub one_way: Option<&'static str>,
    /// Place by place.
    pub losses: &'static [Loss],
}

impl StepLosses {
    /// What the step to `T` loses.
    pub(crate) fn of<T: Step>() -> Self {
        Self { from: T::Old::VERSION, to: T::VERSION, one_way: T::ONE_WAY, losses: T::LOSSES }
    }
}

/// What each step of the chain of `T` loses, oldest first.
///
/// ```
/// use heirloom::Migrate;
/// use heirloom::chain::{Treatment, losses};
/// use serde::{Deserialize, Serialize};
///
/// #[derive(Serialize, Deserialize, Migrate)]
/// #[migrate(entity = "user", version = 1)]
/// struct UserV1 {
///     name: String,
///     fax: String,
/// }
///
/// #[derive(Serialize, Deserialize, Migrate)]
/// #[migrate(from = UserV1, drop(fax, accept_loss = "nobody has sent one since 2009"))]
/// struct User {
///     name: String,
/// }
///
/// let steps = losses::<User>();
/// assert_eq!(steps[0].losses[0].at, "fax");
/// assert_eq!(steps[0].to_string(), "1 to 2: `fax` is lost upwards: nobody has sent one since 2009");
/// ```
pub fn losses<T: Migrate>() -> Vec<StepLosses> {
    let mut all = Vec::new();
    T::Link::losses(&mut all);
    all
}

impl fmt::Display for StepLosses {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} to {}:", self.from, self.to)?;
        if let Some(why) = self.one_way {
            write!(f, " one way: {why}")?;
        } else if self.losses.is_empty() {
            f.write_str(" nothing is lost")?;
        }
        for (index, loss) in self.losses.iter().enumerate() {
            let separator = if index == 0 && self.one_way.is_none() { "" } else { ";" };
            write!(f, "{separator} {loss}")?;
        }
        Ok(())
    }
}

impl fmt::Display for Loss {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { at, direction, treatment } = self;
        let way = match direction {
            Direction::Up => "upwards",
            Direction::Down => "downwards",
        };
        if *treatment == Treatment::Removed {
            return f.write_str("whole records may be removed");
        }
        if at.is_empty() {
            f.write_str("some of the record")?;
        } else {
            write!(f, "`{at}`")?;
        }
        match treatment {
            Treatment::Kept => write!(f, " is kept in the carry {way}"),
            Treatment::Replaced => write!(f, " is replaced {way}"),
            Treatment::Removed => Ok(()),
            Treatment::Computed => write!(f, " is computed again {way}"),
            Treatment::Refused => write!(f, " may be refused {way}"),
            Treatment::Accepted(why) => write!(f, " is lost {way}: {why}"),
        }
    }
}
