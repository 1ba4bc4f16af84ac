//! Documents that a type writes: of values that `arbitrary` makes, and of these with something changed.
//!
//! A changed document counts as what the type makes of it, so each is of a value of the type. What is put in comes from
//! the other type of the pair too: its names, and parts of its documents, since they are what a reader may stumble over.

use std::collections::BTreeSet;

use crate::json::Json;
use crate::pair::{Sort, Written};
use crate::rng::Rng;

/// A document that a type wrote.
#[derive(Debug, Clone)]
pub(crate) struct Document {
    pub(crate) text: String,
    pub(crate) json: Json,
    /// The variants of untagged enums in the value, in order.
    pub(crate) variants: Vec<String>,
}

/// What changed documents are made of.
pub(crate) struct Pool {
    words: Vec<String>,
    parts: Vec<Json>,
}

/// How many documents `arbitrary` makes, after those of all bytes alike.
const FRESH: usize = 24;
/// How many changes are tried.
const CHANGED: usize = 120;

/// Texts of which values are made.
const AROUND: &[&str] = &["", "a", "é", "7", "127.0.0.1", "127.0.0.1:80", "true"];

/// Documents of values that `arbitrary` makes: some, and so many times as many more.
pub(crate) fn fresh(sort: &Sort, rounds: usize) -> Vec<Document> {
    let mut random = Rng::new(0);
    let mut seen = BTreeSet::new();
    let thorough = rounds > 0;
    let mut bytes: Vec<Vec<u8>> = [0, 1, 0x7e, 0xfe].iter().map(|byte| vec![*byte; 96]).collect();
    bytes.extend((0..FRESH * (rounds + 1)).map(|_| mixed(&mut random)));
    let texts: &[&str] = if thorough { AROUND } else { &[] };
    for text in texts {
        let choices =
            [&[][..], &[0; 4], &[0x70; 4], &[0xf0; 4], &[1], &[1, 0xf0, 0xf0, 0xf0, 0xf0]];
        bytes.extend(choices.iter().map(|choice| around(text, choice)));
    }
    bytes
        .into_iter()
        .filter_map(|bytes| sort.make(&bytes))
        .filter_map(document)
        .filter(|document| seen.insert((document.text.clone(), document.variants.clone())))
        .collect()
}

/// Documents of the type with something changed, one after the other, in rounds.
pub(crate) fn changed<'a>(
    sort: &'a Sort,
    fresh: &'a [Document],
    pool: &'a Pool,
    rounds: usize,
) -> impl Iterator<Item = Document> {
    let mut random = Rng::new(1);
    let mut last: Option<Json> = None;
    (0..CHANGED * rounds).filter_map(move |_| {
        // Now and then a change of a change.
        let mut json = match last.take() {
            Some(json) if random.below(2) == 0 => json,
            _ => random.pick(fresh)?.json.clone(),
        };
        for _ in 0..=random.below(2) {
            change(&mut json, pool, &mut random);
        }
        let found = document(sort.through(&json.to_string())?)?;
        if is_not_finite(&json, &found.json) {
            return None;
        }
        last = Some(found.json.clone());
        Some(found)
    })
}

/// A document with the same member twice cannot be read by any type; heirloom refuses to write it.
fn document(written: Written) -> Option<Document> {
    let json = Json::parse(&written.text).filter(|json| !json.has_twice())?;
    Some(Document { json, text: written.text, variants: written.variants })
}

/// Whether a number became one that is none: floats count as finite.
fn is_not_finite(before: &Json, after: &Json) -> bool {
    match (before, after) {
        (Json::Number(_), Json::Null) => true,
        (Json::List(one), Json::List(other)) => {
            one.iter().zip(other).any(|(one, other)| is_not_finite(one, other))
        }
        (Json::Object(members), Json::Object(_)) => members
            .iter()
            .any(|(name, value)| after.get(name).is_some_and(|other| is_not_finite(value, other))),
        _ => false,
    }
}

/// Bytes of several kinds in turn. No byte is one that ends a float which is not finite.
fn mixed(random: &mut Rng) -> Vec<u8> {
    let length = 16 << random.below(4);
    let mut bytes = Vec::with_capacity(length);
    while bytes.len() < length {
        let kind = random.below(5);
        for _ in 0..=random.below(8) {
            let [byte, other, ..] = random.next().to_le_bytes();
            let byte = match kind {
                0 => 0,
                1 => 0xfe,
                2 => byte % 4,
                3 => b'a' + byte % 4,
                _ => other,
            };
            bytes.push(if byte & 0x7f == 0x7f { byte - 1 } else { byte });
        }
    }
    if random.below(2) == 0 {
        // Lengths are made of the last ones.
        bytes.extend((0..8).map(|_| random.next().to_le_bytes()[0] % 4));
    }
    bytes
}

/// Bytes of which `arbitrary` makes that text behind a choice: its length is the last of them.
fn around(text: &str, choice: &[u8]) -> Vec<u8> {
    let length = u8::try_from(text.len()).expect("a short text");
    [choice, text.as_bytes(), &[length]].concat()
}

impl Pool {
    /// Of the documents and the shapes of both types of a pair.
    pub(crate) fn of(sorts: [&Sort; 2], documents: [&[Document]; 2]) -> Self {
        let mut words = BTreeSet::new();
        for sort in sorts {
            let text = sort.text();
            let letters = |letter: char| !letter.is_alphanumeric() && !"_$-".contains(letter);
            words.extend(text.split(letters).map(str::to_owned));
        }
        let mut parts: Vec<Json> = Vec::new();
        for document in documents.into_iter().flatten() {
            document.json.each(&mut |part| {
                if let Json::Object(members) = part {
                    words.extend(members.iter().map(|(name, _)| name.clone()));
                }
                if parts.len() < 80 && part.count() < 12 && !parts.contains(part) {
                    parts.push(part.clone());
                }
            });
        }
        Self { words: words.into_iter().filter(|word| word.len() < 40).collect(), parts }
    }

    fn word(&self, random: &mut Rng) -> String {
        match random.below(3) {
            0 => TEXTS[random.below(TEXTS.len())].to_owned(),
            _ => random.pick(&self.words).cloned().unwrap_or_default(),
        }
    }

    fn part(&self, random: &mut Rng) -> Json {
        match random.below(8) {
            0 => Json::Null,
            1 => Json::Object(Vec::new()),
            2 => Json::List(Vec::new()),
            3 => Json::Text(self.word(random)),
            4 => number(random),
            _ => random.pick(&self.parts).cloned().unwrap_or(Json::Null),
        }
    }
}

fn number(random: &mut Rng) -> Json {
    Json::Number(NUMBERS[random.below(NUMBERS.len())].to_owned())
}

fn change(json: &mut Json, pool: &Pool, random: &mut Rng) {
    let mut at = random.below(json.count());
    let Some(place) = json.nth(&mut at) else { return };
    if random.below(5) == 0 {
        *place = pool.part(random);
        return;
    }
    match place {
        Json::Null => *place = pool.part(random),
        Json::Bool(value) => *value = !*value,
        Json::Number(_) => *place = number(random),
        Json::Text(text) => *text = pool.word(random),
        Json::List(list) => {
            let at = random.below(list.len());
            match random.below(4) {
                0 if !list.is_empty() => drop(list.remove(at)),
                1 if list.len() > 1 => list.swap(0, at),
                2 if !list.is_empty() => list.push(list[at].clone()),
                _ => list.insert(at, pool.part(random)),
            }
        }
        Json::Object(members) => {
            let at = random.below(members.len());
            match random.below(4) {
                0 if !members.is_empty() => drop(members.remove(at)),
                1 if !members.is_empty() => members[at].0 = pool.word(random),
                _ => {
                    let copied = members.get(at).map(|(_, value)| value.clone());
                    let value = match copied {
                        Some(value) if random.below(2) == 0 => value,
                        _ => pool.part(random),
                    };
                    members.push((pool.word(random), value));
                }
            }
        }
    }
}

const TEXTS: &[&str] = &[
    "",
    "a",
    "b",
    "é",
    "日本",
    "x y",
    "\"\\\n",
    "0",
    "1",
    "-1",
    "7",
    "255",
    "256",
    "70000",
    "-70000",
    "5000000000",
    "18446744073709551615",
    "1.5",
    "true",
    "false",
    "127.0.0.1",
    "::1",
    "127.0.0.1:80",
    "[::1]:80",
    "null",
];

const NUMBERS: &[&str] = &[
    "0",
    "1",
    "-1",
    "2",
    "127",
    "128",
    "-128",
    "-129",
    "255",
    "256",
    "32767",
    "32768",
    "-32768",
    "-32769",
    "65535",
    "65536",
    "2147483647",
    "2147483648",
    "-2147483648",
    "-2147483649",
    "4294967295",
    "4294967296",
    "16777217",
    "-16777217",
    "9007199254740993",
    "-9007199254740993",
    "9223372036854775807",
    "9223372036854775808",
    "-9223372036854775808",
    "-9223372036854775809",
    "18446744073709551615",
    "18446744073709551616",
    "170141183460469231731687303715884105727",
    "-170141183460469231731687303715884105728",
    "340282366920938463463374607431768211455",
    "0.5",
    "0.1",
    "1.0",
    "-2.5",
    "1e300",
    "0.30000000000000004",
    "3.4028234663852886e38",
    "5e-324",
];
