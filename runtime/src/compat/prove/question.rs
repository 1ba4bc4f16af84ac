//! A question in normal form.

use std::rc::Rc;

use crate::compat::schema::{Array, Facts, Graph, Id, Kinds, Literal, Node, Object};

/// Is there a value of one of these kinds that holds to all of these literals?
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) struct Question {
    pub(super) kinds: Kinds,
    /// Sorted.
    pub(super) literals: Vec<Literal>,
}

impl Question {
    /// The question, with everything taken out that says nothing; `None` if there is certainly no such value.
    pub(super) fn new(graph: &mut Graph, kinds: Kinds, literals: Vec<Literal>) -> Option<Self> {
        let mut kinds = kinds;
        let mut open = literals;
        let mut kept: Vec<Literal> = Vec::new();
        loop {
            while let Some(literal) = open.pop() {
                take(graph, literal, &mut kinds, &mut open, &mut kept);
                if kinds.is_empty() {
                    return None;
                }
            }
            kept.sort_unstable();
            kept.dedup();
            graph.spend(5 * kept.len());
            if kept.windows(2).any(|pair| pair[0].node == pair[1].node) {
                return None;
            }
            let context = Context::new(graph, kinds, &kept)?;
            let mut next = Vec::with_capacity(kept.len());
            for literal in &kept {
                match context.simplified(graph, *literal) {
                    Simple::Same => next.push(*literal),
                    Simple::True => {}
                    Simple::False => return None,
                    Simple::Other(literals) => open.extend(literals),
                }
            }
            kept = next;
            if open.is_empty() {
                return Some(Self { kinds, literals: kept });
            }
        }
    }

    /// The question with more literals.
    pub(super) fn with(&self, graph: &mut Graph, kinds: Kinds, more: &[Literal]) -> Option<Self> {
        Self::new(graph, kinds & self.kinds, [&self.literals, more].concat())
    }

    /// The question with other literals in the place of one.
    pub(super) fn instead(
        &self,
        graph: &mut Graph,
        gone: Literal,
        more: &[Literal],
    ) -> Option<Self> {
        let mut literals = self.literals.clone();
        literals.retain(|literal| *literal != gone);
        literals.extend(more);
        Self::new(graph, self.kinds, literals)
    }
}

/// Takes a literal apart as far as it is a conjunction.
fn take(
    graph: &mut Graph,
    literal: Literal,
    kinds: &mut Kinds,
    open: &mut Vec<Literal>,
    kept: &mut Vec<Literal>,
) {
    let node = graph.resolved(literal.node);
    let literal = Literal { node, ..literal };
    *kinds = *kinds & if literal.holds { graph.may(node) } else { !graph.all(node) };
    match (graph.node(node), literal.holds) {
        (Node::Kinds(_), _) => {}
        (Node::All(ids), true) => open.extend(ids.iter().map(|id| Literal::yes(*id))),
        (Node::Any(ids), false) => open.extend(ids.iter().map(|id| Literal::no(*id))),
        (Node::Not(inner), holds) => open.push(Literal { node: *inner, holds: !holds }),
        _ => kept.push(literal),
    }
}

enum Simple {
    Same,
    True,
    False,
    Other(Vec<Literal>),
}

/// What the literals of a question say together.
struct Context<'a> {
    kinds: Kinds,
    literals: &'a [Literal],
    /// For objects alone.
    facts: Option<Facts>,
}

impl<'a> Context<'a> {
    /// `None` if the literals contradict each other.
    fn new(graph: &mut Graph, kinds: Kinds, literals: &'a [Literal]) -> Option<Self> {
        let mut facts = None;
        if kinds == Kinds::OBJECT {
            let mut sum: Option<Facts> = None;
            for literal in literals.iter().filter(|literal| literal.holds) {
                let one: Rc<Facts> = graph.facts(literal.node);
                sum = Some(match sum {
                    None => (*one).clone(),
                    Some(sum) if sum.are_disjoint(&one) => return None,
                    Some(sum) => sum.and(&one),
                });
            }
            facts = sum;
        }
        Some(Self { kinds, literals, facts })
    }

    fn says(&self, literal: Literal) -> bool {
        self.literals.binary_search(&literal).is_ok()
    }

    /// Whether no value of the context holds to the node.
    fn excludes(&self, graph: &mut Graph, id: Id) -> bool {
        graph.spend(1);
        let id = graph.resolved(id);
        if !graph.may(id).meets(self.kinds) || self.says(Literal::no(id)) {
            return true;
        }
        match &self.facts {
            Some(facts) => facts.are_disjoint(&graph.facts(id)),
            None => false,
        }
    }

    /// Whether each value of the context holds to the node.
    fn includes(&self, graph: &Graph, id: Id) -> bool {
        let id = graph.resolved(id);
        graph.all(id).has(self.kinds) || self.says(Literal::yes(id))
    }

    fn simplified(&self, graph: &mut Graph, literal: Literal) -> Simple {
        let node = graph.shared(literal.node);
        match (&*node, literal.holds) {
            (_, true) if graph.all(literal.node).has(self.kinds) => Simple::True,
            (_, false) if !graph.may(literal.node).meets(self.kinds) => Simple::True,
            (Node::Any(ids), true) => self.any(graph, ids),
            (Node::All(ids), false) => self.not_all(graph, ids),
            (Node::One(ids), holds) => self.one(graph, ids, holds),
            (Node::Values(places), false) => self.not_values(graph, literal, places),
            (Node::Array(_) | Node::Object(_), false) if self.excludes_still(graph, literal) => {
                Simple::True
            }
            _ => Simple::Same,
        }
    }

    /// As `excludes`, without looking at the literal itself.
    fn excludes_still(&self, graph: &mut Graph, literal: Literal) -> bool {
        match &self.facts {
            Some(facts) => facts.are_disjoint(&graph.facts(literal.node)),
            None => false,
        }
    }

    fn any(&self, graph: &mut Graph, ids: &[Id]) -> Simple {
        if ids.iter().any(|id| self.includes(graph, *id)) {
            return Simple::True;
        }
        let left: Vec<Id> = ids.iter().copied().filter(|id| !self.excludes(graph, *id)).collect();
        match left.as_slice() {
            [] => Simple::False,
            [one] => Simple::Other(vec![Literal::yes(*one)]),
            _ if left.len() == ids.len() => Simple::Same,
            _ => Simple::Other(vec![Literal::yes(graph.any_of(left))]),
        }
    }

    fn not_all(&self, graph: &mut Graph, ids: &[Id]) -> Simple {
        if ids.iter().any(|id| self.excludes(graph, *id)) {
            return Simple::True;
        }
        let left: Vec<Id> = ids.iter().copied().filter(|id| !self.includes(graph, *id)).collect();
        match left.as_slice() {
            [] => Simple::False,
            [one] => Simple::Other(vec![Literal::no(*one)]),
            _ if left.len() == ids.len() => Simple::Same,
            _ => Simple::Other(vec![Literal::no(graph.all_of(left))]),
        }
    }

    fn one(&self, graph: &mut Graph, ids: &[Id], holds: bool) -> Simple {
        let left: Vec<Id> = ids.iter().copied().filter(|id| !self.excludes(graph, *id)).collect();
        let certain: Vec<Id> =
            left.iter().copied().filter(|id| self.includes(graph, *id)).collect();
        match (left.as_slice(), certain.as_slice(), holds) {
            // None may hold, or two do for certain, whatever the others do.
            ([], ..) | (_, [_, _, ..], _) if holds => Simple::False,
            ([], ..) | (_, [_, _, ..], _) => Simple::True,
            ([one], ..) => Simple::Other(vec![Literal { node: *one, holds }]),
            (_, [certain], _) => {
                let others: Vec<Id> = left.iter().copied().filter(|id| id != certain).collect();
                let others = graph.any_of(others);
                Simple::Other(vec![Literal { node: others, holds: !holds }])
            }
            _ if left.len() == ids.len() => Simple::Same,
            _ => Simple::Other(vec![Literal { node: graph.one_of(left), holds }]),
        }
    }

    /// Values that are left out, as rules where they are arrays or objects.
    fn not_values(&self, graph: &mut Graph, literal: Literal, places: &[u32]) -> Simple {
        if self.kinds != Kinds::ARRAY && self.kinds != Kinds::OBJECT {
            return Simple::Same;
        }
        let mut rules = Vec::new();
        for place in places {
            if Kinds::of(graph.value_at(*place)) == self.kinds {
                rules.push(Literal::no(as_rules(graph, *place)));
            }
        }
        debug_assert!(!literal.holds, "values that hold are tried one by one");
        Simple::Other(rules)
    }
}

/// An array or an object as rules that it alone holds to.
fn as_rules(graph: &mut Graph, place: u32) -> Id {
    let value = graph.value_at(place).clone();
    let only = |graph: &mut Graph, value: &serde_json::Value| {
        let place = graph.value(value);
        graph.add(Node::Values(vec![place]))
    };
    match &value {
        serde_json::Value::Array(items) => {
            let prefix: Vec<Id> = items.iter().map(|item| only(graph, item)).collect();
            let length = prefix.len() as u64;
            let array =
                Array { rest: Graph::NEVER, min: length, max: Some(length), unique: false, prefix };
            let kind = graph.kind(Kinds::ARRAY);
            let array = graph.add(Node::Array(array));
            graph.all_of(vec![kind, array])
        }
        serde_json::Value::Object(members) => {
            let mut properties: Vec<_> = Vec::new();
            for (name, value) in members {
                let id = only(graph, value);
                properties.push((graph.name(name), id));
            }
            properties.sort_unstable();
            let required = properties.iter().map(|(name, _)| *name).collect();
            let object = Object {
                required,
                properties,
                patterns: Vec::new(),
                rest: Graph::NEVER,
                min: 0,
                max: None,
                names: Graph::ANY,
            };
            let kind = graph.kind(Kinds::OBJECT);
            let object = graph.add(Node::Object(object));
            graph.all_of(vec![kind, object])
        }
        _ => graph.add(Node::Values(vec![place])),
    }
}
