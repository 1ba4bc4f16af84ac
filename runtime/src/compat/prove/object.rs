//! Questions about objects.

use std::rc::Rc;

use serde_json::Value;

use super::engine::{Engine, Place, Plan, Shape, not_understood};
use super::question::Question;
use super::split::Step;
use crate::compat::schema::{Exists, Graph, Id, Literal, Name, Node, Object, Truth};
use crate::compat::text::{End, Term};
use crate::compat::verdict::Reason;

/// More properties than this are given up on.
const SIZE: u64 = 4096;
/// In how many ways demands are laid out over names.
const LAYOUTS: usize = 512;
/// How many patterns are told apart.
const PATTERNS: usize = 6;

/// What all literals say together.
#[derive(Debug)]
struct Demands {
    objects: Vec<Object>,
    exists: Vec<Exists>,
    required: Vec<Name>,
    min: u64,
    max: Option<u64>,
}

/// A name that a property may have, and what its value has to be.
#[derive(Debug, Clone)]
struct Slot {
    name: Rc<str>,
    rules: Vec<Literal>,
    /// Whether a schema speaks of the name.
    is_listed: bool,
}

impl Engine<'_> {
    pub(super) fn object(&mut self, question: &Question) -> Step {
        let demands = self.object_demands(question);
        if demands.max.is_some_and(|max| max < demands.min.max(demands.required.len() as u64)) {
            return Step::NONE;
        }
        if demands.min > SIZE {
            return Step::Answer(None, Some(Reason::GaveUp));
        }
        let mut is_loose = self.is_doubtful(question);
        let mut doubt = None;
        let mut listed = Vec::new();
        let mut required = Vec::new();
        for name in listed_names(&demands) {
            let is_required = demands.required.binary_search(&name).is_ok();
            let text = self.graph.text(name);
            match self.rules_at(&demands, &text, &mut is_loose) {
                Some(rules) => {
                    let slot = Slot { name: text, rules, is_listed: true };
                    if is_required {
                        required.push(slot);
                    } else {
                        listed.push(slot);
                    }
                }
                None if is_required => return Step::NONE,
                None => {}
            }
        }
        let optional = demands.min.saturating_sub(required.len() as u64);
        let fresh = if demands.exists.is_empty() && optional == 0 {
            Vec::new()
        } else {
            let count = demands.exists.len() as u64 + optional;
            self.fresh_slots(&demands, count, &mut is_loose, &mut doubt)
        };
        let mut layouts = vec![required];
        for exists in &demands.exists {
            let mut next = Vec::new();
            for layout in &layouts {
                if next.len() > LAYOUTS {
                    doubt = Some(Reason::GaveUp);
                    break;
                }
                self.with_property(layout, exists, &listed, &fresh, &mut is_loose, &mut next);
            }
            layouts = next;
        }
        let pool: Vec<&Slot> = listed.iter().chain(&fresh).collect();
        let mut plans = Vec::new();
        for layout in layouts {
            if demands.max.is_some_and(|max| max < layout.len() as u64) {
                continue;
            }
            if let Some(mut plan) = self.object_plan(&demands, &layout, &pool) {
                plan.is_loose = is_loose;
                plans.push(plan);
            }
        }
        Step::Plans(plans, doubt)
    }

    fn object_demands(&self, question: &Question) -> Demands {
        let mut demands = Demands {
            objects: Vec::new(),
            exists: Vec::new(),
            required: Vec::new(),
            min: 0,
            max: None,
        };
        for literal in question.literals.iter().filter(|literal| literal.holds) {
            match self.graph.node(literal.node) {
                Node::Object(object) => {
                    demands.required.extend(&object.required);
                    demands.min = demands.min.max(object.min);
                    demands.max = match (demands.max, object.max) {
                        (Some(one), Some(other)) => Some(one.min(other)),
                        (one, other) => one.or(other),
                    };
                    demands.objects.push(object.clone());
                }
                Node::Exists(exists) => demands.exists.push(exists.clone()),
                _ => {}
            }
        }
        demands.required.sort_unstable();
        demands.required.dedup();
        demands
    }

    /// What the value under a name has to be; `None` if no property has the name.
    fn rules_at(
        &mut self,
        demands: &Demands,
        name: &str,
        is_loose: &mut bool,
    ) -> Option<Vec<Literal>> {
        let mut rules = Vec::new();
        for object in &demands.objects {
            if object.names != Graph::ANY {
                match self.graph.valid(object.names, &Value::from(name)) {
                    Truth::No => return None,
                    Truth::Unknown => *is_loose = true,
                    Truth::Yes => {}
                }
            }
            let (ids, are_all) = self.graph.rules_for(object, name);
            *is_loose |= !are_all;
            if ids.contains(&Graph::NEVER) {
                return None;
            }
            rules.extend(ids.into_iter().map(Literal::yes));
        }
        Some(rules)
    }

    /// The layout with each property that meets a demand.
    fn with_property(
        &mut self,
        layout: &[Slot],
        exists: &Exists,
        listed: &[Slot],
        fresh: &[Slot],
        is_loose: &mut bool,
        ways: &mut Vec<Vec<Slot>>,
    ) {
        let used = |name: &Rc<str>| layout.iter().position(|slot| slot.name == *name);
        let unused = listed.iter().chain(fresh).filter(|slot| used(&slot.name).is_none());
        for slot in layout.iter().chain(unused) {
            match self.graph.is_named(exists, &slot.name) {
                Truth::No => continue,
                Truth::Unknown => *is_loose = true,
                Truth::Yes => {}
            }
            let mut way = layout.to_vec();
            let at = used(&slot.name).unwrap_or_else(|| {
                way.push(slot.clone());
                way.len() - 1
            });
            way[at].rules.push(Literal::yes(exists.value));
            ways.push(way);
        }
    }

    fn object_plan(&mut self, demands: &Demands, layout: &[Slot], pool: &[&Slot]) -> Option<Plan> {
        let mut needs: Vec<(bool, bool, Place, Rc<str>)> = Vec::new();
        for slot in layout {
            let refuses = slot.rules.iter().any(|literal| self.refuses(*literal));
            let place = self.place_of(slot.rules.clone())?;
            needs.push((!refuses, !slot.is_listed, place, Rc::clone(&slot.name)));
        }
        needs.sort();
        let names = needs.iter().map(|(.., name)| Rc::clone(name)).collect();
        let places = needs.iter().map(|(_, _, place, _)| *place).collect();
        let mut plan = Plan::new(Shape::Object { names }, places);
        let missing = demands.min.saturating_sub(layout.len() as u64);
        if missing > 0 {
            for slot in pool {
                if layout.iter().any(|used| used.name == slot.name) {
                    continue;
                }
                if let Some(place) = self.place_of(slot.rules.clone()) {
                    plan.pool.push((Rc::clone(&slot.name), place));
                }
            }
            plan.from_pool = usize::try_from(missing).unwrap_or(usize::MAX);
        }
        Some(plan)
    }

    fn refuses(&self, literal: Literal) -> bool {
        !literal.holds || matches!(self.graph.node(literal.node), Node::Not(_))
    }

    /// Names that no schema lists, so many of each sort that the patterns tell apart.
    fn fresh_slots(
        &mut self,
        demands: &Demands,
        count: u64,
        is_loose: &mut bool,
        doubt: &mut Option<Reason>,
    ) -> Vec<Slot> {
        let count = usize::try_from(count.min(SIZE)).unwrap_or(0);
        let listed: Vec<Rc<str>> =
            all_names(demands).into_iter().map(|name| self.graph.text(name)).collect();
        let patterns = patterns(demands);
        let has_rules = demands.objects.iter().any(|object| object.names != Graph::ANY)
            || demands.exists.iter().any(|exists| exists.name != Graph::ANY);
        if patterns.is_empty() && !has_rules {
            let Some(rules) = rules_beyond(demands, &[]) else { return Vec::new() };
            let names = plain_names().filter(|name| listed.iter().all(|listed| **listed != **name));
            return names
                .take(count)
                .map(|name| Slot { name: name.into(), rules: rules.clone(), is_listed: false })
                .collect();
        }
        if patterns.len() > PATTERNS {
            *doubt = Some(Reason::GaveUp);
            return Vec::new();
        }
        let mut terms: Vec<Term> = Vec::new();
        for pattern in &patterns {
            match self.graph.pattern(pattern) {
                Some(term) => terms.push(term),
                None => {
                    let rule = format!("the pattern `{pattern}`");
                    *doubt = Some(Reason::NotUnderstood { rule });
                    return Vec::new();
                }
            }
        }
        let mut outside = Vec::new();
        for name in &listed {
            let name = self.graph.terms.literal(name);
            outside.push(self.graph.terms.not(name));
        }
        for object in &demands.objects {
            match self.graph.language(object.names) {
                Some(term) => outside.push(term),
                None => *is_loose = true,
            }
        }
        let outside = self.graph.terms.and(outside);
        // Each rule about names that a demand has splits the names once more.
        let mut sorts = vec![outside];
        for exists in demands.exists.iter().filter(|exists| exists.name != Graph::ANY) {
            let Some(term) = self.graph.language(exists.name) else {
                *doubt = Some(not_understood(self.graph, &[Literal::yes(exists.name)]));
                continue;
            };
            let other = self.graph.terms.not(term);
            let split = |sort: Term| [(sort, term), (sort, other)];
            let pairs: Vec<(Term, Term)> = sorts.into_iter().flat_map(split).collect();
            sorts = pairs.into_iter().map(|(one, two)| self.graph.terms.and([one, two])).collect();
        }
        let mut slots = Vec::new();
        for sort in sorts {
            for set in 0..1_usize << patterns.len() {
                let found: Vec<Rc<str>> = (0..patterns.len())
                    .filter(|at| set >> at & 1 == 1)
                    .map(|at| Rc::clone(&patterns[at]))
                    .collect();
                let Some(rules) = rules_beyond(demands, &found) else { continue };
                let mut parts = vec![sort];
                for (at, term) in terms.iter().enumerate() {
                    let is_found = set >> at & 1 == 1;
                    parts.push(if is_found { *term } else { self.graph.terms.not(*term) });
                }
                let whole = self.graph.terms.and(parts);
                let words = self.graph.terms.words(whole, count);
                if words.end == End::GaveUp || (words.end == End::More && words.found.len() < count)
                {
                    *doubt = Some(Reason::GaveUp);
                }
                slots.extend(words.found.into_iter().map(|name| Slot {
                    name: name.into(),
                    rules: rules.clone(),
                    is_listed: false,
                }));
            }
        }
        slots
    }
}

/// The names that the demands speak of, where more than the required ones may be needed.
fn listed_names(demands: &Demands) -> Vec<Name> {
    if demands.exists.is_empty() && demands.min <= demands.required.len() as u64 {
        return demands.required.clone();
    }
    all_names(demands)
}

/// The names that the demands speak of anywhere.
fn all_names(demands: &Demands) -> Vec<Name> {
    let mut names = demands.required.clone();
    for object in &demands.objects {
        names.extend(object.properties.iter().map(|(name, _)| *name));
    }
    names.extend(demands.exists.iter().flat_map(|exists| &exists.except));
    names.sort_unstable();
    names.dedup();
    names
}

fn patterns(demands: &Demands) -> Vec<Rc<str>> {
    let objects = demands.objects.iter().flat_map(|object| &object.patterns);
    let mut patterns: Vec<Rc<str>> = objects.map(|(pattern, _)| Rc::clone(pattern)).collect();
    for exists in &demands.exists {
        patterns.extend(exists.like.iter().chain(&exists.unlike).cloned());
    }
    patterns.sort_unstable();
    patterns.dedup();
    patterns
}

/// What the value under a name has to be that is not listed and in which these patterns are found.
fn rules_beyond(demands: &Demands, found: &[Rc<str>]) -> Option<Vec<Literal>> {
    let mut rules: Vec<Id> = Vec::new();
    for object in &demands.objects {
        let matched = object.patterns.iter().filter(|(pattern, _)| found.contains(pattern));
        let before = rules.len();
        rules.extend(matched.map(|(_, id)| *id));
        if rules.len() == before {
            rules.push(object.rest);
        }
    }
    if rules.contains(&Graph::NEVER) {
        return None;
    }
    Some(rules.into_iter().map(Literal::yes).collect())
}

fn plain_names() -> impl Iterator<Item = String> {
    let letters = ('a'..='z').map(String::from);
    letters.chain((0_u64..).map(|number| format!("a{number}")))
}
