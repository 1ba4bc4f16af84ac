//! The print of a JSON text, found on its bytes: the same as by parsing it, at a third of the price.
//!
//! Each record that carries something is looked at in this way when it is read and when it is written. What is rare (an escape, a number that is
//! no plain integer) is left to `serde_json`, and a text that is not well-formed, or nested too deeply, is not hashed at all: the parser tells why.

use std::borrow::Cow;

use crate::chain::print::{ARBITRARY_PRECISION, Content, Print};
use crate::chain::text::plain;

/// The print of a text, without the members of its outermost object that `skip` names; `None` if it has to be parsed.
pub(super) fn print(text: &str, skip: impl Fn(&str) -> bool) -> Option<Print> {
    let mut scan =
        Scan { text, at: 0, parts: Vec::with_capacity(32), bytes: Vec::with_capacity(256) };
    scan.space();
    let print = if scan.peek() == Some(b'{') {
        scan.object::<true>(0, skip)
    } else {
        scan.value::<true>(0)
    };
    scan.space();
    print.filter(|_| scan.at == text.len())
}

/// `serde_json` goes no deeper than 128 by itself, and a program may let it.
const DEPTH: u8 = 100;

/// In the place of what is not hashed.
const UNWANTED: Print = Print::of_nothing();

struct Scan<'a> {
    text: &'a str,
    at: usize,
    /// The prints of what the arrays and objects hold that were entered and not left.
    parts: Vec<Print>,
    /// Those of one of them as bytes.
    bytes: Vec<u8>,
}

impl<'a> Scan<'a> {
    #[inline]
    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    #[inline]
    fn space(&mut self) {
        while let Some(b' ' | b'\n' | b'\r' | b'\t') = self.peek() {
            self.at += 1;
        }
    }

    /// The next byte that is no white space, if it is this one.
    #[inline]
    fn byte(&mut self, byte: u8) -> Option<()> {
        self.space();
        (self.peek() == Some(byte)).then(|| self.at += 1)
    }

    /// The print of a value; of one that nobody wants, the print of nothing.
    fn value<const WANTED: bool>(&mut self, depth: u8) -> Option<Print> {
        self.space();
        match self.peek()? {
            b'"' => self.string().map(|text| if WANTED { Print::of_text(&text) } else { UNWANTED }),
            b'{' => self.object::<WANTED>(depth, |_| false),
            b'[' => self.array::<WANTED>(depth),
            b'-' | b'0'..=b'9' => self.number(),
            b't' => self.word("true", Print::of_bool(true)),
            b'f' => self.word("false", Print::of_bool(false)),
            b'n' => self.word("null", Print::of_null()),
            _ => None,
        }
    }

    fn word(&mut self, word: &str, print: Print) -> Option<Print> {
        let found = self.text.as_bytes()[self.at..].starts_with(word.as_bytes());
        found.then(|| {
            self.at += word.len();
            print
        })
    }

    fn string(&mut self) -> Option<Cow<'a, str>> {
        self.byte(b'"')?;
        let begin = self.at;
        let mut escaped = false;
        loop {
            self.at += plain(&self.text.as_bytes()[self.at..]);
            match self.peek()? {
                b'"' => break,
                b'\\' => {
                    escaped = true;
                    self.at += 2;
                    // The second byte may be the first of a longer character, which is no escape.
                    self.text.get(self.at..)?;
                }
                _ => return None,
            }
        }
        self.at += 1;
        if escaped {
            serde_json::from_str(&self.text[begin - 1..self.at]).ok().map(Cow::Owned)
        } else {
            Some(Cow::Borrowed(&self.text[begin..self.at - 1]))
        }
    }

    fn number(&mut self) -> Option<Print> {
        let rest = &self.text.as_bytes()[self.at..];
        let is_of_number =
            |byte: &&u8| matches!(byte, b'0'..=b'9' | b'-' | b'+' | b'.' | b'e' | b'E');
        let length = rest.iter().take_while(is_of_number).count();
        let text = &self.text[self.at..self.at + length];
        self.at += length;
        let digits = text.strip_prefix('-').unwrap_or(text).as_bytes();
        let is_plain = match digits {
            [b'0'] => true,
            [b'1'..=b'9', more @ ..] => more.len() < 18 && more.iter().all(u8::is_ascii_digit),
            _ => false,
        };
        if is_plain {
            let number = text.parse::<i64>().ok()?;
            Some(Print::of_integer(number.into()))
        } else {
            serde_json::from_str(text).ok().map(|Content(print)| print)
        }
    }

    fn array<const WANTED: bool>(&mut self, depth: u8) -> Option<Print> {
        let begin = self.parts.len();
        self.items(depth, b'[', b']', |scan| {
            let value = scan.value::<WANTED>(depth + 1)?;
            if WANTED {
                scan.parts.push(value);
            }
            Some(())
        })?;
        Some(if WANTED { self.together(b'a', begin) } else { UNWANTED })
    }

    fn object<const WANTED: bool>(
        &mut self,
        depth: u8,
        skip: impl Fn(&str) -> bool,
    ) -> Option<Print> {
        let begin = self.parts.len();
        self.items(depth, b'{', b'}', |scan| {
            scan.space();
            let name = scan.string()?;
            scan.byte(b':')?;
            if name == ARBITRARY_PRECISION {
                return None;
            }
            if !WANTED || skip(&name) {
                return scan.value::<false>(depth + 1).map(drop);
            }
            let value = scan.value::<true>(depth + 1)?;
            scan.parts.extend([Print::of_text(&name), value]);
            Some(())
        })?;
        if !WANTED {
            return Some(UNWANTED);
        }
        let (members, _) = self.parts[begin..].as_chunks_mut::<2>();
        members.sort_unstable();
        Some(self.together(b'o', begin))
    }

    /// What stands between brackets, with commas in between.
    #[inline]
    fn items(
        &mut self,
        depth: u8,
        open: u8,
        close: u8,
        mut item: impl FnMut(&mut Self) -> Option<()>,
    ) -> Option<()> {
        if depth > DEPTH {
            return None;
        }
        self.byte(open)?;
        if self.byte(close).is_some() {
            return Some(());
        }
        loop {
            item(self)?;
            if self.byte(b',').is_none() {
                return self.byte(close);
            }
        }
    }

    /// The print of the parts from `begin` on, which are not needed any more.
    fn together(&mut self, tag: u8, begin: usize) -> Print {
        self.bytes.clear();
        for print in self.parts.drain(begin..) {
            self.bytes.extend_from_slice(&print.to_bytes());
        }
        Print::of_bytes(tag, &self.bytes)
    }
}

#[cfg(test)]
mod tests {
    use super::{Content, Print};

    fn parsed(text: &str) -> Option<Print> {
        serde_json::from_str(text).ok().map(|Content(print)| print)
    }

    fn scanned(text: &str) -> Option<Print> {
        super::print(text, |_| false)
    }

    const TEXTS: [&str; 12] = [
        " { \"b\" : [ true , null ] ,\n\"a\":{ } ,\t\"\" :[\r] } ",
        "[0,-0,1,-1,999999999999999999,1000000000000000000,-9223372036854775808,9223372036854775808]",
        "[18446744073709551615,18446744073709551616,123456789012345678901234567890]",
        "[1.0,1e3,1E+3,-1.5e-3,0.1,1e300,9007199254740992.0,9007199254740994.0]",
        r#"["","plain","Zoë","😀 and more than sixteen bytes","\u00e9\n\\\"","\ud83d\ude00","ends in \\"]"#,
        r#"{"\u0061":1,"b":2,"b":3,"a":4,"$v":5}"#,
        r#"{"a":[{"b":[[],[[1]],{}]},"c"],"d":{"e":{"f":false}}}"#,
        "\"control \u{1f}\"",
        "\"a backslash before \\é\"",
        "[1,]",
        r#"{"a" 1}"#,
        "[01]",
    ];

    #[test]
    fn the_print_is_that_of_the_parser() {
        for text in TEXTS {
            assert_eq!(scanned(text), parsed(text), "{text}");
        }
    }

    #[test]
    fn what_is_cut_off_or_followed_by_something_has_none() {
        for text in TEXTS {
            for (end, _) in text.char_indices() {
                let cut = &text[..end];
                assert_eq!(scanned(cut), parsed(cut), "{cut}");
            }
            assert_eq!(scanned(&format!("{text}]")), None);
        }
    }

    #[test]
    fn any_damaged_byte_is_judged_as_by_the_parser() {
        for text in TEXTS {
            for (at, _) in text.bytes().enumerate() {
                for damage in [b'"', b'\\', b'{', b']', b',', b'0', b'-', b'.', b' ', 0, b'u'] {
                    let mut bytes = text.as_bytes().to_vec();
                    bytes[at] = damage;
                    if let Ok(text) = std::str::from_utf8(&bytes) {
                        assert_eq!(scanned(text), parsed(text), "{text}");
                    }
                }
            }
        }
    }

    #[test]
    fn what_is_nested_deeply_is_left_to_the_parser() {
        let nested = |depth: usize| format!("{}{}", "[".repeat(depth), "]".repeat(depth));
        assert_eq!(scanned(&nested(50)), parsed(&nested(50)));
        assert!(scanned(&nested(120)).is_none() && parsed(&nested(120)).is_some());
        assert!(scanned(&nested(100_000)).is_none());
    }

    #[test]
    fn members_are_left_out_of_the_outermost_object_alone() {
        let text = r#"{"$v":1,"\u0024c":{"$v":2},"a":{"$v":3}}"#;
        let without = super::print(text, |name| name.starts_with('$'));
        assert_eq!(without, parsed(r#"{"a":{"$v":3}}"#));
        assert_eq!(super::print("[1]", |_| true), parsed("[1]"));
    }
}
