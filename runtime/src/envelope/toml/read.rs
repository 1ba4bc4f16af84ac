//! From TOML to a value.

use ::toml::Spanned;
use ::toml::de::{DeFloat, DeInteger, DeString, DeTable, DeValue};

use crate::envelope::fault::Reason;
use crate::envelope::text::{DEPTH, Node};

pub(super) fn read(text: &str) -> Result<Node<'_>, Reason> {
    let table = DeTable::parse(text).map_err(|error| {
        // The crate's own words show the line, which may be a megabyte long.
        let at = error.span().map(|span| line(text, span.start));
        at.map_or_else(
            || error.message().to_owned(),
            |line| format!("{}, in line {line}", error.message()),
        )
    })?;
    self::table(table.into_inner(), 0)
}

fn line(text: &str, at: usize) -> usize {
    1 + text.bytes().take(at).filter(|byte| *byte == b'\n').count()
}

fn table(table: DeTable<'_>, depth: usize) -> Result<Node<'_>, Reason> {
    let deeper = deeper(depth)?;
    let members = table.into_iter().map(|(name, value): (Spanned<DeString<'_>>, _)| {
        Ok((name.into_inner(), self::value(value.into_inner(), deeper)?))
    });
    members.collect::<Result<_, Reason>>().map(Node::Table)
}

fn deeper(depth: usize) -> Result<usize, Reason> {
    if depth < DEPTH { Ok(depth + 1) } else { Err("it is nested too deeply".into()) }
}

fn value(value: DeValue<'_>, depth: usize) -> Result<Node<'_>, Reason> {
    Ok(match value {
        DeValue::String(text) => Node::Text(text),
        DeValue::Integer(number) => Node::Number(integer(&number)?.into()),
        DeValue::Float(number) => Node::Number(float(&number)?.into()),
        DeValue::Boolean(value) => Node::Bool(value),
        DeValue::Datetime(time) => Node::Text(time.to_string().into()),
        DeValue::Array(items) => {
            let deeper = deeper(depth)?;
            let items = items.into_iter().map(|item| self::value(item.into_inner(), deeper));
            Node::List(items.collect::<Result<_, Reason>>()?)
        }
        DeValue::Table(members) => table(members, depth)?,
    })
}

/// As JSON spells it.
fn integer(number: &DeInteger<'_>) -> Result<String, Reason> {
    let digits = number.as_str();
    let digits = digits.strip_prefix('+').unwrap_or(digits);
    if number.radix() == 10 {
        return Ok(if digits == "-0" { "0".to_owned() } else { digits.to_owned() });
    }
    let number = u128::from_str_radix(digits, number.radix())
        .map_err(|_| format!("{number} is an integer beyond 64 bits"))?;
    Ok(number.to_string())
}

fn float(number: &DeFloat<'_>) -> Result<String, Reason> {
    let digits = number.as_str();
    if digits.contains(['n', 'i']) {
        return Err(format!("{digits} is no number that JSON has a form for").into());
    }
    Ok(digits.strip_prefix('+').unwrap_or(digits).to_owned())
}
