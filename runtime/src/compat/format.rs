//! The formats of strings and integers: what is certain about each.
//!
//! Validators differ on formats, and on whether to look at them at all. So a proof takes a format for a rule about which
//! nothing is known but its name, and only what every validator that looks would say counts against a schema.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// The integers of a format that schemars writes for a Rust type.
pub(super) fn integer_bounds(format: &str) -> Option<(i128, i128)> {
    Some(match format {
        "int8" => (i8::MIN.into(), i8::MAX.into()),
        "uint8" => (0, u8::MAX.into()),
        "int16" => (i16::MIN.into(), i16::MAX.into()),
        "uint16" => (0, u16::MAX.into()),
        "int32" => (i32::MIN.into(), i32::MAX.into()),
        "uint32" => (0, u32::MAX.into()),
        "int64" | "int" => (i64::MIN.into(), i64::MAX.into()),
        "uint64" | "uint" => (0, u64::MAX.into()),
        _ => return None,
    })
}

/// Whether no validator reads the format as a rule about strings.
pub(super) fn is_about_numbers(format: &str) -> bool {
    matches!(
        format,
        "float" | "double" | "decimal" | "int128" | "uint128" | "binary" | "byte" | "password"
    )
}

/// Whether each string of one format is of the other.
pub(super) fn implies(one: &str, other: &str) -> bool {
    one == other
        || matches!(
            (one, other),
            ("ipv4" | "ipv6", "ip")
                | ("email", "idn-email")
                | ("hostname", "idn-hostname")
                | ("uri", "iri" | "uri-reference" | "iri-reference")
                | ("iri" | "uri-reference", "iri-reference")
        )
}

/// Strings that are of a format beyond doubt.
pub(super) fn samples(format: &str) -> &'static [&'static str] {
    match format {
        "ipv4" => &["0.0.0.0", "10.0.0.1", "192.168.100.200"],
        "ipv6" => &["::", "::1", "2001:db8::ff00:42:8329"],
        "ip" => &["0.0.0.0", "::", "192.168.100.200"],
        "uuid" => &["00000000-0000-0000-0000-000000000000", "67e55044-10b1-426f-9247-bb680e5fe0c8"],
        "date" => &["2000-01-01", "1999-12-31"],
        "time" => &["00:00:00Z", "23:30:00+01:00"],
        "date-time" => &["2000-01-01T00:00:00Z", "1999-12-31T23:30:00+01:00"],
        "partial-time" => &["00:00:00", "23:30:00"],
        "partial-date-time" => &["2000-01-01T00:00:00", "1999-12-31T23:30:00"],
        "zoned-date-time" => &["2000-01-01T00:00:00+00:00[UTC]"],
        "duration" => &["PT0S", "P1D", "PT1H30M"],
        "email" | "idn-email" => &["a@b.c", "someone@example.com"],
        "hostname" | "idn-hostname" => &["a", "example.com"],
        "uri" | "iri" => &["a:b", "https://example.com/a"],
        "uri-reference" | "iri-reference" => &["", "a", "https://example.com/a"],
        "uri-template" => &["a", "https://example.com/{a}"],
        "json-pointer" => &["", "/a", "/a/0"],
        "relative-json-pointer" => &["0", "1/a"],
        "regex" => &["", "a", "^a+$"],
        _ => &[],
    }
}

/// Whether a string is of a format; `None` where validators may differ.
pub(super) fn check(format: &str, text: &str) -> Option<bool> {
    let is = |is: bool| Some(is);
    match format {
        "ipv4" => is(text.parse::<Ipv4Addr>().is_ok()),
        "ipv6" => is(text.parse::<Ipv6Addr>().is_ok()),
        "ip" => is(text.parse::<IpAddr>().is_ok()),
        "uuid" => is(is_uuid(text)),
        "date" => is(is_date(text)),
        _ if samples(format).contains(&text) => is(true),
        _ if is_never(format, text) => is(false),
        _ => None,
    }
}

/// Whether no validator takes the string for one of the format.
fn is_never(format: &str, text: &str) -> bool {
    let has_blank = text.chars().any(|c| c.is_whitespace() || c.is_control());
    let lacks_digits = !text.chars().any(|c| c.is_ascii_digit());
    match format {
        "time" | "partial-time" => text.len() < 8 || lacks_digits || !text.contains(':'),
        "date-time" | "partial-date-time" | "zoned-date-time" => {
            text.len() < 16 || lacks_digits || !text.contains('-')
        }
        "duration" => lacks_digits || !text.contains(['P', 'p']),
        "email" | "idn-email" => !text.contains('@') || text.len() < 3,
        "hostname" | "idn-hostname" => {
            text.is_empty() || has_blank || text.contains(['/', ':', '@', '!'])
        }
        "uri" | "iri" => has_blank || !text.contains(':') || text.starts_with(':'),
        "uri-reference" | "iri-reference" => has_blank || text.contains('\\'),
        "uri-template" => text.ends_with('{'),
        "json-pointer" => !text.is_empty() && !text.starts_with('/'),
        "relative-json-pointer" => !text.starts_with(|c: char| c.is_ascii_digit()),
        "regex" => text.ends_with('(') || text == "[" || text == "*",
        _ => false,
    }
}

fn is_uuid(text: &str) -> bool {
    text.len() == 36
        && text.char_indices().all(|(at, character)| match at {
            8 | 13 | 18 | 23 => character == '-',
            _ => character.is_ascii_hexdigit(),
        })
}

fn is_date(text: &str) -> bool {
    let bytes = text.as_bytes();
    let is_shaped = bytes.len() == 10
        && bytes.iter().enumerate().all(|(at, byte)| match at {
            4 | 7 => *byte == b'-',
            _ => byte.is_ascii_digit(),
        });
    if !is_shaped {
        return false;
    }
    let number = |range: std::ops::Range<usize>| text[range].parse::<u32>().unwrap_or(0);
    let (year, month, day) = (number(0..4), number(5..7), number(8..10));
    let is_leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let days = match month {
        2 if is_leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => 0,
    };
    (1..=days).contains(&day)
}

#[cfg(test)]
mod tests {
    use super::{check, samples};

    #[test]
    fn samples_are_of_their_format() {
        for format in ["ipv4", "ipv6", "ip", "uuid", "date", "time", "date-time", "email", "uri"] {
            for sample in samples(format) {
                assert_eq!(check(format, sample), Some(true), "{format} {sample}");
            }
            assert_eq!(check(format, " "), Some(false), "{format}");
        }
    }

    #[test]
    fn dates_follow_the_calendar() {
        assert_eq!(check("date", "2024-02-29"), Some(true));
        assert_eq!(check("date", "2023-02-29"), Some(false));
        assert_eq!(check("date", "2023-13-01"), Some(false));
    }
}
