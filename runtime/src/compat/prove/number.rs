//! Questions about numbers.

use super::engine::{Engine, not_understood};
use super::question::Question;
use super::split::Step;
use crate::compat::schema::{Bound, Graph, Kinds, Node, Num, Ratio, Truth};
use crate::compat::verdict::Reason;

/// How many multiples are tried. In an unbounded range one of the first few does, if one does at all.
const TRIES: i128 = 2_000;

/// What the literals say, taken together.
#[derive(Debug, Default)]
struct Range {
    low: Option<(Num, Bound)>,
    high: Option<(Num, Bound)>,
    steps: Vec<Num>,
    not_steps: Vec<Num>,
    others: usize,
}

impl Engine<'_> {
    pub(super) fn number(&mut self, question: &Question) -> Step {
        let range = Range::of(self.graph, question);
        if range.is_empty() {
            return Step::NONE;
        }
        let mut doubt = None;
        for kind in [Kinds::INTEGER, Kinds::FRACTION, Kinds::WHOLE] {
            if !question.kinds.has(kind) {
                continue;
            }
            let (tries, is_all) = range.tries(kind == Kinds::FRACTION);
            if !is_all {
                doubt = Some(Reason::GaveUp);
            }
            for num in tries {
                if num.is_integer() == (kind == Kinds::FRACTION) {
                    continue;
                }
                let truth = self.number_holds(question, num);
                let value = num.written(kind == Kinds::INTEGER);
                match (truth, value) {
                    (Truth::No, _) => {}
                    (Truth::Yes, Some(value)) if Kinds::of(&value) == kind => {
                        return Step::Answer(Some(value), None);
                    }
                    (Truth::Unknown, _) => {
                        doubt = Some(not_understood(self.graph, &question.literals));
                    }
                    // It cannot be written down.
                    (Truth::Yes, _) => doubt = Some(Reason::GaveUp),
                }
            }
        }
        Step::Answer(None, doubt)
    }

    fn number_holds(&mut self, question: &Question, num: Num) -> Truth {
        let value = num.written(false).or_else(|| num.written(true));
        match value {
            Some(value) => {
                // Rules about kinds were settled with the question, the rest does not see the spelling.
                self.graph.holds(&question.literals, &value)
            }
            None => Truth::Unknown,
        }
    }
}

impl Range {
    fn of(graph: &Graph, question: &Question) -> Self {
        let mut range = Self::default();
        for literal in &question.literals {
            match (graph.node(literal.node), literal.holds) {
                (Node::Low(num, bound), true) => range.raise(*num, *bound),
                (Node::High(num, bound), true) => range.lower(*num, *bound),
                (Node::Low(num, bound), false) => range.lower(*num, bound.opposite()),
                (Node::High(num, bound), false) => range.raise(*num, bound.opposite()),
                (Node::Multiple(step), true) => range.steps.push(*step),
                (Node::Multiple(step), false) => range.not_steps.push(*step),
                (Node::Values(places), _) => range.others += places.len(),
                _ => {}
            }
        }
        range
    }

    fn raise(&mut self, num: Num, bound: Bound) {
        let is_tighter = self
            .low
            .is_none_or(|(low, other)| num > low || (num == low && other == Bound::Inclusive));
        if is_tighter {
            self.low = Some((num, bound));
        }
    }

    fn lower(&mut self, num: Num, bound: Bound) {
        let is_tighter = self
            .high
            .is_none_or(|(high, other)| num < high || (num == high && other == Bound::Inclusive));
        if is_tighter {
            self.high = Some((num, bound));
        }
    }

    fn is_empty(&self) -> bool {
        match (self.low, self.high) {
            (Some((low, one)), Some((high, two))) => {
                let is_open = one == Bound::Exclusive || two == Bound::Exclusive;
                low > high || (low == high && is_open)
            }
            _ => false,
        }
    }

    fn has(&self, num: Num) -> bool {
        let above = self
            .low
            .is_none_or(|(low, bound)| num > low || (num == low && bound == Bound::Inclusive));
        let below = self
            .high
            .is_none_or(|(high, bound)| num < high || (num == high && bound == Bound::Inclusive));
        above && below
    }

    /// Numbers to try, and whether there are no others.
    fn tries(&self, fractions: bool) -> (Vec<Num>, bool) {
        if fractions && self.steps.is_empty() {
            return self.between();
        }
        let mut step = if fractions { None } else { Ratio::of(Num::Integer(1)) };
        for other in &self.steps {
            let Some(other) = Ratio::of(*other) else { return (Vec::new(), false) };
            step = match step {
                None => Some(other),
                Some(step) => match step.least_common(other) {
                    Some(step) => Some(step),
                    None => return (Vec::new(), false),
                },
            };
        }
        let Some(step) = step else { return (Vec::new(), false) };
        if fractions
            && Ratio::of(Num::Integer(1)).and_then(|one| step.is_multiple_of(one)) == Some(true)
        {
            return (Vec::new(), true);
        }
        for other in &self.not_steps {
            if Ratio::of(*other).and_then(|other| step.is_multiple_of(other)) == Some(true) {
                return (Vec::new(), true);
            }
        }
        self.multiples(step)
    }

    /// Multiples of a step in the range, from the bound that is nearest to zero.
    fn multiples(&self, step: Ratio) -> (Vec<Num>, bool) {
        let tries = TRIES + i128::try_from(self.others).unwrap_or(TRIES);
        let is_above = self.low.is_some_and(|(low, _)| low >= Num::Integer(0));
        let is_below = self.high.is_some_and(|(high, _)| high <= Num::Integer(0));
        let mut found = Vec::new();
        let mut is_all = true;
        for sign in [1, -1] {
            if (sign == 1 && is_below && !self.has(Num::Integer(0))) || (sign == -1 && is_above) {
                continue;
            }
            let near = if sign == 1 { self.low } else { self.high };
            let first = match near {
                Some((near, _)) if (near > Num::Integer(0)) == (sign == 1) => {
                    match quotient(near, step) {
                        Some(first) => first,
                        None => return (found, false),
                    }
                }
                _ => 0,
            };
            let mut reached_end = false;
            for at in 0..tries {
                let Some(num) = step.times(first + sign * at) else { break };
                if self.has(num) {
                    found.push(num);
                    continue;
                }
                let far = if sign == 1 { self.high } else { self.low };
                let is_past =
                    far.is_some_and(|(far, _)| if sign == 1 { num >= far } else { num <= far });
                if is_past {
                    reached_end = true;
                    break;
                }
            }
            is_all &= reached_end;
        }
        found.sort_by(|left, right| left.estimate().abs().total_cmp(&right.estimate().abs()));
        (found, is_all)
    }

    /// Fractions in the range, where any will do.
    fn between(&self) -> (Vec<Num>, bool) {
        let is_point = self.low.zip(self.high).is_some_and(|((low, _), (high, _))| low == high);
        if is_point {
            return (self.low.map(|(low, _)| low).into_iter().collect(), true);
        }
        let low = self.low.map(|(low, _)| low.estimate());
        let high = self.high.map(|(high, _)| high.estimate());
        let floats: Vec<f64> = match (low, high) {
            (Some(low), Some(high)) => {
                let parts = [0.5, 0.25, 0.75, 0.1, 0.3, 0.37, 0.61, 0.013, 0.987, 0.0, 1.0];
                parts.iter().map(|part| low + (high - low) * part).collect()
            }
            (Some(low), None) => {
                [0.5, 1.5, 0.25, 0.1, 0.37, 2.5].iter().map(|by| low.floor() + by).collect()
            }
            (None, Some(high)) => {
                [0.5, 1.5, 0.75, 0.9, 0.63, 2.5].iter().map(|by| high.ceil() - by).collect()
            }
            (None, None) => vec![0.5, 1.5, 0.25, 0.1, 0.37, 2.5],
        };
        let tries = floats.into_iter().filter_map(Num::of_float).filter(|num| self.has(*num));
        (tries.collect(), false)
    }
}

/// The multiple of the step next to a number, a little nearer to zero.
#[expect(clippy::cast_possible_truncation, reason = "the bound is looked at first")]
fn quotient(num: Num, step: Ratio) -> Option<i128> {
    if let (Num::Integer(integer), Some(exact)) = (num, step.whole()) {
        return Some(integer / exact);
    }
    let quotient = num.estimate() / step.estimate();
    (quotient.abs() < 1e15).then(|| quotient.trunc() as i128 - quotient.signum() as i128)
}
