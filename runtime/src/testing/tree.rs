//! JSON as the laws look at it: members in their order, numbers as they are spelled.
//!
//! `serde_json::Value` would round integers beyond 64 bits, and the laws are about every bit.

use std::fmt;

use serde_json::value::RawValue;

use crate::chain;

/// A JSON value.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Tree {
    Null,
    Bool(bool),
    Number(String),
    Text(String),
    List(Vec<Tree>),
    Object(Vec<(String, Tree)>),
}

impl Tree {
    /// The value that a text holds; `None` when it is no JSON.
    pub(super) fn parse(text: &str) -> Option<Self> {
        serde_json::from_str::<&RawValue>(text).ok().and_then(Self::of)
    }

    fn of(raw: &RawValue) -> Option<Self> {
        let text = raw.get();
        Some(match text.as_bytes().first()? {
            b'{' => {
                let members = chain::members(raw).ok()?.into_iter();
                let members = members.map(|(name, raw)| Some((name, Self::of(&raw)?)));
                Self::Object(members.collect::<Option<_>>()?)
            }
            b'[' => {
                let elements: Vec<&RawValue> = serde_json::from_str(text).ok()?;
                Self::List(elements.into_iter().map(Self::of).collect::<Option<_>>()?)
            }
            b'"' => Self::Text(serde_json::from_str(text).ok()?),
            b't' => Self::Bool(true),
            b'f' => Self::Bool(false),
            b'n' => Self::Null,
            _ => Self::Number(text.to_owned()),
        })
    }

    /// A member of an object.
    pub(super) fn member(&self, name: &str) -> Option<&Self> {
        let Self::Object(members) = self else { return None };
        members.iter().find(|(member, _)| member == name).map(|(_, value)| value)
    }

    /// How many values there are, itself and all inside.
    pub(super) fn count(&self) -> usize {
        1 + match self {
            Self::List(elements) => elements.iter().map(Self::count).sum(),
            Self::Object(members) => members.iter().map(|(_, value)| value.count()).sum(),
            _ => 0,
        }
    }

    /// One of the values that [`count`](Self::count) counts: itself first, then what is inside, in order.
    pub(super) fn nth(&mut self, at: usize) -> Option<&mut Self> {
        if at == 0 {
            return Some(self);
        }
        let inside: Vec<&mut Self> = match self {
            Self::List(elements) => elements.iter_mut().collect(),
            Self::Object(members) => members.iter_mut().map(|(_, value)| value).collect(),
            _ => return None,
        };
        let mut left = at - 1;
        for value in inside {
            let count = value.count();
            if left < count {
                return value.nth(left);
            }
            left -= count;
        }
        None
    }

    /// For each value that [`count`](Self::count) counts, the name of the member that it stands under.
    pub(super) fn names(&self) -> Vec<String> {
        let mut names = Vec::new();
        self.push_names("value", &mut names);
        names
    }

    fn push_names(&self, name: &str, names: &mut Vec<String>) {
        names.push(name.to_owned());
        match self {
            Self::List(elements) => {
                for value in elements {
                    value.push_names(name, names);
                }
            }
            Self::Object(members) => {
                for (name, value) in members {
                    value.push_names(name, names);
                }
            }
            _ => {}
        }
    }

    /// Whether a text, or the name of a member, anywhere in it, is found good.
    pub(super) fn mentions(&self, good: &impl Fn(&str) -> bool) -> bool {
        match self {
            Self::Text(text) => good(text),
            Self::List(elements) => elements.iter().any(|value| value.mentions(good)),
            Self::Object(members) => {
                members.iter().any(|(name, value)| good(name) || value.mentions(good))
            }
            _ => false,
        }
    }

    /// The same with each list sorted: for types whose own lists have no order, such as a `HashSet`.
    pub(super) fn sorted(self) -> Self {
        match self {
            Self::List(elements) => {
                let mut elements: Vec<_> = elements.into_iter().map(Self::sorted).collect();
                elements.sort_by_cached_key(Self::ordered_text);
                Self::List(elements)
            }
            Self::Object(members) => {
                let mut members: Vec<_> =
                    members.into_iter().map(|(name, value)| (name, value.sorted())).collect();
                members.sort_by(|(left, _), (right, _)| left.cmp(right));
                Self::Object(members)
            }
            other => other,
        }
    }

    fn ordered_text(&self) -> String {
        self.to_string()
    }
}

/// The JSON text.
impl fmt::Display for Tree {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Null => f.write_str("null"),
            Self::Bool(value) => write!(f, "{value}"),
            Self::Number(text) => f.write_str(text),
            Self::Text(text) => quoted(text, f),
            Self::List(elements) => {
                f.write_str("[")?;
                for (index, value) in elements.iter().enumerate() {
                    let comma = if index == 0 { "" } else { "," };
                    write!(f, "{comma}{value}")?;
                }
                f.write_str("]")
            }
            Self::Object(members) => {
                f.write_str("{")?;
                for (index, (name, value)) in members.iter().enumerate() {
                    f.write_str(if index == 0 { "" } else { "," })?;
                    quoted(name, f)?;
                    write!(f, ":{value}")?;
                }
                f.write_str("}")
            }
        }
    }
}

fn quoted(text: &str, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    f.write_str(&serde_json::to_string(text).map_err(|_| fmt::Error)?)
}

#[cfg(test)]
mod tests {
    use super::Tree;

    #[test]
    fn a_value_is_printed_as_it_was_read() {
        let text = r#"{"b":[1,-0.0,1e300,340282366920938463463374607431768211455],"a":{"x":null,"\"":"\u0000"},"c":true}"#;
        let tree = Tree::parse(text).expect("JSON");
        assert_eq!(tree.to_string(), text);
        assert_eq!(tree.count(), 10);
        assert_eq!(
            tree.clone().nth(5),
            Some(&mut Tree::Number("340282366920938463463374607431768211455".into()))
        );
        assert_eq!(tree.clone().nth(10), None);
        assert_eq!(tree.names()[5..].join(" "), "b a x \" c");
    }
}
