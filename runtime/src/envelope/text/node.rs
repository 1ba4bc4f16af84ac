//! A value between JSON and another notation.

use std::borrow::Cow;
use std::fmt;

use crate::chain::text::write_str;
use crate::chain::{Print, StepError};

/// Lists and tables inside each other: as many as `serde_json` reads.
pub(in crate::envelope) const DEPTH: usize = 127;

/// A value, with what JSON says of it and nothing more.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::envelope) enum Node<'a> {
    Null,
    Bool(bool),
    /// As JSON spells it, so that none of its digits is lost.
    Number(Cow<'a, str>),
    Text(Cow<'a, str>),
    List(Vec<Node<'a>>),
    Table(Vec<(Cow<'a, str>, Node<'a>)>),
}

/// What a notation has no form for, and where it stands.
#[derive(Debug)]
pub(in crate::envelope) struct Refused {
    /// The way to it, the innermost part first.
    path: Vec<String>,
    pub(super) reason: Cow<'static, str>,
}

impl Refused {
    pub(in crate::envelope) fn new(reason: impl Into<Cow<'static, str>>) -> Self {
        Self { path: Vec::new(), reason: reason.into() }
    }

    /// The same, inside of a member.
    #[must_use]
    pub(in crate::envelope) fn in_member(mut self, name: &str) -> Self {
        self.path.push(name.to_owned());
        self
    }

    /// The same, inside of a list.
    #[must_use]
    pub(in crate::envelope) fn at(mut self, index: impl fmt::Display) -> Self {
        self.path.push(format!("[{index}]"));
        self
    }

    /// `items[3].qty`
    pub(super) fn path(&self) -> String {
        let mut path = String::new();
        for part in self.path.iter().rev() {
            if !path.is_empty() && !part.starts_with('[') {
                path.push('.');
            }
            path.push_str(part);
        }
        path
    }
}

impl<'a> Node<'a> {
    /// Reads a text that `serde_json` has written or checked.
    pub(super) fn of_json(text: &'a str) -> Result<Self, Refused> {
        let mut cursor = Cursor { text, at: 0 };
        cursor.value(0)
    }

    /// Appends it as JSON.
    pub(super) fn write_json(&self, out: &mut Vec<u8>) -> Result<(), serde_json::Error> {
        match self {
            Self::Null => out.extend_from_slice(b"null"),
            Self::Bool(value) => out.extend_from_slice(if *value { b"true" } else { b"false" }),
            Self::Number(number) => out.extend_from_slice(number.as_bytes()),
            Self::Text(text) => write_str(text, out)?,
            Self::List(items) => {
                out.push(b'[');
                for (index, item) in items.iter().enumerate() {
                    comma(index, out);
                    item.write_json(out)?;
                }
                out.push(b']');
            }
            Self::Table(members) => {
                out.push(b'{');
                for (index, (name, value)) in members.iter().enumerate() {
                    comma(index, out);
                    write_str(name, out)?;
                    out.push(b':');
                    value.write_json(out)?;
                }
                out.push(b'}');
            }
        }
        Ok(())
    }

    /// It as JSON.
    pub(super) fn json(&self) -> Result<String, serde_json::Error> {
        let mut out = Vec::new();
        self.write_json(&mut out)?;
        Ok(String::from_utf8(out).expect("texts are UTF-8"))
    }

    /// The print of it as JSON.
    pub(super) fn print(&self) -> Result<Print, StepError> {
        Print::of_json(&self.json().map_err(StepError::new)?)
    }
}

pub(super) fn comma(index: usize, out: &mut Vec<u8>) {
    if index > 0 {
        out.push(b',');
    }
}

/// A place in a JSON text that is well-formed.
struct Cursor<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Cursor<'a> {
    fn value(&mut self, depth: usize) -> Result<Node<'a>, Refused> {
        match self.peek() {
            Some(b'{' | b'[') if depth >= DEPTH => Err(Refused::new("it is nested too deeply")),
            Some(b'{') => self.table(depth),
            Some(b'[') => self.list(depth),
            Some(b'"') => self.string().map(Node::Text),
            _ => Ok(match self.word() {
                "null" => Node::Null,
                "true" => Node::Bool(true),
                "false" => Node::Bool(false),
                number => Node::Number(number.into()),
            }),
        }
    }

    /// The next byte that is no white space.
    fn peek(&mut self) -> Option<u8> {
        let bytes = self.text.as_bytes();
        while let Some(b' ' | b'\n' | b'\r' | b'\t') = bytes.get(self.at) {
            self.at += 1;
        }
        bytes.get(self.at).copied()
    }

    fn takes(&mut self, byte: u8) -> bool {
        let takes = self.peek() == Some(byte);
        self.at += usize::from(takes);
        takes
    }

    fn word(&mut self) -> &'a str {
        let rest = &self.text[self.at..];
        let is_end = |byte: &u8| matches!(byte, b',' | b']' | b'}' | b' ' | b'\n' | b'\r' | b'\t');
        let length = rest.as_bytes().iter().position(is_end).unwrap_or(rest.len());
        self.at += length;
        &rest[..length]
    }

    fn string(&mut self) -> Result<Cow<'a, str>, Refused> {
        let begin = self.at;
        self.at += 1;
        let bytes = self.text.as_bytes();
        loop {
            match memchr::memchr2(b'"', b'\\', &bytes[self.at..]) {
                None => return Err(broken()),
                Some(length) => self.at += length,
            }
            if bytes[self.at] == b'"' {
                break;
            }
            self.at += 2;
            if self.at > bytes.len() {
                return Err(broken());
            }
        }
        self.at += 1;
        let inside = &self.text[begin + 1..self.at - 1];
        if memchr::memchr(b'\\', inside.as_bytes()).is_none() {
            return Ok(Cow::Borrowed(inside));
        }
        serde_json::from_str(&self.text[begin..self.at]).map(Cow::Owned).map_err(|_| broken())
    }

    fn list(&mut self, depth: usize) -> Result<Node<'a>, Refused> {
        self.at += 1;
        let mut items = Vec::new();
        if self.takes(b']') {
            return Ok(Node::List(items));
        }
        loop {
            items.push(self.value(depth + 1).map_err(|refused| refused.at(items.len()))?);
            if !self.takes(b',') {
                return if self.takes(b']') { Ok(Node::List(items)) } else { Err(broken()) };
            }
        }
    }

    fn table(&mut self, depth: usize) -> Result<Node<'a>, Refused> {
        self.at += 1;
        let mut members = Vec::new();
        if self.takes(b'}') {
            return Ok(Node::Table(members));
        }
        loop {
            if self.peek() != Some(b'"') {
                return Err(broken());
            }
            let name = self.string()?;
            if !self.takes(b':') {
                return Err(broken());
            }
            let value = self.value(depth + 1).map_err(|refused| refused.in_member(&name))?;
            members.push((name, value));
            if !self.takes(b',') {
                return if self.takes(b'}') { Ok(Node::Table(members)) } else { Err(broken()) };
            }
        }
    }
}

/// Whoever wrote the text has to be asked.
#[cold]
fn broken() -> Refused {
    Refused::new("it writes what is no JSON")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_read_is_written_again() {
        for text in [
            "null",
            "-0.5e-7",
            "123456789012345678901234567890",
            r#""a\\\"b""#,
            "\"\\\\\"",
            r#"{"a":[1,{"b":[]},"x,]}"],"":{},"é":"\u0001"}"#,
        ] {
            assert_eq!(Node::of_json(text).expect(text).json().expect(text), text);
        }
        let spaced = " { \"a\" : [ 1 , true ,\n null ] } ";
        assert_eq!(
            Node::of_json(spaced).expect("JSON").json().expect("JSON"),
            r#"{"a":[1,true,null]}"#
        );
    }

    #[test]
    fn what_is_broken_is_refused() {
        for text in ["\"", "\"\\", "\"\\\"", "[", "[1", "[1 2]", "{", "{1:2}", "{\"a\"", "{\"a\":1"]
        {
            Node::of_json(text).expect_err(text);
        }
    }

    #[test]
    fn it_goes_as_deep_as_the_reader() {
        let nested = |depth: usize| format!("{}{}", "[".repeat(depth), "]".repeat(depth));
        Node::of_json(&nested(DEPTH)).expect("as deep as can be");
        serde_json::from_str::<serde_json::Value>(&nested(DEPTH)).expect("as deep as can be");
        serde_json::from_str::<serde_json::Value>(&nested(DEPTH + 1)).expect_err("too deep");
        let refused = Node::of_json(&nested(DEPTH + 1)).expect_err("too deep");
        assert!(refused.path().starts_with("[0][0]"));
    }
}
