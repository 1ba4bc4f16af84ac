//! Writing back what a read has upgraded.

use std::hash::{BuildHasher as _, RandomState};

/// Whether a stale record is written back when it is read.
///
/// Write back where records are read far more often than written, and let a bulk run do the rest. See
/// `Records` and `Collection` for examples.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Heal {
    /// Records stay as they are. A read is a read.
    #[default]
    Never,
    /// Every stale record is written back. A read of one costs a write, which most stores do one at a time.
    Always,
    /// One in so many stale records is written back, picked at random; with 0 none. What is read often is soon of today's version, and reads
    /// stay reads for the most part.
    OneIn(u32),
}

impl Heal {
    /// Whether the stale record at hand is to be written back.
    pub(super) fn is_due(self) -> bool {
        match self {
            Self::Never | Self::OneIn(0) => false,
            Self::Always => true,
            // Its keys differ each time, from random ones on.
            Self::OneIn(n) => RandomState::new().hash_one(()).is_multiple_of(u64::from(n)),
        }
    }
}

/// What became of a record that was to be healed, by the `heal_row` of a store.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Healed {
    /// It was of today's version already.
    Current,
    /// It was stale, and is of today's version now.
    Written,
    /// Somebody else wrote it in between; what they wrote stands.
    Lost,
    /// There is no record with this key.
    Missing,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_in_so_many_is_picked_and_none_in_zero() {
        let picked = |heal: Heal| (0..10_000).filter(|_| heal.is_due()).count();
        assert_eq!(picked(Heal::Never), 0);
        assert_eq!(picked(Heal::OneIn(0)), 0);
        assert_eq!(picked(Heal::OneIn(1)), 10_000);
        assert_eq!(picked(Heal::Always), 10_000);
        // Eleven standard deviations to either side.
        assert!((700..1300).contains(&picked(Heal::OneIn(10))));
    }
}
