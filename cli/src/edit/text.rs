//! Replacements in one text.

use std::ops::Range;

/// Replacements in one text, by byte position, in any order.
#[derive(Debug, Clone, Default)]
pub struct Edits {
    list: Vec<(Range<usize>, String)>,
}

impl Edits {
    /// Puts text in the place of a range. The first of two that overlap wins.
    pub fn replace(&mut self, range: Range<usize>, text: impl Into<String>) {
        self.list.push((range, text.into()));
    }

    /// Puts text before a position. Of several at one position the first comes first.
    pub fn insert(&mut self, at: usize, text: impl Into<String>) {
        self.replace(at..at, text);
    }

    /// Takes a range away.
    pub fn remove(&mut self, range: Range<usize>) {
        self.replace(range, "");
    }

    /// Adds the replacements of others.
    pub fn extend(&mut self, others: Self) {
        self.list.extend(others.list);
    }

    /// Whether there is nothing to do.
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// The part of a text between two positions, with the replacements that lie in it.
    pub fn apply_to_part(&self, text: &str, part: Range<usize>) -> String {
        let mut list: Vec<_> = self.list.iter().collect();
        list.sort_by_key(|(range, _)| (range.start, range.end));
        let (mut out, mut at) = (String::new(), part.start);
        for (range, new) in list {
            if range.start < at || range.end > part.end {
                continue;
            }
            out.push_str(&text[at..range.start]);
            out.push_str(new);
            at = range.end;
        }
        out.push_str(&text[at..part.end]);
        out
    }

    /// The text with all replacements. New lines end as those of the text do.
    pub fn apply(&self, text: &str) -> String {
        if !text.contains("\r\n") {
            return self.apply_to_part(text, 0..text.len());
        }
        let as_in_text = |new: &String| new.replace("\r\n", "\n").replace('\n', "\r\n");
        let list = self.list.iter().map(|(range, new)| (range.clone(), as_in_text(new))).collect();
        Self { list }.apply_to_part(text, 0..text.len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_replaced_stays_byte_for_byte() {
        let mut edits = Edits::default();
        edits.insert(6, "X\n");
        edits.replace(0..1, "bb");
        edits.insert(6, "Y");
        edits.remove(3..5);
        assert_eq!(edits.apply("a\r\nbc\r\nd"), "bb\r\n\rX\r\nY\nd");
        assert_eq!(edits.apply("a  bc  d"), "bb   X\nY d");
    }

    #[test]
    fn of_two_that_overlap_the_first_wins() {
        let mut edits = Edits::default();
        edits.replace(1..3, "-");
        edits.replace(2..4, "+");
        assert_eq!(edits.apply("abcde"), "a-de");
    }
}
