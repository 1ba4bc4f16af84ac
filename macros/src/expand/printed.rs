//! Pieces of the text of a shape, with what the runtime needs to compute the print of the whole.
//!
//! The arithmetic is that of `shape::printed` in the runtime, which computes it while compiling for its own pieces.

use proc_macro2::TokenStream;
use quote::quote;

/// 2^61 - 1.
const MODULUS: u128 = (1 << 61) - 1;
const BASE: u128 = 0x0b5a_d4ec_eda1_ce2b;

/// The print of a text, and the base to the power of its length.
fn print_of(text: &str) -> (u64, u64) {
    let (print, power) = text.bytes().fold((0, 1), |(print, power), byte| {
        ((print * BASE + u128::from(byte) + 1) % MODULUS, power * BASE % MODULUS)
    });
    let number = |value: u128| u64::try_from(value).unwrap_or_default(); // below 2^61
    (number(print), number(power))
}

/// The print of a text.
pub(super) fn print(text: &str) -> u64 {
    print_of(text).0
}

/// The print of a text and the power, as an expression.
pub(super) fn numbers(text: &str) -> TokenStream {
    let (print, power) = print_of(text);
    quote!((#print, #power))
}

/// `Printed::new("name", …)`
pub(super) fn printed(text: &str, private: &TokenStream) -> TokenStream {
    let (print, power) = print_of(text);
    quote!(#private::Printed::new(#text, #print, #power))
}

/// A name: as it is, or in quotes if it could be taken for something else.
pub(super) fn label(name: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || "_-$@".contains(c);
    if !name.is_empty() && name.chars().all(plain) {
        return name.to_owned();
    }
    let mut text = String::from("\"");
    for c in name.chars() {
        match c {
            '"' => text.push_str("\\\""),
            '\\' => text.push_str("\\\\"),
            '\n' => text.push_str("\\n"),
            '\r' => text.push_str("\\r"),
            c => text.push(c),
        }
    }
    text.push('"');
    text
}

/// The names under which something is read, apart from the one under which it is written.
pub(super) fn others(name: &str, reads: &[String]) -> String {
    let mut text = String::new();
    for other in reads.iter().filter(|other| *other != name) {
        text.push_str(", also read as ");
        text.push_str(&label(other));
    }
    if !reads.iter().any(|other| other == name) {
        text.push_str(", not read as ");
        text.push_str(&label(name));
    }
    text
}
