//! From JSONB to JSON text.

use super::{
    ARRAY, DEPTH, FALSE, FLOAT, FLOAT5, INT, INT5, JsonbError, NULL, OBJECT, TEXT, TEXT5, TEXTJ,
    TEXTRAW, TRUE,
};

type Result<T> = std::result::Result<T, JsonbError>;

/// The JSON text of a blob. Whether its numbers and escapes are well-formed is left to who parses the text.
pub(in crate::store::sqlite) fn to_text(blob: &[u8]) -> Result<String> {
    let mut out = Vec::with_capacity(blob.len() + blob.len() / 4);
    let mut open: Vec<Container> = Vec::new();
    let mut at = 0;
    loop {
        let end = open.last().map_or(blob.len(), |container| container.end);
        let element = Element::read(blob, at, end)?;
        if let Some(container) = open.last_mut() {
            container.separate(&element, &mut out)?;
        }
        at = element.start;
        match element.kind {
            ARRAY | OBJECT => {
                if open.len() == DEPTH {
                    return Err(JsonbError::new(at, "it is nested too deeply"));
                }
                out.push(if element.kind == OBJECT { b'{' } else { b'[' });
                open.push(Container {
                    end: element.end,
                    object: element.kind == OBJECT,
                    children: 0,
                });
            }
            _ => {
                scalar(&element, &blob[element.start..element.end], &mut out)?;
                at = element.end;
            }
        }
        while let Some(container) = open.pop_if(|container| container.end == at) {
            container.close(at, &mut out)?;
        }
        if open.is_empty() {
            break;
        }
    }
    if at != blob.len() {
        return Err(JsonbError::new(at, "something follows the document"));
    }
    String::from_utf8(out)
        .map_err(|error| JsonbError::new(error.utf8_error().valid_up_to(), "its text is not UTF-8"))
}

/// An array or object whose end has not been reached.
struct Container {
    end: usize,
    object: bool,
    children: usize,
}

impl Container {
    /// Writes what stands before the next child.
    fn separate(&mut self, child: &Element, out: &mut Vec<u8>) -> Result<()> {
        let is_label = self.object && self.children.is_multiple_of(2);
        if is_label && !(TEXT..=TEXTRAW).contains(&child.kind) {
            return Err(JsonbError::new(child.start, "the name of a member is no text"));
        }
        if self.children > 0 {
            out.push(if self.object && !is_label { b':' } else { b',' });
        }
        self.children += 1;
        Ok(())
    }

    fn close(&self, at: usize, out: &mut Vec<u8>) -> Result<()> {
        if self.object && !self.children.is_multiple_of(2) {
            return Err(JsonbError::new(at, "the last member of an object has no value"));
        }
        out.push(if self.object { b'}' } else { b']' });
        Ok(())
    }
}

/// An element's type and the bounds of its payload.
struct Element {
    at: usize,
    kind: u8,
    start: usize,
    end: usize,
}

impl Element {
    /// Reads the header at `at` of an element that lies before `limit`.
    fn read(blob: &[u8], at: usize, limit: usize) -> Result<Self> {
        let short = || JsonbError::new(at, "an element ends behind what encloses it");
        let first = *blob[..limit].get(at).ok_or_else(short)?;
        let more = match first >> 4 {
            12 => 1,
            13 => 2,
            14 => 4,
            15 => 8,
            _ => 0,
        };
        let start = at + 1 + more;
        let size = match blob[..limit].get(at + 1..start).ok_or_else(short)? {
            [] => u64::from(first >> 4),
            bytes => bytes.iter().fold(0, |size, byte| size << 8 | u64::from(*byte)),
        };
        let room = limit - start;
        let size = usize::try_from(size).ok().filter(|size| *size <= room).ok_or_else(short)?;
        Ok(Self { at, kind: first & 0x0f, start, end: start + size })
    }
}

/// Writes an element that holds no others.
fn scalar(element: &Element, payload: &[u8], out: &mut Vec<u8>) -> Result<()> {
    let fail = |problem| Err(JsonbError::new(element.start, problem));
    match element.kind {
        // Also where it is empty and its size stands in more bytes: SQLite takes a constant for one byte.
        NULL | TRUE | FALSE if element.end != element.at + 1 => {
            return fail("a constant has a payload");
        }
        NULL => out.extend_from_slice(b"null"),
        TRUE => out.extend_from_slice(b"true"),
        FALSE => out.extend_from_slice(b"false"),
        INT5 => match hexadecimal(payload) {
            Some(number) => out.extend_from_slice(number.as_bytes()),
            None => return fail("a hexadecimal number is none, or too large"),
        },
        INT | FLOAT | FLOAT5 => {
            // A character that ends a number would let the rest change the structure of the document.
            let is_number =
                |byte: &u8| matches!(byte, b'0'..=b'9' | b'-' | b'+' | b'.' | b'e' | b'E');
            if payload.is_empty() || !payload.iter().all(is_number) {
                return fail("a number is none");
            }
            if element.kind == FLOAT5 {
                with_digits(payload, out);
            } else {
                out.extend_from_slice(payload);
            }
        }
        TEXT | TEXTJ => {
            if !is_closed(payload, element.kind == TEXTJ) {
                return fail("a text holds what has to be escaped");
            }
            quoted(out, |out| out.extend_from_slice(payload));
        }
        TEXT5 => {
            out.push(b'"');
            if json5(payload, out).is_none() {
                return fail("a text holds an escape that is none");
            }
            out.push(b'"');
        }
        TEXTRAW => quoted(out, |out| payload.iter().for_each(|byte| escaped(*byte, out))),
        _ => return fail("an element is of a type that does not exist"),
    }
    Ok(())
}

fn quoted(out: &mut Vec<u8>, write: impl FnOnce(&mut Vec<u8>)) {
    out.push(b'"');
    write(out);
    out.push(b'"');
}

/// Whether a text can stand between quotes as it is: nothing in it ends the string before its end.
fn is_closed(text: &[u8], escapes: bool) -> bool {
    let mut bytes = text.iter();
    while let Some(byte) = bytes.next() {
        match byte {
            b'\\' if escapes => match bytes.next() {
                Some(escape) if *escape >= 0x20 => {}
                _ => return false,
            },
            b'"' | b'\\' | ..0x20 => return false,
            _ => {}
        }
    }
    true
}

fn escaped(byte: u8, out: &mut Vec<u8>) {
    match byte {
        b'"' | b'\\' => out.extend_from_slice(&[b'\\', byte]),
        ..0x20 => out.extend_from_slice(format!("\\u{byte:04x}").as_bytes()),
        _ => out.push(byte),
    }
}

/// A text as JSON5 escapes it, with the escapes of JSON.
fn json5(text: &[u8], out: &mut Vec<u8>) -> Option<()> {
    let mut rest = text;
    while let Some((byte, after)) = rest.split_first() {
        rest = after;
        if *byte != b'\\' {
            escaped(*byte, out);
            continue;
        }
        let used = match rest {
            [b'\'', ..] => {
                out.push(b'\'');
                1
            }
            [b'v', ..] => {
                out.extend_from_slice(b"\\u000b");
                1
            }
            [b'0', ..] => {
                out.extend_from_slice(b"\\u0000");
                1
            }
            [b'x', high, low, ..] => {
                out.extend_from_slice(&[b'\\', b'u', b'0', b'0', *high, *low]);
                3
            }
            // An escaped end of line joins two lines.
            [b'\r', b'\n', ..] => 2,
            [b'\r' | b'\n', ..] => 1,
            [0xe2, 0x80, 0xa8 | 0xa9, ..] => 3,
            [escape @ (b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't' | b'u'), ..] => {
                out.extend_from_slice(&[b'\\', *escape]);
                1
            }
            _ => return None,
        };
        // The two bytes behind `\x` may be anything; a quote among them would end the string.
        if used == 3 && rest[0] == b'x' && !rest[1..3].iter().all(u8::is_ascii_hexdigit) {
            return None;
        }
        rest = &rest[used..];
    }
    Some(())
}

/// `0x1F` as `31`.
fn hexadecimal(payload: &[u8]) -> Option<String> {
    let text = std::str::from_utf8(payload).ok()?;
    let (sign, digits) = match text.strip_prefix('-') {
        Some(digits) => ("-", digits),
        None => ("", text),
    };
    let digits = digits.strip_prefix("0x").or_else(|| digits.strip_prefix("0X"))?;
    if digits.starts_with('+') {
        return None;
    }
    u64::from_str_radix(digits, 16).ok().map(|number| format!("{sign}{number}"))
}

/// `.5` as `0.5`, and `5.` as `5.0`.
fn with_digits(number: &[u8], out: &mut Vec<u8>) {
    for (index, byte) in number.iter().enumerate() {
        let digit = |index: Option<usize>| {
            index.and_then(|index| number.get(index)).is_some_and(u8::is_ascii_digit)
        };
        if *byte == b'.' && !digit(index.checked_sub(1)) {
            out.push(b'0');
        }
        out.push(*byte);
        if *byte == b'.' && !digit(Some(index + 1)) {
            out.push(b'0');
        }
    }
}
