//! The laws, one function each: pure, from one case to a verdict.

use crate::chain::{BINDING, Direction};
use crate::shape::admits::strays;
use crate::testing::difference::{Difference, differences};
use crate::testing::excuse::{Excuse, excuse};
use crate::testing::ladder::{Excused, Ladder};
use crate::testing::record::{Place, Record};
use crate::testing::rung::Failure;
use crate::testing::tree::Tree;

/// A law.
pub(super) struct Law {
    pub(super) number: u8,
    pub(super) words: &'static str,
    pub(super) second: Second,
    check: fn(&Ladder, &Case) -> Result<(), Stop>,
}

/// What a law needs beside the record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Second {
    Nothing,
    /// A record of the other version: what an editor makes of it there.
    Edited,
    /// Another record of the same version.
    Another,
}

/// A record at a version, and another version.
#[derive(Debug, Clone)]
pub(super) struct Case {
    pub(super) at: usize,
    pub(super) with: usize,
    pub(super) record: String,
    pub(super) second: Option<String>,
}

/// Why a law does not hold for a case, or has nothing to say about it.
#[derive(Debug)]
pub(super) enum Stop {
    NotApplicable,
    Refused,
    Broken(Broken),
}

/// How a law is broken.
#[derive(Debug)]
pub(super) struct Broken {
    pub(super) what: String,
    pub(super) differences: Vec<Difference>,
}

/// All laws over generated values, in the order in which they are tried: a panic or a whim would break the others too.
pub(super) const LAWS: &[Law] = &[
    Law {
        number: 6,
        words: "conversions never panic, and give the same bytes each time",
        second: Second::Nothing,
        check: same_each_time,
    },
    Law {
        number: 1,
        words: "a newer record survives the way down and up again: up(down(b)) = b",
        second: Second::Nothing,
        check: newer_survives,
    },
    Law {
        number: 2,
        words: "an older record survives the way up and back: down(up(a)) = a",
        second: Second::Nothing,
        check: older_survives,
    },
    Law {
        number: 3,
        words: "an edit made in the old version wins over the carry",
        second: Second::Edited,
        check: old_edits_win,
    },
    Law {
        number: 4,
        words: "a carry of another record, or a stale one, changes nothing",
        second: Second::Another,
        check: foreign_carry,
    },
    Law {
        number: 5,
        words: "the chain is the composition of its steps, and a shortcut equals the chain",
        second: Second::Nothing,
        check: composition,
    },
    Law {
        number: 8,
        words: "a record is what the shape of its version says, by which locks and verdicts go",
        second: Second::Nothing,
        check: is_of_its_shape,
    },
];

impl Law {
    pub(super) fn check(&self, ladder: &Ladder, case: &Case) -> Result<(), Stop> {
        (self.check)(ladder, case)
    }
}

fn newer_survives(ladder: &Ladder, case: &Case) -> Result<(), Stop> {
    let (newer, older) = (case.at, case.with);
    applies(older < newer && ladder.goes_back(newer, older))?;
    let original = ladder.bare(&case.record);
    let down = ladder.convert(&original, newer, older)?;
    let up = ladder.convert(&down, older, newer)?;
    let lost = excuse(ladder, older, newer, Direction::Down);
    if same(ladder, newer, &original, &up, &lost, "up(down(b)) is not b")? == Excused::Yes {
        let down = ladder.convert(&up, newer, older)?;
        let again = ladder.convert(&down, older, newer)?;
        same(ladder, newer, &up, &again, &Excuse::Nothing, "each round loses more of it")?;
    }
    Ok(())
}

fn older_survives(ladder: &Ladder, case: &Case) -> Result<(), Stop> {
    let (older, newer) = (case.at, case.with);
    applies(older < newer && ladder.goes_back(newer, older))?;
    let original = ladder.bare(&case.record);
    let up = ladder.convert(&original, older, newer)?;
    survives(ladder, older, newer, &original, &up, "down(up(a)) is not a")
}

/// The older record comes back from what became of it.
fn survives(
    ladder: &Ladder,
    older: usize,
    newer: usize,
    original: &Record,
    up: &Record,
    what: &str,
) -> Result<(), Stop> {
    let back = ladder.convert(up, newer, older)?;
    let lost = excuse(ladder, older, newer, Direction::Up);
    if same(ladder, older, original, &back, &lost, what)? == Excused::Yes {
        let up = ladder.convert(&back, older, newer)?;
        let again = ladder.convert(&up, newer, older)?;
        same(ladder, older, &back, &again, &Excuse::Nothing, "each round loses more of it")?;
    }
    Ok(())
}

fn old_edits_win(ladder: &Ladder, case: &Case) -> Result<(), Stop> {
    let (newer, older) = (case.at, case.with);
    applies(older < newer && ladder.goes_back(newer, older))?;
    let Some(edit) = &case.second else { return Err(Stop::NotApplicable) };
    let down = ladder.convert(&ladder.bare(&case.record), newer, older)?;
    let edited = (ladder.rungs[older].edit)(&down, edit)?;
    let up = ladder.convert(&edited, older, newer)?;
    survives(ladder, older, newer, &edited, &up, "the edit is gone after the way up and back")
}

fn foreign_carry(ladder: &Ladder, case: &Case) -> Result<(), Stop> {
    let (newer, older) = (case.at, case.with);
    applies(older < newer && ladder.goes_back(newer, older))?;
    let Some(other) = &case.second else { return Err(Stop::NotApplicable) };
    let down = ladder.convert(&ladder.bare(&case.record), newer, older)?;
    let bare = down.carrying(None);
    let without = ladder.convert(&bare, older, newer)?;
    let other = ladder.convert(&ladder.bare(other), newer, older)?;
    let unchanged = |record: &Record, what: &str| match ladder.convert(record, older, newer) {
        Ok(with) => same(ladder, newer, &without, &with, &Excuse::Nothing, what).map(drop),
        Err(_) => Ok(()), // an error is as good
    };
    unchanged(&bare, "something of a record that was converted in between got into it")?;
    let (payload, others) = (ladder.payload(&down), ladder.payload(&other));
    // The same payload has the same carry, whoever wrote it.
    let is_other = ladder.compare(older, &payload, &others, &Excuse::Nothing).is_err();
    if let Some(carry) = other.carry().filter(|_| is_other) {
        let foreign = down.carrying(Some(&carry));
        unchanged(&foreign, "the carry of another record was applied")?;
    }
    let row = Record::bare(&case.record, Place::Column("1"));
    let row = ladder.convert(&row, newer, older)?;
    let moved = Record { place: Place::Column("2"), ..row };
    unchanged(&moved, "the carry of another row was applied")
}

fn is_of_its_shape(ladder: &Ladder, case: &Case) -> Result<(), Stop> {
    applies(case.at == case.with)?;
    let payload = ladder.payload(&ladder.bare(&case.record)).to_string();
    let Ok(document) = serde_json::from_str(&payload) else { return Err(Stop::NotApplicable) };
    match strays(ladder.rungs[case.at].shape, &document) {
        None => Ok(()),
        Some(stray) => Err(Stop::Broken(Broken {
            what: format!(
                "{stray}, and the shape says otherwise: `shape = …` names what an impl by hand or a function writes"
            ),
            differences: Vec::new(),
        })),
    }
}

fn composition(ladder: &Ladder, case: &Case) -> Result<(), Stop> {
    let (from, to) = (case.at, case.with);
    let up = from < to;
    applies(from != to && (up || ladder.goes_back(from, to)))?;
    let hops: Vec<(usize, usize)> = if up {
        (from..to).map(|at| (at, at + 1)).collect()
    } else {
        (to..from).rev().map(|at| (at + 1, at)).collect()
    };
    let original = ladder.bare(&case.record);
    let direct = ladder.convert(&original, from, to);
    let stepwise = hops
        .iter()
        .try_fold(original.clone(), |record, (from, to)| ladder.convert(&record, *from, *to));
    let (direct, stepwise) = match (direct, stepwise) {
        (Ok(direct), Ok(stepwise)) => (direct, stepwise),
        (direct, stepwise) => return alike(direct, stepwise, "step by step, through bytes"),
    };
    same(ladder, to, &direct, &stepwise, &Excuse::Nothing, "step by step, it is another record")?;
    same_carry(&direct, &stepwise, "step by step, it carries something else")?;

    // The same with bare values, which carry nothing.
    let bare = hops.iter().try_fold(case.record.clone(), |record, (from, to)| {
        let rung = &ladder.rungs[*from.max(to)];
        match if up { rung.up } else { rung.down } {
            Some(step) => step(&record),
            None => Ok(record),
        }
    });
    let plain = if up { (ladder.rungs[to].plain)(&case.record) } else { Ok(direct.text) };
    match (plain, bare.clone()) {
        (Ok(plain), Ok(bare)) => {
            let (plain, bare) = (ladder.bare(&plain), ladder.bare(&bare));
            let what = "`upgrade` and `downgrade`, step by step, say otherwise";
            same(ladder, to, &plain, &bare, &Excuse::Nothing, what)?;
        }
        (plain, bare) => return alike(plain, bare, "by `upgrade` and `downgrade`"),
    }
    let version = ladder.version(from);
    for jump in ladder.rungs[to].shortcuts.iter().filter(|jump| jump.from == version) {
        match ((jump.short)(&case.record), bare.clone()) {
            (Ok(short), Ok(long)) => {
                let (short, long) = (ladder.bare(&short), ladder.bare(&long));
                let what = "the shortcut says otherwise";
                same(ladder, to, &long, &short, &Excuse::Nothing, what)?;
            }
            (short, long) => return alike(short, long, "by the chain"),
        }
    }
    Ok(())
}

/// Two ways of which one at least leads nowhere: then the other one must not lead anywhere either.
fn alike<T>(left: Result<T, Failure>, right: Result<T, Failure>, how: &str) -> Result<(), Stop> {
    match (left, right) {
        (Err(Failure::Wrong(text)), _) | (_, Err(Failure::Wrong(text))) => Err(broken(text)),
        (Err(Failure::Refused(text)), Ok(_)) => Err(broken(format!("{text}; not so {how}"))),
        (Ok(_), Err(Failure::Refused(text))) => Err(broken(format!("{how}: {text}"))),
        _ => Err(Stop::Refused),
    }
}

fn same_each_time(ladder: &Ladder, case: &Case) -> Result<(), Stop> {
    let (from, to) = (case.at, case.with);
    applies(from <= to || ladder.goes_back(from, to))?;
    let original = ladder.bare(&case.record);
    let once = ladder.convert(&original, from, to)?;
    let again = ladder.convert(&original, from, to)?;
    if once != again {
        // Members and sets in any order are the type's own.
        let what = "the same record gave other bytes the second time";
        same(ladder, to, &once, &again, &Excuse::Nothing, what)?;
        same_carry(&once, &again, what)?;
    }
    let rewritten = (ladder.rungs[to].convert)(&once, ladder.version(to))?;
    if once != rewritten {
        let what = "reading and writing it once more changed it";
        same(ladder, to, &once, &rewritten, &Excuse::Nothing, what)?;
        same_carry(&once, &rewritten, what)?;
    }
    Ok(())
}

fn applies(condition: bool) -> Result<(), Stop> {
    if condition { Ok(()) } else { Err(Stop::NotApplicable) }
}

fn same(
    ladder: &Ladder,
    at: usize,
    before: &Record,
    after: &Record,
    excuse: &Excuse,
    what: &str,
) -> Result<Excused, Stop> {
    if before.text == after.text {
        return Ok(Excused::No);
    }
    let (before, after) = (ladder.payload(before), ladder.payload(after));
    let compared = ladder.compare(at, &before, &after, excuse);
    compared.map_err(|differences| Stop::Broken(Broken { what: what.to_owned(), differences }))
}

/// What the records carry, whatever the order of its members and sets.
fn same_carry(before: &Record, after: &Record, what: &str) -> Result<(), Stop> {
    let rewritten = before.text != after.text;
    let sorted = |record: &Record| {
        let mut carry = record.carry().unwrap_or(Tree::Null);
        if let (Tree::Object(members), true) = (&mut carry, rewritten) {
            members.retain(|(name, _)| name != BINDING); // to elements in this order
        }
        carry.sorted()
    };
    let (before, after) = (sorted(before), sorted(after));
    let differences = differences(&before, &after);
    if differences.is_empty() {
        return Ok(());
    }
    Err(Stop::Broken(Broken { what: format!("{what} (its carry)"), differences }))
}

fn broken(what: String) -> Stop {
    Stop::Broken(Broken { what, differences: Vec::new() })
}

impl From<Failure> for Stop {
    fn from(failure: Failure) -> Self {
        match failure {
            Failure::Refused(_) | Failure::TooLarge => Self::Refused,
            Failure::Wrong(text) => broken(text),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Case, LAWS, Ladder, Stop, Tree};
    use crate::chain::Tag;
    use crate::testing::record::Record;
    use crate::testing::rung::{Failure, Rung};
    use crate::version::Version;

    /// A program that applies whatever carry it finds: version 2 has a `b`, which version 1 has no place for.
    #[expect(clippy::unnecessary_wraps, reason = "as a conversion is")]
    fn trusting(record: &Record, to: Version) -> Result<Record, Failure> {
        let tree = Tree::parse(&record.text).expect("JSON");
        let a = tree.member("a").expect("each version has it");
        let b = tree.member("b").or_else(|| tree.member("$c")?.member("b"));
        let text = match b {
            _ if to == Version::major(2) => {
                format!(r#"{{"$v":2,"a":{a},"b":{}}}"#, b.unwrap_or(&Tree::Null))
            }
            Some(b) => format!(r#"{{"$v":1,"$c":{{"b":{b}}},"a":{a}}}"#),
            None => format!(r#"{{"$v":1,"a":{a}}}"#),
        };
        Ok(Record { text, ..record.clone() })
    }

    fn ladder() -> Ladder {
        let tag = Tag::Member("$v");
        let rung = |major| Rung {
            shape: crate::shape::of::<serde_json::Value>(),
            version: Version::major(major),
            tag,
            step: None,
            sample: |_| None,
            canonical: |text| Some(text.to_owned()),
            convert: trusting,
            plain: |text| Ok(text.to_owned()),
            edit: |record, _| Ok(record.clone()),
            up: None,
            down: Some(|text| Ok(text.to_owned())),
            shortcuts: Vec::new(),
        };
        let rungs = vec![rung(1), rung(2)];
        Ladder { entity: "pair", tag, rungs, excused: Vec::new(), as_generated: false }
    }

    #[test]
    fn a_program_that_applies_a_stale_carry_is_found() {
        let record = |a, b| format!(r#"{{"$v":2,"a":{a},"b":{b}}}"#);
        let case = Case { at: 1, with: 0, record: record(1, 2), second: Some(record(3, 4)) };
        let law = LAWS.iter().find(|law| law.number == 4).expect("law 4");
        let Err(Stop::Broken(broken)) = law.check(&ladder(), &case) else {
            panic!("the program survives")
        };
        assert_eq!(broken.what, "the carry of another record was applied");
        assert_eq!(broken.differences[0].to_string(), "`b`: null became 4");
    }
}
