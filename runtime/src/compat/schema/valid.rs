//! Whether one document is valid.

use serde_json::{Map, Value};

use super::graph::Graph;
use super::kinds::Kinds;
use super::node::{Array, Bound, Count, Exists, Id, Literal, Node, Object};
use super::num::{Num, Ratio, equal};
use crate::compat::format;

/// How far rules and documents nest together.
const DEPTH: usize = 220;

/// An answer that may be missing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::compat) enum Truth {
    No,
    Unknown,
    Yes,
}

impl Truth {
    fn of(answer: bool) -> Self {
        if answer { Self::Yes } else { Self::No }
    }

    fn of_option(answer: Option<bool>) -> Self {
        answer.map_or(Self::Unknown, Self::of)
    }

    fn and(self, other: Self) -> Self {
        match (self, other) {
            (Self::No, _) | (_, Self::No) => Self::No,
            (Self::Yes, Self::Yes) => Self::Yes,
            _ => Self::Unknown,
        }
    }

    fn or(self, other: Self) -> Self {
        self.not().and(other.not()).not()
    }

    fn not(self) -> Self {
        match self {
            Self::No => Self::Yes,
            Self::Unknown => Self::Unknown,
            Self::Yes => Self::No,
        }
    }
}

impl Graph {
    /// Whether a document holds to a node.
    pub(in crate::compat) fn valid(&mut self, id: Id, value: &Value) -> Truth {
        self.valid_within(id, value, DEPTH)
    }

    /// Whether a document holds to all of these.
    pub(in crate::compat) fn holds(&mut self, literals: &[Literal], value: &Value) -> Truth {
        let mut truth = Truth::Yes;
        for literal in literals {
            let one = self.valid(literal.node, value);
            truth = truth.and(if literal.holds { one } else { one.not() });
            if truth == Truth::No {
                break;
            }
        }
        truth
    }

    fn valid_within(&mut self, id: Id, value: &Value, depth: usize) -> Truth {
        let Some(depth) = depth.checked_sub(1) else { return Truth::Unknown };
        self.spend(1);
        if self.all(id).has(Kinds::of(value)) {
            return Truth::Yes;
        }
        let node = self.shared(id);
        match (&*node, value) {
            (Node::Kinds(kinds), _) => Truth::of(kinds.has(Kinds::of(value))),
            (Node::Values(places), _) => Truth::of(self.is_among(places, value)),
            (Node::All(ids), _) => self.each(ids, Truth::Yes, Truth::and, Truth::No, value, depth),
            (Node::Any(ids), _) => self.each(ids, Truth::No, Truth::or, Truth::Yes, value, depth),
            (Node::One(ids), _) => self.exactly_one(ids, value, depth),
            (Node::Not(id), _) => self.valid_within(*id, value, depth).not(),
            (Node::Ref(_), _) => match self.resolved(id) {
                target if target == id => Truth::Unknown,
                target => self.valid_within(target, value, depth),
            },
            (Node::Opaque(_), _) => Truth::Unknown,
            (Node::Low(..) | Node::High(..) | Node::Multiple(_), Value::Number(number)) => {
                match Num::of(number) {
                    Some(num) => self.number(id, num),
                    None => Truth::Unknown,
                }
            }
            (Node::Length(min, max), Value::String(text)) => {
                let length = text.chars().count() as u64;
                Truth::of(*min <= length && max.is_none_or(|max| length <= max))
            }
            (Node::Pattern(pattern), Value::String(text)) => {
                let Some(term) = self.pattern(pattern) else { return Truth::Unknown };
                Truth::of_option(self.terms.matches(term, text))
            }
            (Node::Format(name), Value::String(text)) => {
                Truth::of_option(format::check(name, text))
            }
            (Node::Array(array), Value::Array(items)) => self.array(array, items, depth),
            (Node::Count(count), Value::Array(items)) => self.count(count, items, depth),
            (Node::Repeats, Value::Array(items)) => Truth::of(has_repeats(items)),
            (Node::Object(object), Value::Object(members)) => self.object(object, members, depth),
            (Node::Exists(exists), Value::Object(members)) => self.exists(exists, members, depth),
            _ => Truth::Yes, // a rule about values of another kind
        }
    }

    fn each(
        &mut self,
        ids: &[Id],
        start: Truth,
        join: fn(Truth, Truth) -> Truth,
        last: Truth,
        value: &Value,
        depth: usize,
    ) -> Truth {
        let mut truth = start;
        for id in ids {
            truth = join(truth, self.valid_within(*id, value, depth));
            if truth == last {
                break;
            }
        }
        truth
    }

    fn exactly_one(&mut self, ids: &[Id], value: &Value, depth: usize) -> Truth {
        let (mut certain, mut possible) = (0, 0);
        for id in ids {
            match self.valid_within(*id, value, depth) {
                Truth::Yes => certain += 1,
                Truth::Unknown => possible += 1,
                Truth::No => {}
            }
            if certain > 1 {
                return Truth::No;
            }
        }
        if possible == 0 { Truth::of(certain == 1) } else { Truth::Unknown }
    }

    pub(in crate::compat) fn number(&self, id: Id, num: Num) -> Truth {
        match self.node(id) {
            Node::Low(low, Bound::Inclusive) => Truth::of(num >= *low),
            Node::Low(low, Bound::Exclusive) => Truth::of(num > *low),
            Node::High(high, Bound::Inclusive) => Truth::of(num <= *high),
            Node::High(high, Bound::Exclusive) => Truth::of(num < *high),
            Node::Multiple(step) => {
                let ratios = Ratio::of(num).zip(Ratio::of(*step));
                Truth::of_option(ratios.and_then(|(num, step)| num.is_multiple_of(step)))
            }
            _ => Truth::Unknown,
        }
    }

    fn array(&mut self, array: &Array, items: &[Value], depth: usize) -> Truth {
        let length = items.len() as u64;
        let mut truth = Truth::of(
            array.min <= length
                && array.max.is_none_or(|max| length <= max)
                && !(array.unique && has_repeats(items)),
        );
        for (at, item) in items.iter().enumerate() {
            if truth == Truth::No {
                break;
            }
            let id = array.prefix.get(at).copied().unwrap_or(array.rest);
            truth = truth.and(self.valid_within(id, item, depth));
        }
        truth
    }

    fn count(&mut self, count: &Count, items: &[Value], depth: usize) -> Truth {
        let (mut certain, mut possible) = (0, 0);
        for item in items.iter().skip(count.from) {
            match self.valid_within(count.item, item, depth) {
                Truth::Yes => certain += 1,
                Truth::Unknown => possible += 1,
                Truth::No => {}
            }
        }
        let fits = |found: u64| count.min <= found && count.max.is_none_or(|max| found <= max);
        if possible == 0 {
            return Truth::of(fits(certain));
        }
        Truth::Unknown
    }

    fn object(&mut self, object: &Object, members: &Map<String, Value>, depth: usize) -> Truth {
        let size = members.len() as u64;
        let has = |name| members.contains_key(&*self.text(name));
        let mut truth = Truth::of(
            object.min <= size
                && object.max.is_none_or(|max| size <= max)
                && object.required.iter().all(|name| has(*name)),
        );
        for (name, value) in members {
            if truth == Truth::No {
                break;
            }
            if object.names != Self::ANY {
                let name = Value::from(name.as_str());
                truth = truth.and(self.valid_within(object.names, &name, depth));
            }
            let (ids, are_all) = self.rules_for(object, name);
            for id in ids {
                truth = truth.and(self.valid_within(id, value, depth));
            }
            if !are_all {
                truth = truth.and(Truth::Unknown);
            }
        }
        truth
    }

    /// The rules for the value under a name, and whether these are all.
    pub(in crate::compat) fn rules_for(&mut self, object: &Object, name: &str) -> (Vec<Id>, bool) {
        let mut ids = Vec::new();
        let mut are_all = true;
        let mut is_listed = false;
        if let Some(known) = self.known_name(name)
            && let Ok(at) = object.properties.binary_search_by_key(&known, |(name, _)| *name)
        {
            ids.push(object.properties[at].1);
            is_listed = true;
        }
        for (pattern, id) in &object.patterns {
            match self.finds(pattern, name) {
                Some(true) => {
                    ids.push(*id);
                    is_listed = true;
                }
                Some(false) => {}
                None => are_all = false,
            }
        }
        if !is_listed && (are_all || object.rest == Self::ANY) {
            ids.push(object.rest);
        }
        (ids, are_all)
    }

    /// Whether a pattern is found in a string.
    pub(in crate::compat) fn finds(
        &mut self,
        pattern: &std::rc::Rc<str>,
        text: &str,
    ) -> Option<bool> {
        let term = self.pattern(pattern)?;
        self.terms.matches(term, text)
    }

    fn exists(&mut self, exists: &Exists, members: &Map<String, Value>, depth: usize) -> Truth {
        let mut truth = Truth::No;
        for (name, value) in members {
            let one =
                self.is_named(exists, name).and(self.valid_within(exists.value, value, depth));
            truth = truth.or(one);
        }
        truth
    }

    /// Whether a name is one that the rule speaks of.
    pub(in crate::compat) fn is_named(&mut self, exists: &Exists, name: &str) -> Truth {
        let known = self.known_name(name);
        if known.is_some_and(|known| exists.except.binary_search(&known).is_ok()) {
            return Truth::No;
        }
        let mut truth = Truth::Yes;
        if let Some(pattern) = &exists.like {
            truth = truth.and(Truth::of_option(self.finds(pattern, name)));
        }
        for pattern in &exists.unlike {
            truth = truth.and(Truth::of_option(self.finds(pattern, name)).not());
        }
        if exists.name != Self::ANY {
            truth = truth.and(self.valid(exists.name, &Value::from(name)));
        }
        truth
    }
}

pub(in crate::compat) fn has_repeats(items: &[Value]) -> bool {
    items.iter().enumerate().any(|(at, item)| items[..at].iter().any(|other| equal(item, other)))
}
