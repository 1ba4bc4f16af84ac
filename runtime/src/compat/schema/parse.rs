//! Keywords into nodes.

use std::collections::HashMap;

use serde_json::Value;

use super::dialect::Dialect;
use super::document::{Document, Place, is_too_deep};
use super::graph::Graph;
use super::keyword::{Members, Problem, Read};
use super::node::{Id, Node};
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

    pub(super) fn parts(
        &mut self,
        value: &'a Value,
        place: Place<'a>,
        depth: usize,
    ) -> Read<Vec<Id>> {
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
