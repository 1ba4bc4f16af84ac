//! Values of a version: edges first, then random ones.
//!
//! `arbitrary` makes a value of the type out of bytes; then edges are put in where they fit. A value that the version refuses
//! to read, such as one with a number out of range, is put back. One number decides about everything, so that a
//! failure can be had again.

use crate::testing::ladder::Ladder;
use crate::testing::mutate::{self, NUMBERS, TEXTS};
use crate::testing::record::payload;
use crate::testing::rng::Rng;
use crate::testing::rung::Rung;

/// The low bits of a seed count the cases of a run; the first cases are edges.
const CASE: u64 = 0xf_ffff;

/// A record of the version, by that seed. `None` when these bytes make none.
pub(super) fn sample(ladder: &Ladder, at: usize, seed: u64) -> Option<String> {
    let rung = &ladder.rungs[at];
    let mut random = Rng::new(seed, at as u64);
    let case = usize::try_from(seed & CASE).unwrap_or(usize::MAX);
    let bytes = match case {
        0 => vec![0; 512],
        1 => vec![0xff; 512],
        _ => bytes(&mut random),
    };
    let record = (rung.sample)(&bytes)?;
    // JSON cannot hold each value: floats that are no numbers come back as nothing.
    let record = (rung.canonical)(&payload(&record, rung.tag).to_string())?;
    Some(match case {
        _ if ladder.as_generated => record,
        0 | 1 => record,
        _ if case < 2 + NUMBERS.len().max(TEXTS.len()) => edges(rung, record, case),
        _ if random.once_in(4) => record,
        _ => {
            let times = 1 + random.below(4);
            (0..times).fold(record, |record, _| mutated(rung, record, &mut random))
        }
    })
}

/// The record with something changed, if that is a value of the version.
pub(super) fn mutated(rung: &Rung, record: String, random: &mut Rng) -> String {
    let tree = mutate::mutated(&payload(&record, rung.tag), random);
    (rung.canonical)(&tree.to_string()).unwrap_or(record)
}

/// The record with the edge of that number wherever it fits.
fn edges(rung: &Rung, mut record: String, edge: usize) -> String {
    const MOST: usize = 100;
    let count = payload(&record, rung.tag).count().min(MOST);
    for at in 0..count {
        let mut tree = payload(&record, rung.tag);
        let Some(place) = tree.nth(at) else { break };
        // The neighbours get neighbouring edges: two equal fields would hide that they were swapped.
        let Some(value) = mutate::edge_of(place, edge + at) else { continue };
        *place = value;
        record = (rung.canonical)(&tree.to_string()).unwrap_or(record);
    }
    record
}

/// Bytes of several kinds in turn: `arbitrary` makes numbers, choices, lengths and letters of them.
fn bytes(random: &mut Rng) -> Vec<u8> {
    let length = 16 << random.below(5);
    let mut bytes = Vec::with_capacity(length + 16);
    while bytes.len() < length {
        let kind = random.below(6);
        for _ in 0..8 {
            let [byte, other, ..] = random.next().to_le_bytes();
            bytes.push(match kind {
                0 => 0,
                1 => 0xff,
                2 => byte % 4,
                3 => b'a' + byte % 26,
                _ => other,
            });
        }
    }
    bytes
}
