//! The keywords of arrays and objects.

use serde_json::Value;

use super::document::Place;
use super::graph::Graph;
use super::keyword::{Members, Problem, Read, map, names, size};
use super::kinds::Kinds;
use super::node::{Array, Count, Id, Node, Object};
use super::parse::Reader;

impl<'a> Reader<'_, 'a> {
    pub(super) fn array(
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

    pub(super) fn object(
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
}
