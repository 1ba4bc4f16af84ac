//! The tag where it is not the first member: databases and foreign writers put it elsewhere. Found on the bytes, without a parser.

use crate::chain::Tag;
use crate::envelope::json::head::{self, major_at};
use crate::version::Version;

/// The tag, if it is the last member.
///
/// In a well-formed record there is no doubt: the last brace closes the outer object, so a number in front of it is a value of that object, and the
/// text in front of the number is its key.
#[inline]
pub(super) fn last(text: &str, tag: Tag) -> Option<Version> {
    let mut end = End(text.as_bytes());
    end.byte(b'}')?;
    match tag {
        Tag::Member(member) => end.member(member).map(Version::major),
        Tag::Foreign { major, minor } => {
            let minor = end.member(minor)?;
            end.byte(b',')?;
            Some(Version::new(end.member(major)?, minor, 0))
        }
    }
}

/// What looks like the tag and comes first. It may be that of something inside, so who reads the record has to see whether it is.
pub(super) fn near(text: &str, tag: Tag) -> Option<Version> {
    let Tag::Member(member) = tag else { return None };
    memchr::memmem::find_iter(text.as_bytes(), member)
        .find_map(|at| major_at(text, at.checked_sub(1)?, member))
        .map(Version::major)
}

/// What there is in front of a place in the record.
struct End<'a>(&'a [u8]);

impl End<'_> {
    #[inline]
    fn byte(&mut self, byte: u8) -> Option<()> {
        self.0 = self.0.trim_ascii_end().strip_suffix(&[byte])?;
        Some(())
    }

    /// `"name":1`
    #[inline]
    fn member(&mut self, name: &str) -> Option<u32> {
        self.0 = self.0.trim_ascii_end();
        let digits = self.0.iter().rev().take_while(|byte| byte.is_ascii_digit()).count();
        let (rest, digits) = self.0.split_at(self.0.len() - digits);
        self.0 = rest;
        self.byte(b':')?;
        self.byte(b'"')?;
        self.0 = self.0.strip_suffix(name.as_bytes())?.strip_suffix(b"\"")?;
        // An escaped quote is a part of a longer name.
        if self.0.ends_with(b"\\") { None } else { head::number(digits) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const MEMBER: Tag = Tag::Member("$v");
    const FOREIGN: Tag = Tag::Foreign { major: "nbformat", minor: "nbformat_minor" };

    #[test]
    fn the_tag_is_found_as_the_last_member() {
        let found = |text: &str, tag| last(text, tag).map(|version| version.to_string());
        assert_eq!(found(r#"{"a":1,"$v":2}"#, MEMBER).as_deref(), Some("2"));
        assert_eq!(found("{\"a\":1,\n \"$v\" : 12 } \n", MEMBER).as_deref(), Some("12"));
        let notebook = r#"{"cells":[],"nbformat": 4, "nbformat_minor": 5}"#;
        assert_eq!(found(notebook, FOREIGN).as_deref(), Some("4.5"));
    }

    #[test]
    fn what_is_not_plain_or_not_the_outer_objects_is_not_taken_for_the_tag() {
        for text in [
            "",
            "}",
            "2}",
            r#"":2}"#,
            r#"$v":2}"#,
            r#"{"a":{"$v":2}}"#,
            r#"[{"$v":2}]"#,
            r#"{"a":"{\"$v\":2}"}"#,
            r#"{"a\"$v":2}"#,
            r#"{"a$v":2}"#,
            r#"{"$v":-2}"#,
            r#"{"$v":2.5}"#,
            r#"{"$v":2e1}"#,
            r#"{"$v":02}"#,
            r#"{"$v":}"#,
            r#"{"$v":"2"}"#,
            r#"{"$v":99999999999}"#,
            r#"{"$v":[2}"#,
        ] {
            assert_eq!(last(text, MEMBER), None, "{text}");
        }
        assert_eq!(last(r#"{"nbformat_minor":5,"nbformat":4}"#, FOREIGN), None);
    }

    #[test]
    fn the_first_look_alike_is_near() {
        let found = |text: &str| near(text, MEMBER).map(|version| version.to_string());
        assert_eq!(found(r#"{"a":"$v","$v": 2,"b":3}"#).as_deref(), Some("2"));
        assert_eq!(found(r#"{"a":{"$v":1},"$v":2,"b":3}"#).as_deref(), Some("1"));
        assert_eq!(found(r#"$v":2"#), None);
        assert_eq!(found(r#"{"a":"$v","$v":"2.1"}"#), None);
    }
}
