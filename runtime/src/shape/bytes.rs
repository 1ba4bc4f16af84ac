//! Strings while compiling: comparing, and putting together.

/// Whether two strings are equal, where `==` cannot be used yet.
pub(crate) const fn same(left: &str, right: &str) -> bool {
    let (left, right) = (left.as_bytes(), right.as_bytes());
    if left.len() != right.len() {
        return false;
    }
    let mut at = 0;
    while at < left.len() {
        if left[at] != right[at] {
            return false;
        }
        at += 1;
    }
    true
}

/// Whether the list has the string.
pub(crate) const fn has(list: &[&str], wanted: &str) -> bool {
    let mut at = 0;
    while at < list.len() {
        if same(list[at], wanted) {
            return true;
        }
        at += 1;
    }
    false
}

/// A text of at most `N` bytes. What is too long is cut off, with an ellipsis.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Short<const N: usize> {
    bytes: [u8; N],
    len: usize,
    cut: bool,
}

impl<const N: usize> Short<N> {
    const MORE: &'static str = "…";

    pub(crate) const fn new() -> Self {
        Self { bytes: [0; N], len: 0, cut: false }
    }

    pub(crate) const fn push(&mut self, text: &str) {
        if self.cut {
            return;
        }
        let text = text.as_bytes();
        let mut fits = text.len();
        if self.len + fits + Self::MORE.len() > N {
            self.cut = true;
            fits = N - self.len - Self::MORE.len();
            // Not inside of a character.
            while fits > 0 && text[fits] & 0xC0 == 0x80 {
                fits -= 1;
            }
        }
        self.copy(text, fits);
        if self.cut {
            self.copy(Self::MORE.as_bytes(), Self::MORE.len());
        }
    }

    pub(crate) const fn push_number(&mut self, number: u64) {
        let mut digits = [0; 20];
        let mut at = digits.len();
        let mut rest = number;
        loop {
            at -= 1;
            digits[at] = b'0' + (rest % 10) as u8;
            rest /= 10;
            if rest == 0 {
                break;
            }
        }
        let (_, digits) = digits.split_at(at);
        match std::str::from_utf8(digits) {
            Ok(digits) => self.push(digits),
            Err(_) => panic!("digits are text"),
        }
    }

    pub(crate) const fn text(&self) -> &str {
        let (text, _) = self.bytes.split_at(self.len);
        match std::str::from_utf8(text) {
            Ok(text) => text,
            Err(_) => panic!("put together from text"),
        }
    }

    pub(crate) const fn is_empty(&self) -> bool {
        self.len == 0
    }

    const fn copy(&mut self, text: &[u8], len: usize) {
        let (_, rest) = self.bytes.split_at_mut(self.len);
        let (place, _) = rest.split_at_mut(len);
        place.copy_from_slice(text.split_at(len).0);
        self.len += len;
    }
}

/// What tells a type from others: FNV-1a, 64 bits.
pub(crate) const fn mix(hash: u64, text: &str) -> u64 {
    let bytes = text.as_bytes();
    let mut hash = hash;
    let mut at = 0;
    while at < bytes.len() {
        hash = step(hash, bytes[at]);
        at += 1;
    }
    step(hash, 0xff)
}

pub(crate) const fn mix_number(hash: u64, number: u64) -> u64 {
    let bytes = number.to_le_bytes();
    let mut hash = hash;
    let mut at = 0;
    while at < bytes.len() {
        hash = step(hash, bytes[at]);
        at += 1;
    }
    hash
}

const fn step(hash: u64, byte: u8) -> u64 {
    (hash ^ byte as u64).wrapping_mul(0x0000_0100_0000_01b3)
}

pub(crate) const SEED: u64 = 0xcbf2_9ce4_8422_2325;

#[cfg(test)]
mod tests {
    use super::{Short, has, same};

    #[test]
    fn a_text_is_cut_between_characters() {
        let mut text = Short::<8>::new();
        text.push("abcdé");
        assert_eq!(text.text(), "abcd…");
        text.push("more");
        assert_eq!(text.text(), "abcd…");
        let mut fits = Short::<8>::new();
        fits.push("abé");
        fits.push_number(7);
        assert_eq!(fits.text(), "abé7");
    }

    #[test]
    fn strings_are_compared_whole() {
        assert!(same("ab", "ab") && !same("ab", "a") && !same("ab", "ac"));
        assert!(has(&["x", "y"], "y") && !has(&["x"], "y"));
    }
}
