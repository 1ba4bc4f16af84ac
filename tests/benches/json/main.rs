//! Reading and writing versioned JSON against plain `serde_json` on the same untagged records, in one run.
//!
//! `cargo bench -p heirloom-tests --bench json [-- PART_OF_A_NAME]`. Each line `ratio NAME MEDIAN` is the median over many rounds of (ours /
//! plain): below 1 is faster than plain serde, which reads with `from_slice`, writes with `to_vec`, and moves old versions by hand. Where there
//! is a goal, `goal NAME MOST` stands beside it. [`rounds`] says how the noise of the machine is kept out.
//!
//! The orders keep nothing: each side parses or moves a record and no more. What is kept beside a record is compared apart (`keep_…`), since
//! plain serde has no word for it: with the same reads and writes where nothing is kept, so that the ratio is the price of keeping.
#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a benchmark prints, and stops at what it does not expect"
)]

mod keeping;
mod orders;
mod rounds;
mod samples;

use rounds::Rounds;
use samples::Samples;

const SIZES: [(&str, u64, u64); 3] = [("200B", 256, 1), ("2kB", 32, 18), ("50kB", 2, 480)];

fn main() {
    // `cargo bench` adds a word of its own.
    let part = std::env::args().skip(1).find(|word| !word.starts_with("--")).unwrap_or_default();
    // A large block once given back: from here on the allocator takes blocks of any size from one place.
    drop(std::hint::black_box(vec![1_u8; 24 << 20]));

    let mut rounds = Rounds::of(&part);
    for (index, (size, records, lines)) in SIZES.into_iter().enumerate() {
        let samples: &'static Samples = Box::leak(Box::new(Samples::new(records, lines)));
        println!("{size}: {records} records of about {} bytes", samples.tagged[2][0].len());
        orders::compare(&mut rounds, size, index, samples);
    }
    keeping::compare(&mut rounds);
    rounds.run();
}
