//! Numbers that would not come out as they went in.

/// The first whole number of a JSON text that neither 64 bits nor a float can hold.
///
/// Open parts of a notebook may hold any number, and `serde_json` would make a float of this one:
/// the notebook would be read, converted and written, and its last digits would be others.
pub fn inexact(json: &str) -> Option<&str> {
    let mut rest = json;
    loop {
        let start = rest.find(|c: char| c == '"' || c == '-' || c.is_ascii_digit())?;
        rest = &rest[start..];
        if let Some(text) = rest.strip_prefix('"') {
            rest = behind_string(text);
            continue;
        }
        let end = rest.find(|c: char| !matches!(c, '0'..='9' | '+' | '-' | '.' | 'e' | 'E'));
        let (number, behind) = rest.split_at(end.unwrap_or(rest.len()));
        let whole = !number.contains(['.', 'e', 'E']);
        if whole && number.parse::<i64>().is_err() && number.parse::<u64>().is_err() {
            return Some(number);
        }
        rest = behind;
    }
}

/// What follows the string that this text begins within.
fn behind_string(text: &str) -> &str {
    let mut escaped = false;
    let end = text.find(|c: char| {
        let closes = c == '"' && !escaped;
        escaped = c == '\\' && !escaped;
        closes
    });
    end.map_or("", |end| &text[end + 1..])
}
