//! The bulk upgrade, and lazy reads, against diesel code written by hand for the same table.
//!
//! `cargo bench -p heirloom-store-tests --bench bulk`. The sides take turns on copies of one file; each ratio is the median over
//! the rounds of (ours / by hand), in time. Below 1 is faster than by hand.
#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a benchmark prints, and stops at what it does not expect"
)]

use std::hint::black_box;
use std::path::Path;
use std::time::{Duration, Instant};

use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use heirloom::job::Bulk;
use heirloom::json;
use heirloom::store::Records;
use heirloom_store_tests::{all, fill, open, users};
use heirloom_tests::user::{User, v1};

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

    let (mut upgrade, mut whole, mut rates) = (vec![], vec![], vec![]);
    for round in 0..ROUNDS {
        let copy = |side: &str| {
            let path = folder.path().join(format!("{side}-{round}.sqlite"));
            std::fs::copy(&original, &path).unwrap();
            path
        };
        let (by_hand, (pass, run)) = if round % 2 == 0 {
            let by_hand = hand_written(&copy("hand"));
            (by_hand, ours(&copy("ours")))
        } else {
            let ours = ours(&copy("ours"));
            (hand_written(&copy("hand")), ours)
        };
        upgrade.push(ratio(pass, by_hand));
        whole.push(ratio(run, by_hand));
        rates.push(100_000.0 / run.as_secs_f64());
        println!("by hand {by_hand:.2?}, ours {pass:.2?}, with the pass that checks {run:.2?}");
    }
    println!("{:.0} rows a second, both passes", median(&mut rates));
    println!("ratio bulk_100k_upgrading_pass {:.3}", median(&mut upgrade));
    println!("ratio bulk_100k_whole_run {:.3}", median(&mut whole));
    reads(&folder.path().join("ours-0.sqlite"));
}

fn ours(path: &Path) -> (Duration, Duration) {
    let mut conn = open(path);
    conn.batch_execute("PRAGMA journal_mode = WAL").unwrap();
    let mut first = Duration::ZERO;
    let begun = Instant::now();
    let report = Bulk::<User>::new(users::id, users::doc)
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
fn hand_written(path: &Path) -> Duration {
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
                let old: v1::User = json::from_str(doc.as_ref().unwrap()).unwrap();
                let new: User = heirloom::upgrade(old).unwrap();
                let new = json::to_string(&new).unwrap();
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
