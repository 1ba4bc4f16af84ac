//! What may differ after a way there and back, since a step declares that it is lost.

use crate::chain::{Direction, Treatment};
use crate::testing::difference::Difference;
use crate::testing::ladder::Ladder;
use crate::testing::tree::Tree;

/// What the steps on a way declare as lost.
pub(super) enum Excuse {
    Nothing,
    /// One step: the places that it names.
    Places(Vec<&'static str>),
    /// Several steps, whose names may mean something else in between. The steps one by one are held to the letter.
    Something,
}

/// The excuse of the steps between two versions, in a direction. What is kept needs none.
pub(super) fn excuse(ladder: &Ladder, older: usize, newer: usize, way: Direction) -> Excuse {
    let steps = ladder.rungs[older + 1..=newer].iter().filter_map(|rung| rung.step.as_ref());
    let lost = steps.flat_map(|step| step.losses).filter(|loss| {
        let lost = matches!(
            loss.treatment,
            Treatment::Replaced | Treatment::Computed | Treatment::Accepted(_)
        );
        lost && loss.direction == way
    });
    let places: Vec<_> = lost.map(|loss| loss.at).collect();
    match places.is_empty() {
        true => Excuse::Nothing,
        false if newer == older + 1 => Excuse::Places(places),
        false => Excuse::Something,
    }
}

impl Excuse {
    /// Whether it covers a difference between two values.
    pub(super) fn covers(&self, difference: &Difference, before: &Tree, after: &Tree) -> bool {
        match self {
            Self::Nothing => false,
            Self::Something => true,
            Self::Places(places) => {
                places.iter().any(|at| covers(at, &difference.path, before, after))
            }
        }
    }
}

/// Whether a loss at `at` explains a difference on that path. Losses bear Rust's names and records serde's: names are compared without
/// case and separators, and a field that no name in the record is like was renamed.
fn covers(at: &str, path: &[String], before: &Tree, after: &Tree) -> bool {
    let (host, field) = at.rsplit_once('.').map_or((None, at), |(host, field)| (Some(host), field));
    let is_variant = |name: &str| name.starts_with(char::is_uppercase);
    let numbered = field.starts_with(|c: char| c.is_ascii_digit());
    if let Some(variant) = host.filter(|host| is_variant(host) && numbered) {
        return is_of(before, variant);
    }
    if at.is_empty() || (numbered && path.is_empty()) {
        return true;
    }
    if host.is_none() && is_variant(field) {
        return is_of(before, field) || is_of(after, field);
    }
    let like = |name: &str| normal(name) == normal(field);
    let on_path = path.iter().any(|part| like(part.trim_matches(['[', ']'])));
    on_path || !(numbered || before.mentions(&like) || after.mentions(&like))
}

/// Whether the record is of that variant, in whichever way the enum is tagged.
fn is_of(record: &Tree, variant: &str) -> bool {
    let named = |text: &str| normal(text) == normal(variant);
    match record {
        Tree::Text(text) => named(text),
        Tree::Object(members) => members
            .iter()
            .any(|(name, value)| named(name) || matches!(value, Tree::Text(text) if named(text))),
        _ => false,
    }
}

fn normal(name: &str) -> String {
    name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::covers;
    use crate::testing::tree::Tree;

    fn excused(at: &str, path: &[&str], before: &str) -> bool {
        let path: Vec<_> = path.iter().map(ToString::to_string).collect();
        let before = Tree::parse(before).expect("JSON");
        covers(at, &path, &before, &before)
    }

    #[test]
    fn a_loss_excuses_its_own_place_alone() {
        let record = r#"{"fullName":"Ada","fax":"fax"}"#;
        assert!(excused("full_name", &["fullName"], record));
        assert!(excused("fax", &["fax"], record));
        assert!(!excused("fax", &["fullName"], record));
        assert!(excused("renamed", &["fax"], record), "no such name: serde calls it otherwise");
        assert!(excused("address.fax", &["address", "fax"], r#"{"address":{"fax":1}}"#));
    }

    #[test]
    fn a_variant_excuses_its_own_records_alone() {
        for record in [r#""closed""#, r#"{"Closed":{"by":1}}"#, r#"{"type":"closed","by":1}"#] {
            assert!(excused("Closed", &[], record), "{record}");
            assert!(!excused("Open", &[], record), "{record}");
        }
        assert!(excused("Closed.by", &["Closed", "by"], r#"{"Closed":{"by":1,"at":2}}"#));
        assert!(!excused("Closed.by", &["Closed", "at"], r#"{"Closed":{"by":1,"at":2}}"#));
        assert!(excused("Closed.0", &["Closed"], r#"{"Closed":1}"#));
        assert!(!excused("Closed.0", &["Open"], r#"{"Open":1}"#));
    }
}
