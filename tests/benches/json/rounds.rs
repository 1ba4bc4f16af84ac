//! How two sides are compared on a machine that does other things too.
//!
//! All comparisons take turns, a round each, so that a busy second hits each of them a little and none of them as a whole. In a round each side
//! runs twice, in the order ours, plain, plain, ours or the other way round, for less than a millisecond each, and the quicker time of each side
//! counts. Before each slice the heap is shaken: where a growing buffer happens to lie decides whether it can grow in place, which may make
//! the same code half as fast again.

use std::hint::black_box;
use std::time::{Duration, Instant};

const ROUNDS: usize = 201;

/// The comparisons of one run.
pub(crate) struct Rounds {
    part: String,
    rows: Vec<Row>,
}

/// One round; whether ours goes first.
type Round = dyn FnMut(&mut Shaker, bool) -> f64;

struct Row {
    name: String,
    word: &'static str,
    goal: Option<f64>,
    round: Box<Round>,
    measured: Vec<f64>,
}

impl Rounds {
    /// Those whose name has this part.
    pub(crate) fn of(part: &str) -> Self {
        Self { part: part.to_owned(), rows: Vec::new() }
    }

    /// Ours against plain serde, each on what `prepare` makes. That is not measured, nor is the drop of what a side gives back.
    pub(crate) fn compare<I: 'static, O: 'static>(
        &mut self,
        name: String,
        goal: Option<f64>,
        prepare: impl Fn() -> I + 'static,
        ours: impl Fn(I) -> O + 'static,
        plain: impl Fn(I) -> O + 'static,
    ) {
        self.add("ratio", name, goal, move |shaker, ours_first| {
            let ours = |shaker: &mut Shaker| time(shaker, &prepare, &ours);
            let plain = |shaker: &mut Shaker| time(shaker, &prepare, &plain);
            let (ours, plain) = if ours_first {
                let first = ours(shaker);
                let plain = plain(shaker).min(plain(shaker));
                (first.min(ours(shaker)), plain)
            } else {
                let first = plain(shaker);
                let ours = ours(shaker).min(ours(shaker));
                (ours, first.min(plain(shaker)))
            };
            ours.as_secs_f64() / plain.as_secs_f64()
        });
    }

    /// The nanoseconds of something that is done `times` times.
    pub(crate) fn clock(&mut self, name: String, most: f64, times: u32, work: impl Fn() + 'static) {
        self.add("nanoseconds", name, Some(most), move |shaker, _| {
            let mut time = || time(shaker, &|| (), &|()| work());
            time().min(time()).as_secs_f64() * 1e9 / f64::from(times)
        });
    }

    fn add(
        &mut self,
        word: &'static str,
        name: String,
        goal: Option<f64>,
        round: impl FnMut(&mut Shaker, bool) -> f64 + 'static,
    ) {
        if name.contains(&self.part) {
            self.rows.push(Row { name, word, goal, round: Box::new(round), measured: Vec::new() });
        }
    }

    /// Measures, and prints the medians and the goals.
    pub(crate) fn run(mut self) {
        let mut shaker = Shaker::default();
        for round in 0..ROUNDS {
            for row in &mut self.rows {
                let measured = (row.round)(&mut shaker, round.is_multiple_of(2));
                row.measured.push(measured);
            }
        }
        let (mut met, mut goals) = (0, 0);
        for Row { name, word, goal, measured, .. } in &mut self.rows {
            measured.sort_by(f64::total_cmp);
            let median = measured[ROUNDS / 2];
            println!("{word} {name} {median:.3}");
            if let Some(goal) = goal {
                goals += 1;
                let word = if median <= *goal { "met" } else { "missed" };
                met += usize::from(median <= *goal);
                println!("goal {name} {goal} {word}");
            }
        }
        println!("{met} of {goals} goals are met");
    }
}

/// A slice of one side.
fn time<I, O>(shaker: &mut Shaker, prepare: &impl Fn() -> I, side: &impl Fn(I) -> O) -> Duration {
    let blocks = shaker.shake();
    let input = black_box(prepare());
    let begun = Instant::now();
    let output = black_box(side(input));
    let time = begun.elapsed();
    drop((output, blocks));
    time
}

/// Blocks of any size that come and go, as in a program that does more than one thing.
#[derive(Default)]
struct Shaker {
    random: u64,
}

impl Shaker {
    fn shake(&mut self) -> Vec<Vec<u8>> {
        let mut blocks: Vec<Vec<u8>> = (0..32 + self.below(32)).map(|_| self.block()).collect();
        blocks.retain(|_| self.below(2) == 0);
        blocks
    }

    /// Many small ones and few large ones.
    fn block(&mut self) -> Vec<u8> {
        let most = 16 << self.below(12);
        Vec::with_capacity(most / 2 + self.below(most / 2))
    }

    fn below(&mut self, bound: usize) -> usize {
        // Knuth's MMIX generator.
        self.random = self
            .random
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.random >> 33).expect("31 bits") % bound
    }
}
