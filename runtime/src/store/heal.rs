//! Writing back what a read has upgraded.

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
