//! What becomes of null in a notation that has none.
//!
//! A member that is null is left out, where its type gives it back: an `Option` that is `None` does, as serde reads it. Whether it does is not guessed but
//! tried, on the record that is about to be written.

use crate::chain::{Migrate, text};
use crate::envelope::error::without_position;
use crate::envelope::text::{Node, Refused};

/// Leaves out the members that are null.
pub(super) fn leave_out<T: Migrate>(payload: &mut Node<'_>) -> Result<(), Refused> {
    let mut left_out = Vec::new();
    without_nulls(payload, "", &mut left_out)?;
    if left_out.is_empty() {
        return Ok(());
    }
    left_out.sort_unstable();
    let given_back = given_back::<T>(payload).map_err(|words| {
        let reason = format!("it has no null, and without it the record cannot be read: {words}");
        Refused::new(reason).in_member(&left_out[0])
    })?;
    let mut given_back = given_back.iter().peekable();
    for path in &left_out {
        while given_back.next_if(|found| *found < path).is_some() {}
        if given_back.next_if_eq(&path).is_none() {
            let reason = "it has no null, and a member that is absent is read as something else";
            return Err(Refused::new(reason).in_member(path));
        }
    }
    Ok(())
}

/// The nulls of the record as it will be read, in order.
fn given_back<T: Migrate>(payload: &Node<'_>) -> Result<Vec<String>, String> {
    let words = |error: serde_json::Error| without_position(&error);
    let read: T = serde_json::from_str(&payload.json().map_err(words)?).map_err(words)?;
    let mut again = Vec::new();
    text::write(&read, &mut again).map_err(words)?;
    let again = std::str::from_utf8(&again).map_err(|error| error.to_string())?;
    let again = Node::of_json(again).map_err(|refused| refused.reason.into_owned())?;
    let mut found = Vec::new();
    nulls(&again, "", &mut found);
    found.sort_unstable();
    Ok(found)
}

/// Which element it is does not count: a set may come out in another order.
const ELEMENT: &str = "[]";

fn inside(path: &str, name: &str) -> String {
    if path.is_empty() { name.to_owned() } else { format!("{path}.{name}") }
}

fn without_nulls(
    node: &mut Node<'_>,
    path: &str,
    left_out: &mut Vec<String>,
) -> Result<(), Refused> {
    match node {
        Node::Null => return Err(Refused::new("it has no null")),
        Node::List(items) => {
            let path = format!("{path}{ELEMENT}");
            for (index, item) in items.iter_mut().enumerate() {
                without_nulls(item, &path, left_out).map_err(|refused| refused.at(index))?;
            }
        }
        Node::Table(members) => {
            members.retain(|(name, value)| {
                let is_null = *value == Node::Null;
                left_out.extend(is_null.then(|| inside(path, name)));
                !is_null
            });
            for (name, value) in members {
                without_nulls(value, &inside(path, name), left_out)
                    .map_err(|refused| refused.in_member(name))?;
            }
        }
        Node::Bool(_) | Node::Number(_) | Node::Text(_) => {}
    }
    Ok(())
}

fn nulls(node: &Node<'_>, path: &str, found: &mut Vec<String>) {
    match node {
        Node::List(items) => {
            let path = format!("{path}{ELEMENT}");
            for item in items {
                nulls(item, &path, found);
            }
        }
        Node::Table(members) => {
            for (name, value) in members {
                if *value == Node::Null {
                    found.push(inside(path, name));
                }
                nulls(value, &inside(path, name), found);
            }
        }
        Node::Null | Node::Bool(_) | Node::Number(_) | Node::Text(_) => {}
    }
}
