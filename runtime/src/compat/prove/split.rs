//! What a question depends on: the alternatives of a literal, or the values that a leaf needs.

use serde_json::Value;

use super::engine::{Engine, Plan, Shape, not_understood};
use super::question::Question;
use crate::compat::schema::{
    Array, Count, Exists, Graph, Id, Kinds, Literal, Node, Num, Object, Truth,
};
use crate::compat::verdict::Reason;

/// What is to be done about a question.
#[derive(Debug)]
pub(super) enum Step {
    /// It is answered: by a value, or by a reason for which there may be one, or there is none.
    Answer(Option<Value>, Option<Reason>),
    /// It is answered by the first of these plans; there may be an answer in any case for the reason.
    Plans(Vec<Plan>, Option<Reason>),
}

impl Step {
    pub(super) const NONE: Self = Self::Answer(None, None);
}

/// How many alternatives are followed, and how many literals they may have together.
const OPTIONS: usize = 5_000;
const LITERALS: usize = 200_000;

/// An alternative: literals that are put in the place of another.
type Option_ = Vec<Literal>;

impl Engine<'_> {
    pub(super) fn step(&mut self, question: &Question, is_first: bool) -> Step {
        if let Some(step) = self.listed(question) {
            return step;
        }
        let mut doubt = None;
        for value in [Value::Null, Value::Bool(false), Value::Bool(true)] {
            if !question.kinds.has(Kinds::of(&value)) {
                continue;
            }
            match self.graph.holds(&question.literals, &value) {
                Truth::Yes => return Step::Answer(Some(value), None),
                Truth::Unknown => doubt = Some(not_understood(self.graph, &question.literals)),
                Truth::No => {}
            }
        }
        let groups = [Kinds::NUMBER, Kinds::STRING, Kinds::ARRAY, Kinds::OBJECT];
        let groups: Vec<Kinds> = groups
            .into_iter()
            .map(|group| group & question.kinds)
            .filter(|g| !g.is_empty())
            .collect();
        match groups.as_slice() {
            [] => Step::Answer(None, doubt),
            [group] if *group == question.kinds => self.split(question, is_first),
            _ => {
                let mut plans = Vec::new();
                for group in groups {
                    if let Some(question) = question.with(self.graph, group, &[]) {
                        plans.push(Plan::new(Shape::Same, vec![self.place(question)]));
                    }
                }
                Step::Plans(plans, doubt)
            }
        }
    }

    /// A question about listed values: they are tried.
    fn listed(&mut self, question: &Question) -> Option<Step> {
        let lists = question.literals.iter().filter(|literal| literal.holds);
        let places = lists
            .filter_map(|literal| match self.graph.node(literal.node) {
                Node::Values(places) => Some(places),
                _ => None,
            })
            .min_by_key(|places| places.len())?
            .clone();
        let mut doubt = None;
        for place in places {
            let value = self.graph.value_at(place).clone();
            let mut spellings = vec![value.clone()];
            if let Value::Number(number) = &value
                && let Some(num) = Num::of(number)
            {
                spellings = [num.written(true), num.written(false)].into_iter().flatten().collect();
            }
            for value in spellings {
                if !question.kinds.has(Kinds::of(&value)) {
                    continue;
                }
                match self.graph.holds(&question.literals, &value) {
                    Truth::Yes => return Some(Step::Answer(Some(value), None)),
                    Truth::Unknown => doubt = Some(not_understood(self.graph, &question.literals)),
                    Truth::No => {}
                }
            }
        }
        Some(Step::Answer(None, doubt))
    }

    /// A question about one kind of value.
    fn split(&mut self, question: &Question, is_first: bool) -> Step {
        // What holds comes first: it tells which of what does not hold matters.
        let best = self.fewest(question, true).or_else(|| self.fewest(question, false));
        let Some((literal, options)) = best else { return self.leaf(question) };
        let Some(options) = options else { return Step::Answer(None, Some(Reason::GaveUp)) };
        if !literal.holds && is_first {
            let has_options = |literal: &&Literal| !literal.holds && self.has_options(**literal);
            let refusals: Vec<Literal> =
                question.literals.iter().filter(has_options).copied().collect();
            if refusals.len() > 1 {
                return self.gate(question, &refusals);
            }
        }
        let mut plans = Vec::new();
        for option in options {
            if self.is_exhausted() {
                return Step::Answer(None, Some(Reason::GaveUp));
            }
            if let Some(question) = question.instead(self.graph, literal, &option) {
                plans.push(Plan::new(Shape::Same, vec![self.place(question)]));
            }
        }
        Step::Plans(plans, None)
    }

    /// The literal with the fewest alternatives, of those that hold or of those that do not.
    ///
    /// Its alternatives are left out where there are too many of them.
    fn fewest(
        &mut self,
        question: &Question,
        holds: bool,
    ) -> Option<(Literal, Option<Vec<Option_>>)> {
        let mut best: Option<(Literal, Option<Vec<Option_>>)> = None;
        for literal in question.literals.iter().filter(|literal| literal.holds == holds) {
            if !self.has_options(*literal) {
                continue;
            }
            let options = self.options(question, *literal);
            let count =
                |options: &Option<Vec<Option_>>| options.as_ref().map_or(usize::MAX, Vec::len);
            if best.as_ref().is_none_or(|(_, least)| count(&options) < count(least)) {
                best = Some((*literal, options));
            }
        }
        best
    }

    /// Before several literals are refused together, each is refused alone: if that cannot be, nothing else need be tried.
    fn gate(&mut self, question: &Question, refusals: &[Literal]) -> Step {
        let mut needs = Vec::new();
        let mut others = question.literals.clone();
        others.retain(|literal| refusals.binary_search(literal).is_err());
        for refusal in refusals {
            let literals = [others.as_slice(), &[*refusal]].concat();
            let Some(part) = Question::new(self.graph, question.kinds, literals) else {
                return Step::NONE;
            };
            needs.push(self.place(part));
        }
        needs.sort_unstable();
        needs.dedup();
        Step::Plans(vec![Plan::new(Shape::Gate, needs)], None)
    }

    fn leaf(&mut self, question: &Question) -> Step {
        if question.kinds == Kinds::STRING {
            self.text(question)
        } else if question.kinds == Kinds::ARRAY {
            self.array(question)
        } else if question.kinds == Kinds::OBJECT {
            self.object(question)
        } else {
            self.number(question)
        }
    }

    /// Whether a literal has alternatives. The others are for the leaves.
    fn has_options(&self, literal: Literal) -> bool {
        match self.graph.node(literal.node) {
            Node::Any(_) => literal.holds,
            Node::One(_) => true,
            Node::All(_) | Node::Array(_) | Node::Count(_) | Node::Repeats | Node::Object(_) => {
                !literal.holds
            }
            _ => false,
        }
    }

    /// The alternatives of a literal.
    fn options(&mut self, question: &Question, literal: Literal) -> Option<Vec<Option_>> {
        let node = self.graph.shared(literal.node);
        let single = |literals: Vec<Literal>| literals.into_iter().map(|one| vec![one]).collect();
        let rules = match (&*node, literal.holds) {
            (Node::Any(ids), _) => {
                return Some(single(ids.iter().copied().map(Literal::yes).collect()));
            }
            (Node::All(ids), _) => {
                return Some(single(ids.iter().copied().map(Literal::no).collect()));
            }
            (Node::One(ids), true) => return self.just_one(question, ids),
            (Node::One(ids), false) => return self.none_or_two(question, ids),
            (Node::Array(array), _) => self.not_array(array),
            (Node::Count(count), _) => self.not_count(count),
            (Node::Object(object), _) => self.not_object(question, object),
            _ => vec![self.graph.add(Node::Array(Array { unique: true, ..any_array() }))],
        };
        Some(single(rules.into_iter().map(Literal::yes).collect()))
    }

    fn just_one(&mut self, question: &Question, ids: &[Id]) -> Option<Vec<Option_>> {
        let mut options = Vec::new();
        let mut size = 0;
        for (at, id) in ids.iter().enumerate() {
            let mut option = vec![Literal::yes(*id)];
            for (other_at, other) in ids.iter().enumerate() {
                if other_at != at && !self.are_disjoint(question, *id, *other) {
                    option.push(Literal::no(*other));
                }
            }
            size += option.len();
            if size > LITERALS {
                return None;
            }
            options.push(option);
        }
        Some(options)
    }

    fn none_or_two(&mut self, question: &Question, ids: &[Id]) -> Option<Vec<Option_>> {
        let mut options = vec![ids.iter().copied().map(Literal::no).collect::<Vec<_>>()];
        for (at, id) in ids.iter().enumerate() {
            for other in &ids[..at] {
                if !self.are_disjoint(question, *id, *other) {
                    options.push(vec![Literal::yes(*id), Literal::yes(*other)]);
                }
            }
            if options.len() > OPTIONS {
                return None;
            }
        }
        Some(options)
    }

    fn are_disjoint(&mut self, question: &Question, one: Id, other: Id) -> bool {
        self.graph.spend(1);
        let kinds = question.kinds & self.graph.may(one) & self.graph.may(other);
        if kinds.is_empty() {
            return true;
        }
        kinds == Kinds::OBJECT && {
            let facts = self.graph.facts(one);
            facts.are_disjoint(&self.graph.facts(other))
        }
    }

    fn not_array(&mut self, array: &Array) -> Vec<Id> {
        let mut rules = Vec::new();
        for (at, id) in array.prefix.iter().enumerate() {
            if *id == Graph::ANY {
                continue;
            }
            let mut prefix = vec![Graph::ANY; at];
            prefix.push(self.graph.not(*id));
            rules.push(Node::Array(Array { prefix, min: at as u64 + 1, ..any_array() }));
        }
        if array.rest != Graph::ANY {
            let item = self.graph.not(array.rest);
            let from = array.prefix.len();
            rules.push(Node::Count(Count { from, item, min: 1, max: None }));
        }
        if let Some(max) = array.min.checked_sub(1) {
            rules.push(Node::Array(Array { max: Some(max), ..any_array() }));
        }
        if let Some(min) = array.max.and_then(|max| max.checked_add(1)) {
            rules.push(Node::Array(Array { min, ..any_array() }));
        }
        if array.unique {
            rules.push(Node::Repeats);
        }
        rules.into_iter().map(|rule| self.graph.add(rule)).collect()
    }

    fn not_count(&mut self, count: &Count) -> Vec<Id> {
        let mut rules = Vec::new();
        if let Some(max) = count.min.checked_sub(1) {
            rules.push(Node::Count(Count { min: 0, max: Some(max), ..count.clone() }));
        }
        if let Some(min) = count.max.and_then(|max| max.checked_add(1)) {
            rules.push(Node::Count(Count { min, max: None, ..count.clone() }));
        }
        rules.into_iter().map(|rule| self.graph.add(rule)).collect()
    }

    /// What an object may be like that breaks the rule, without what the question rules out.
    fn not_object(&mut self, question: &Question, object: &Object) -> Vec<Id> {
        let mut known = Vec::new();
        for literal in question.literals.iter().filter(|literal| literal.holds) {
            known.extend(match &*self.graph.shared(literal.node) {
                Node::Object(object) => Some(object.clone()),
                _ => None,
            });
        }
        let mut rules = Vec::new();
        for (name, id) in &object.properties {
            if !self.is_settled(&known, *name, *id) {
                let properties = vec![(*name, self.graph.not(*id))];
                let required = vec![*name];
                rules.push(Node::Object(Object { properties, required, ..any_object() }));
            }
        }
        for (pattern, id) in &object.patterns {
            let is_same = |other: &Object| other.patterns.contains(&(pattern.clone(), *id));
            if *id != Graph::ANY && !known.iter().any(is_same) {
                let value = self.graph.not(*id);
                rules.push(Node::Exists(Exists {
                    like: Some(pattern.clone()),
                    value,
                    ..any_property()
                }));
            }
        }
        if object.rest != Graph::ANY && !known.iter().any(|other| covers(other, object)) {
            let value = self.graph.not(object.rest);
            rules.push(Node::Exists(Exists {
                except: object.properties.iter().map(|(name, _)| *name).collect(),
                unlike: object.patterns.iter().map(|(pattern, _)| pattern.clone()).collect(),
                value,
                ..any_property()
            }));
        }
        for name in &object.required {
            if !known.iter().any(|other| other.required.binary_search(name).is_ok()) {
                let properties = vec![(*name, Graph::NEVER)];
                rules.push(Node::Object(Object { properties, ..any_object() }));
            }
        }
        if let Some(max) = object.min.checked_sub(1) {
            rules.push(Node::Object(Object { max: Some(max), ..any_object() }));
        }
        if let Some(min) = object.max.and_then(|max| max.checked_add(1)) {
            rules.push(Node::Object(Object { min, ..any_object() }));
        }
        if object.names != Graph::ANY && !known.iter().any(|other| other.names == object.names) {
            let name = self.graph.not(object.names);
            rules.push(Node::Exists(Exists { name, ..any_property() }));
        }
        rules.into_iter().map(|rule| self.graph.add(rule)).collect()
    }

    /// Whether objects that are known to be such have nothing under the name that breaks the node.
    fn is_settled(&mut self, known: &[Object], name: crate::compat::schema::Name, id: Id) -> bool {
        let text = self.graph.text(name);
        known.iter().any(|object| {
            let (rules, _) = self.graph.rules_for(object, &text);
            rules.iter().any(|rule| *rule == id || self.graph.all(id).has(self.graph.may(*rule)))
        })
    }
}

/// Whether the one rule says of every other name what the other says.
fn covers(one: &Object, other: &Object) -> bool {
    let is_fine = |id: Id| id == other.rest || id == Graph::NEVER;
    let is_listed = |name| other.properties.binary_search_by_key(name, |(name, _)| *name).is_ok();
    is_fine(one.rest)
        && one.properties.iter().all(|(name, id)| is_fine(*id) || is_listed(name))
        && one.patterns.iter().all(|(pattern, id)| {
            is_fine(*id) || other.patterns.iter().any(|(text, _)| text == pattern)
        })
}

pub(super) fn any_array() -> Array {
    Array { prefix: Vec::new(), rest: Graph::ANY, min: 0, max: None, unique: false }
}

pub(super) fn any_object() -> Object {
    Object {
        properties: Vec::new(),
        patterns: Vec::new(),
        rest: Graph::ANY,
        required: Vec::new(),
        min: 0,
        max: None,
        names: Graph::ANY,
    }
}

fn any_property() -> Exists {
    Exists {
        except: Vec::new(),
        like: None,
        unlike: Vec::new(),
        name: Graph::ANY,
        value: Graph::ANY,
    }
}
