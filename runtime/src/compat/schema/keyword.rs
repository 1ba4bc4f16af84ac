//! The value of a keyword, of the kind that the keyword wants.

use std::fmt::Display;

use serde_json::{Map, Number, Value};

use super::num::Num;
use crate::compat::verdict::{Reason, Side};

/// What is wrong with a schema, and where, the innermost step first.
#[derive(Debug)]
pub(super) struct Problem {
    path: Vec<String>,
    text: String,
}

impl Problem {
    pub(super) fn new(text: impl Into<String>) -> Self {
        Self { path: Vec::new(), text: text.into() }
    }

    pub(super) fn at(mut self, step: impl Display) -> Self {
        self.path.push(step.to_string().replace('~', "~0").replace('/', "~1"));
        self
    }

    pub(super) fn reason(self, side: Side) -> Reason {
        let steps: Vec<String> = self.path.into_iter().rev().collect();
        let pointer =
            if steps.is_empty() { String::new() } else { format!("/{}", steps.join("/")) };
        Reason::NotASchema { side, pointer, problem: self.text }
    }
}

pub(super) type Read<T> = Result<T, Problem>;
pub(super) type Members = Map<String, Value>;

pub(super) fn number(members: &Members, keyword: &str) -> Read<Option<Num>> {
    let Some(value) = members.get(keyword) else { return Ok(None) };
    let number: Option<&Number> = value.as_number();
    let num = number.and_then(Num::of);
    num.map(Some).ok_or_else(|| Problem::new("this is a number").at(keyword))
}

pub(super) fn size(members: &Members, keyword: &str) -> Read<Option<u64>> {
    match number(members, keyword)? {
        None => Ok(None),
        Some(Num::Integer(size)) if size >= 0 => Ok(Some(u64::try_from(size).unwrap_or(u64::MAX))),
        Some(Num::Float(size)) if size >= 1e30 => Ok(Some(u64::MAX)),
        Some(_) => Err(Problem::new("this is a whole number, not below zero").at(keyword)),
    }
}

pub(super) fn text<'a>(members: &'a Members, keyword: &str) -> Read<Option<&'a str>> {
    let Some(value) = members.get(keyword) else { return Ok(None) };
    let text = value.as_str();
    text.map(Some).ok_or_else(|| Problem::new("this is a string").at(keyword))
}

pub(super) fn names(value: Option<&Value>) -> Read<Vec<&str>> {
    let problem = || Problem::new("this is a list of names");
    let Some(value) = value else { return Ok(Vec::new()) };
    let names = value.as_array().ok_or_else(problem)?;
    names.iter().map(|name| name.as_str().ok_or_else(problem)).collect()
}

pub(super) fn map<'a>(
    members: &'a Members,
    keyword: &str,
) -> Read<impl Iterator<Item = (&'a String, &'a Value)> + use<'a>> {
    let map = match members.get(keyword) {
        Some(Value::Object(map)) => Some(map),
        None => None,
        Some(_) => return Err(Problem::new("this is an object of schemas").at(keyword)),
    };
    Ok(map.into_iter().flatten())
}
