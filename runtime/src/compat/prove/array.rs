//! Questions about arrays.

use super::engine::{Engine, Place, Plan, Shape, Unique};
use super::question::Question;
use super::split::Step;
use crate::compat::schema::{Array, Count, Id, Literal, Node};
use crate::compat::verdict::Reason;

/// Longer counterexamples help nobody.
const LENGTH: u64 = 4096;
/// In how many ways demands are laid out over positions.
const LAYOUTS: usize = 256;

/// What all literals say together.
#[derive(Debug)]
struct Demands {
    arrays: Vec<Array>,
    counts: Vec<Count>,
    repeats: bool,
    min: u64,
    max: Option<u64>,
    unique: bool,
    /// From here on, all positions are alike.
    tail: usize,
}

/// What is asked of positions beyond what is asked of all of them.
#[derive(Debug, Clone, Default)]
struct Layout {
    prefix: Vec<Vec<Literal>>,
    tail: Vec<Vec<Literal>>,
    /// Two positions that hold the same value.
    twins: Option<(usize, usize)>,
}

impl Engine<'_> {
    pub(super) fn array(&mut self, question: &Question) -> Step {
        let demands = self.demands(question);
        if demands.max.is_some_and(|max| max < demands.min) || (demands.unique && demands.repeats) {
            return Step::NONE;
        }
        let mut doubt = None;
        let start = Layout { prefix: vec![Vec::new(); demands.tail], ..Layout::default() };
        let mut layouts = vec![start];
        for count in demands.counts.iter().filter(|count| count.min > 0) {
            let mut next = Vec::new();
            for layout in &layouts {
                if next.len() > LAYOUTS || !place(layout, count, demands.tail, &mut next) {
                    doubt = Some(Reason::GaveUp);
                }
            }
            layouts = next;
        }
        if demands.repeats {
            if layouts.len() * (demands.tail + 2).pow(2) > LAYOUTS {
                doubt = Some(Reason::GaveUp);
                layouts.truncate(1);
            }
            layouts = layouts.iter().flat_map(|layout| with_twins(layout, demands.tail)).collect();
        }
        let is_loose = self.is_doubtful(question);
        let mut plans = Vec::new();
        for layout in layouts {
            match self.laid_out(&demands, &layout) {
                Ok(found) => plans.extend(found),
                Err(reason) => doubt = Some(reason),
            }
        }
        for plan in &mut plans {
            plan.is_loose |= is_loose;
        }
        Step::Plans(plans, doubt)
    }

    /// Whether a literal is one that leaves look past.
    pub(super) fn is_doubtful(&self, question: &Question) -> bool {
        question.literals.iter().any(|literal| {
            matches!(self.graph.node(literal.node), Node::Opaque(_))
                || (!literal.holds && matches!(self.graph.node(literal.node), Node::Exists(_)))
        })
    }

    fn demands(&mut self, question: &Question) -> Demands {
        let mut demands = Demands {
            arrays: Vec::new(),
            counts: Vec::new(),
            repeats: false,
            min: 0,
            max: None,
            unique: false,
            tail: 0,
        };
        for literal in question.literals.iter().filter(|literal| literal.holds) {
            match self.graph.node(literal.node) {
                Node::Array(array) => {
                    demands.min = demands.min.max(array.min);
                    demands.max = match (demands.max, array.max) {
                        (Some(one), Some(other)) => Some(one.min(other)),
                        (one, other) => one.or(other),
                    };
                    demands.unique |= array.unique;
                    demands.tail = demands.tail.max(array.prefix.len());
                    demands.arrays.push(array.clone());
                }
                Node::Count(count) => {
                    demands.tail = demands.tail.max(count.from);
                    demands.counts.push(count.clone());
                }
                Node::Repeats => demands.repeats = true,
                _ => {}
            }
        }
        demands
    }

    /// The plans for a layout, if it fits the length.
    fn laid_out(&mut self, demands: &Demands, layout: &Layout) -> Result<Vec<Plan>, Reason> {
        let mut length = demands.min;
        if let Some(last) = layout.prefix.iter().rposition(|more| !more.is_empty()) {
            length = length.max(last as u64 + 1);
        }
        if !layout.tail.is_empty() {
            length = length.max((demands.tail + layout.tail.len()) as u64);
        }
        if let Some((_, last)) = layout.twins {
            length = length.max(last as u64 + 1);
        }
        if demands.max.is_some_and(|max| max < length) {
            return Ok(Vec::new());
        }
        if length > LENGTH {
            return Err(Reason::GaveUp);
        }
        let length = usize::try_from(length).unwrap_or(0);
        let (refused, is_loose) = refusals(demands, length);
        let mut plans = Vec::new();
        for refused in refused {
            if let Some(mut plan) = self.array_plan(demands, layout, length, &refused) {
                plan.is_loose = is_loose;
                plans.push(plan);
            }
        }
        Ok(plans)
    }

    fn array_plan(
        &mut self,
        demands: &Demands,
        layout: &Layout,
        length: usize,
        refused: &[Vec<Literal>],
    ) -> Option<Plan> {
        let mut needs: Vec<(bool, Place)> = Vec::new();
        let mut items: Vec<Place> = Vec::new();
        for at in 0..length {
            let mut literals = item(demands, at);
            literals.extend(layout.at(at, demands.tail));
            literals.extend(refused.get(at).into_iter().flatten());
            if let Some((one, other)) = layout.twins
                && (at == one || at == other)
            {
                let twin = if at == one { other } else { one };
                literals.extend(item(demands, twin));
                literals.extend(layout.at(twin, demands.tail));
                literals.extend(refused.get(twin).into_iter().flatten());
            }
            let says_no = literals.iter().any(|literal| !literal.holds);
            let place = self.place_of(literals)?;
            needs.push((!says_no, place));
            items.push(place);
        }
        needs.sort_unstable();
        needs.dedup();
        let needs: Vec<Place> = needs.into_iter().map(|(_, place)| place).collect();
        let positions: Vec<usize> = items
            .iter()
            .map(|item| needs.iter().position(|need| need == item).unwrap_or(0))
            .collect();
        let unique = match (demands.unique, needs.len()) {
            (false, _) => Unique::No,
            (true, 0 | 1) => Unique::Alike,
            (true, _) => Unique::Mixed,
        };
        Some(Plan::new(Shape::Array { items: positions, unique }, needs))
    }
}

/// Which positions are refused what, so that no more items hold to a rule than may; one way after the other. Whether
/// that leaves something out.
fn refusals(demands: &Demands, length: usize) -> (Vec<Vec<Vec<Literal>>>, bool) {
    let mut ways = vec![vec![Vec::new(); length]];
    let mut is_loose = false;
    for count in &demands.counts {
        let Some(max) = count.max.filter(|max| *max > 0) else { continue };
        let counted = length.saturating_sub(count.from);
        if counted as u64 <= max {
            continue;
        }
        // Those that may hold to it are as many as there may be; the others must not.
        if counted > 8 || ways.len() << counted > LAYOUTS * 4 {
            is_loose = true;
            continue;
        }
        let sets = (0..1_usize << counted).filter(|set| u64::from(set.count_ones()) == max);
        let mut next = Vec::new();
        for set in sets {
            for way in &ways {
                let mut way: Vec<Vec<Literal>> = way.clone();
                for at in (0..counted).filter(|at| set >> at & 1 == 0) {
                    way[count.from + at].push(Literal::no(count.item));
                }
                next.push(way);
            }
        }
        ways = next;
    }
    (ways, is_loose)
}

/// What holds for each item at a position.
fn item(demands: &Demands, at: usize) -> Vec<Literal> {
    let rule = |array: &Array| -> Id { array.prefix.get(at).copied().unwrap_or(array.rest) };
    let mut literals: Vec<Literal> =
        demands.arrays.iter().map(|array| Literal::yes(rule(array))).collect();
    let none = demands.counts.iter().filter(|count| count.max == Some(0) && at >= count.from);
    literals.extend(none.map(|count| Literal::no(count.item)));
    literals
}

impl Layout {
    fn at(&self, at: usize, tail: usize) -> Vec<Literal> {
        let more = if at < tail { self.prefix.get(at) } else { self.tail.get(at - tail) };
        more.cloned().unwrap_or_default()
    }
}

/// Adds the ways in which some positions meet a demand. False if there are too many.
fn place(layout: &Layout, count: &Count, tail: usize, ways: &mut Vec<Layout>) -> bool {
    let Ok(wanted) = usize::try_from(count.min) else { return false };
    if wanted as u64 > LENGTH {
        return false;
    }
    let listed: Vec<usize> = (count.from..tail + layout.tail.len()).collect();
    if listed.len() > 8 {
        return false;
    }
    for set in 0..1_usize << listed.len() {
        let chosen: Vec<usize> =
            (0..listed.len()).filter(|at| set >> at & 1 == 1).map(|at| listed[at]).collect();
        if chosen.len() > wanted {
            continue;
        }
        let mut way = layout.clone();
        for at in &chosen {
            let more = if *at < tail { &mut way.prefix[*at] } else { &mut way.tail[at - tail] };
            more.push(Literal::yes(count.item));
        }
        let left = wanted - chosen.len();
        way.tail.extend(std::iter::repeat_n(vec![Literal::yes(count.item)], left));
        ways.push(way);
    }
    true
}

/// The layout with each pair of positions that may hold the same value.
fn with_twins(layout: &Layout, tail: usize) -> Vec<Layout> {
    let last = tail + layout.tail.len() + 2;
    let mut ways = Vec::new();
    for other in 1..last {
        for one in 0..other {
            ways.push(Layout { twins: Some((one, other)), ..layout.clone() });
        }
    }
    ways
}
