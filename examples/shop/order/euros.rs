//! Amounts as people write them: `2.40`.
//!
//! A step calls this, so what it says of a text stays as it is.

use std::fmt;

/// The cents of a text.
pub fn parse(text: &str) -> Result<u32, NotAnAmount> {
    let (euros, cents) = text.split_once('.').ok_or(NotAnAmount)?;
    let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    if cents.len() != 2 || euros.is_empty() || !digits(euros) || !digits(cents) {
        return Err(NotAnAmount);
    }
    format!("{euros}{cents}").parse().map_err(|_| NotAnAmount)
}

/// The text of cents.
pub fn text(cents: u128) -> String {
    format!("{}.{:02}", cents / 100, cents % 100)
}

/// A text that is no amount, or too large a one.
#[derive(Debug)]
pub struct NotAnAmount;

impl fmt::Display for NotAnAmount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("it is no amount like 2.40")
    }
}

impl std::error::Error for NotAnAmount {}
