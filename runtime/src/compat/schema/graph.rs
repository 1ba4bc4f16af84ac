//! The nodes of both schemas.

use std::collections::HashMap;
use std::rc::Rc;

use serde_json::Value;

use super::facts::Facts;
use super::kinds::Kinds;
use super::node::{Bound, Id, Node};
use super::num::{Num, equal};
use crate::compat::text::{Term, Terms};

/// The name of a property, by its place in the graph's list of names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(in crate::compat) struct Name(u32);

/// The nodes of both schemas, each once, with the names, values and patterns they speak of.
#[derive(Debug)]
pub(in crate::compat) struct Graph {
    nodes: Vec<Rc<Node>>,
    places: HashMap<Rc<Node>, Id>,
    /// Per node: the kinds of values that may hold to it, and those of which each value does.
    kinds: Vec<(Kinds, Kinds)>,
    /// `None` while a definition is being read.
    definitions: Vec<Option<Id>>,
    names: Vec<Rc<str>>,
    name_places: HashMap<Rc<str>, Name>,
    values: Vec<Value>,
    value_places: HashMap<String, u32>,
    pub(in crate::compat) terms: Terms,
    /// How much was looked at, in steps that take about the same time.
    work: u64,
    patterns: HashMap<Rc<str>, Option<Term>>,
    /// Per node, where they were asked for.
    facts: Vec<Option<Rc<Facts>>>,
}

impl Graph {
    pub(in crate::compat) const ANY: Id = Id(0);
    pub(in crate::compat) const NEVER: Id = Id(1);

    pub(in crate::compat) fn new() -> Self {
        let mut graph = Self {
            nodes: Vec::new(),
            places: HashMap::new(),
            kinds: Vec::new(),
            definitions: Vec::new(),
            names: Vec::new(),
            name_places: HashMap::new(),
            values: Vec::new(),
            value_places: HashMap::new(),
            terms: Terms::new(),
            work: 0,
            patterns: HashMap::new(),
            facts: Vec::new(),
        };
        graph.add(Node::Kinds(Kinds::ANY));
        graph.add(Node::Kinds(Kinds::NONE));
        graph
    }

    pub(in crate::compat) fn node(&self, id: Id) -> &Node {
        &self.nodes[id.0 as usize]
    }

    /// The node, to hold on to while the graph changes.
    pub(in crate::compat) fn shared(&self, id: Id) -> Rc<Node> {
        Rc::clone(&self.nodes[id.0 as usize])
    }

    /// Counts steps.
    pub(in crate::compat) fn spend(&mut self, steps: usize) {
        self.work += steps as u64;
    }

    pub(in crate::compat) fn work(&self) -> u64 {
        self.work
    }

    pub(in crate::compat) fn len(&self) -> usize {
        self.nodes.len()
    }

    /// The kinds of values that may hold to a node.
    pub(in crate::compat) fn may(&self, id: Id) -> Kinds {
        self.kinds[self.resolved(id).0 as usize].0
    }

    /// The kinds of which every value holds to a node.
    pub(in crate::compat) fn all(&self, id: Id) -> Kinds {
        self.kinds[self.resolved(id).0 as usize].1
    }

    /// The node itself, or what it refers to.
    pub(in crate::compat) fn resolved(&self, mut id: Id) -> Id {
        // Definitions that only name each other were refused after reading, so this ends; during reading, the
        // bound ends it.
        for _ in 0..self.definitions.len() {
            match self.node(id) {
                Node::Ref(definition) => match self.definitions[*definition as usize] {
                    Some(target) => id = target,
                    None => break,
                },
                _ => break,
            }
        }
        id
    }

    pub(in crate::compat) fn add(&mut self, node: Node) -> Id {
        if let Some(id) = self.places.get(&node) {
            return *id;
        }
        let id = Id(u32::try_from(self.nodes.len()).expect("fewer nodes than the budget"));
        self.kinds.push(self.kinds_of(&node));
        let node = Rc::new(node);
        self.nodes.push(Rc::clone(&node));
        self.places.insert(node, id);
        id
    }

    pub(in crate::compat) fn all_of(&mut self, mut ids: Vec<Id>) -> Id {
        ids.retain(|id| *id != Self::ANY);
        ids.sort_unstable();
        ids.dedup();
        if ids.contains(&Self::NEVER) {
            return Self::NEVER;
        }
        self.filter_values(&mut ids);
        match ids.as_slice() {
            [] => Self::ANY,
            [one] => *one,
            _ => self.add(Node::All(ids)),
        }
    }

    pub(in crate::compat) fn any_of(&mut self, mut ids: Vec<Id>) -> Id {
        ids.retain(|id| *id != Self::NEVER);
        self.join_values(&mut ids, true);
        ids.sort_unstable();
        ids.dedup();
        if ids.contains(&Self::ANY) {
            return Self::ANY;
        }
        match ids.as_slice() {
            [] => Self::NEVER,
            [one] => *one,
            _ => self.add(Node::Any(ids)),
        }
    }

    pub(in crate::compat) fn one_of(&mut self, mut ids: Vec<Id>) -> Id {
        ids.retain(|id| *id != Self::NEVER);
        self.join_values(&mut ids, false);
        ids.sort_unstable(); // the same option twice is no mistake of ours: then it never holds alone
        match ids.as_slice() {
            [] => Self::NEVER,
            [one] => *one,
            _ => self.add(Node::One(ids)),
        }
    }

    /// A list of values beside a kind is a shorter list.
    fn filter_values(&mut self, ids: &mut Vec<Id>) {
        let kinds = ids.iter().find_map(|id| match self.node(*id) {
            Node::Kinds(kinds) => Some((*id, *kinds)),
            _ => None,
        });
        let Some((kinds_id, kinds)) = kinds else { return };
        for at in 0..ids.len() {
            let Node::Values(places) = &*self.shared(ids[at]) else { continue };
            let all = |place: &u32| self.kinds_of_values(std::slice::from_ref(place)).0;
            // To draft 4 an integer is of the kind or not, by its spelling.
            if places.iter().any(|place| !kinds.has(all(place)) && kinds.meets(all(place))) {
                return;
            }
            let left: Vec<u32> =
                places.iter().copied().filter(|place| kinds.has(all(place))).collect();
            ids[at] = if left.is_empty() { Self::NEVER } else { self.add(Node::Values(left)) };
            ids.retain(|id| *id != kinds_id);
            return;
        }
    }

    /// Lists of values become one list; where exactly one may hold, only if no value is in two of them.
    fn join_values(&mut self, ids: &mut Vec<Id>, may_overlap: bool) {
        let is_list = |id: &Id| matches!(self.node(*id), Node::Values(_));
        let (lists, others): (Vec<Id>, Vec<Id>) = ids.iter().copied().partition(is_list);
        if lists.len() < 2 {
            return;
        }
        let mut all: Vec<u32> = Vec::new();
        for list in lists {
            if let Node::Values(places) = self.node(list) {
                all.extend(places);
            }
        }
        let before = all.len();
        all.sort_unstable();
        all.dedup();
        if may_overlap || all.len() == before {
            *ids = others;
            ids.push(self.add(Node::Values(all)));
        }
    }

    pub(in crate::compat) fn not(&mut self, id: Id) -> Id {
        match self.node(id) {
            Node::Not(inner) => *inner,
            Node::Kinds(kinds) => {
                let others = !*kinds;
                self.add(Node::Kinds(others))
            }
            _ => self.add(Node::Not(id)),
        }
    }

    pub(in crate::compat) fn kind(&mut self, kinds: Kinds) -> Id {
        self.add(Node::Kinds(kinds))
    }

    /// The multiples of a number. Those of 1 are a kind of their own.
    pub(in crate::compat) fn multiple(&mut self, step: Num) -> Id {
        match step {
            Num::Integer(1) => self.kind(!Kinds::FRACTION),
            _ => self.add(Node::Multiple(step)),
        }
    }

    pub(in crate::compat) fn low(&mut self, num: Num, bound: Bound) -> Id {
        self.add(Node::Low(num, bound))
    }

    pub(in crate::compat) fn high(&mut self, num: Num, bound: Bound) -> Id {
        self.add(Node::High(num, bound))
    }

    /// A place for a definition that is being read.
    pub(super) fn reserve(&mut self) -> u32 {
        self.definitions.push(None);
        u32::try_from(self.definitions.len() - 1).expect("fewer definitions than the budget")
    }

    pub(super) fn define(&mut self, definition: u32, id: Id) {
        self.definitions[definition as usize] = Some(id);
    }

    pub(in crate::compat) fn name(&mut self, text: &str) -> Name {
        if let Some(name) = self.name_places.get(text) {
            return *name;
        }
        let text: Rc<str> = text.into();
        let name = Name(u32::try_from(self.names.len()).expect("fewer names than the budget"));
        self.names.push(Rc::clone(&text));
        self.name_places.insert(text, name);
        name
    }

    /// The name with this text, if a schema mentions it.
    pub(in crate::compat) fn known_name(&self, text: &str) -> Option<Name> {
        self.name_places.get(text).copied()
    }

    pub(in crate::compat) fn text(&self, name: Name) -> Rc<str> {
        Rc::clone(&self.names[name.0 as usize])
    }

    pub(in crate::compat) fn value(&mut self, value: &Value) -> u32 {
        let key = canonical(value);
        if let Some(place) = self.value_places.get(&key) {
            return *place;
        }
        let place = u32::try_from(self.values.len()).expect("fewer values than the budget");
        self.values.push(value.clone());
        self.value_places.insert(key, place);
        place
    }

    pub(in crate::compat) fn value_at(&self, place: u32) -> &Value {
        &self.values[place as usize]
    }

    /// Whether a value is one of these.
    pub(super) fn is_among(&self, places: &[u32], value: &Value) -> bool {
        if places.len() > 8 {
            let place = self.value_places.get(&canonical(value));
            return place.is_some_and(|place| places.binary_search(place).is_ok());
        }
        places.iter().any(|place| equal(self.value_at(*place), value))
    }

    /// The strings that hold to a pattern, if it is one that we understand.
    pub(in crate::compat) fn pattern(&mut self, pattern: &Rc<str>) -> Option<Term> {
        if let Some(term) = self.patterns.get(pattern) {
            return *term;
        }
        let term = self.terms.pattern(pattern);
        self.patterns.insert(Rc::clone(pattern), term);
        term
    }

    /// The parts that have to do with the same value as the node.
    pub(super) fn in_place(&self, id: Id) -> &[Id] {
        match self.node(id) {
            Node::All(ids) | Node::Any(ids) | Node::One(ids) => ids,
            Node::Not(id) => std::slice::from_ref(id),
            Node::Ref(definition) => self.definitions[*definition as usize].as_slice(),
            _ => &[],
        }
    }

    /// Whether a node, or one that was added after these, is a part of itself without anything in between.
    pub(super) fn leads_back(&self, before: usize) -> bool {
        #[derive(Clone, Copy, PartialEq)]
        enum Mark {
            New,
            Open,
            Done,
        }
        let mut marks = vec![Mark::New; self.nodes.len()];
        for start in before..self.nodes.len() {
            let start = Id(u32::try_from(start).expect("fewer nodes than the budget"));
            let mut path = vec![(start, 0)];
            while let Some((id, next)) = path.pop() {
                let mark = &mut marks[id.0 as usize];
                if next == 0 {
                    if *mark == Mark::Done {
                        continue;
                    }
                    *mark = Mark::Open;
                }
                match self.in_place(id).get(next) {
                    None => *mark = Mark::Done,
                    Some(part) => {
                        path.push((id, next + 1));
                        match marks[part.0 as usize] {
                            Mark::Open => return true,
                            Mark::New => path.push((*part, 0)),
                            Mark::Done => {}
                        }
                    }
                }
            }
        }
        false
    }

    pub(super) fn known_facts(&self, id: Id) -> Option<&Rc<Facts>> {
        self.facts.get(id.0 as usize)?.as_ref()
    }

    pub(super) fn keep_facts(&mut self, id: Id, facts: Rc<Facts>) {
        self.facts.resize(self.nodes.len(), None);
        self.facts[id.0 as usize] = Some(facts);
    }

    fn kinds_of(&self, node: &Node) -> (Kinds, Kinds) {
        let may = |id: &Id| self.may(*id);
        let all = |id: &Id| self.all(*id);
        let about = |kind: Kinds| (Kinds::ANY, !kind);
        match node {
            Node::Kinds(kinds) => (*kinds, *kinds),
            Node::Values(places) => self.kinds_of_values(places),
            Node::Low(..) | Node::High(..) | Node::Multiple(_) => about(Kinds::NUMBER),
            Node::Length(..) | Node::Pattern(_) | Node::Format(_) => about(Kinds::STRING),
            Node::Array(_) | Node::Count(_) | Node::Repeats => about(Kinds::ARRAY),
            Node::Object(_) | Node::Exists(_) => about(Kinds::OBJECT),
            Node::All(ids) => (
                ids.iter().map(may).fold(Kinds::ANY, |sum, kinds| sum & kinds),
                ids.iter().map(all).fold(Kinds::ANY, |sum, kinds| sum & kinds),
            ),
            Node::Any(ids) => (
                ids.iter().map(may).fold(Kinds::NONE, |sum, kinds| sum | kinds),
                ids.iter().map(all).fold(Kinds::NONE, |sum, kinds| sum | kinds),
            ),
            Node::One(ids) => {
                let (mut once, mut twice, mut full) = (Kinds::NONE, Kinds::NONE, Kinds::NONE);
                for id in ids {
                    twice = twice | (once & may(id));
                    once = once | may(id);
                    full = full | all(id);
                }
                (once, full & !twice)
            }
            Node::Not(id) => (!all(id), !may(id)),
            Node::Ref(_) | Node::Opaque(_) => (Kinds::ANY, Kinds::NONE),
        }
    }

    fn kinds_of_values(&self, places: &[u32]) -> (Kinds, Kinds) {
        let mut may = Kinds::NONE;
        let mut bools = [false; 2];
        for place in places {
            may = may
                | match self.value_at(*place) {
                    Value::Bool(value) => {
                        bools[usize::from(*value)] = true;
                        Kinds::BOOL
                    }
                    Value::Number(number) => match Num::of(number) {
                        Some(num) if !num.is_integer() => Kinds::FRACTION,
                        _ => Kinds::INTEGRAL,
                    },
                    value => Kinds::of(value),
                };
        }
        let all = if bools == [true; 2] { Kinds::NULL | Kinds::BOOL } else { Kinds::NULL };
        (may, may & all)
    }
}

/// One text for each value, whatever the order of members and the spelling of numbers.
fn canonical(value: &Value) -> String {
    match value {
        Value::Number(number) => match Num::of(number) {
            Some(Num::Integer(integer)) => integer.to_string(),
            _ => number.to_string(),
        },
        Value::Array(items) => {
            let items: Vec<String> = items.iter().map(canonical).collect();
            format!("[{}]", items.join(","))
        }
        Value::Object(members) => {
            let mut members: Vec<String> = members
                .iter()
                .map(|(name, value)| format!("{}:{}", Value::from(name.as_str()), canonical(value)))
                .collect();
            members.sort_unstable();
            format!("{{{}}}", members.join(","))
        }
        _ => value.to_string(),
    }
}
