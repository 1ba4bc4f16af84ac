//! From JSON text to JSONB, byte for byte as SQLite's own `jsonb()` writes it.
//!
//! A container's size stands before its content. The text is read twice: once for the sizes, once to write.

use super::{ARRAY, DEPTH, FALSE, FLOAT, INT, JsonbError, NULL, OBJECT, TEXT, TEXTJ, TRUE};

/// The blob of a JSON text that a serializer wrote.
pub(in crate::store::sqlite) fn from_text(text: &str) -> Result<Vec<u8>, JsonbError> {
    let sizes = sizes(text)?;
    let mut sizes = sizes.into_iter();
    let mut out = Vec::with_capacity(text.len());
    for token in Tokens::of(text) {
        match token? {
            Token::Open(kind) => {
                let size = sizes.next().expect("both readings see the same containers");
                header(kind, size, &mut out);
            }
            Token::Close => {}
            Token::Scalar(kind, payload) => {
                header(kind, payload.len(), &mut out);
                out.extend_from_slice(payload);
            }
        }
    }
    Ok(out)
}

/// The size of each container's payload, in the order in which they open.
fn sizes(text: &str) -> Result<Vec<usize>, JsonbError> {
    let mut sizes: Vec<usize> = Vec::new();
    let mut open: Vec<usize> = Vec::new();
    for token in Tokens::of(text) {
        let grown = match token? {
            Token::Open(_) if open.len() == DEPTH => {
                return Err(JsonbError::new(0, "it is nested too deeply for SQLite"));
            }
            Token::Open(_) => {
                open.push(sizes.len());
                sizes.push(0);
                continue;
            }
            Token::Close => {
                let Some(container) = open.pop() else {
                    return Err(JsonbError::new(0, "a bracket closes nothing"));
                };
                header_len(sizes[container]) + sizes[container]
            }
            Token::Scalar(_, payload) => header_len(payload.len()) + payload.len(),
        };
        if let Some(container) = open.last() {
            sizes[*container] += grown;
        }
    }
    Ok(sizes)
}

fn header_len(size: usize) -> usize {
    match size {
        0..=11 => 1,
        12..=0xff => 2,
        0x100..=0xffff => 3,
        _ => 5,
    }
}

fn header(kind: u8, size: usize, out: &mut Vec<u8>) {
    let bytes = size.to_be_bytes();
    let last = |count: usize| &bytes[bytes.len() - count..];
    match header_len(size) {
        1 => out.push(last(1)[0] << 4 | kind),
        2 => {
            out.push(12 << 4 | kind);
            out.extend_from_slice(last(1));
        }
        3 => {
            out.push(13 << 4 | kind);
            out.extend_from_slice(last(2));
        }
        // SQLite refuses blobs of 2 GiB and more, long before four bytes are too few.
        _ => {
            out.push(14 << 4 | kind);
            out.extend_from_slice(last(4));
        }
    }
}

enum Token<'a> {
    Open(u8),
    Close,
    Scalar(u8, &'a [u8]),
}

struct Tokens<'a> {
    text: &'a [u8],
    at: usize,
}

impl<'a> Tokens<'a> {
    fn of(text: &'a str) -> Self {
        Self { text: text.as_bytes(), at: 0 }
    }

    fn scalar(&mut self, kind: u8, start: usize, end: usize, next: usize) -> Token<'a> {
        self.at = next;
        Token::Scalar(kind, &self.text[start..end])
    }

    /// A text, from the byte behind its first quote on.
    fn string(&mut self, start: usize) -> Result<Token<'a>, JsonbError> {
        let mut kind = TEXT;
        let mut end = start;
        loop {
            match self.text.get(end) {
                Some(b'"') => return Ok(self.scalar(kind, start, end, end + 1)),
                Some(b'\\') => {
                    kind = TEXTJ;
                    end += 2;
                }
                Some(_) => end += 1,
                None => return Err(JsonbError::new(start, "a text does not end")),
            }
        }
    }

    fn number(&mut self, start: usize) -> Token<'a> {
        let is_part = |byte: &&u8| matches!(byte, b'0'..=b'9' | b'-' | b'+' | b'.' | b'e' | b'E');
        let length = self.text[start..].iter().take_while(is_part).count();
        let digits = &self.text[start..start + length];
        let whole = digits.iter().all(|byte| byte.is_ascii_digit() || *byte == b'-');
        self.scalar(if whole { INT } else { FLOAT }, start, start + length, start + length)
    }

    fn constant(&mut self, kind: u8, word: &str) -> Result<Token<'a>, JsonbError> {
        if !self.text[self.at..].starts_with(word.as_bytes()) {
            return Err(JsonbError::new(self.at, "a constant is none"));
        }
        self.at += word.len();
        Ok(Token::Scalar(kind, &[]))
    }
}

impl<'a> Iterator for Tokens<'a> {
    type Item = Result<Token<'a>, JsonbError>;

    fn next(&mut self) -> Option<Self::Item> {
        while let Some(b' ' | b'\t' | b'\n' | b'\r' | b',' | b':') = self.text.get(self.at) {
            self.at += 1;
        }
        let at = self.at;
        let mut bracket = |token| {
            self.at += 1;
            Ok(token)
        };
        Some(match self.text.get(at)? {
            b'{' => bracket(Token::Open(OBJECT)),
            b'[' => bracket(Token::Open(ARRAY)),
            b'}' | b']' => bracket(Token::Close),
            b'"' => self.string(at + 1),
            b'-' | b'0'..=b'9' => Ok(self.number(at)),
            b't' => self.constant(TRUE, "true"),
            b'f' => self.constant(FALSE, "false"),
            b'n' => self.constant(NULL, "null"),
            _ => Err(JsonbError::new(at, "it is not JSON")),
        })
    }
}
