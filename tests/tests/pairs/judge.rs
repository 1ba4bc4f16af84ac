//! Verdicts held against what serde does.

use heirloom::shape::Verdict;

use crate::pair::{Direction, Pair};
use crate::samples::{self, Document, Pool, changed, fresh};
use crate::truth::{Outcome, outcome};

/// How much longer a document is looked for that bears a verdict out.
const ROUNDS: usize = 60;

/// Holds all pairs of a family to what serde does. Panics with each that does not agree.
#[track_caller]
pub(crate) fn agree(pairs: &[Pair]) {
    let wrong: Vec<String> = pairs.iter().flat_map(disagreements).collect();
    assert!(wrong.is_empty(), "{} disagree\n\n{}", wrong.len(), wrong.join("\n"));
}

fn disagreements(pair: &Pair) -> Vec<String> {
    let directions = pair.directions();
    let (old, new) = (&directions[1].reader, &directions[0].reader);
    let thorough = pair.position == "root";
    let documents = [old, new].map(|sort| fresh(sort, usize::from(thorough)));
    let pool = Pool::of([old, new], [&documents[0], &documents[1]]);
    let written = [0, 1, 0, 1].map(|at: usize| &documents[at]);
    let mut wrong = Vec::new();
    for (direction, fresh) in directions.iter().zip(written) {
        if let Some(text) = disagreement(direction, fresh, &pool, if thorough { 120 } else { 40 }) {
            wrong.push(format!("{}: {}: {text}", pair.name(), direction.name));
        }
    }
    wrong
}

/// What is wrong about a direction, after at least so many documents.
fn disagreement(
    direction: &Direction,
    fresh: &[Document],
    pool: &Pool,
    least: usize,
) -> Option<String> {
    let Direction { constant, reader, .. } = direction;
    let reading = direction.reading();
    if let Some(reading) = reading
        && reading.verdict() != *constant
    {
        return Some(format!("while compiling {constant}, at run time {reading}"));
    }
    let reading = reading.map_or_else(|| constant.to_string(), |reading| reading.to_string());
    if let Some(table) = direction.table
        && table != *constant
    {
        return Some(format!("the table says {table}, and the walk {reading}"));
    }
    let claim = match constant {
        Verdict::Yes => Outcome::Read,
        Verdict::Loss => Outcome::Lost,
        Verdict::No => Outcome::Refused,
        // It has to be expected, and then anything may be true.
        _ if direction.may_be_unknown => return None,
        _ => return Some(format!("not decided: {reading}")),
    };
    if fresh.is_empty() {
        return Some("no document of it was made".to_owned());
    }
    let mut worst = (Outcome::Read, &fresh[0].text);
    for document in fresh {
        let found = outcome(document, reader);
        worst = worst.max((found, &document.text));
    }
    let mut worst = (worst.0, worst.1.clone());
    let mut tried = fresh.len();
    let few = changed(&direction.writer, fresh, pool, 1);
    // What cannot be had by a change of what was read: a value that would be read as another.
    let others = std::iter::once_with(|| samples::fresh(&direction.writer, ROUNDS)).flatten();
    let mut more = few.chain(others).chain(changed(&direction.writer, fresh, pool, ROUNDS));
    while worst.0 != Outcome::Refused
        && (worst.0 != claim || tried < least)
        && let Some(document) = more.next()
    {
        tried += 1;
        let found = outcome(&document, reader);
        if found > worst.0 {
            worst = (found, document.text);
        }
    }
    (worst.0 != claim).then(|| {
        format!(
            "{:?} in truth, by {} of {tried} documents; {reading}\n    {}",
            worst.0,
            worst.1,
            direction.reader.text().replace('\n', "\n    ")
        )
    })
}
