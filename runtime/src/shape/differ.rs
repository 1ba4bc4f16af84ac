//! Two texts of shapes: where they differ first, and which member that is.

use crate::shape::bytes::{Short, same};

/// The first difference between two texts.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Difference<'a> {
    /// The member, such as `.items[].qty`; nothing for the whole.
    pub path: Short<192>,
    /// The line in the one text, without its indentation; `None` if the member is not there.
    pub left: Option<&'a str>,
    /// The line in the other.
    pub right: Option<&'a str>,
}

/// Where two texts of shapes differ first.
pub(crate) const fn difference<'a>(left: &'a str, right: &'a str) -> Option<Difference<'a>> {
    let (mut one, mut other) = (left, right);
    loop {
        let (line, line_rest) = first_line(one);
        let (there, there_rest) = first_line(other);
        match (line, there) {
            (None, None) => return None,
            (Some(a), Some(b)) if same(a, b) => {
                one = line_rest;
                other = there_rest;
            }
            _ => {
                // A member that only one side has: what the other shows there belongs to the next one.
                let only_left = depth_of(line) > depth_of(there) || comes_first(line, there);
                let only_right = depth_of(there) > depth_of(line) || comes_first(there, line);
                let (text, rest) = if only_right { (right, other) } else { (left, one) };
                let mut path = Short::new();
                path_of(text, text.len() - rest.len(), &mut path);
                return Some(Difference {
                    path,
                    left: if only_right { None } else { trimmed(line) },
                    right: if only_left { None } else { trimmed(there) },
                });
            }
        }
    }
}

/// The first line, and what follows it.
const fn first_line(text: &str) -> (Option<&str>, &str) {
    if text.is_empty() {
        return (None, text);
    }
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < bytes.len() && bytes[at] != b'\n' {
        at += 1;
    }
    let (line, rest) = text.split_at(at);
    if rest.is_empty() {
        return (Some(line), rest);
    }
    let (_, rest) = rest.split_at(1);
    (Some(line), rest)
}

const fn depth(line: &str) -> usize {
    let bytes = line.as_bytes();
    let mut at = 0;
    while at < bytes.len() && bytes[at] == b' ' {
        at += 1;
    }
    at / 2
}

/// The end of the text counts as further out than all lines.
const fn depth_of(line: Option<&str>) -> usize {
    match line {
        Some(line) => depth(line) + 1,
        None => 0,
    }
}

const fn trimmed(line: Option<&str>) -> Option<&str> {
    match line {
        Some(line) => Some(line.split_at(depth(line) * 2).1),
        None => None,
    }
}

/// Whether the name of the one line comes before that of the other, on the same level.
const fn comes_first(line: Option<&str>, other: Option<&str>) -> bool {
    let (Some(line), Some(other)) = (line, other) else { return false };
    if depth(line) != depth(other) {
        return false;
    }
    let (a, b) = (name(line).as_bytes(), name(other).as_bytes());
    let mut at = 0;
    loop {
        if at == a.len() || at == b.len() {
            return a.len() < b.len();
        }
        if a[at] != b[at] {
            return a[at] < b[at];
        }
        at += 1;
    }
}

/// The name of the member in its line.
const fn name(line: &str) -> &str {
    let (_, line) = line.split_at(depth(line) * 2);
    let bytes = line.as_bytes();
    let quoted = !bytes.is_empty() && bytes[0] == b'"';
    let mut at = quoted as usize;
    while at < bytes.len() {
        match bytes[at] {
            b'\\' if quoted => at += 1,
            b'"' if quoted => return line.split_at(at + 1).0,
            b':' | b',' if !quoted => return line.split_at(at).0,
            _ => {}
        }
        at += 1;
    }
    line
}

/// The path of the member whose line begins there.
const fn path_of<const N: usize>(text: &str, at: usize, path: &mut Short<N>) {
    let (before, from_here) = text.split_at(at);
    let (Some(line), _) = first_line(from_here) else { return };
    let level = depth(line);
    if level == 0 {
        // A type with lines of its own is shown where it is named first; the outermost one is the whole.
        if let Some(at) = naming(before, name(line)) {
            path_of(text, at, path);
            if let (Some(line), _) = first_line(text.split_at(at).1) {
                containers(line, path);
            }
        }
        return;
    }
    // The member around it is the last line before it that is one level further out.
    let mut around = 0;
    let mut around_line = "";
    let mut rest = before;
    loop {
        let (line, after) = first_line(rest);
        let Some(line) = line else { break };
        if depth(line) + 1 == level {
            around = before.len() - rest.len();
            around_line = line;
        }
        rest = after;
    }
    path_of(text, around, path);
    containers(around_line, path);
    let in_enum = is_enum(around_line);
    let name = name(line);
    if same(name, "..") {
        return;
    }
    path.push(if in_enum { "(" } else { "." });
    path.push(name);
    path.push(if in_enum { ")" } else { "" });
}

/// Where the line begins that names the type with lines of its own.
const fn naming(text: &str, wanted: &str) -> Option<usize> {
    let mut rest = text;
    while let (Some(line), after) = first_line(rest) {
        let mut bytes = head(line).as_bytes();
        while let Some((_, tail)) = bytes.split_first() {
            let next = if wanted.len() < bytes.len() { bytes[wanted.len()] } else { b' ' };
            if starts(bytes, wanted.as_bytes()) && !next.is_ascii_digit() {
                return Some(text.len() - rest.len());
            }
            bytes = tail;
        }
        rest = after;
    }
    None
}

/// What follows the name of a member; all of the line for the whole.
const fn head(line: &str) -> &str {
    let (_, text) = line.split_at(depth(line) * 2);
    let (_, rest) = text.split_at(name(line).len());
    // The line of the whole has no name.
    if rest.is_empty() || rest.as_bytes()[0] != b':' { text } else { rest }
}

const fn is_enum(line: &str) -> bool {
    let head = head(line);
    starts(head.as_bytes(), b"enum") || find(head, " enum")
}

/// The brackets for the lists and maps in the line.
const fn containers<const N: usize>(line: &str, path: &mut Short<N>) {
    let mut bytes = head(line).as_bytes();
    while let Some((_, tail)) = bytes.split_first() {
        if starts(bytes, b" of ") {
            path.push("[]");
        } else if starts(bytes, b" to ") {
            path.push("{}");
        }
        bytes = tail;
    }
}

const fn find(line: &str, word: &str) -> bool {
    let mut bytes = line.as_bytes();
    loop {
        if starts(bytes, word.as_bytes()) {
            return true;
        }
        match bytes.split_first() {
            Some((_, tail)) => bytes = tail,
            None => return false,
        }
    }
}

const fn starts(bytes: &[u8], with: &[u8]) -> bool {
    if bytes.len() < with.len() {
        return false;
    }
    let mut at = 0;
    while at < with.len() {
        if bytes[at] != with[at] {
            return false;
        }
        at += 1;
    }
    true
}
