//! What can be said about the objects that hold to a node without a search.

use std::rc::Rc;

use super::graph::{Graph, Name};
use super::kinds::Kinds;
use super::node::{Id, Node};

/// How far a node's parts are followed.
const DEPTH: usize = 32;

/// What each object that holds to a node has. All lists are sorted.
#[derive(Debug, Clone, Default)]
pub(in crate::compat) struct Facts {
    required: Vec<Name>,
    /// The names that occur, where no other may.
    closed: Option<Vec<Name>>,
    tags: Vec<Tag>,
}

/// What a property is if it is there.
#[derive(Debug, Clone)]
struct Tag {
    name: Name,
    kinds: Kinds,
    values: Option<Vec<u32>>,
}

impl Facts {
    /// Whether no object holds to both. False says nothing.
    pub(in crate::compat) fn are_disjoint(&self, other: &Self) -> bool {
        let outside = |required: &[Name], closed: &Option<Vec<Name>>| {
            closed.as_ref().is_some_and(|closed| {
                required.iter().any(|name| closed.binary_search(name).is_err())
            })
        };
        if outside(&self.required, &other.closed) || outside(&other.required, &self.closed) {
            return true;
        }
        let mut others = other.tags.iter().peekable();
        self.tags.iter().any(|tag| {
            while others.next_if(|other| other.name < tag.name).is_some() {}
            others.peek().is_some_and(|twin| {
                twin.name == tag.name
                    && tag.is_disjoint_from(twin)
                    && (self.requires(tag.name) || other.requires(tag.name))
            })
        })
    }

    pub(in crate::compat) fn requires(&self, name: Name) -> bool {
        self.required.binary_search(&name).is_ok()
    }

    /// What is known of an object that holds to both.
    pub(in crate::compat) fn and(&self, other: &Self) -> Self {
        let closed = match (&self.closed, &other.closed) {
            (Some(left), Some(right)) => Some(common(left, right)),
            (left, right) => left.clone().or_else(|| right.clone()),
        };
        let mut tags = self.tags.clone();
        for tag in &other.tags {
            match tags.binary_search_by_key(&tag.name, |tag| tag.name) {
                Ok(place) => {
                    let known = &mut tags[place];
                    known.kinds = known.kinds & tag.kinds;
                    known.values = match (known.values.take(), &tag.values) {
                        (Some(left), Some(right)) => Some(common(&left, right)),
                        (left, right) => left.or_else(|| right.clone()),
                    };
                }
                Err(place) => tags.insert(place, tag.clone()),
            }
        }
        Self { required: joined(&self.required, &other.required), closed, tags }
    }

    /// What is known of an object that holds to one of them.
    fn or(&self, other: &Self) -> Self {
        let closed = match (&self.closed, &other.closed) {
            (Some(left), Some(right)) => Some(joined(left, right)),
            _ => None,
        };
        let mut tags = Vec::new();
        for tag in &self.tags {
            if let Ok(place) = other.tags.binary_search_by_key(&tag.name, |tag| tag.name) {
                let twin = &other.tags[place];
                let values = match (&tag.values, &twin.values) {
                    (Some(left), Some(right)) => Some(joined(left, right)),
                    _ => None,
                };
                tags.push(Tag { name: tag.name, kinds: tag.kinds | twin.kinds, values });
            }
        }
        Self { required: common(&self.required, &other.required), closed, tags }
    }
}

impl Tag {
    fn is_disjoint_from(&self, other: &Self) -> bool {
        if !self.kinds.meets(other.kinds) {
            return true;
        }
        match (&self.values, &other.values) {
            (Some(left), Some(right)) => {
                !left.iter().any(|value| right.binary_search(value).is_ok())
            }
            _ => false,
        }
    }
}

impl Graph {
    /// The facts of a node.
    pub(in crate::compat) fn facts(&mut self, id: Id) -> Rc<Facts> {
        self.facts_within(id, DEPTH)
    }

    fn facts_within(&mut self, id: Id, depth: usize) -> Rc<Facts> {
        if let Some(facts) = self.known_facts(id) {
            return Rc::clone(facts);
        }
        if depth == 0 {
            return Rc::default();
        }
        let facts = match self.node(id).clone() {
            Node::Object(object) => {
                let closed = object.rest == Self::NEVER && object.patterns.is_empty();
                let tag = |(name, id): &(Name, Id)| Tag {
                    name: *name,
                    kinds: self.may(*id),
                    values: self.values_within(*id, depth - 1),
                };
                Facts {
                    closed: closed
                        .then(|| object.properties.iter().map(|(name, _)| *name).collect()),
                    tags: object.properties.iter().map(tag).collect(),
                    required: object.required,
                }
            }
            Node::All(ids) => {
                let mut facts = Facts::default();
                for id in ids {
                    facts = facts.and(&self.facts_within(id, depth - 1));
                }
                facts
            }
            Node::Any(ids) | Node::One(ids) => {
                let mut sum: Option<Facts> = None;
                for id in ids
                    .into_iter()
                    .filter(|id| self.may(*id).has(Kinds::OBJECT))
                    .collect::<Vec<_>>()
                {
                    let facts = self.facts_within(id, depth - 1);
                    sum = Some(sum.map_or_else(|| (*facts).clone(), |sum| sum.or(&facts)));
                }
                sum.unwrap_or_default()
            }
            Node::Ref(_) => (*self.facts_within(self.resolved(id), depth - 1)).clone(),
            _ => Facts::default(),
        };
        let facts = Rc::new(facts);
        self.keep_facts(id, Rc::clone(&facts));
        facts
    }

    /// The values that hold to a node, where it lists them.
    fn values_within(&self, id: Id, depth: usize) -> Option<Vec<u32>> {
        let depth = depth.checked_sub(1)?;
        match self.node(id) {
            Node::Values(places) => Some(places.clone()),
            Node::All(ids) => ids.iter().find_map(|id| self.values_within(*id, depth)),
            Node::Any(ids) | Node::One(ids) => {
                let mut sum = Vec::new();
                for id in ids {
                    sum = joined(&sum, &self.values_within(*id, depth)?);
                }
                Some(sum)
            }
            Node::Ref(_) => self.values_within(self.resolved(id), depth),
            _ => None,
        }
    }
}

fn common<T: Ord + Copy>(left: &[T], right: &[T]) -> Vec<T> {
    left.iter().copied().filter(|item| right.binary_search(item).is_ok()).collect()
}

fn joined<T: Ord + Copy>(left: &[T], right: &[T]) -> Vec<T> {
    let mut all: Vec<T> = left.iter().chain(right).copied().collect();
    all.sort_unstable();
    all.dedup();
    all
}
