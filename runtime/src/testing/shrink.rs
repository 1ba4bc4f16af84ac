//! The smallest case that still breaks a law.

use crate::testing::difference::differences;
use crate::testing::ladder::Ladder;
use crate::testing::law::{Case, Second};
use crate::testing::record::payload;
use crate::testing::tree::Tree;

/// How many smaller cases are tried at most.
const TRIES: usize = 1000;

/// The case, as small as it gets while the law stays broken.
pub(super) fn shrunk(
    ladder: &Ladder,
    case: Case,
    second: Second,
    is_broken: impl Fn(&Case) -> bool,
) -> Case {
    let mut shrink = Shrink { ladder, case, is_broken, left: TRIES };
    let other = if second == Second::Edited { shrink.case.with } else { shrink.case.at };
    loop {
        let record = shrink.record();
        let edit = second == Second::Edited && shrink.closer();
        let second = shrink.second(other);
        if !(record || edit || second) || shrink.left == 0 {
            return shrink.case;
        }
    }
}

struct Shrink<'a, F> {
    ladder: &'a Ladder,
    case: Case,
    is_broken: F,
    left: usize,
}

impl<F: Fn(&Case) -> bool> Shrink<'_, F> {
    fn accepts(&mut self, case: Case) -> bool {
        self.left = self.left.saturating_sub(1);
        let accepted = self.left > 0 && (self.is_broken)(&case);
        if accepted {
            self.case = case;
        }
        accepted
    }

    /// Whether the record could be made smaller.
    fn record(&mut self) -> bool {
        let mut smaller = smaller_records(self.ladder, self.case.at, &self.case.record);
        smaller.any(|record| self.accepts(Case { record, ..self.case.clone() }))
    }

    /// Whether what stands beside it could be made smaller.
    fn second(&mut self, at: usize) -> bool {
        let Some(second) = &self.case.second else { return false };
        let mut smaller = smaller_records(self.ladder, at, second);
        smaller.any(|second| self.accepts(Case { second: Some(second), ..self.case.clone() }))
    }

    /// Whether an edit could leave more of the record as it was.
    fn closer(&mut self) -> bool {
        let Some(second) = &self.case.second else { return false };
        let (at, with) = (self.case.at, self.case.with);
        let Ok(down) = self.ladder.convert(&self.ladder.bare(&self.case.record), at, with) else {
            return false;
        };
        let before = self.ladder.payload(&down);
        let edited = payload(second, self.ladder.tag);
        let (Tree::Object(old), Tree::Object(new)) = (&before, &edited) else { return false };
        let count = differences(&before, &edited).len();
        let mut cases = Vec::new();
        for (name, value) in old {
            let mut new = new.clone();
            let Some(place) = new.iter_mut().find(|(other, _)| other == name) else { continue };
            place.1 = value.clone();
            let closer = Tree::Object(new);
            if differences(&before, &closer).len() < count
                && let Some(record) = (self.ladder.rungs[with].canonical)(&closer.to_string())
            {
                cases.push(Case { second: Some(record), ..self.case.clone() });
            }
        }
        cases.into_iter().any(|case| self.accepts(case))
    }
}

/// Smaller records of that version, the boldest first.
fn smaller_records(
    ladder: &Ladder,
    at: usize,
    record: &str,
) -> impl Iterator<Item = String> + use<> {
    let canonical = ladder.rungs[at].canonical;
    let size = |text: &str| (text.len(), text.to_owned());
    let before = size(record);
    let records =
        smaller(payload(record, ladder.tag)).filter_map(move |tree| canonical(&tree.to_string()));
    records.filter(move |smaller| size(smaller) < before)
}

/// The tree with one value in it made simpler: every way to do so.
fn smaller(tree: Tree) -> impl Iterator<Item = Tree> {
    const MOST: usize = 200;
    (0..tree.count().min(MOST)).flat_map(move |at| {
        let mut tree = tree.clone();
        let candidates = tree.nth(at).map(|place| simpler(place)).unwrap_or_default();
        candidates.into_iter().map(move |candidate| {
            let mut smaller = tree.clone();
            if let Some(place) = smaller.nth(at) {
                *place = candidate;
            }
            smaller
        })
    })
}

fn simpler(place: &Tree) -> Vec<Tree> {
    match place {
        Tree::Null | Tree::Bool(_) => Vec::new(),
        Tree::Number(_) => ["0", "1", "2", "0.0", "1.5"].map(|it| Tree::Number(it.into())).into(),
        Tree::Text(text) => {
            let count = text.chars().count();
            let half = |from, to| text.chars().skip(from).take(to - from).collect::<String>();
            let halves = [half(0, count / 2), half(count / 2, count)];
            let simple = ["", "0", "a", "b", "c"].map(str::to_owned);
            simple.into_iter().chain(halves).map(Tree::Text).collect()
        }
        Tree::List(elements) => {
            let (first, last) = elements.split_at(elements.len() / 2);
            let halves = [Vec::new(), first.to_vec(), last.to_vec()].into_iter();
            let fewer = (0..elements.len()).map(|at| without(elements, at));
            halves.chain(fewer).map(Tree::List).collect()
        }
        Tree::Object(members) => {
            let fewer = (0..members.len()).map(|at| Tree::Object(without(members, at)));
            [Tree::Null].into_iter().chain(fewer).collect()
        }
    }
}

fn without<T: Clone>(all: &[T], at: usize) -> Vec<T> {
    let (before, after) = (&all[..at], &all[at + 1..]);
    before.iter().chain(after).cloned().collect()
}
