//! No verdict is ever contradicted by a document, nor by another prover.
#![expect(clippy::print_stdout, reason = "what a long run has found")]

use std::env;
use std::time::Instant;

use heirloom::compat::{Verdict, backward};
use jsonschema::canonical::{self, Containment};
use serde_json::{Value, json};

use crate::generate::{Dice, document, edited, schema, wider};
use crate::referee::validator;
use crate::sample::sample;

#[derive(Debug, Default)]
struct Tally {
    yes: usize,
    no: usize,
    unknown: usize,
    /// Unknown, though one of the documents refutes it.
    refutable: usize,
    /// Yes, and the other prover says so too.
    seconded: usize,
}

/// Documents that are tried against each verdict.
const DOCUMENTS: usize = 200;

/// `HEIRLOOM_COMPAT_PAIRS` sets how many pairs, `HEIRLOOM_COMPAT_SEED` the first; the long run has 100,000.
/// `HEIRLOOM_COMPAT_SHOW` prints what is unknown.
#[test]
fn no_document_contradicts_a_verdict() {
    let setting = |name: &str| env::var(name).ok().and_then(|text| text.parse::<u64>().ok());
    let pairs = setting("HEIRLOOM_COMPAT_PAIRS").unwrap_or(1_000);
    let first = setting("HEIRLOOM_COMPAT_SEED").unwrap_or(1);
    let mut tally = Tally::default();
    let mut times = Vec::new();
    for seed in first..first + pairs {
        let mut dice = Dice::new(seed);
        let one = schema(&mut dice);
        let other = match dice.roll(8) {
            0 => schema(&mut dice),
            1 => wider(&mut dice, &one),
            _ => edited(&mut dice, &one),
        };
        let (old, new) = if dice.chance(50) { (one, other) } else { (other, one) };
        let begun = Instant::now();
        let verdict = backward(&old, &new);
        times.push((begun.elapsed(), seed));
        judge(seed, &verdict, &old, &new, &mut dice, &mut tally);
    }
    times.sort();
    let at = |percent: usize| times[(times.len() - 1) * percent / 100].0;
    let slowest = times[times.len() - 1];
    println!("{tally:?}; median {:?}, 99 % {:?}, seed and longest {slowest:?}", at(50), at(99));
    let pairs = usize::try_from(pairs).unwrap();
    assert!(tally.unknown * 100 <= 2 * pairs, "too often unknown: {tally:?}");
    assert!(tally.refutable * 100 <= tally.no + tally.refutable, "too often unknown: {tally:?}");
}

/// A document is contained in a schema if it is valid under it: our reading of one document is the validator's.
#[test]
fn a_document_is_contained_where_it_is_valid() {
    let pairs = env::var("HEIRLOOM_COMPAT_PAIRS").ok().and_then(|text| text.parse().ok());
    let mut unknown = 0_usize;
    let schemas = pairs.unwrap_or(1_000);
    for seed in 1..=schemas {
        let mut dice = Dice::new(seed);
        let schema = schema(&mut dice);
        let reads = validator(&schema);
        for at in 0..4 {
            let document = match at {
                0 => document(&mut dice, 3),
                _ => sample(&mut dice, &schema, &schema, 5),
            };
            match backward(&json!({ "const": document }), &schema) {
                Verdict::Unknown(_) => unknown += 1,
                verdict => assert_eq!(
                    verdict.is_yes(),
                    reads.is_valid(&document),
                    "seed {seed}: {document}\n{schema}"
                ),
            }
        }
    }
    println!("{unknown} unknown of {}", schemas * 4);
    assert!(unknown * 1_000 <= usize::try_from(schemas).unwrap() * 4);
}

fn judge(
    seed: u64,
    verdict: &Verdict,
    old: &Value,
    new: &Value,
    dice: &mut Dice,
    tally: &mut Tally,
) {
    let (reads_old, reads_new) = (validator(old), validator(new));
    let refutes = |document: &Value| reads_old.is_valid(document) && !reads_new.is_valid(document);
    if let Verdict::No(counterexample) = verdict {
        tally.no += 1;
        let document = counterexample.document();
        assert!(refutes(document), "seed {seed}: {document} does not refute\n{old}\n{new}");
        return;
    }
    let found = (0..DOCUMENTS)
        .map(|at| match at % 4 {
            0 => document(dice, 3),
            1 => sample(dice, new, new, 5),
            _ => sample(dice, old, old, 5),
        })
        .find(|document| refutes(document));
    if let Verdict::Unknown(reason) = verdict {
        tally.unknown += 1;
        tally.refutable += usize::from(found.is_some());
        if env::var_os("HEIRLOOM_COMPAT_SHOW").is_some() {
            println!("seed {seed}: {reason}; {found:?}\n  {old}\n  {new}");
        }
        return;
    }
    tally.yes += 1;
    assert!(found.is_none(), "seed {seed}: {} refutes\n{old}\n{new}", found.unwrap());
    let read =
        |schema| canonical::options().should_validate_formats(true).canonicalize(schema).ok();
    if let Some((old_form, new_form)) = read(old).zip(read(new)) {
        match new_form.covers(&old_form) {
            Ok(Containment::No) => panic!("seed {seed}: another prover says no\n{old}\n{new}"),
            Ok(Containment::Yes) => tally.seconded += 1,
            _ => {}
        }
    }
}
