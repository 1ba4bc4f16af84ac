//! The bulk upgrade, and lazy reads, against diesel code written by hand for the same table.
//!
//! `cargo bench -p heirloom-store-tests --bench bulk`. The sides take turns on copies of one file; each ratio is the median over
//! the rounds of (ours / by hand), in time. Below 1 is faster than by hand.
//!
//! Both sides do the same for each record, in two comparisons:
//!
//! - `bare`: no step keeps anything. The code by hand parses the old type, upgrades the value and writes it.
//! - `kept`: a step says `keep`, so that somebody has to find out for each record whether there is something to keep. The code by hand does so too:
//!   it opens and seals the record with what stands beside it.
//!
//! The last ratio is that of the two runs of ours: what `keep` costs where nothing has to be kept.
#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a benchmark prints, and stops at what it does not expect"
)]

use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use heirloom::job::Bulk;
use heirloom::store::Records;
use heirloom::{Pure, json};
use heirloom_store_tests::{all, fill, open, users};
use heirloom_tests::user::{User, bare, v1};

const ROWS: i64 = 100_000;
const ROUNDS: usize = 7;

fn main() {
    let folder = tempfile::tempdir().unwrap();
    let original = folder.path().join("original.sqlite");
    let mut conn = open(&original);
    fill(&mut conn, ROWS);
    let pad =
        "UPDATE users SET doc = replace(doc, '@example', '@' || hex(zeroblob(200)) || '.example')";
    conn.batch_execute(pad).unwrap();
    drop(conn);

    let mut copies = 0;
    let mut copy = || {
        copies += 1;
        let path = folder.path().join(format!("{copies}.sqlite"));
        std::fs::copy(&original, &path).unwrap();
        path
    };
    let (mut of_bare, mut of_kept, mut cost) = (Sides::default(), Sides::default(), vec![]);
    for round in 0..ROUNDS {
        let bare = of_bare.compare(round, &mut copy, ours::<bare::User>, |old| {
            let old: v1::User = json::from_str(old).unwrap();
            json::to_string::<bare::User>(&heirloom::upgrade(old).unwrap()).unwrap()
        });
        let kept = of_kept.compare(round, &mut copy, ours::<User>, |old| {
            json::seal_to_string(&json::open_str::<User>(old).unwrap()).unwrap()
        });
        cost.push(ratio(kept, bare));
    }
    of_bare.print("bare");
    of_kept.print("kept");
    println!("ratio bulk_100k_kept_to_bare {:.3}", median(&mut cost));
    let latest = copy();
    ours::<User>(&latest);
    reads(&latest);
}

/// What was measured in each round of one comparison.
#[derive(Default)]
struct Sides {
    upgrade: Vec<f64>,
    whole: Vec<f64>,
    rates: Vec<f64>,
}

impl Sides {
    /// One round. Gives the time of our upgrading pass.
    fn compare(
        &mut self,
        round: usize,
        copy: &mut impl FnMut() -> PathBuf,
        ours: fn(&Path) -> (Duration, Duration),
        by_hand: impl Fn(&str) -> String,
    ) -> Duration {
        // The side that goes first changes from round to round.
        let (theirs, (pass, run)) = if round.is_multiple_of(2) {
            let theirs = hand_written(&copy(), by_hand);
            (theirs, ours(&copy()))
        } else {
            let ours = ours(&copy());
            (hand_written(&copy(), by_hand), ours)
        };
        println!("by hand {theirs:.2?}, ours {pass:.2?}, with the pass that checks {run:.2?}");
        self.upgrade.push(ratio(pass, theirs));
        self.whole.push(ratio(run, theirs));
        self.rates.push(100_000.0 / run.as_secs_f64());
        pass
    }

    fn print(&mut self, name: &str) {
        println!("{name}: {:.0} rows a second, both passes", median(&mut self.rates));
        println!("ratio bulk_100k_{name}_upgrading_pass {:.3}", median(&mut self.upgrade));
        println!("ratio bulk_100k_{name}_whole_run {:.3}", median(&mut self.whole));
    }
}

fn ours<T: Pure>(path: &Path) -> (Duration, Duration) {
    let mut conn = open(path);
    conn.batch_execute("PRAGMA journal_mode = WAL").unwrap();
    let mut first = Duration::ZERO;
    let begun = Instant::now();
    let report = Bulk::<T>::new(users::id, users::doc)
        .on_batch(|progress| {
            if progress.pass == 1 {
                first = progress.elapsed;
            }
        })
        .run(&mut conn)
        .unwrap();
    assert_eq!(report.upgraded(), 100_000);
    (first, begun.elapsed())
}

/// What one would write without a library: pages by key, a transaction for each, a prepared update for each row.
fn hand_written(path: &Path, upgraded: impl Fn(&str) -> String) -> Duration {
    let mut conn = open(path);
    conn.batch_execute("PRAGMA journal_mode = WAL").unwrap();
    let begun = Instant::now();
    let mut last = 0;
    loop {
        let page: Vec<(i64, Option<String>)> = users::table
            .filter(users::id.gt(last))
            .order(users::id)
            .limit(1000)
            .load(&mut conn)
            .unwrap();
        let Some((id, _)) = page.last() else { return begun.elapsed() };
        last = *id;
        conn.immediate_transaction(|conn| {
            for (id, doc) in &page {
                let new = upgraded(doc.as_ref().unwrap());
                diesel::update(users::table.find(id)).set(users::doc.eq(new)).execute(conn)?;
            }
            QueryResult::Ok(())
        })
        .unwrap();
    }
}

/// Reads of current rows by key: plain diesel into a text and then the type, against `Records`.
fn reads(path: &Path) {
    let conn = &mut open(path);
    // Both sides find every page in memory: the disk is not what is compared.
    conn.batch_execute("PRAGMA cache_size = -500000").unwrap();
    all(conn);
    let records = Records::<User, _>::new(users::id, users::doc);
    let by_hand = |conn: &mut SqliteConnection, id: i64| {
        // Not `first`, whose bound limit costs diesel as much again as the whole read.
        let doc: Option<String> =
            users::table.find(id).select(users::doc).get_result(conn).unwrap();
        black_box(json::from_str::<User>(&doc.unwrap()).unwrap());
    };
    let ours = |conn: &mut SqliteConnection, id: i64| {
        black_box(records.get(conn, id).unwrap().unwrap());
    };
    let mut time = |round: i64, read: &dyn Fn(&mut SqliteConnection, i64)| {
        let begun = Instant::now();
        for index in 0..200 {
            // Rows that no cache of the processor holds, on either side.
            read(conn, 1 + (round * 7919 + index * 104_729) % ROWS);
        }
        begun.elapsed()
    };
    let mut ratios: Vec<f64> = (0..101)
        .map(|round| ratio(time(2 * round, &ours), time(2 * round + 1, &by_hand)))
        .collect();
    println!("ratio read_latest_by_key {:.3}", median(&mut ratios));
}

fn ratio(ours: Duration, theirs: Duration) -> f64 {
    ours.as_secs_f64() / theirs.as_secs_f64()
}

fn median(values: &mut [f64]) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}
