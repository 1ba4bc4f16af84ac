//! How often, and how much, records of the latest version allocate, against plain `serde_json` on the untagged ones.
//!
//! `cargo bench -p heirloom-tests --bench allocations`. Apart from the `json` benchmark, since who counts allocations makes them slower.
#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a benchmark prints, and stops at what it does not expect"
)]

use std::hint::black_box;

use allocation_counter::{AllocationInfo, measure};
use heirloom::json;
use heirloom_tests::order::{Order1, Order3, by_hand, order};

fn main() {
    for (size, lines) in [("200B", 1), ("2kB", 18), ("50kB", 480)] {
        let old: Order1 = order(1, lines);
        let value = by_hand::third(by_hand::second(old));
        let (plain, tagged) = (serde_json::to_vec(&value).unwrap(), json::to_vec(&value).unwrap());

        let theirs = measure(|| drop(black_box(serde_json::from_slice::<Order3>(&plain).unwrap())));
        let ours = measure(|| drop(black_box(json::from_slice::<Order3>(&tagged).unwrap())));
        ratio(&format!("allocations_read_latest_{size}"), ours, theirs, |info| info.count_total);
        ratio(&format!("allocated_read_latest_{size}"), ours, theirs, |info| info.bytes_total);

        let written = measure(|| drop(black_box(json::to_vec(&value).unwrap())));
        count(&format!("allocations_write_latest_{size}"), &written, 1);
        let mut buffer = tagged;
        let written = measure(|| {
            buffer.clear();
            json::to_buffer(&mut buffer, black_box(&value)).unwrap();
        });
        count(&format!("allocations_write_latest_into_kept_buffer_{size}"), &written, 0);
    }
}

fn count(name: &str, written: &AllocationInfo, goal: u64) {
    println!("count {name} {}\ngoal {name} {goal}", written.count_total);
}

/// The goal is to need what plain serde needs, and no more.
fn ratio(name: &str, ours: AllocationInfo, theirs: AllocationInfo, of: fn(&AllocationInfo) -> u64) {
    #[expect(clippy::cast_precision_loss, reason = "small counts")]
    let ratio = of(&ours) as f64 / of(&theirs) as f64;
    println!("ratio {name} {ratio:.3}\ngoal {name} 1");
}
