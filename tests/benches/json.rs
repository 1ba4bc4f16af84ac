//! Reading and writing versioned JSON against plain `serde_json` on the same untagged records, in one run.
//!
//! `cargo bench -p heirloom-tests --bench json`. The two sides take turns, in slices of the same records; each ratio is
//! the median over many rounds of (ours / plain). Below 1 is faster than plain serde. Allocations are counted apart.
//!
//! The orders keep nothing: each side parses or moves a record and no more. What is kept beside a record is compared apart (`keep_…`), since
//! plain serde has no word for it: with the same reads and writes where nothing is kept, so that the ratio is the price of keeping.
#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a benchmark prints, and stops at what it does not expect"
)]

use std::hint::black_box;
use std::time::{Duration, Instant};

use heirloom::{Version, json};
use heirloom_tests::order::{Order1, Order2, Order3, by_hand, order};
use heirloom_tests::user::{Status, User, v1};
use serde::Serialize;

const ROUNDS: usize = 101;

fn main() {
    let mut figures = Vec::new();
    for (size, records, lines) in [("200B", 256, 1), ("2kB", 64, 18), ("50kB", 4, 480)] {
        let samples = Samples::new(records, lines);
        println!("{size}: {} records of about {} bytes", records, samples.tagged3[0].len());
        reading(size, &samples, &mut figures);
        writing(size, &samples, &mut figures);
        allocations(size, &samples, &mut figures);
    }
    keeping(&mut figures);
    for (name, median) in figures {
        println!("ratio {name} {median:.3}");
    }
}

type Figures = Vec<(String, f64)>;

/// The same orders at each version, with and without a tag.
struct Samples {
    plain1: Vec<Vec<u8>>,
    plain2: Vec<Vec<u8>>,
    plain3: Vec<Vec<u8>>,
    tagged1: Vec<Vec<u8>>,
    tagged2: Vec<Vec<u8>>,
    tagged3: Vec<Vec<u8>>,
    values: Vec<Order3>,
}

impl Samples {
    fn new(records: u64, lines: u64) -> Self {
        let first: Vec<Order1> = (0..records).map(|seed| order(seed, lines)).collect();
        let second: Vec<Order2> = first.iter().cloned().map(by_hand::second).collect();
        let third: Vec<Order3> = second.iter().cloned().map(by_hand::third).collect();
        Self {
            plain1: plain(&first),
            plain2: plain(&second),
            plain3: plain(&third),
            tagged1: first.iter().map(|value| json::to_vec(value).unwrap()).collect(),
            tagged2: second.iter().map(|value| json::to_vec(value).unwrap()).collect(),
            tagged3: third.iter().map(|value| json::to_vec(value).unwrap()).collect(),
            values: third,
        }
    }
}

fn plain<T: Serialize>(values: &[T]) -> Vec<Vec<u8>> {
    values.iter().map(|value| serde_json::to_vec(value).unwrap()).collect()
}

fn reading(size: &str, samples: &Samples, figures: &mut Figures) {
    let ours = |records: &[Vec<u8>]| {
        for record in records {
            black_box(json::from_slice::<Order3>(black_box(record)).unwrap());
        }
    };
    compare(
        figures,
        &format!("read_latest_{size}"),
        || ours(&samples.tagged3),
        || {
            for record in &samples.plain3 {
                black_box(serde_json::from_slice::<Order3>(black_box(record)).unwrap());
            }
        },
    );
    compare(
        figures,
        &format!("read_one_version_old_{size}"),
        || ours(&samples.tagged2),
        || {
            for record in &samples.plain2 {
                black_box(by_hand::third(serde_json::from_slice(black_box(record)).unwrap()));
            }
        },
    );
    compare(
        figures,
        &format!("read_two_versions_old_{size}"),
        || ours(&samples.tagged1),
        || {
            for record in &samples.plain1 {
                black_box(by_hand::third(by_hand::second(
                    serde_json::from_slice(black_box(record)).unwrap(),
                )));
            }
        },
    );
}

fn writing(size: &str, samples: &Samples, figures: &mut Figures) {
    compare(
        figures,
        &format!("write_latest_{size}"),
        || {
            for value in &samples.values {
                black_box(json::to_vec(black_box(value)).unwrap());
            }
        },
        || {
            for value in &samples.values {
                black_box(serde_json::to_vec(black_box(value)).unwrap());
            }
        },
    );
    compare(
        figures,
        &format!("write_two_versions_down_{size}"),
        || {
            for value in samples.values.clone() {
                black_box(json::to_vec_at(black_box(value), Version::major(1)).unwrap());
            }
        },
        || {
            for value in samples.values.clone() {
                black_box(serde_json::to_vec(&by_hand::first(black_box(value))).unwrap());
            }
        },
    );
}

/// Users of about 200 bytes: what has no place is kept, against the same with bare values, which leave it behind.
fn keeping(figures: &mut Figures) {
    let olds: Vec<String> = (0..256)
        .map(|id| {
            let email = format!("{id}@{}.example.org", "mail".repeat(32));
            json::to_string(&v1::User { name: format!("Ada{id} Lovelace{id}"), email }).unwrap()
        })
        .collect();
    compare(
        figures,
        "keep_upgrade_nothing_kept",
        || {
            for old in &olds {
                let user = json::open_str::<User>(black_box(old)).unwrap();
                black_box(json::seal_to_string(&user).unwrap());
            }
        },
        || {
            for old in &olds {
                let user = json::from_str::<User>(black_box(old)).unwrap();
                black_box(json::to_string(&user).unwrap());
            }
        },
    );

    // Each has something that version 1 has no place for.
    let news: Vec<String> = olds
        .iter()
        .map(|old| {
            let mut user: User = json::from_str(old).unwrap();
            user.status = Status::Suspended;
            user.tags = vec!["admin".into(), "founder".into()];
            json::to_string(&user).unwrap()
        })
        .collect();
    compare(
        figures,
        "keep_downgrade",
        || {
            for new in &news {
                let user: User = json::from_str(black_box(new)).unwrap();
                black_box(json::to_string_at(user, Version::major(1)).unwrap());
            }
        },
        || {
            for new in &news {
                let user: User = json::from_str(black_box(new)).unwrap();
                let old: v1::User = heirloom::downgrade(user).unwrap();
                black_box(json::to_string(&old).unwrap());
            }
        },
    );

    let carried: Vec<String> = news
        .iter()
        .map(|new| {
            let user: User = json::from_str(new).unwrap();
            json::to_string_at(user, Version::major(1)).unwrap()
        })
        .collect();
    compare(
        figures,
        "keep_upgrade_given_back",
        || {
            for record in &carried {
                let user = json::open_str::<User>(black_box(record)).unwrap();
                black_box(json::seal_to_string(&user).unwrap());
            }
        },
        || {
            for old in &olds {
                let user = json::from_str::<User>(black_box(old)).unwrap();
                black_box(json::to_string(&user).unwrap());
            }
        },
    );
    let handed_on: Vec<_> =
        carried.iter().map(|record| json::open_str::<v1::User>(record).unwrap()).collect();
    compare(
        figures,
        "keep_write_handed_on",
        || {
            for record in &handed_on {
                black_box(json::seal_to_string(black_box(record)).unwrap());
            }
        },
        || {
            for record in &handed_on {
                black_box(json::to_string(&**black_box(record)).unwrap());
            }
        },
    );
}

fn allocations(size: &str, samples: &Samples, figures: &mut Figures) {
    let count = |read: &dyn Fn()| allocation_counter::measure(read).count_total;
    let ours = count(&|| {
        for record in &samples.tagged3 {
            black_box(json::from_slice::<Order3>(record).unwrap());
        }
    });
    let plain = count(&|| {
        for record in &samples.plain3 {
            black_box(serde_json::from_slice::<Order3>(record).unwrap());
        }
    });
    #[expect(clippy::cast_precision_loss, reason = "small counts")]
    let ratio = ours as f64 / plain as f64;
    figures.push((format!("allocations_read_latest_{size}"), ratio));
}

/// The median over rounds of the time of one side over that of the other.
fn compare(figures: &mut Figures, name: &str, ours: impl Fn(), plain: impl Fn()) {
    // Slices of about a millisecond, so that the machine's other work hits both sides alike.
    let repeats =
        (Duration::from_millis(1).as_nanos() / time(&plain, 3).as_nanos().max(1)).clamp(1, 1000);
    let repeats = u32::try_from(repeats).expect("clamped");
    let mut ratios: Vec<f64> = (0..ROUNDS)
        .map(|round| {
            // The side that goes first changes from round to round.
            let (ours, plain) = if round % 2 == 0 {
                let first = time(&ours, repeats);
                (first, time(&plain, repeats))
            } else {
                let first = time(&plain, repeats);
                (time(&ours, repeats), first)
            };
            ours.as_secs_f64() / plain.as_secs_f64()
        })
        .collect();
    ratios.sort_by(f64::total_cmp);
    figures.push((name.to_owned(), ratios[ROUNDS / 2]));
}

fn time(work: &impl Fn(), repeats: u32) -> Duration {
    let start = Instant::now();
    for _ in 0..repeats {
        work();
    }
    start.elapsed() / repeats
}
