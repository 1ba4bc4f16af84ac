//! Where two values differ.

use std::fmt;

use crate::testing::tree::Tree;

/// One place at which two values differ.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Difference {
    /// The way there: names of members, and indices.
    pub(super) path: Vec<String>,
    before: Option<Tree>,
    after: Option<Tree>,
}

/// All places at which they differ, whatever the order of members.
pub(super) fn differences(before: &Tree, after: &Tree) -> Vec<Difference> {
    let mut all = Vec::new();
    compare(Some(before), Some(after), &mut Vec::new(), &mut all);
    all
}

fn compare(
    before: Option<&Tree>,
    after: Option<&Tree>,
    path: &mut Vec<String>,
    all: &mut Vec<Difference>,
) {
    match (before, after) {
        (Some(Tree::Object(left)), Some(Tree::Object(right))) => {
            for (name, value) in left {
                let other = right.iter().find(|(other, _)| other == name);
                inside(name.clone(), Some(value), other.map(|(_, value)| value), path, all);
            }
            for (name, value) in right {
                if left.iter().all(|(other, _)| other != name) {
                    inside(name.clone(), None, Some(value), path, all);
                }
            }
        }
        (Some(Tree::List(left)), Some(Tree::List(right))) => {
            for index in 0..left.len().max(right.len()) {
                inside(format!("[{index}]"), left.get(index), right.get(index), path, all);
            }
        }
        (Some(Tree::Number(left)), Some(Tree::Number(right))) if number(left) == number(right) => {}
        (left, right) if left == right => {}
        (left, right) => all.push(Difference {
            path: path.clone(),
            before: left.cloned(),
            after: right.cloned(),
        }),
    }
}

fn inside(
    name: String,
    before: Option<&Tree>,
    after: Option<&Tree>,
    path: &mut Vec<String>,
    all: &mut Vec<Difference>,
) {
    path.push(name);
    compare(before, after, path, all);
    path.pop();
}

/// The carry recognises numbers by value, and to it there is one zero.
fn number(text: &str) -> &str {
    match text {
        "-0" => "0",
        "-0.0" => "0.0",
        other => other,
    }
}

impl Difference {
    /// The path as people write it: `items[3].price`.
    pub(super) fn at(&self) -> String {
        let mut text = String::new();
        for part in &self.path {
            if !text.is_empty() && !part.starts_with('[') {
                text.push('.');
            }
            text.push_str(part);
        }
        text
    }
}

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let at = self.at();
        let at = if at.is_empty() { "the record".to_owned() } else { format!("`{at}`") };
        write!(f, "{at}: {} became {}", shown(self.before.as_ref()), shown(self.after.as_ref()))
    }
}

fn shown(value: Option<&Tree>) -> String {
    const MOST: usize = 200;
    let Some(value) = value else { return "nothing".to_owned() };
    let text = value.to_string();
    match text.char_indices().nth(MOST) {
        Some((at, _)) => format!("{}… ({} bytes)", &text[..at], text.len()),
        None => text,
    }
}

#[cfg(test)]
mod tests {
    use super::differences;
    use crate::testing::tree::Tree;

    fn shown(before: &str, after: &str) -> Vec<String> {
        let tree = |text| Tree::parse(text).expect("JSON");
        let all = differences(&tree(before), &tree(after));
        all.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn a_difference_names_its_path() {
        assert_eq!(shown(r#"{"a":1,"b":-0.0}"#, r#"{"b":0.0,"a":1}"#), [""; 0]);
        assert_eq!(
            shown(r#"{"a":[{"b":1},2],"c":0}"#, r#"{"a":[{"b":"1"}],"d":null}"#),
            [
                r#"`a[0].b`: 1 became "1""#,
                "`a[1]`: 2 became nothing",
                "`c`: 0 became nothing",
                "`d`: nothing became null"
            ]
        );
        assert_eq!(shown("1", "2"), ["the record: 1 became 2"]);
    }
}
