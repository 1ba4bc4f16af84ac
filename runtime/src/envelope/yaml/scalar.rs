//! What a plain scalar means: the core schema of YAML 1.2.

use std::borrow::Cow;

use crate::envelope::fault::Reason;
use crate::envelope::text::Node;

/// The value of a scalar that has neither quotes nor a tag.
pub(super) fn plain(scalar: Cow<'_, str>) -> Result<Node<'_>, Reason> {
    Ok(match &*scalar {
        "" | "~" | "null" | "Null" | "NULL" => Node::Null,
        "true" | "True" | "TRUE" => Node::Bool(true),
        "false" | "False" | "FALSE" => Node::Bool(false),
        text => match number(text)? {
            Some(number) => Node::Number(number.into()),
            None => Node::Text(scalar),
        },
    })
}

/// A number as JSON spells it, if the text is one.
fn number(text: &str) -> Result<Option<String>, Reason> {
    let begins = |byte: &u8| byte.is_ascii_digit() || matches!(byte, b'+' | b'-' | b'.');
    if !text.as_bytes().first().is_some_and(begins) {
        return Ok(None);
    }
    for (prefix, radix) in [("0o", 8), ("0x", 16)] {
        let Some(digits) = text.strip_prefix(prefix) else { continue };
        if digits.is_empty() || !digits.chars().all(|digit| digit.is_digit(radix)) {
            return Ok(None);
        }
        let number = u128::from_str_radix(digits, radix)
            .map_err(|_| "an integer is larger than 128 bits can be")?;
        return Ok(Some(number.to_string()));
    }
    let (sign, unsigned) = match text.as_bytes()[0] {
        b'-' => ("-", &text[1..]),
        b'+' => ("", &text[1..]),
        _ => ("", text),
    };
    if matches!(unsigned, ".inf" | ".Inf" | ".INF") || matches!(text, ".nan" | ".NaN" | ".NAN") {
        return Err(format!("{text} is no number that JSON has a form for").into());
    }
    Ok(decimal(sign, unsigned))
}

fn decimal(sign: &str, unsigned: &str) -> Option<String> {
    let (mantissa, exponent) = match unsigned.find(['e', 'E']) {
        Some(at) => unsigned.split_at(at),
        None => (unsigned, ""),
    };
    let are_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if let Some(digits) = exponent.get(1..) {
        let digits = digits.strip_prefix(['+', '-']).unwrap_or(digits);
        if digits.is_empty() || !are_digits(digits) {
            return None;
        }
    }
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    if whole.len() + fraction.len() == 0 || !are_digits(whole) || !are_digits(fraction) {
        return None;
    }
    // JSON has no zeros in front, and digits on both sides of a point.
    let shortest = whole.trim_start_matches('0');
    let whole = if shortest.is_empty() { "0" } else { shortest };
    let is_integer = exponent.is_empty() && !mantissa.contains('.');
    if is_integer {
        let sign = if whole == "0" { "" } else { sign };
        return Some(format!("{sign}{whole}"));
    }
    let fraction = if fraction.is_empty() { "0" } else { fraction };
    Some(format!("{sign}{whole}.{fraction}{exponent}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn json(text: &str) -> String {
        match plain(text.into()) {
            Ok(Node::Null) => "null".to_owned(),
            Ok(Node::Bool(value)) => value.to_string(),
            Ok(Node::Number(number)) => number.into_owned(),
            Ok(Node::Text(text)) => format!("{text:?}"),
            Ok(other) => format!("{other:?}"),
            Err(_) => "refused".to_owned(),
        }
    }

    #[test]
    fn scalars_mean_what_the_core_schema_says() {
        for (text, meant) in [
            ("", "null"),
            ("~", "null"),
            ("TRUE", "true"),
            ("0", "0"),
            ("-0", "0"),
            ("+12", "12"),
            ("007", "7"),
            ("0o17", "15"),
            ("0xfF", "255"),
            ("340282366920938463463374607431768211455", "340282366920938463463374607431768211455"),
            ("1.", "1.0"),
            (".5", "0.5"),
            ("-.5e-3", "-0.5e-3"),
            ("+01.50E+07", "1.50E+07"),
            ("1e3", "1.0e3"),
            ("-0.0", "-0.0"),
            (".inf", "refused"),
            ("-.INF", "refused"),
            (".NaN", "refused"),
            ("0xffffffffffffffffffffffffffffffffff", "refused"),
        ] {
            assert_eq!(json(text), meant, "{text}");
        }
        for text in [
            "no",
            "Yes",
            "on",
            "y",
            "nULL",
            "tRUE",
            "1_000",
            "12:30",
            "1.2.3",
            "2001-01-01",
            "0b1",
            "0o8",
            "0o",
            "0x",
            "-0x1",
            "1e",
            "1e+",
            ".",
            "-",
            "+",
            "+-1",
            "--1",
            "e5",
            ".e5",
            "1.5.",
            "inf",
            "nan",
            ".infinity",
            "é",
            "１",
        ] {
            assert_eq!(json(text), format!("{text:?}"));
        }
    }
}
