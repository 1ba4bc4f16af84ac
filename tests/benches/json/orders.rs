//! Orders of three versions: read as the latest, and written.

use std::hint::black_box;

use heirloom::{Tagged, Version, json};
use heirloom_tests::order::{Order1, Order2, Order3, by_hand};

use crate::rounds::Rounds;
use crate::samples::Samples;

/// What there is to compare for orders of one size. Each goal has a figure for each of the three sizes.
pub(crate) fn compare(rounds: &mut Rounds, size: &str, index: usize, samples: &'static Samples) {
    let mut compare = Comparisons { rounds, size, index, samples };
    compare.reading();
    compare.telling();
    compare.writing();
}

const NO_GOAL: Option<[f64; 3]> = None;

struct Comparisons<'a> {
    rounds: &'a mut Rounds,
    size: &'a str,
    index: usize,
    samples: &'static Samples,
}

impl Comparisons<'_> {
    fn reading(&mut self) {
        const LATEST: usize = 2;
        const ONE_OLD: usize = 1;
        const TWO_OLD: usize = 0;
        let samples = self.samples;
        let ours = |record: &str| json::from_slice::<Order3>(record.as_bytes()).unwrap();
        let tagged = |index: usize| samples.tagged[index].clone();
        self.read("read_latest", [0.85, 0.83, 0.82], LATEST, tagged(LATEST), ours);
        self.read("read_one_version_old", [0.92, 0.84, 0.83], ONE_OLD, tagged(ONE_OLD), ours);
        self.read("read_two_versions_old", [0.95, 0.86, 0.83], TWO_OLD, tagged(TWO_OLD), ours);

        // What checking UTF-8 once brings by itself; what a record costs beyond this is ours.
        let text = |record: &str| black_box(std::str::from_utf8(record.as_bytes()).is_ok());
        let untagged = |index: usize| samples.plain[index].clone();
        self.read("floor_read_latest", NO_GOAL, LATEST, untagged(LATEST), move |record| {
            assert!(text(record));
            serde_json::from_str::<Order3>(record).unwrap()
        });
        self.read(
            "floor_read_two_versions_old",
            NO_GOAL,
            TWO_OLD,
            untagged(TWO_OLD),
            move |record| {
                assert!(text(record));
                by_hand::third(by_hand::second(serde_json::from_str(record).unwrap()))
            },
        );

        let last = |index| samples.tag_last(index);
        self.read("read_latest_tag_last", [0.90, 0.84, 0.82], LATEST, last(LATEST), ours);
        self.read("read_two_old_tag_last", [0.98, 0.87, 0.83], TWO_OLD, last(TWO_OLD), ours);
        let middle = |index| samples.tag_in_the_middle(index);
        self.read("read_latest_tag_in_the_middle", [1.0, 0.86, 0.83], LATEST, middle(LATEST), ours);
        self.read(
            "read_two_old_tag_in_the_middle",
            [1.07, 0.88, 0.83],
            TWO_OLD,
            middle(TWO_OLD),
            ours,
        );

        let beside = |version| {
            move |record: &str| {
                let text = std::str::from_utf8(record.as_bytes()).unwrap();
                json::from_str_at::<Order3>(version, text).unwrap()
            }
        };
        let (first, third) = (beside(Version::major(1)), beside(Version::major(3)));
        self.read(
            "read_latest_version_beside",
            [0.84, 0.83, 0.82],
            LATEST,
            untagged(LATEST),
            third,
        );
        self.read(
            "read_two_old_version_beside",
            [0.90, 0.84, 0.83],
            TWO_OLD,
            untagged(TWO_OLD),
            first,
        );
        let wrapped = |index| samples.wrapped(index);
        self.read("read_latest_wrapped", [0.86, 0.83, 0.82], LATEST, wrapped(LATEST), ours);
        self.read("read_two_old_wrapped", [0.93, 0.85, 0.83], TWO_OLD, wrapped(TWO_OLD), ours);

        let generic =
            |record: &str| serde_json::from_slice::<Tagged<Order3>>(record.as_bytes()).unwrap();
        self.read("read_latest_generic_serde", [1.06, 1.03, 1.02], LATEST, tagged(LATEST), generic);
    }

    /// One way to read these records, which hold what plain serde finds in the untagged ones of that version.
    fn read<T>(
        &mut self,
        name: &str,
        goals: impl Into<Option<[f64; 3]>>,
        version: usize,
        records: Vec<String>,
        ours: impl Fn(&str) -> T + 'static,
    ) {
        let by_hand: fn(&[u8]) -> Order3 = match version {
            0 => |record| {
                let old: Order1 = serde_json::from_slice(record).unwrap();
                by_hand::third(by_hand::second(old))
            },
            1 => |record| by_hand::third(serde_json::from_slice::<Order2>(record).unwrap()),
            _ => |record| serde_json::from_slice(record).unwrap(),
        };
        let plain = &self.samples.plain[version];
        self.rounds.compare(
            format!("{name}_{}", self.size),
            goals.into().map(|goals| goals[self.index]),
            || (),
            move |()| {
                for record in &records {
                    black_box(ours(black_box(record)));
                }
            },
            move |()| {
                for record in plain {
                    black_box(by_hand(black_box(record.as_bytes())));
                }
            },
        );
    }

    fn telling(&mut self) {
        let first = self.samples.tagged[2][0].clone();
        let last = self.samples.tag_last(2).swap_remove(0);
        for (name, record) in [("first", first), ("last", last)] {
            let work = move || {
                for _ in 0..1_000 {
                    black_box(json::version_of::<Order3>(black_box(&record)).unwrap());
                }
            };
            self.rounds.clock(format!("version_{name}_{}", self.size), 12.0, 1_000, work);
        }
    }

    fn writing(&mut self) {
        let values = &self.samples.values;
        let goal = |goals: [f64; 3]| Some(goals[self.index]);
        let name = |name: &str| format!("{name}_{}", self.size);
        // Fresh copies: values that were made while much else was lie scattered.
        let prepare = || values.clone();
        let plain = |values: Vec<Order3>| {
            for value in &values {
                black_box(serde_json::to_vec(black_box(value)).unwrap());
            }
            values
        };
        let ours = |values: Vec<Order3>| {
            for value in &values {
                black_box(json::to_vec(black_box(value)).unwrap());
            }
            values
        };
        self.rounds.compare(name("write_latest"), goal([0.90, 0.93, 1.0]), prepare, ours, plain);
        self.rounds.compare(
            name("write_latest_into_kept_buffer"),
            goal([0.85, 0.90, 0.98]),
            prepare,
            |values| {
                let mut buffer = Vec::new();
                for value in &values {
                    buffer.clear();
                    json::to_buffer(&mut buffer, black_box(value)).unwrap();
                    black_box(&buffer);
                }
                values
            },
            plain,
        );
        self.rounds.compare(
            name("write_two_versions_down"),
            goal([0.96, 0.96, 1.0]),
            prepare,
            |values| {
                for value in values {
                    black_box(json::to_vec_at(black_box(value), Version::major(1)).unwrap());
                }
            },
            |values| {
                for value in values {
                    black_box(serde_json::to_vec(&by_hand::first(black_box(value))).unwrap());
                }
            },
        );
    }
}
