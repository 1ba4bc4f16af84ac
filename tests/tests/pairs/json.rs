//! JSON as text says it: numbers to the last digit, members in their order.

use std::fmt;

#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Json {
    Null,
    Bool(bool),
    Number(String),
    Text(String),
    List(Vec<Json>),
    Object(Vec<(String, Json)>),
}

impl Json {
    /// The value in a text that `serde_json` wrote.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let (value, rest) = value(text)?;
        rest.is_empty().then_some(value)
    }

    /// Whether an object in it names a member twice.
    pub(crate) fn has_twice(&self) -> bool {
        match self {
            Self::List(list) => list.iter().any(Self::has_twice),
            Self::Object(members) => {
                let twice = |(at, (name, _)): (usize, &(String, Self))| {
                    members[..at].iter().any(|(other, _)| other == name)
                };
                members.iter().enumerate().any(twice)
                    || members.iter().any(|(_, value)| value.has_twice())
            }
            _ => false,
        }
    }

    pub(crate) fn get(&self, name: &str) -> Option<&Self> {
        let Self::Object(members) = self else { return None };
        members.iter().find(|(it, _)| it == name).map(|(_, value)| value)
    }

    /// How many values it has, itself included.
    pub(crate) fn count(&self) -> usize {
        1 + match self {
            Self::List(list) => list.iter().map(Self::count).sum::<usize>(),
            Self::Object(members) => members.iter().map(|(_, value)| value.count()).sum(),
            _ => 0,
        }
    }

    /// The value of that number, counted from the outside.
    pub(crate) fn nth(&mut self, at: &mut usize) -> Option<&mut Self> {
        if *at == 0 {
            return Some(self);
        }
        *at -= 1;
        match self {
            Self::List(list) => list.iter_mut().find_map(|value| value.nth(at)),
            Self::Object(members) => members.iter_mut().find_map(|(_, value)| value.nth(at)),
            _ => None,
        }
    }

    /// Calls with each value, itself included.
    pub(crate) fn each(&self, visit: &mut impl FnMut(&Self)) {
        visit(self);
        match self {
            Self::List(list) => list.iter().for_each(|value| value.each(visit)),
            Self::Object(members) => members.iter().for_each(|(_, value)| value.each(visit)),
            _ => {}
        }
    }
}

fn value(text: &str) -> Option<(Json, &str)> {
    let rest = |word: &str| &text[word.len()..];
    match text.as_bytes().first()? {
        b'n' => Some((Json::Null, rest("null"))),
        b't' => Some((Json::Bool(true), rest("true"))),
        b'f' => Some((Json::Bool(false), rest("false"))),
        b'"' => {
            let (word, after) = string(text)?;
            Some((Json::Text(word), after))
        }
        b'[' => {
            let (mut list, mut text) = (Vec::new(), &text[1..]);
            while !text.starts_with(']') {
                let (element, after) = value(text.strip_prefix(',').unwrap_or(text))?;
                list.push(element);
                text = after;
            }
            Some((Json::List(list), &text[1..]))
        }
        b'{' => {
            let (mut members, mut text) = (Vec::<(String, Json)>::new(), &text[1..]);
            while !text.starts_with('}') {
                let (name, after) = string(text.strip_prefix(',').unwrap_or(text))?;
                let (member, after) = value(after.strip_prefix(':')?)?;
                members.push((name, member));
                text = after;
            }
            Some((Json::Object(members), &text[1..]))
        }
        _ => {
            let end = text.find([',', ']', '}']).unwrap_or(text.len());
            Some((Json::Number(text[..end].to_owned()), &text[end..]))
        }
    }
}

fn string(text: &str) -> Option<(String, &str)> {
    let bytes = text.as_bytes();
    let mut end = 1;
    while *bytes.get(end)? != b'"' {
        end += if bytes[end] == b'\\' { 2 } else { 1 };
    }
    let word = serde_json::from_str(&text[..=end]).ok()?;
    Some((word, &text[end + 1..]))
}

impl fmt::Display for Json {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Null => f.write_str("null"),
            Self::Bool(value) => write!(f, "{value}"),
            Self::Number(digits) => f.write_str(digits),
            Self::Text(word) => f.write_str(&quoted(word)),
            Self::List(list) => {
                for (at, value) in list.iter().enumerate() {
                    write!(f, "{}{value}", if at == 0 { "[" } else { "," })?;
                }
                f.write_str(if list.is_empty() { "[]" } else { "]" })
            }
            Self::Object(members) => {
                for (at, (name, value)) in members.iter().enumerate() {
                    let before = if at == 0 { "{" } else { "," };
                    write!(f, "{before}{}:{value}", quoted(name))?;
                }
                f.write_str(if members.is_empty() { "{}" } else { "}" })
            }
        }
    }
}

fn quoted(word: &str) -> String {
    serde_json::to_string(word).expect("a string is JSON")
}
