//! The tag where our writers put it: the first member. Found on the bytes, without a parser.

use crate::chain::Tag;
use crate::version::Version;

/// What the beginning of a record says.
pub(super) struct Head {
    pub(super) version: Version,
    /// Where the tag ends.
    pub(super) end: usize,
}

/// Where the payload begins, if it stands under `$d` directly after the tag.
#[inline]
pub(super) fn data(text: &str, head: &Head, tag: Tag) -> Option<usize> {
    let Tag::Member(_) = tag else { return None };
    let mut cursor = Cursor { bytes: text.as_bytes(), at: head.end };
    cursor.byte(b',')?;
    cursor.key("$d")?;
    Some(cursor.at)
}

/// The tag, if it is the first member and an ordinary number. Anything else is left to the exact reader.
#[inline]
pub(super) fn look(text: &str, tag: Tag) -> Option<Head> {
    as_we_write(text, tag).or_else(|| in_any_spelling(text, tag))
}

/// `{"$v":2` without a space. Small enough to be compiled for the very name, which makes it twice as fast.
#[inline]
fn as_we_write(text: &str, tag: Tag) -> Option<Head> {
    let Tag::Member(member) = tag else { return None };
    let name = text.as_bytes().strip_prefix(b"{\"")?;
    let value = name.strip_prefix(member.as_bytes())?.strip_prefix(b"\":")?;
    let digits = value.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let (digits, rest) = value.split_at(digits);
    if !matches!(rest.first(), Some(b',' | b'}')) {
        return None;
    }
    Some(Head { version: Version::major(number(digits)?), end: text.len() - rest.len() })
}

fn in_any_spelling(text: &str, tag: Tag) -> Option<Head> {
    let mut cursor = Cursor { bytes: text.as_bytes(), at: 0 };
    cursor.byte(b'{')?;
    match tag {
        Tag::Member(member) => {
            cursor.key(member)?;
            let major = cursor.number()?;
            cursor.end_of_value()?;
            Some(Head { version: Version::major(major), end: cursor.at })
        }
        Tag::Foreign { major, minor } => {
            cursor.key(major)?;
            let major = cursor.number()?;
            cursor.byte(b',')?;
            cursor.key(minor)?;
            let minor = cursor.number()?;
            cursor.end_of_value()?;
            Some(Head { version: Version::new(major, minor, 0), end: cursor.at })
        }
    }
}

/// The number under that name, if the member begins here.
#[inline]
pub(super) fn major_at(text: &str, at: usize, name: &str) -> Option<u32> {
    let mut cursor = Cursor { bytes: text.as_bytes(), at };
    cursor.key(name)?;
    let major = cursor.number()?;
    cursor.end_of_value()?;
    Some(major)
}

/// The number that begins here, and where it ends.
#[inline]
pub(super) fn number_at(text: &str, at: usize) -> Option<(u32, usize)> {
    let mut cursor = Cursor { bytes: text.as_bytes(), at };
    let number = cursor.number()?;
    cursor.end_of_value()?;
    Some((number, cursor.at))
}

/// A number of digits as JSON writes them, below 2^32.
#[inline]
pub(super) fn number(digits: &[u8]) -> Option<u32> {
    if digits.is_empty() || digits.len() > 10 || (digits.len() > 1 && digits[0] == b'0') {
        return None;
    }
    let number = digits.iter().fold(0_u64, |number, digit| number * 10 + u64::from(digit - b'0'));
    u32::try_from(number).ok()
}

struct Cursor<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl Cursor<'_> {
    #[inline]
    fn space(&mut self) {
        while let Some(b' ' | b'\n' | b'\r' | b'\t') = self.bytes.get(self.at) {
            self.at += 1;
        }
    }

    #[inline]
    fn byte(&mut self, byte: u8) -> Option<()> {
        self.space();
        (self.bytes.get(self.at) == Some(&byte)).then(|| self.at += 1)
    }

    /// `"name":`
    #[inline]
    fn key(&mut self, name: &str) -> Option<()> {
        self.byte(b'"')?;
        let rest = self.bytes[self.at..].strip_prefix(name.as_bytes())?;
        if rest.first() != Some(&b'"') {
            return None;
        }
        self.at += name.len() + 1;
        self.byte(b':')
    }

    #[inline]
    fn number(&mut self) -> Option<u32> {
        self.space();
        let rest = &self.bytes[self.at..];
        let digits = rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
        self.at += digits;
        number(&rest[..digits])
    }

    /// A comma or the closing brace comes next: the number was no fraction.
    #[inline]
    fn end_of_value(&mut self) -> Option<()> {
        self.space();
        matches!(self.bytes.get(self.at), Some(b',' | b'}')).then_some(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const MEMBER: Tag = Tag::Member("$v");
    const FOREIGN: Tag = Tag::Foreign { major: "nbformat", minor: "nbformat_minor" };

    fn version(text: &str, tag: Tag) -> Option<String> {
        look(text, tag).map(|head| head.version.to_string())
    }

    #[test]
    fn the_tag_is_found_where_our_writers_put_it() {
        assert_eq!(version(r#"{"$v":2,"a":1}"#, MEMBER).as_deref(), Some("2"));
        assert_eq!(version(r#" { "$v" : 4294967295 } "#, MEMBER).as_deref(), Some("4294967295"));
        assert_eq!(
            version(r#"{"nbformat":4,"nbformat_minor":5}"#, FOREIGN).as_deref(),
            Some("4.5")
        );
    }

    #[test]
    fn what_is_not_plain_is_left_to_the_exact_reader() {
        for text in [
            "",
            "{",
            "[]",
            r#"{"$v""#,
            r#"{"$v":"#,
            r#"{"$v":}"#,
            r#"{"$v":"2"}"#,
            r#"{"$v":2.0}"#,
            r#"{"$v":2e1}"#,
            r#"{"$v":-2}"#,
            r#"{"$v":02}"#,
            r#"{"$v":4294967296}"#,
            r#"{"$v":99999999999}"#,
            r#"{"$v2":2}"#,
            r#"{"a":1,"$v":2}"#,
            r#"{"$v":2"#,
            "{\"$v\":2\u{a0}}",
        ] {
            assert_eq!(version(text, MEMBER), None, "{text}");
        }
        assert_eq!(version(r#"{"nbformat":4}"#, FOREIGN), None);
    }

    #[test]
    fn a_payload_that_is_no_object_begins_behind_its_member() {
        let text = r#"{"$v":2,"$d":[1]}"#;
        let begins = |text: &str| look(text, MEMBER).and_then(|head| data(text, &head, MEMBER));
        assert_eq!(begins(text).map(|at| &text[at..]), Some("[1]}"));
        assert_eq!(begins(r#"{"$v":2,"$data":[1]}"#), None);
    }
}
