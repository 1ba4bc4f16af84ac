//! `unevaluatedProperties` and `unevaluatedItems`: closed objects whose members are declared in several places.

use std::rc::Rc;

use serde_json::{Map, Value};

use super::document::Place;
use super::graph::{Graph, Name};
use super::keyword::Problem;
use super::kinds::Kinds;
use super::node::{Array, Id, Node, Object};
use super::parse::Reader;

/// How many combinations of branches are written out, and how far they nest.
const WAYS: usize = 64;
const DEPTH: usize = 12;

/// Which properties a schema has looked at, on a condition.
#[derive(Debug, Clone, Default)]
struct Way {
    conditions: Vec<Id>,
    names: Vec<Name>,
    patterns: Vec<Rc<str>>,
    all: bool,
}

impl Way {
    fn and(&self, other: &Self) -> Self {
        Self {
            conditions: [self.conditions.as_slice(), &other.conditions].concat(),
            names: [self.names.as_slice(), &other.names].concat(),
            patterns: [self.patterns.as_slice(), &other.patterns].concat(),
            all: self.all || other.all,
        }
    }
}

fn product(left: &[Way], right: &[Way]) -> Option<Vec<Way>> {
    if left.len() * right.len() > WAYS {
        return None;
    }
    Some(left.iter().flat_map(|one| right.iter().map(move |two| one.and(two))).collect())
}

impl<'a> Reader<'_, 'a> {
    pub(super) fn unevaluated(
        &mut self,
        members: &'a Map<String, Value>,
        place: Place<'a>,
        depth: usize,
        rules: &mut Vec<Id>,
    ) -> Result<(), Problem> {
        if let Some(schema) = members.get("unevaluatedProperties")
            && self.dialect.has("unevaluatedProperties")
        {
            let rest = self.part(schema, place, depth)?;
            let ways =
                if rest == Graph::ANY { Some(Vec::new()) } else { self.ways(place, true, DEPTH)? };
            rules.push(match ways {
                Some(ways) if ways.is_empty() => Graph::ANY,
                Some(ways) => {
                    let mut ways: Vec<Id> =
                        ways.into_iter().map(|way| self.closed(way, rest)).collect();
                    // The conditions are about objects; nothing is said of other values.
                    ways.push(self.graph.kind(!Kinds::OBJECT));
                    self.graph.any_of(ways)
                }
                None => self.opaque("unevaluatedProperties", place.schema),
            });
        }
        if let Some(schema) = members.get("unevaluatedItems")
            && self.dialect.has("unevaluatedItems")
        {
            let rest = self.part(schema, place, depth)?;
            rules.push(self.unevaluated_items(members, place, depth, rest)?);
        }
        Ok(())
    }

    fn unevaluated_items(
        &mut self,
        members: &'a Map<String, Value>,
        place: Place<'a>,
        depth: usize,
        rest: Id,
    ) -> Result<Id, Problem> {
        const ELSEWHERE: [&str; 12] = [
            "$ref",
            "$dynamicRef",
            "$recursiveRef",
            "allOf",
            "anyOf",
            "oneOf",
            "if",
            "then",
            "else",
            "not",
            "contains",
            "dependentSchemas",
        ];
        let list = |keyword| members.get(keyword).and_then(Value::as_array);
        let prefix = if self.dialect.has("prefixItems") { list("prefixItems") } else { None };
        let listed = if self.dialect.items_may_be_a_list() { list("items") } else { None };
        let is_complete = (members.contains_key("items") && listed.is_none())
            || (listed.is_some() && members.contains_key("additionalItems"));
        if rest == Graph::ANY || is_complete {
            return Ok(Graph::ANY);
        }
        if ELSEWHERE.iter().any(|keyword| members.contains_key(*keyword)) {
            return Ok(self.opaque("unevaluatedItems", place.schema));
        }
        let mut ids = Vec::new();
        for part in listed.or(prefix).into_iter().flatten() {
            ids.push(self.part(part, place, depth)?);
        }
        let max = (rest == Graph::NEVER).then_some(ids.len() as u64);
        Ok(self.graph.add(Node::Array(Array { prefix: ids, rest, min: 0, max, unique: false })))
    }

    fn closed(&mut self, way: Way, rest: Id) -> Id {
        let mut rules = way.conditions;
        if !way.all {
            let mut properties: Vec<_> =
                way.names.into_iter().map(|name| (name, Graph::ANY)).collect();
            properties.sort_unstable();
            properties.dedup();
            let patterns = way.patterns.into_iter().map(|pattern| (pattern, Graph::ANY)).collect();
            rules.push(self.graph.add(Node::Object(Object {
                properties,
                patterns,
                rest,
                required: Vec::new(),
                min: 0,
                max: None,
                names: Graph::ANY,
            })));
        }
        self.graph.all_of(rules)
    }

    /// The ways in which a schema looks at properties; `None` when there are too many.
    ///
    /// At the top, what is asked for is what the keyword's neighbours have looked at.
    fn ways(
        &mut self,
        place: Place<'a>,
        is_top: bool,
        depth: usize,
    ) -> Result<Option<Vec<Way>>, Problem> {
        let Value::Object(members) = place.schema else { return Ok(Some(vec![Way::default()])) };
        let Some(depth) = depth.checked_sub(1) else { return Ok(None) };
        let is_ref = members.contains_key("$dynamicRef") || members.contains_key("$recursiveRef");
        if is_ref {
            return Ok(None);
        }
        let keys = |keyword| members.get(keyword).and_then(Value::as_object).into_iter().flatten();
        let way = Way {
            conditions: Vec::new(),
            names: keys("properties").map(|(name, _)| self.graph.name(name)).collect(),
            patterns: keys("patternProperties").map(|(text, _)| text.as_str().into()).collect(),
            all: members.contains_key("additionalProperties")
                || (!is_top && members.contains_key("unevaluatedProperties")),
        };
        let mut ways = vec![way];
        for factor in self.factors(members, place, depth)? {
            match factor.and_then(|factor| product(&ways, &factor)) {
                Some(combined) => ways = combined,
                None => return Ok(None),
            }
        }
        Ok(Some(ways))
    }

    /// The ways of each keyword that has schemas for the same object.
    fn factors(
        &mut self,
        members: &'a Map<String, Value>,
        place: Place<'a>,
        depth: usize,
    ) -> Result<Vec<Option<Vec<Way>>>, Problem> {
        let mut factors = Vec::new();
        if let Some(reference) = members.get("$ref").and_then(Value::as_str) {
            factors.push(match self.target(reference, place) {
                Some(target) => self.ways(target, false, depth)?,
                None => None,
            });
        }
        let list = |keyword| members.get(keyword).and_then(Value::as_array).into_iter().flatten();
        for part in list("allOf") {
            factors.push(self.ways(Place { schema: part, ..place }, false, depth)?);
        }
        if members.contains_key("oneOf") {
            let mut sum = Some(Vec::new());
            for part in list("oneOf") {
                let ways = self.on_condition(part, place, depth)?;
                sum = sum.zip(ways).map(|(sum, ways)| [sum, ways].concat());
            }
            factors.push(sum);
        }
        if members.contains_key("anyOf") {
            // Each branch that holds has looked. The more of them, the more may stand there, so a set of branches that
            // hold may be any of those that do.
            let mut sum = Some(Vec::new());
            for part in list("anyOf") {
                let ways = self.on_condition(part, place, depth)?;
                sum = sum.zip(ways).and_then(|(sum, ways): (Vec<Way>, _)| {
                    let both = product(&sum, &ways)?;
                    let all = [sum, both, ways].concat();
                    (all.len() <= WAYS).then_some(all)
                });
            }
            factors.push(sum);
        }
        if let Some(condition) = members.get("if") {
            let id = self.part(condition, place, depth)?;
            let holds = self.on_condition(condition, place, depth)?;
            let then = members.get("then").map(|part| Place { schema: part, ..place });
            let then =
                then.map_or(Ok(Some(vec![Way::default()])), |p| self.ways(p, false, depth))?;
            let holds = holds.zip(then).and_then(|(holds, then)| product(&holds, &then));
            let other = members.get("else").map(|part| Place { schema: part, ..place });
            let other =
                other.map_or(Ok(Some(vec![Way::default()])), |p| self.ways(p, false, depth))?;
            let fails = Way { conditions: vec![self.graph.not(id)], ..Way::default() };
            let fails = other.and_then(|other| product(&[fails], &other));
            factors.push(holds.zip(fails).map(|(holds, fails)| [holds, fails].concat()));
        }
        let map = |keyword| members.get(keyword).and_then(Value::as_object).into_iter().flatten();
        for (name, part) in map("dependentSchemas").chain(map("dependencies")) {
            if part.is_array() {
                continue;
            }
            let present = self.required(&[name]);
            let absent = Way { conditions: vec![self.graph.not(present)], ..Way::default() };
            let present = Way { conditions: vec![present], ..Way::default() };
            let ways = self.ways(Place { schema: part, ..place }, false, depth)?;
            let ways = ways.and_then(|ways| product(&[present], &ways));
            factors.push(ways.map(|ways| [vec![absent], ways].concat()));
        }
        Ok(factors)
    }

    /// The ways of a branch, each on the condition that the branch holds.
    fn on_condition(
        &mut self,
        part: &'a Value,
        place: Place<'a>,
        depth: usize,
    ) -> Result<Option<Vec<Way>>, Problem> {
        let id = self.part(part, place, depth)?;
        let holds = Way { conditions: vec![id], ..Way::default() };
        let ways = self.ways(Place { schema: part, ..place }, false, depth)?;
        Ok(ways.and_then(|ways| product(&[holds], &ways)))
    }
}
