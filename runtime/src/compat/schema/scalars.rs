//! The keywords of scalars: kinds, values, numbers and strings.

use serde_json::Value;

use super::dialect::Dialect;
use super::graph::Graph;
use super::keyword::{Members, Problem, Read, number, size, text};
use super::kinds::Kinds;
use super::node::{Bound, Id, Node};
use super::num::Num;
use super::parse::Reader;
use crate::compat::format;

impl<'a> Reader<'_, 'a> {
    pub(super) fn kinds(&mut self, members: &'a Members, rules: &mut Vec<Id>) -> Read<()> {
        let Some(value) = members.get("type") else { return Ok(()) };
        let mut kinds = Kinds::NONE;
        let names = match value {
            Value::Array(names) => names.as_slice(),
            one => std::slice::from_ref(one),
        };
        for name in names {
            kinds = kinds
                | match name.as_str() {
                    Some("null") => Kinds::NULL,
                    Some("boolean") => Kinds::BOOL,
                    Some("integer") if self.dialect == Dialect::Draft4 => Kinds::INTEGER,
                    Some("integer") => Kinds::INTEGRAL,
                    Some("number") => Kinds::NUMBER,
                    Some("string") => Kinds::STRING,
                    Some("array") => Kinds::ARRAY,
                    Some("object") => Kinds::OBJECT,
                    _ => return Err(Problem::new(format!("{name} is no type")).at("type")),
                };
        }
        rules.push(self.graph.kind(kinds));
        Ok(())
    }

    pub(super) fn values(&mut self, members: &'a Members, rules: &mut Vec<Id>) -> Read<()> {
        if let Some(value) = members.get("enum") {
            let values =
                value.as_array().ok_or_else(|| Problem::new("this is a list").at("enum"))?;
            rules.push(self.one_of_values(values));
        }
        if let Some(value) = members.get("const")
            && self.dialect.has("const")
        {
            rules.push(self.one_of_values(std::slice::from_ref(value)));
        }
        Ok(())
    }

    fn one_of_values(&mut self, values: &[Value]) -> Id {
        if values.is_empty() {
            return Graph::NEVER;
        }
        let mut places: Vec<u32> = values.iter().map(|value| self.graph.value(value)).collect();
        places.sort_unstable();
        places.dedup();
        self.graph.add(Node::Values(places))
    }

    pub(super) fn numbers(&mut self, members: &'a Members, rules: &mut Vec<Id>) -> Read<()> {
        let flag = |keyword| members.get(keyword).and_then(Value::as_bool) == Some(true);
        let old_flags = matches!(self.dialect, Dialect::Draft4 | Dialect::Undeclared);
        for (keyword, is_low) in [("minimum", true), ("maximum", false)] {
            if let Some(num) = number(members, keyword)? {
                let strict = if is_low { "exclusiveMinimum" } else { "exclusiveMaximum" };
                let strict = old_flags && flag(strict);
                let bound = if strict { Bound::Exclusive } else { Bound::Inclusive };
                rules.push(self.bound(is_low, num, bound));
            }
        }
        for (keyword, is_low) in [("exclusiveMinimum", true), ("exclusiveMaximum", false)] {
            let is_flag = old_flags && members.get(keyword).is_some_and(Value::is_boolean);
            if self.dialect != Dialect::Draft4
                && !is_flag
                && let Some(num) = number(members, keyword)?
            {
                rules.push(self.bound(is_low, num, Bound::Exclusive));
            }
        }
        if let Some(step) = number(members, "multipleOf")? {
            if step <= Num::Integer(0) {
                return Err(Problem::new("this is above zero").at("multipleOf"));
            }
            rules.push(self.graph.multiple(step));
        }
        Ok(())
    }

    fn bound(&mut self, is_low: bool, num: Num, bound: Bound) -> Id {
        if is_low { self.graph.low(num, bound) } else { self.graph.high(num, bound) }
    }

    pub(super) fn strings(&mut self, members: &'a Members, rules: &mut Vec<Id>) -> Read<()> {
        let (min, max) = (size(members, "minLength")?, size(members, "maxLength")?);
        if min.is_some_and(|min| min > 0) || max.is_some() {
            rules.push(self.graph.add(Node::Length(min.unwrap_or(0), max)));
        }
        if let Some(pattern) = text(members, "pattern")? {
            rules.push(self.graph.add(Node::Pattern(pattern.into())));
        }
        let Some(format) = members.get("format").and_then(Value::as_str) else { return Ok(()) };
        if let Some((low, high)) = format::integer_bounds(format) {
            // What schemars says of integers of 32 and 64 bits: the format alone.
            if is_integer(members) {
                rules.push(self.graph.low(Num::Integer(low), Bound::Inclusive));
                rules.push(self.graph.high(Num::Integer(high), Bound::Inclusive));
            }
        } else if !format::is_about_numbers(format) {
            rules.push(self.graph.add(Node::Format(format.into())));
        }
        Ok(())
    }
}

fn is_integer(members: &Members) -> bool {
    match members.get("type") {
        Some(Value::Array(names)) => names.iter().any(|name| name == "integer"),
        Some(name) => name == "integer",
        None => false,
    }
}
