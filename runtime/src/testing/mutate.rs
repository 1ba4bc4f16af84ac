//! Values with edges in them: what arbitrary data hits once in a blue moon is put where it fits.
//!
//! A mutation knows nothing about types. Who asks for one decides whether its result is a value of the version.

use crate::testing::rng::Rng;
use crate::testing::tree::Tree;

/// Where integers and floats end, and where they change their nature.
pub(super) const NUMBERS: &[&str] = &[
    "0",
    "1",
    "-1",
    "127",
    "128",
    "-128",
    "255",
    "256",
    "32767",
    "-32768",
    "65535",
    "65536",
    "2147483647",
    "-2147483648",
    "4294967295",
    "4294967296",
    "9007199254740993",
    "9223372036854775807",
    "-9223372036854775808",
    "18446744073709551615",
    "170141183460469231731687303715884105727",
    "-170141183460469231731687303715884105728",
    "340282366920938463463374607431768211455",
    "0.1",
    "-0.0",
    "1.5",
    "16777217.0",
    "5e-324",
    "1.7976931348623157e308",
    "-1.7976931348623157e308",
];

/// Texts that programs take for something else, cut in the middle, or turn round.
pub(super) const TEXTS: &[&str] = &[
    "",
    " ",
    "a",
    "a b",
    "a  b ",
    " a",
    "0",
    "7",
    "007",
    "80",
    "-1",
    "1.5",
    "true",
    "null",
    "3x4",
    "2024-02-29",
    "a@example.org",
    "Straße",
    "İi",
    "e\u{301}",
    "\u{5d0}\u{5d1} abc \u{202e}txt",
    "\u{0}",
    "\u{1f}\\\"/\u{2028}",
    "\u{d7ff}\u{e000}\u{ffff}\u{10ffff}",
    "👩‍👩‍👧‍👦",
    "\u{feff}bom",
    "$v",
    "\"$v\":9",
    "line\r\nline",
];

/// A very long text, and one of many marks on one letter.
fn long(random: &mut Rng) -> String {
    if random.once_in(2) { "long ".repeat(400) } else { format!("a{}", "\u{301}".repeat(300)) }
}

/// The edge of that number at each leaf that has such.
pub(super) fn edge_of(leaf: &Tree, edge: usize) -> Option<Tree> {
    match leaf {
        Tree::Number(_) => NUMBERS.get(edge % NUMBERS.len()).map(|it| Tree::Number((*it).into())),
        Tree::Text(_) => TEXTS.get(edge % TEXTS.len()).map(|it| Tree::Text((*it).into())),
        Tree::Bool(_) => Some(Tree::Bool(edge.is_multiple_of(2))),
        _ => None,
    }
}

/// The tree with something changed somewhere.
pub(super) fn mutated(tree: &Tree, random: &mut Rng) -> Tree {
    let mut mutated = tree.clone();
    let count = tree.count();
    let (at, from) = (random.below(count), random.below(count));
    let donor = mutated.nth(from).cloned();
    if let Some(place) = mutated.nth(at) {
        change(place, donor, random);
    }
    mutated
}

fn change(place: &mut Tree, donor: Option<Tree>, random: &mut Rng) {
    if random.once_in(8) {
        *place = donor.unwrap_or(Tree::Null);
        return;
    }
    if random.once_in(12) {
        *place = anything(random);
        return;
    }
    match place {
        Tree::Null => *place = anything(random),
        Tree::Bool(value) => *value = !*value,
        Tree::Number(text) => *text = number(random),
        Tree::Text(value) => *value = text(value, random),
        Tree::List(elements) => list(elements, random),
        Tree::Object(members) => object(members, random),
    }
}

fn anything(random: &mut Rng) -> Tree {
    match random.below(6) {
        0 => Tree::Null,
        1 => Tree::Bool(random.once_in(2)),
        2 => Tree::Number(number(random)),
        3 => Tree::List(Vec::new()),
        4 => Tree::Object(Vec::new()),
        _ => Tree::Text(text("", random)),
    }
}

fn number(random: &mut Rng) -> String {
    match random.below(3) {
        0 => random.below(100).to_string(),
        _ => (*random.pick(NUMBERS).unwrap_or(&"0")).to_owned(),
    }
}

fn text(before: &str, random: &mut Rng) -> String {
    let edge = *random.pick(TEXTS).unwrap_or(&"");
    match random.below(40) {
        0 => long(random),
        1 => format!("{before}{edge}"),
        2 => format!("{edge}{before}"),
        3 => before.chars().rev().collect(),
        4..12 => random.below(1000).to_string(),
        _ => edge.to_owned(),
    }
}

fn list(elements: &mut Vec<Tree>, random: &mut Rng) {
    let at = random.below(elements.len());
    match (random.below(5), elements.get(at).cloned()) {
        (0, _) => elements.clear(),
        (1, Some(element)) => elements.push(element),
        (2, Some(_)) => drop(elements.remove(at)),
        (3, Some(_)) => elements.reverse(),
        (_, Some(element)) => elements.insert(0, element),
        (_, None) => elements.push(anything(random)),
    }
}

fn object(members: &mut Vec<(String, Tree)>, random: &mut Rng) {
    let at = random.below(members.len());
    let name = text("", random);
    match (random.below(4), members.get(at).cloned()) {
        (0, Some(_)) => drop(members.remove(at)),
        (1, Some((_, value))) => members.push((name, value)),
        (2, _) => members.clear(),
        (_, Some((_, value))) => members[at] = (name, value),
        (_, None) => members.push((name, anything(random))),
    }
}
