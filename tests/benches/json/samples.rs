//! The same orders at each version, with and without a version, wherever that may stand.

use heirloom::json;
use heirloom_tests::order::{Order1, Order2, Order3, by_hand, order};
use serde::Serialize;

/// By the index of the version: what version 1 wrote comes first.
pub(crate) struct Samples {
    pub(crate) plain: [Vec<String>; 3],
    /// `{"$v":3,…}`
    pub(crate) tagged: [Vec<String>; 3],
    pub(crate) values: Vec<Order3>,
}

impl Samples {
    pub(crate) fn new(records: u64, lines: u64) -> Self {
        let first: Vec<Order1> = (0..records).map(|seed| order(seed, lines)).collect();
        let second: Vec<Order2> = first.iter().cloned().map(by_hand::second).collect();
        let third: Vec<Order3> = second.iter().cloned().map(by_hand::third).collect();
        Self {
            plain: [plain(&first), plain(&second), plain(&third)],
            tagged: [
                first.iter().map(|value| json::to_string(value).unwrap()).collect(),
                second.iter().map(|value| json::to_string(value).unwrap()).collect(),
                third.iter().map(|value| json::to_string(value).unwrap()).collect(),
            ],
            values: third,
        }
    }

    /// `{…,"$v":3}`
    pub(crate) fn tag_last(&self, index: usize) -> Vec<String> {
        let last = format!(r#","$v":{}}}"#, index + 1);
        self.plain[index]
            .iter()
            .map(|plain| format!("{}{last}", &plain[..plain.len() - 1]))
            .collect()
    }

    /// `{…,"$v":3,…}`: about where a database puts it that sorts the members.
    pub(crate) fn tag_in_the_middle(&self, index: usize) -> Vec<String> {
        let before = format!(r#","$v":{},"city":"#, index + 1);
        self.plain[index].iter().map(|plain| plain.replacen(r#","city":"#, &before, 1)).collect()
    }

    /// `{"$v":3,"$d":{…}}`
    pub(crate) fn wrapped(&self, index: usize) -> Vec<String> {
        let wrap = |plain: &String| format!(r#"{{"$v":{},"$d":{plain}}}"#, index + 1);
        self.plain[index].iter().map(wrap).collect()
    }
}

fn plain<T: Serialize>(values: &[T]) -> Vec<String> {
    values.iter().map(|value| serde_json::to_string(value).unwrap()).collect()
}
