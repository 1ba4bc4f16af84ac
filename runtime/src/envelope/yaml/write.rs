//! From a value to YAML: blocks, and texts in quotes wherever somebody could take them for anything else.

use std::borrow::Cow;

use crate::envelope::text::{Node, literal, quoted};

pub(super) fn write(node: &Node<'_>) -> String {
    let mut out = String::new();
    match block(node) {
        Some(Block::Mapping(members)) => mapping(members, 0, false, &mut out),
        Some(Block::List(items)) => list(items, 0, false, &mut out),
        None => {
            inline(node, &mut out);
            out.push('\n');
        }
    }
    out
}

type Members<'a> = [(Cow<'a, str>, Node<'a>)];

/// What takes lines of its own.
enum Block<'n, 'a> {
    Mapping(&'n Members<'a>),
    List(&'n [Node<'a>]),
}

fn block<'n, 'a>(node: &'n Node<'a>) -> Option<Block<'n, 'a>> {
    match node {
        Node::Table(members) if !members.is_empty() => Some(Block::Mapping(members)),
        Node::List(items) if !items.is_empty() => Some(Block::List(items)),
        _ => None,
    }
}

fn indent(depth: usize, out: &mut String) {
    for _ in 0..depth {
        out.push_str("  ");
    }
}

/// The first line may stand behind what has opened the block.
fn mapping(members: &Members<'_>, depth: usize, begun: bool, out: &mut String) {
    for (index, (name, value)) in members.iter().enumerate() {
        if index > 0 || !begun {
            indent(depth, out);
        }
        // YAML lets nothing longer than 1024 characters be a key without a question mark.
        if name.len() > 256 {
            out.push_str("? ");
            text(name, out);
            out.push('\n');
            indent(depth, out);
        } else {
            text(name, out);
        }
        out.push(':');
        match block(value) {
            Some(Block::Mapping(members)) => {
                out.push('\n');
                mapping(members, depth + 1, false, out);
            }
            Some(Block::List(items)) => {
                out.push('\n');
                list(items, depth + 1, false, out);
            }
            None => {
                out.push(' ');
                inline(value, out);
                out.push('\n');
            }
        }
    }
}

fn list(items: &[Node<'_>], depth: usize, begun: bool, out: &mut String) {
    for (index, item) in items.iter().enumerate() {
        if index > 0 || !begun {
            indent(depth, out);
        }
        out.push_str("- ");
        match block(item) {
            Some(Block::Mapping(members)) => mapping(members, depth + 1, true, out),
            Some(Block::List(items)) => list(items, depth + 1, true, out),
            None => {
                inline(item, out);
                out.push('\n');
            }
        }
    }
}

fn inline(node: &Node<'_>, out: &mut String) {
    match node {
        Node::Null => out.push_str("null"),
        Node::Bool(value) => out.push_str(if *value { "true" } else { "false" }),
        Node::Number(number) => out.push_str(number),
        Node::Text(value) => text(value, out),
        // What is not empty is a block.
        Node::List(_) => out.push_str("[]"),
        Node::Table(_) => out.push_str("{}"),
    }
}

fn text(text: &str, out: &mut String) {
    if is_plain(text) {
        out.push_str(text);
    } else if !literal(text, is_escaped, out) {
        quoted(text, is_escaped, out);
    }
}

/// Whether it can stand without quotes: a word or some, and none that YAML 1.1 or 1.2 reads as anything but a text.
fn is_plain(text: &str) -> bool {
    const WORDS: [&str; 12] =
        ["null", "true", "false", "yes", "no", "on", "off", "y", "n", "nan", "inf", "infinity"];
    let begins =
        |character: char| character.is_alphabetic() || matches!(character, '_' | '$' | '/');
    let goes_on = |character: char| character.is_alphanumeric() || " _$/.-+@()".contains(character);
    text.starts_with(begins)
        && !text.ends_with(' ')
        && text.chars().all(goes_on)
        && !WORDS.iter().any(|word| text.eq_ignore_ascii_case(word))
}

/// Line breaks and marks of YAML, and what it does not let stand in a text.
fn is_escaped(character: char) -> bool {
    matches!(
        character,
        '\x7f'..='\u{a0}' | '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}'
    )
}
