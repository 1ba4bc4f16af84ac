//! Pieces of text with what is needed to compute the print of all of them together.
//!
//! The compiler evaluates constants slowly, byte by byte. So the print of a text is a polynomial of its bytes, which can be
//! put together from the prints of its pieces, and those are computed by the derive, or once in this crate.

/// 2^61 - 1, a prime.
pub(super) const MODULUS: u128 = (1 << 61) - 1;
/// Any number between; a part of no stored format.
const BASE: u128 = 0x0b5a_d4ec_eda1_ce2b;

/// A piece of text.
#[doc(hidden)]
#[derive(Debug, Clone, Copy)]
pub struct Printed {
    pub(crate) text: &'static str,
    pub(super) print: u64,
    /// The base to the power of its length.
    pub(super) power: u64,
}

impl Printed {
    /// What the derive computed.
    #[must_use]
    pub const fn new(text: &'static str, print: u64, power: u64) -> Self {
        Self { text, print, power }
    }

    /// Computed here.
    #[must_use]
    pub const fn of(text: &'static str) -> Self {
        let (print, power) = print_of(text);
        Self { text, print, power }
    }

    /// The print of a text that goes on with this piece.
    #[doc(hidden)]
    #[must_use]
    pub const fn after(&self, before: u64) -> u64 {
        small((before as u128 * self.power as u128 + self.print as u128) % MODULUS)
    }
}

/// The print of a text, and the base to the power of its length. Byte for byte as in `heirloom-macros`.
const fn print_of(text: &str) -> (u64, u64) {
    let bytes = text.as_bytes();
    let (mut print, mut power, mut at) = (0, 1, 0);
    while at < bytes.len() {
        print = (print * BASE + bytes[at] as u128 + 1) % MODULUS;
        power = power * BASE % MODULUS;
        at += 1;
    }
    (small(print), small(power))
}

#[expect(clippy::cast_possible_truncation, reason = "below 2^61")]
const fn small(rest: u128) -> u64 {
    rest as u64
}
