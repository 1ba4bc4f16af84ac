//! Questions, what they wait for, and their answers.

use std::collections::{HashMap, VecDeque};
use std::rc::Rc;

use serde_json::Value;

use super::question::Question;
use super::split::Step;
use super::witness::Witness;
use crate::compat::schema::{Graph, Kinds, Literal, Truth, has_repeats};
use crate::compat::verdict::Reason;

/// How many questions are asked before the search is given up.
const QUESTIONS: usize = 12_000;
/// How many steps they may take.
const WORK: u64 = 5_000_000;
/// How many nodes may be made on the way.
const NODES: usize = 200_000;

/// What came of a question.
#[derive(Debug, Clone)]
pub(in crate::compat) enum Answer {
    /// There is no such value. While the engine works: none has been found yet.
    None,
    /// There may be one.
    Maybe(Reason),
    Found(Rc<Witness>),
}

impl Answer {
    fn is_none(&self) -> bool {
        matches!(self, Self::None)
    }
}

/// A question by its place in the engine.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Place(usize);

/// A way to answer a question, by the answers of others.
#[derive(Debug, Clone)]
pub(super) struct Plan {
    pub(super) shape: Shape,
    /// In the order in which they are asked, the one that most likely has no answer first.
    pub(super) needs: Vec<Place>,
    /// Of these, so many are needed too, under these names.
    pub(super) pool: Vec<(Rc<str>, Place)>,
    pub(super) from_pool: usize,
    /// Whether the plan leaves something out that has to be looked at when the value is there.
    pub(super) is_loose: bool,
}

#[derive(Debug, Clone)]
pub(super) enum Shape {
    /// The value that was needed is the answer.
    Same,
    /// Nothing is answered; now the question may be taken apart.
    Gate,
    /// A gate that was passed.
    Passed,
    /// Per item, which of the needs it is.
    Array { items: Vec<usize>, unique: Unique },
    /// Per need, the name of the property.
    Object { names: Vec<Rc<str>> },
}

/// Whether the items of an array have to differ.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unique {
    No,
    /// They have to, and the same is asked of each: taking one value after the other finds as many as there are.
    Alike,
    /// They have to, and not the same is asked of each: another order of taking values may fit where one does not.
    Mixed,
}

impl Plan {
    pub(super) fn new(shape: Shape, needs: Vec<Place>) -> Self {
        Self { shape, needs, pool: Vec::new(), from_pool: 0, is_loose: false }
    }
}

#[derive(Debug)]
struct Asked {
    question: Rc<Question>,
    answer: Answer,
    is_open: bool,
    plans: Vec<Rc<Plan>>,
    waiting: Vec<(Place, usize)>,
}

/// Asks questions until the first one is answered.
#[derive(Debug)]
pub(in crate::compat) struct Engine<'g> {
    pub(super) graph: &'g mut Graph,
    asked: Vec<Asked>,
    places: HashMap<Rc<Question>, Place>,
    queue: VecDeque<Place>,
    /// Plans to look at again, since something they wait for has changed.
    woken: Vec<(Place, usize)>,
    /// At how many steps of the graph the search is given up.
    limit: u64,
}

impl<'g> Engine<'g> {
    pub(in crate::compat) fn new(graph: &'g mut Graph) -> Self {
        Self {
            limit: graph.work() + WORK,
            graph,
            asked: Vec::new(),
            places: HashMap::new(),
            queue: VecDeque::new(),
            woken: Vec::new(),
        }
    }

    /// Whether a value exists that holds to all of the literals.
    pub(in crate::compat) fn ask(&mut self, literals: Vec<Literal>) -> Answer {
        let Some(question) = Question::new(self.graph, Kinds::ANY, literals) else {
            return Answer::None;
        };
        let root = self.place(question);
        self.open(root);
        while let Some(place) = self.queue.pop_front() {
            if self.is_exhausted() {
                return Answer::Maybe(Reason::GaveUp);
            }
            self.expand(place, true);
            self.wake();
            if let Answer::Found(_) = self.asked[root.0].answer {
                break;
            }
        }
        self.asked[root.0].answer.clone()
    }

    /// Whether the search is to be given up.
    pub(super) fn is_exhausted(&self) -> bool {
        self.asked.len() > QUESTIONS
            || self.graph.work() > self.limit
            || self.graph.len() > NODES
            || self.graph.terms.is_exhausted()
    }

    /// The place of a question, which is not yet asked.
    pub(super) fn place(&mut self, question: Question) -> Place {
        if let Some(place) = self.places.get(&question) {
            return *place;
        }
        let question = Rc::new(question);
        let place = Place(self.asked.len());
        self.asked.push(Asked {
            question: Rc::clone(&question),
            answer: Answer::None,
            is_open: false,
            plans: Vec::new(),
            waiting: Vec::new(),
        });
        self.places.insert(question, place);
        place
    }

    /// The place of a question about any value that holds to these, unless there is none for certain.
    pub(super) fn place_of(&mut self, literals: Vec<Literal>) -> Option<Place> {
        Question::new(self.graph, Kinds::ANY, literals).map(|question| self.place(question))
    }

    pub(super) fn question(&self, place: Place) -> Rc<Question> {
        Rc::clone(&self.asked[place.0].question)
    }

    fn open(&mut self, place: Place) {
        let asked = &mut self.asked[place.0];
        if !asked.is_open {
            asked.is_open = true;
            self.queue.push_back(place);
        }
    }

    /// Answers a question, or finds out what it waits for.
    fn expand(&mut self, place: Place, is_first: bool) {
        let question = self.question(place);
        match self.step(&question, is_first) {
            Step::Answer(values, maybe) => {
                if let Some(reason) = maybe {
                    self.answer(place, Answer::Maybe(reason));
                }
                if let Some(value) = values {
                    self.answer(place, Answer::Found(Rc::new(Witness::new(value))));
                }
            }
            Step::Plans(plans, maybe) => {
                if let Some(reason) = maybe {
                    self.answer(place, Answer::Maybe(reason));
                }
                for plan in plans {
                    let asked = &mut self.asked[place.0];
                    asked.plans.push(Rc::new(plan));
                    self.woken.push((place, asked.plans.len() - 1));
                }
                // The first plan is looked at first.
                self.woken.reverse();
            }
        }
    }

    fn answer(&mut self, place: Place, answer: Answer) {
        let asked = &mut self.asked[place.0];
        let is_news = match (&asked.answer, &answer) {
            (_, Answer::None) | (Answer::Found(_), _) | (Answer::Maybe(_), Answer::Maybe(_)) => {
                false
            }
            (Answer::None, _) | (Answer::Maybe(_), Answer::Found(_)) => true,
        };
        if is_news {
            asked.answer = answer;
            self.woken.extend(asked.waiting.iter().copied());
        }
    }

    fn wake(&mut self) {
        while let Some((place, at)) = self.woken.pop() {
            if !matches!(self.asked[place.0].answer, Answer::Found(_)) {
                self.look(place, at);
            }
        }
    }

    fn wait(&mut self, place: Place, at: usize, needed: Place) {
        self.open(needed);
        let waiting = &mut self.asked[needed.0].waiting;
        if !waiting.contains(&(place, at)) {
            waiting.push((place, at));
        }
    }

    /// Looks whether a plan has all that it needs.
    fn look(&mut self, place: Place, at: usize) {
        let plan = Rc::clone(&self.asked[place.0].plans[at]);
        for need in &plan.needs {
            if self.asked[need.0].answer.is_none() {
                self.wait(place, at, *need);
                return;
            }
        }
        let mut values = Vec::new();
        let mut doubt = None;
        for need in &plan.needs {
            match &self.asked[need.0].answer {
                Answer::Found(value) => values.push(Rc::clone(value)),
                Answer::Maybe(reason) => doubt = Some(reason.clone()),
                Answer::None => return,
            }
        }
        let mut extra = Vec::new();
        if plan.from_pool > 0 {
            let mut possible = 0;
            for (name, need) in &plan.pool {
                self.wait(place, at, *need);
                match &self.asked[need.0].answer {
                    Answer::Found(value) => extra.push((Rc::clone(name), Rc::clone(value))),
                    Answer::Maybe(reason) => {
                        possible += 1;
                        doubt = doubt.or_else(|| Some(reason.clone()));
                    }
                    Answer::None => {}
                }
            }
            if extra.len() >= plan.from_pool {
                extra.truncate(plan.from_pool);
                if values.len() == plan.needs.len() {
                    doubt = None;
                }
            } else if extra.len() + possible < plan.from_pool {
                return;
            }
        }
        if matches!(plan.shape, Shape::Gate) {
            self.asked[place.0].plans[at] = Rc::new(Plan::new(Shape::Passed, Vec::new()));
            return self.pass(place, &values);
        }
        if let Some(reason) = doubt {
            for need in &plan.needs {
                self.wait(place, at, *need);
            }
            self.answer(place, Answer::Maybe(reason));
            return;
        }
        self.carry_out(place, at, &plan, &values, &extra);
    }

    fn carry_out(
        &mut self,
        place: Place,
        at: usize,
        plan: &Plan,
        values: &[Rc<Witness>],
        extra: &[(Rc<str>, Rc<Witness>)],
    ) {
        let witness = match &plan.shape {
            Shape::Same => Some(Rc::clone(&values[0])),
            Shape::Gate | Shape::Passed => return,
            Shape::Array { items, unique } => {
                let items: Vec<&Witness> = items.iter().map(|need| &*values[*need]).collect();
                if *unique != Unique::No {
                    let items: Vec<Value> = items.iter().map(|item| item.value.clone()).collect();
                    if has_repeats(&items) {
                        return self.tell_apart(place, at, &items);
                    }
                }
                Witness::array(&items).map(Rc::new)
            }
            Shape::Object { names } => {
                let names: Vec<&str> =
                    names.iter().chain(extra.iter().map(|(name, _)| name)).map(|n| &**n).collect();
                let values: Vec<&Witness> = values
                    .iter()
                    .chain(extra.iter().map(|(_, value)| value))
                    .map(|v| &**v)
                    .collect();
                Witness::object(&names, &values).map(Rc::new)
            }
        };
        let Some(witness) = witness else {
            return self.answer(place, Answer::Maybe(Reason::GaveUp));
        };
        if plan.is_loose {
            let question = self.question(place);
            if self.graph.holds(&question.literals, &witness.value) != Truth::Yes {
                let reason = not_understood(self.graph, &question.literals);
                return self.answer(place, Answer::Maybe(reason));
            }
        }
        self.answer(place, Answer::Found(witness));
    }

    /// Each literal that does not hold can be met on its own. Now they have to be met together.
    fn pass(&mut self, place: Place, values: &[Rc<Witness>]) {
        let question = self.question(place);
        for value in values {
            if self.graph.holds(&question.literals, &value.value) == Truth::Yes {
                return self.answer(place, Answer::Found(Rc::clone(value)));
            }
        }
        self.expand(place, false);
    }

    /// Asks for other values, until no two items of an array are equal.
    fn tell_apart(&mut self, place: Place, at: usize, items: &[Value]) {
        let plan = Rc::clone(&self.asked[place.0].plans[at]);
        let Shape::Array { items: needs, unique } = &plan.shape else { return };
        if *unique == Unique::Mixed {
            let rule = "`uniqueItems` where items differ".to_owned();
            self.answer(place, Answer::Maybe(Reason::NotUnderstood { rule }));
        }
        let (mut needs, mut all) = (needs.clone(), plan.needs.clone());
        let twin =
            (1..items.len()).find(|at| has_repeats(&[&items[..*at], &items[*at..=*at]].concat()));
        let Some(twin) = twin else { return };
        let taken: Vec<u32> = {
            let mut taken: Vec<u32> =
                items[..twin].iter().map(|item| self.graph.value(item)).collect();
            taken.sort_unstable();
            taken.dedup();
            taken
        };
        let taken = self.graph.add(crate::compat::schema::Node::Values(taken));
        let question = self.question(all[needs[twin]]);
        let Some(other) = question.with(self.graph, Kinds::ANY, &[Literal::no(taken)]) else {
            return;
        };
        let other = self.place(other);
        all.push(other);
        needs[twin] = all.len() - 1;
        let shape = Shape::Array { items: needs, unique: *unique };
        self.asked[place.0].plans[at] = Rc::new(Plan { shape, needs: all, ..(*plan).clone() });
        self.woken.push((place, at));
    }
}

/// Why nothing can be said about a value that holds to these.
pub(super) fn not_understood(graph: &mut Graph, literals: &[Literal]) -> Reason {
    let rules = literals.iter().find_map(|literal| graph.doubtful(literal.node));
    Reason::NotUnderstood {
        rule: rules.unwrap_or_else(|| "rules that meet in one place".to_owned()),
    }
}
