//! Keywords into nodes.

use std::collections::HashMap;
use std::fmt::Display;
use std::rc::Rc;

use serde_json::{Map, Number, Value};

use super::dialect::Dialect;
use super::document::{Document, Place, is_too_deep};
use super::graph::Graph;
use super::kinds::Kinds;
use super::node::{Array, Bound, Count, Id, Node, Object};
use super::num::Num;
use crate::compat::format;
use crate::compat::verdict::{Reason, Side};

/// Definitions are read where they are named up to this depth, and after everything else below it.
const INLINE: usize = 24;

/// Reads a schema into the graph.
pub(in crate::compat) fn parse(
    graph: &mut Graph,
    schema: &Value,
    side: Side,
) -> Result<Id, Reason> {
    if is_too_deep(schema) {
        return Err(Reason::TooDeep { side });
    }
    let dialect = match schema {
        Value::Object(members) => Dialect::of(members).ok_or_else(|| {
            let problem = "it declares a draft in `$schema` that is not known".to_owned();
            Reason::NotASchema { side, pointer: "/$schema".to_owned(), problem }
        })?,
        _ => Dialect::Undeclared,
    };
    let document = Document::new(schema, dialect);
    let mut reader =
        Reader { graph, document, dialect, side, seen: HashMap::new(), later: Vec::new() };
    let before = reader.graph.len();
    let root = reader.document.root();
    let result = reader.definition(root, 0).and_then(|id| {
        while let Some((definition, place)) = reader.later.pop() {
            let id = reader.schema(place, 0)?;
            reader.graph.define(definition, id);
            reader.seen.insert(std::ptr::from_ref(place.schema), Seen::Read(id));
        }
        Ok(id)
    });
    let id = result.map_err(|problem| problem.reason(side))?;
    if graph.leads_back(before) {
        return Err(Reason::Endless { side });
    }
    Ok(id)
}

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

    fn at(mut self, step: impl Display) -> Self {
        self.path.push(step.to_string().replace('~', "~0").replace('/', "~1"));
        self
    }

    fn reason(self, side: Side) -> Reason {
        let steps: Vec<String> = self.path.into_iter().rev().collect();
        let pointer =
            if steps.is_empty() { String::new() } else { format!("/{}", steps.join("/")) };
        Reason::NotASchema { side, pointer, problem: self.text }
    }
}

type Read<T> = Result<T, Problem>;
type Members = Map<String, Value>;

#[derive(Debug, Clone, Copy)]
enum Seen {
    /// It is being read, or will be: a reference stands for it.
    Open(u32),
    Read(Id),
}

#[derive(Debug)]
pub(super) struct Reader<'g, 'a> {
    pub(super) graph: &'g mut Graph,
    document: Document<'a>,
    pub(super) dialect: Dialect,
    side: Side,
    seen: HashMap<*const Value, Seen>,
    later: Vec<(u32, Place<'a>)>,
}

impl<'a> Reader<'_, 'a> {
    /// A schema that references may name, read once.
    fn definition(&mut self, place: Place<'a>, depth: usize) -> Read<Id> {
        let key = std::ptr::from_ref(place.schema);
        match self.seen.get(&key) {
            Some(Seen::Read(id)) => return Ok(*id),
            Some(Seen::Open(definition)) => {
                let definition = *definition;
                return Ok(self.graph.add(Node::Ref(definition)));
            }
            None => {}
        }
        let definition = self.graph.reserve();
        self.seen.insert(key, Seen::Open(definition));
        if depth > INLINE {
            self.later.push((definition, place));
            return Ok(self.graph.add(Node::Ref(definition)));
        }
        let id = self.schema(place, depth)?;
        self.graph.define(definition, id);
        self.seen.insert(key, Seen::Read(id));
        Ok(id)
    }

    pub(super) fn schema(&mut self, place: Place<'a>, depth: usize) -> Read<Id> {
        let members = match place.schema {
            Value::Bool(true) => return Ok(Graph::ANY),
            Value::Bool(false) => return Ok(Graph::NEVER),
            Value::Object(members) => members,
            _ => return Err(Problem::new("a schema is an object or a boolean")),
        };
        if let Some(reference) = members.get("$ref")
            && !self.dialect.ref_has_siblings()
        {
            return self.reference(reference, place, depth);
        }
        let mut rules = Vec::new();
        self.references(members, place, depth, &mut rules)?;
        self.kinds(members, &mut rules)?;
        self.values(members, &mut rules)?;
        self.numbers(members, &mut rules)?;
        self.strings(members, &mut rules)?;
        self.array(members, place, depth, &mut rules)?;
        self.object(members, place, depth, &mut rules)?;
        self.joined(members, place, depth, &mut rules)?;
        self.unevaluated(members, place, depth, &mut rules)?;
        Ok(self.graph.all_of(rules))
    }

    pub(super) fn part(&mut self, value: &'a Value, place: Place<'a>, depth: usize) -> Read<Id> {
        let part = self.document.part(value, place.resource);
        self.schema(part, depth + 1)
    }

    fn parts(&mut self, value: &'a Value, place: Place<'a>, depth: usize) -> Read<Vec<Id>> {
        let parts = value.as_array().ok_or_else(|| Problem::new("this is a list of schemas"))?;
        let parts = parts.iter().enumerate();
        parts.map(|(at, part)| self.part(part, place, depth).map_err(|p| p.at(at))).collect()
    }

    pub(super) fn opaque(&mut self, rule: &str, value: &Value) -> Id {
        // References inside mean what they mean in this document alone.
        let text = value.to_string();
        let side = if text.contains("Ref\"") || text.contains("$ref\"") {
            format!(" of the {} schema", self.side)
        } else {
            String::new()
        };
        let text = format!("`{rule}`{side}: {text}");
        self.graph.add(Node::Opaque(text.into()))
    }

    /// What a `$ref` names. One that is not in the document is not understood, but equals itself.
    fn reference(&mut self, reference: &Value, place: Place<'a>, depth: usize) -> Read<Id> {
        let Some(text) = reference.as_str() else {
            return Err(Problem::new("this is a string").at("$ref"));
        };
        match self.target(text, place) {
            Some(target) => self.definition(target, depth + 1).map_err(|p| p.at("$ref")),
            None if text.starts_with('#') => {
                Err(Problem::new(format!("`{text}` names nothing")).at("$ref"))
            }
            None => Ok(self.graph.add(Node::Opaque(
                format!("`$ref` to {text}, which is not in the document").into(),
            ))),
        }
    }

    pub(super) fn target(&self, reference: &str, place: Place<'a>) -> Option<Place<'a>> {
        self.document.find(reference, place.resource)
    }

    fn references(
        &mut self,
        members: &'a Members,
        place: Place<'a>,
        depth: usize,
        rules: &mut Vec<Id>,
    ) -> Read<()> {
        if let Some(reference) = members.get("$ref") {
            rules.push(self.reference(reference, place, depth)?);
        }
        for keyword in ["$dynamicRef", "$recursiveRef"] {
            let Some(reference) = members.get(keyword) else { continue };
            if !self.dialect.has(keyword) {
                continue;
            }
            rules.push(if self.document.is_static() {
                self.reference(reference, place, depth)?
            } else {
                self.opaque(keyword, place.schema)
            });
        }
        Ok(())
    }

    fn kinds(&mut self, members: &'a Members, rules: &mut Vec<Id>) -> Read<()> {
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

    fn values(&mut self, members: &'a Members, rules: &mut Vec<Id>) -> Read<()> {
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

    fn numbers(&mut self, members: &'a Members, rules: &mut Vec<Id>) -> Read<()> {
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

    fn strings(&mut self, members: &'a Members, rules: &mut Vec<Id>) -> Read<()> {
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

    fn array(
        &mut self,
        members: &'a Members,
        place: Place<'a>,
        depth: usize,
        rules: &mut Vec<Id>,
    ) -> Read<()> {
        let mut array = Array {
            prefix: Vec::new(),
            rest: Graph::ANY,
            min: size(members, "minItems")?.unwrap_or(0),
            max: size(members, "maxItems")?,
            unique: members.get("uniqueItems").and_then(Value::as_bool) == Some(true),
        };
        if let Some(prefix) = members.get("prefixItems")
            && self.dialect.has("prefixItems")
        {
            array.prefix = self.parts(prefix, place, depth).map_err(|p| p.at("prefixItems"))?;
        }
        match members.get("items") {
            Some(list @ Value::Array(_)) if self.dialect.items_may_be_a_list() => {
                array.prefix = self.parts(list, place, depth).map_err(|p| p.at("items"))?;
                if let Some(rest) = members.get("additionalItems") {
                    array.rest =
                        self.part(rest, place, depth).map_err(|p| p.at("additionalItems"))?;
                }
            }
            Some(items) => {
                array.rest = self.part(items, place, depth).map_err(|p| p.at("items"))?;
            }
            None => {}
        }
        if array.rest == Graph::NEVER {
            // No items after the prefix, or no more than so many: one way to say it.
            let length = array.prefix.len() as u64;
            array.max = Some(array.max.map_or(length, |max| max.min(length)));
        }
        while array.prefix.last() == Some(&array.rest) {
            array.prefix.pop();
        }
        let trivial = array.prefix.is_empty() && array.rest == Graph::ANY && !array.unique;
        if !trivial || array.min > 0 || array.max.is_some() {
            rules.push(self.graph.add(Node::Array(array)));
        }
        if let Some(item) = members.get("contains")
            && self.dialect.has("contains")
        {
            let item = self.part(item, place, depth).map_err(|p| p.at("contains"))?;
            let bounded = self.dialect.has("minContains");
            let size = |keyword| if bounded { size(members, keyword) } else { Ok(None) };
            let (min, max) = (size("minContains")?.unwrap_or(1), size("maxContains")?);
            if min > 0 || max.is_some() {
                rules.push(self.graph.add(Node::Count(Count { from: 0, item, min, max })));
            }
        }
        Ok(())
    }

    fn object(
        &mut self,
        members: &'a Members,
        place: Place<'a>,
        depth: usize,
        rules: &mut Vec<Id>,
    ) -> Read<()> {
        let mut object = Object {
            properties: Vec::new(),
            patterns: Vec::new(),
            rest: Graph::ANY,
            required: names(members.get("required"))
                .map_err(|p| p.at("required"))?
                .into_iter()
                .map(|name| self.graph.name(name))
                .collect(),
            min: size(members, "minProperties")?.unwrap_or(0),
            max: size(members, "maxProperties")?,
            names: Graph::ANY,
        };
        object.required.sort_unstable();
        object.required.dedup();
        for (name, schema) in map(members, "properties")? {
            let id = self.part(schema, place, depth).map_err(|p| p.at(name).at("properties"))?;
            object.properties.push((self.graph.name(name), id));
        }
        object.properties.sort_unstable();
        for (pattern, schema) in map(members, "patternProperties")? {
            let id = self
                .part(schema, place, depth)
                .map_err(|p| p.at(pattern).at("patternProperties"))?;
            object.patterns.push((pattern.as_str().into(), id));
        }
        if let Some(rest) = members.get("additionalProperties") {
            object.rest =
                self.part(rest, place, depth).map_err(|p| p.at("additionalProperties"))?;
        }
        if let Some(schema) = members.get("propertyNames")
            && self.dialect.has("propertyNames")
        {
            object.names = self.part(schema, place, depth).map_err(|p| p.at("propertyNames"))?;
        }
        if object.patterns.is_empty() {
            // A property that says what every other one has to be says nothing.
            let rest = object.rest;
            object.properties.retain(|(_, id)| *id != rest);
        }
        let id = self.object_rule(object);
        rules.push(id);
        self.dependencies(members, place, depth, rules)
    }

    fn object_rule(&mut self, object: Object) -> Id {
        let trivial = object.properties.is_empty()
            && object.patterns.is_empty()
            && object.rest == Graph::ANY
            && object.required.is_empty()
            && object.names == Graph::ANY;
        if trivial && object.min == 0 && object.max.is_none() {
            return Graph::ANY;
        }
        self.graph.add(Node::Object(object))
    }

    /// The object has the property.
    pub(super) fn required(&mut self, names: &[&str]) -> Id {
        let mut required: Vec<_> = names.iter().map(|name| self.graph.name(name)).collect();
        required.sort_unstable();
        required.dedup();
        self.object_rule(Object {
            properties: Vec::new(),
            patterns: Vec::new(),
            rest: Graph::ANY,
            required,
            min: 0,
            max: None,
            names: Graph::ANY,
        })
    }

    fn dependencies(
        &mut self,
        members: &'a Members,
        place: Place<'a>,
        depth: usize,
        rules: &mut Vec<Id>,
    ) -> Read<()> {
        for keyword in ["dependencies", "dependentRequired", "dependentSchemas"] {
            if !self.dialect.has(keyword) {
                continue;
            }
            for (name, value) in map(members, keyword)? {
                let read = if value.is_array() && keyword != "dependentSchemas" {
                    names(Some(value)).map(|names| self.required(&names))
                } else if keyword == "dependentRequired" {
                    Err(Problem::new("this is a list of names"))
                } else {
                    self.part(value, place, depth)
                };
                let then = read.map_err(|p| p.at(name).at(keyword))?;
                let rule = self.if_present(name, then);
                rules.push(rule);
            }
        }
        Ok(())
    }

    /// An object that has the property holds to the node.
    pub(super) fn if_present(&mut self, name: &str, then: Id) -> Id {
        let present = self.required(&[name]);
        let absent = self.graph.not(present);
        let other = self.graph.kind(!Kinds::OBJECT);
        self.graph.any_of(vec![other, absent, then])
    }

    fn joined(
        &mut self,
        members: &'a Members,
        place: Place<'a>,
        depth: usize,
        rules: &mut Vec<Id>,
    ) -> Read<()> {
        if let Some(parts) = members.get("allOf") {
            rules.extend(self.parts(parts, place, depth).map_err(|p| p.at("allOf"))?);
        }
        if let Some(parts) = members.get("anyOf") {
            let parts = self.parts(parts, place, depth).map_err(|p| p.at("anyOf"))?;
            rules.push(self.graph.any_of(parts));
        }
        if let Some(parts) = members.get("oneOf") {
            let parts = self.parts(parts, place, depth).map_err(|p| p.at("oneOf"))?;
            rules.push(self.graph.one_of(parts));
        }
        if let Some(part) = members.get("not") {
            let part = self.part(part, place, depth).map_err(|p| p.at("not"))?;
            rules.push(self.graph.not(part));
        }
        if let Some(condition) = members.get("if")
            && self.dialect.has("if")
        {
            let condition = self.part(condition, place, depth).map_err(|p| p.at("if"))?;
            let opposite = self.graph.not(condition);
            for (keyword, unless) in [("then", opposite), ("else", condition)] {
                if let Some(part) = members.get(keyword) {
                    let part = self.part(part, place, depth).map_err(|p| p.at(keyword))?;
                    rules.push(self.graph.any_of(vec![unless, part]));
                }
            }
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

fn number(members: &Members, keyword: &str) -> Read<Option<Num>> {
    let Some(value) = members.get(keyword) else { return Ok(None) };
    let number: Option<&Number> = value.as_number();
    let num = number.and_then(Num::of);
    num.map(Some).ok_or_else(|| Problem::new("this is a number").at(keyword))
}

fn size(members: &Members, keyword: &str) -> Read<Option<u64>> {
    match number(members, keyword)? {
        None => Ok(None),
        Some(Num::Integer(size)) if size >= 0 => Ok(Some(u64::try_from(size).unwrap_or(u64::MAX))),
        Some(Num::Float(size)) if size >= 1e30 => Ok(Some(u64::MAX)),
        Some(_) => Err(Problem::new("this is a whole number, not below zero").at(keyword)),
    }
}

fn text<'a>(members: &'a Members, keyword: &str) -> Read<Option<&'a str>> {
    let Some(value) = members.get(keyword) else { return Ok(None) };
    let text = value.as_str();
    text.map(Some).ok_or_else(|| Problem::new("this is a string").at(keyword))
}

fn names(value: Option<&Value>) -> Read<Vec<&str>> {
    let problem = || Problem::new("this is a list of names");
    let Some(value) = value else { return Ok(Vec::new()) };
    let names = value.as_array().ok_or_else(problem)?;
    names.iter().map(|name| name.as_str().ok_or_else(problem)).collect()
}

fn map<'a>(
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

/// A pattern, shared.
pub(super) type Pattern = Rc<str>;
