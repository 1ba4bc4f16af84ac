//! Questions about strings.

use std::rc::Rc;

use serde_json::Value;

use super::engine::{Engine, not_understood};
use super::question::Question;
use super::split::Step;
use crate::compat::format;
use crate::compat::schema::{Graph, Id, Kinds, Literal, Node, Truth};
use crate::compat::text::{End, Term, Terms};
use crate::compat::verdict::Reason;

/// Longer counterexamples help nobody.
const LENGTH: u64 = 1 << 16;
/// How many strings are tried.
const TRIES: usize = 12;

type Lengths = Vec<(u64, Option<u64>)>;

impl Engine<'_> {
    pub(super) fn text(&mut self, question: &Question) -> Step {
        let lengths = lengths(self.graph, &question.literals);
        if lengths.is_empty() {
            return Step::NONE;
        }
        let mut patterns = Vec::new();
        let (mut formats, mut refused) = (Vec::new(), Vec::new());
        for literal in &question.literals {
            match (self.graph.node(literal.node), literal.holds) {
                (Node::Pattern(pattern), holds) => patterns.push((Rc::clone(pattern), holds)),
                (Node::Format(name), true) => formats.push(Rc::clone(name)),
                (Node::Format(name), false) => refused.push(Rc::clone(name)),
                _ => {}
            }
        }
        if formats.iter().any(|one| refused.iter().any(|other| format::implies(one, other))) {
            return Step::NONE;
        }
        let (mut words, mut doubt) = if patterns.is_empty() {
            self.plain_words(question, &lengths)
        } else {
            match self.pattern_words(question, &patterns, &lengths) {
                Some(found) => found,
                None => return Step::NONE,
            }
        };
        for name in &formats {
            words.extend(format::samples(name).iter().map(|sample| (*sample).to_owned()));
        }
        if words.is_empty() && doubt.is_none() {
            return Step::NONE;
        }
        for word in words {
            let value = Value::from(word);
            match self.graph.holds(&question.literals, &value) {
                Truth::Yes => return Step::Answer(Some(value), None),
                Truth::Unknown => {
                    doubt = Some(not_understood(self.graph, &question.literals));
                }
                Truth::No => {}
            }
        }
        if !formats.is_empty() || !refused.is_empty() {
            doubt = doubt.or_else(|| Some(not_understood(self.graph, &question.literals)));
        }
        Step::Answer(None, doubt)
    }

    /// Strings of these lengths that are not left out, one after the other.
    fn plain_words(
        &mut self,
        question: &Question,
        lengths: &Lengths,
    ) -> (Vec<String>, Option<Reason>) {
        let mut words = Vec::new();
        let mut doubt = None;
        for (min, max) in lengths {
            if *min > LENGTH {
                doubt = Some(Reason::GaveUp);
                continue;
            }
            let longest = max.unwrap_or(LENGTH).min(min + 2);
            for length in *min..=longest {
                let length = usize::try_from(length).unwrap_or(0);
                if length == 0 {
                    words.push(String::new());
                    continue;
                }
                let tries = if length > 256 { 2 } else { TRIES + question.literals.len() };
                for character in characters().take(tries) {
                    words.push(character.to_string().repeat(length));
                }
            }
        }
        let excluded = self.excluded(question);
        if excluded.is_empty() {
            return (words, doubt);
        }
        words.retain(|word| !excluded.contains(word));
        if words.is_empty() && lengths.iter().any(|(_, max)| *max != Some(0)) {
            let length = usize::try_from(lengths[0].0.max(1)).unwrap_or(1);
            let free = characters().map(|one| one.to_string().repeat(length));
            words.extend(free.filter(|word| !excluded.contains(word)).take(1));
        }
        (words, doubt)
    }

    fn excluded(&self, question: &Question) -> Vec<String> {
        let mut excluded = Vec::new();
        for literal in question.literals.iter().filter(|literal| !literal.holds) {
            if let Node::Values(places) = self.graph.node(literal.node) {
                let texts = places.iter().filter_map(|place| self.graph.value_at(*place).as_str());
                excluded.extend(texts.map(str::to_owned));
            }
        }
        excluded
    }

    /// Strings that hold to patterns; `None` if there are none.
    fn pattern_words(
        &mut self,
        question: &Question,
        patterns: &[(Rc<str>, bool)],
        lengths: &Lengths,
    ) -> Option<(Vec<String>, Option<Reason>)> {
        let mut parts = Vec::new();
        let mut doubt = None;
        for (pattern, holds) in patterns {
            match self.graph.pattern(pattern) {
                Some(term) if *holds => parts.push(term),
                Some(term) => parts.push(self.graph.terms.not(term)),
                None => doubt = Some(not_understood(self.graph, &question.literals)),
            }
        }
        for text in self.excluded(question) {
            let terms = &mut self.graph.terms;
            let text = terms.literal(&text);
            parts.push(terms.not(text));
        }
        let terms = &mut self.graph.terms;
        let whole = terms.and(parts.iter().copied());
        let any_length = terms.words(whole, 1);
        match any_length.end {
            End::Complete if any_length.found.is_empty() => return None,
            End::GaveUp => return Some((any_length.found, Some(Reason::GaveUp))),
            End::Complete | End::More => {}
        }
        let whole = with_lengths(terms, whole, lengths);
        let found = terms.words(whole, TRIES);
        match found.end {
            End::Complete if found.found.is_empty() => None,
            End::GaveUp => Some((found.found, Some(Reason::GaveUp))),
            End::Complete | End::More => Some((found.found, doubt)),
        }
    }
}

fn with_lengths(terms: &mut Terms, whole: Term, lengths: &Lengths) -> Term {
    let lengths: Vec<Term> = lengths.iter().map(|(min, max)| terms.length(*min, *max)).collect();
    let lengths = terms.or(lengths);
    terms.and([whole, lengths])
}

/// The lengths that the literals leave, in order.
fn lengths(graph: &Graph, literals: &[Literal]) -> Lengths {
    let mut left: Lengths = vec![(0, None)];
    for literal in literals {
        let Node::Length(min, max) = graph.node(literal.node) else { continue };
        let allowed: Lengths = if literal.holds {
            vec![(*min, *max)]
        } else {
            let below = min.checked_sub(1).map(|last| (0, Some(last)));
            let above = max.and_then(|max| max.checked_add(1)).map(|first| (first, None));
            below.into_iter().chain(above).collect()
        };
        let both = left.iter().flat_map(|one| allowed.iter().map(|other| common(*one, *other)));
        left = both.flatten().collect();
    }
    left
}

fn common(one: (u64, Option<u64>), other: (u64, Option<u64>)) -> Option<(u64, Option<u64>)> {
    let min = one.0.max(other.0);
    let max = match (one.1, other.1) {
        (Some(left), Some(right)) => Some(left.min(right)),
        (left, right) => left.or(right),
    };
    max.is_none_or(|max| min <= max).then_some((min, max))
}

fn characters() -> impl Iterator<Item = char> {
    ('a'..='z').chain('0'..='9').chain('A'..='Z').chain('\u{100}'..='\u{D7FF}')
}

impl Graph {
    /// The strings that hold to a node, if that is a regular set.
    pub(super) fn language(&mut self, id: Id) -> Option<Term> {
        self.language_within(id, 24)
    }

    fn language_within(&mut self, id: Id, depth: usize) -> Option<Term> {
        let depth = depth.checked_sub(1)?;
        if self.all(id).has(Kinds::STRING) {
            return Some(Terms::ANY);
        }
        let node = self.shared(id);
        match &*node {
            Node::All(ids) => {
                let terms: Option<Vec<Term>> =
                    ids.iter().map(|id| self.language_within(*id, depth)).collect();
                Some(self.terms.and(terms?))
            }
            Node::Any(ids) => {
                let terms: Option<Vec<Term>> =
                    ids.iter().map(|id| self.language_within(*id, depth)).collect();
                Some(self.terms.or(terms?))
            }
            Node::Not(id) => {
                let term = self.language_within(*id, depth)?;
                Some(self.terms.not(term))
            }
            Node::Ref(_) => match self.resolved(id) {
                target if target == id => None,
                target => self.language_within(target, depth),
            },
            Node::Values(places) => {
                let texts: Vec<String> = places
                    .iter()
                    .filter_map(|place| self.value_at(*place).as_str().map(str::to_owned))
                    .collect();
                let terms: Vec<Term> = texts.iter().map(|text| self.terms.literal(text)).collect();
                Some(self.terms.or(terms))
            }
            Node::Length(min, max) => Some(self.terms.length(*min, *max)),
            Node::Pattern(pattern) => self.pattern(pattern),
            // Not of the kind, or it would have been every string.
            Node::Kinds(_) => Some(Terms::NEVER),
            _ => None,
        }
    }
}
