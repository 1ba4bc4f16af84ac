//! The run over all cases, versions and laws.

use std::num::NonZeroUsize;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;

use crate::testing::ladder::Ladder;
use crate::testing::law::{Broken, Case, LAWS, Law, Second, Stop};
use crate::testing::quiet::caught;
use crate::testing::report::{Broke, Summary};
use crate::testing::rng::Rng;
use crate::testing::sample::{mutated, sample};
use crate::testing::shrink::shrunk;

/// Tries each law with each value, on all cores. Of the cases that break a law the first is told, however many threads there are.
pub(super) fn all(ladder: &Ladder, seed: u64, cases: u64) -> Result<Summary, Broke> {
    let threads = thread::available_parallelism().map_or(1, NonZeroUsize::get).min(MOST_THREADS);
    let stop = AtomicU64::new(cases);
    let part = &|| Part { ladder, seed, stop: &stop, summary: Summary::default() };
    let results = thread::scope(|scope| {
        let spawn = |first| scope.spawn(move || part().run(first, threads));
        let all: Vec<_> = (0..threads).map(spawn).collect();
        let joined = all.into_iter().map(thread::ScopedJoinHandle::join);
        joined.collect::<thread::Result<Vec<_>>>().expect("panics of the user's code are caught")
    });
    let mut summary = Summary::default();
    let mut broken: Option<(u64, Broke)> = None;
    for result in results {
        match result {
            Ok(part) => summary.add(&part),
            Err((case, broke)) => {
                if broken.as_ref().is_none_or(|(other, _)| case < *other) {
                    broken = Some((case, broke));
                }
            }
        }
    }
    match broken {
        Some((_, broke)) => Err(broke),
        None => tested(ladder, cases, &summary).map(|()| summary),
    }
}

/// More would not pay for the memory.
const MOST_THREADS: usize = 16;

/// The cases of one thread.
struct Part<'a> {
    ladder: &'a Ladder,
    seed: u64,
    /// The first case that is not wanted: there are no more, or an earlier one broke a law.
    stop: &'a AtomicU64,
    summary: Summary,
}

impl Part<'_> {
    fn run(mut self, first: usize, step: usize) -> Result<Summary, (u64, Broke)> {
        let mut case = first as u64;
        while case < self.stop.load(Ordering::Relaxed) {
            if let Err(broke) = self.case(self.seed.wrapping_add(case)) {
                self.stop.fetch_min(case, Ordering::Relaxed);
                return Err((case, broke));
            }
            case += step as u64;
        }
        Ok(self.summary)
    }

    fn case(&mut self, seed: u64) -> Result<(), Broke> {
        let ladder = self.ladder;
        for at in 0..ladder.rungs.len() {
            let Some(record) = generate(ladder, at, seed)? else { continue };
            self.summary.made(ladder.version(at));
            for with in partners(ladder.rungs.len(), at, seed) {
                for law in LAWS {
                    one(ladder, law, &record, (at, with), seed, &mut self.summary)?;
                }
            }
        }
        Ok(())
    }
}

/// With few versions each meets each, in every case. With many, each meets a few in turn: the number of pairs grows with the square.
fn partners(versions: usize, at: usize, seed: u64) -> Vec<usize> {
    const FEW: usize = 4;
    const SOME: usize = 3;
    if versions <= FEW {
        return (0..versions).collect();
    }
    let turn = usize::try_from(seed % versions as u64).unwrap_or(0);
    let mut all: Vec<_> = (0..SOME).map(|next| (at + turn * SOME + next) % versions).collect();
    all.sort_unstable();
    all
}

fn generate(ladder: &Ladder, at: usize, seed: u64) -> Result<Option<String>, Broke> {
    caught(|| sample(ladder, at, seed)).map_err(|panic| {
        let (entity, version) = (ladder.entity, ladder.version(at));
        Broke::new(format!("no value of `{entity}` version {version} could be generated: {panic}"))
    })
}

fn one(
    ladder: &Ladder,
    law: &'static Law,
    record: &str,
    (at, with): (usize, usize),
    seed: u64,
    summary: &mut Summary,
) -> Result<(), Broke> {
    let mut random = Rng::new(seed, (at * 1000 + with) as u64 + 1);
    let second = caught(|| second(ladder, law.second, record, (at, with), &mut random));
    // A panic here is that of a conversion, which law 6 tells better.
    let Ok(second) = second else { return Ok(()) };
    let case = Case { at, with, record: record.to_owned(), second };
    let count = |summary: &mut Summary, held: u64, refused: u64| {
        let count = summary.count(law.number, ladder.version(at), ladder.version(with));
        count.held += held;
        count.refused += refused;
    };
    match verdict(ladder, law, &case) {
        Ok(()) => count(summary, 1, 0),
        Err(Stop::Refused) => count(summary, 0, 1),
        Err(Stop::NotApplicable) => {}
        Err(Stop::Broken(broken)) => {
            let (law, case) = simpler_story(ladder, law, case);
            return Err(told(ladder, law, case, broken, seed));
        }
    }
    Ok(())
}

/// An edit that would be lost without any carry tells of the conversion, and not of the carry.
fn simpler_story(ladder: &Ladder, law: &'static Law, case: Case) -> (&'static Law, Case) {
    let edit = case.second.clone().filter(|_| law.second == Second::Edited);
    let (Some(record), Some(plain)) = (edit, LAWS.iter().find(|law| law.number == 2)) else {
        return (law, case);
    };
    let alone = Case { at: case.with, with: case.at, record, second: None };
    match verdict(ladder, plain, &alone) {
        Err(Stop::Broken(_)) => (plain, alone),
        _ => (law, case),
    }
}

/// The smallest case that breaks the law, in words.
fn told(ladder: &Ladder, law: &'static Law, case: Case, broken: Broken, seed: u64) -> Broke {
    let panicked = |broken: &Broken| broken.what.starts_with(PANICKED);
    let first = verdict(ladder, law, &case);
    let kind =
        if let Err(Stop::Broken(first)) = &first { panicked(first) } else { panicked(&broken) };
    let is_broken = |case: &Case| match verdict(ladder, law, case) {
        Err(Stop::Broken(other)) => panicked(&other) == kind,
        _ => false,
    };
    let smaller = || shrunk(ladder, case.clone(), law.second, is_broken);
    let case = if ladder.as_generated { case } else { caught(smaller).unwrap_or(case) };
    let broken = match verdict(ladder, law, &case) {
        Err(Stop::Broken(broken)) => broken,
        _ => broken, // it depends on more than the case
    };
    let never_panic = LAWS.iter().find(|law| law.number == 6).filter(|_| panicked(&broken));
    Broke::case(ladder, never_panic.unwrap_or(law), &case, &broken, seed)
}

const PANICKED: &str = "panicked";

fn verdict(ladder: &Ladder, law: &Law, case: &Case) -> Result<(), Stop> {
    caught(|| law.check(ladder, case)).unwrap_or_else(|panic| {
        let what = if panic.starts_with(PANICKED) { panic } else { format!("{PANICKED}: {panic}") };
        Err(Stop::Broken(Broken { what, differences: Vec::new() }))
    })
}

/// What the law needs beside the record.
fn second(
    ladder: &Ladder,
    second: Second,
    record: &str,
    (at, with): (usize, usize),
    random: &mut Rng,
) -> Option<String> {
    let (at, record) = match second {
        Second::Nothing => return None,
        _ if with >= at => return None,
        Second::Another => (at, record.to_owned()),
        Second::Edited => {
            // What an editor of the older version finds there. If there is no way to it, the law has nothing to say either.
            let down =
                ladder.goes_back(at, with).then(|| ladder.convert(&ladder.bare(record), at, with));
            let payload = ladder.payload(&down?.ok()?);
            (with, (ladder.rungs[with].canonical)(&payload.to_string())?)
        }
    };
    let rung = &ladder.rungs[at];
    if ladder.as_generated || random.once_in(4) {
        let seed = random.next();
        if let Some(other) = sample(ladder, at, seed) {
            return Some(other);
        }
    }
    let times = 1 + random.below(3);
    Some((0..times).fold(record, |record, _| mutated(rung, record, random)))
}

/// A test that never tested anything is no test.
fn tested(ladder: &Ladder, cases: u64, summary: &Summary) -> Result<(), Broke> {
    /// Fewer cases are a replay.
    const REPLAY: u64 = 50;
    if cases < REPLAY {
        return Ok(());
    }
    let entity = ladder.entity;
    if let Some(rung) = ladder.rungs.iter().find(|rung| !summary.has(rung.version)) {
        return Err(Broke::new(format!(
            "nothing was tested: none of {cases} generated values of `{entity}` version {} can be written as a record and \
             read again; write `#[arbitrary(with = …)]` on fields that JSON cannot hold, or that have rules of their own",
            rung.version
        )));
    }
    if let Some((law, from, to, refused)) = summary.untested() {
        return Err(Broke::new(format!(
            "nothing was tested: law {law} from version {from} to {to} of `{entity}` met {refused} values, and a step refused \
             all of them; write `#[arbitrary(with = …)]` on the fields that the step has rules for, so that some values obey them"
        )));
    }
    Ok(())
}
