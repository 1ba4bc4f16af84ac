//! Texts in quotes, which are the same in both notations.

/// Appends a text in single quotes, in which nothing is an escape, where that saves some; false, with nothing appended, where not.
pub(in crate::envelope) fn literal(
    text: &str,
    is_escaped: impl Fn(char) -> bool,
    out: &mut String,
) -> bool {
    let is_literal =
        |character| !matches!(character, '\'' | '\0'..' ' | '\x7f') && !is_escaped(character);
    let saves = text.contains(['"', '\\']) && text.chars().all(is_literal);
    if saves {
        for part in ["'", text, "'"] {
            out.push_str(part);
        }
    }
    saves
}

/// Appends a text in double quotes. Control characters are escaped, and whatever else the notation does not let stand for itself.
pub(in crate::envelope) fn quoted(text: &str, is_escaped: impl Fn(char) -> bool, out: &mut String) {
    out.push('"');
    for character in text.chars() {
        match character {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            ' '..='~' => out.push(character),
            '\0'..' ' | '\x7f' => four_digits(character, out),
            _ if is_escaped(character) => four_digits(character, out),
            _ => out.push(character),
        }
    }
    out.push('"');
}

/// `\u001f`
fn four_digits(character: char, out: &mut String) {
    out.push_str("\\u");
    for shift in [12, 8, 4, 0] {
        let digit = u32::from(character) >> shift & 15;
        out.push(char::from_digit(digit, 16).expect("a digit below 16"));
    }
}
