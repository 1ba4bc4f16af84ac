//! Recorded fixtures: records of each version that every later program still has to read.
//!
//! `<folder>/<entity>/v<version>/<name>.json` is a record. `<name>.after.json` beside it is what becomes of it on the way to the latest
//! version and back, where that is not the same: an older program will meet it. Fixtures are written once, on request, and
//! never changed; add your own, of real records, under any name.

use std::path::{Path, PathBuf};
use std::{fs, io};

use crate::testing::difference::differences;
use crate::testing::excuse::Excuse;
use crate::testing::ladder::{Excused, Ladder};
use crate::testing::quiet::caught;
use crate::testing::record::{Record, payload};
use crate::testing::report::Broke;
use crate::testing::rung::Failure;
use crate::testing::sample::sample;
use crate::testing::tree::Tree;

/// The fixtures of an entity.
pub(super) struct Golden<'a> {
    pub(super) ladder: &'a Ladder,
    pub(super) folder: PathBuf,
    /// Whether what is absent is written, and what became of fixtures recorded anew.
    pub(super) bless: bool,
}

/// What is generated for a version: the smallest value, one of edges, and two that people can read. Each goes with a case of the generator.
const NAMES: &[(&str, u64)] =
    &[("empty", 0), ("edges", 19), ("typical", READABLE), ("another", 0x2000)];

/// From this case on, values are made readable.
const READABLE: u64 = 0x1000;

const BLESS: &str = "HEIRLOOM_BLESS=1 cargo test";

impl Golden<'_> {
    pub(super) fn check(&self) -> Result<(), Broke> {
        let folder = self.folder.join(file_name(self.ladder.entity));
        self.known_versions(&folder)?;
        for at in 0..self.ladder.rungs.len() {
            self.version(&folder, at)?;
        }
        Ok(())
    }

    /// A version that was shipped is in the chain.
    fn known_versions(&self, folder: &Path) -> Result<(), Broke> {
        let known =
            |name: &str| self.ladder.rungs.iter().any(|rung| format!("v{}", rung.version) == name);
        let numbered = |name: &str| {
            name.strip_prefix('v').is_some_and(|it| it.starts_with(|c: char| c.is_ascii_digit()))
        };
        match names(folder)?.into_iter().find(|name| numbered(name) && !known(name)) {
            None => Ok(()),
            Some(name) => Err(Broke::new(format!(
                "law 7 does not hold for `{}`: {} has fixtures, and the chain no longer holds that version; put the version \
                 back, or remove the folder together with the last of its records",
                self.ladder.entity,
                folder.join(name).display()
            ))),
        }
    }

    fn version(&self, folder: &Path, at: usize) -> Result<(), Broke> {
        let folder = folder.join(format!("v{}", self.ladder.version(at)));
        let fixtures = |names: Vec<String>| {
            let stem = |name: &String| name.strip_suffix(".json").map(str::to_owned);
            let is_record = |name: &String| stem(name).is_some_and(|it| !it.contains(".after"));
            names.into_iter().filter(is_record).collect::<Vec<_>>()
        };
        let mut found = fixtures(names(&folder)?);
        if found.is_empty() && self.bless {
            self.record(&folder, at)?;
            found = fixtures(names(&folder)?);
        }
        if found.is_empty() {
            return Err(Broke::new(format!(
                "law 7 was not tested for `{}`: there are no fixtures of version {} in {}; record some: {BLESS}",
                self.ladder.entity,
                self.ladder.version(at),
                folder.display()
            )));
        }
        found.sort_unstable();
        found.iter().try_for_each(|name| self.fixture(&folder.join(name), at))
    }

    /// Writes fixtures that can be read, the same each time.
    fn record(&self, folder: &Path, at: usize) -> Result<(), Broke> {
        const TRIES: u64 = 200;
        let version = self.ladder.version(at).to_string();
        let seed = seed(&[self.ladder.entity, &version]) << 20;
        fs::create_dir_all(folder).map_err(|error| broke(folder, &error))?;
        let mut written: Vec<String> = Vec::new();
        for (name, case) in NAMES {
            let records = (0..TRIES).filter_map(|next| {
                let record = caught(|| sample(self.ladder, at, seed + case + next));
                let mut record = record.ok()??;
                if *case >= READABLE {
                    record = caught(|| readable(self.ladder, at, record)).ok()?;
                }
                let new = !written.contains(&record);
                (new && self.after(&record, at).is_ok()).then_some(record)
            });
            if let Some(record) = { records }.next() {
                write(&folder.join(format!("{name}.json")), &record)?;
                written.push(record);
            }
        }
        Ok(())
    }

    fn fixture(&self, path: &Path, at: usize) -> Result<(), Broke> {
        let text = read(path)?;
        let law = |what: String| {
            Broke::new(format!(
                "law 7 does not hold for `{}`: every fixture of a shipped version still reads\n{}: {what}",
                self.ladder.entity,
                path.display()
            ))
        };
        let after = self.after(&text, at).map_err(|what| {
            let version = self.ladder.version(at);
            law(format!(
                "{what}\nrecords like this one may be stored: let the chain read it again; or, if version {version} was never \
                 shipped, remove its folder and record it anew: {BLESS}"
            ))
        })?;
        let beside = path.with_extension("after.json");
        let changed = !self.same(at, &text, &after);
        match (changed, beside.exists(), self.bless) {
            (false, false, _) => Ok(()),
            (true, _, true) => write(&beside, &after),
            (false, true, true) => fs::remove_file(&beside).map_err(|error| broke(&beside, &error)),
            (false, true, false) => Err(law(format!(
                "it comes back as it is, and still there is {}; remove it: {BLESS}",
                beside.display()
            ))),
            (true, false, false) => {
                Err(law(format!("it comes back as {after}; if that is right, record it: {BLESS}")))
            }
            (true, true, false) => {
                let recorded = read(&beside)?;
                if self.same(at, &recorded, &after) {
                    return Ok(());
                }
                let tree = |text| Tree::parse(text).unwrap_or(Tree::Null);
                let differences = differences(&tree(&recorded), &tree(&after));
                let lines = differences.iter().map(|difference| format!("\n  {difference}"));
                Err(law(format!(
                    "it does not come back as recorded in {}:{}\nif that is right, record it: {BLESS}",
                    beside.display(),
                    lines.collect::<String>()
                )))
            }
        }
    }

    /// What becomes of a record on the way to the latest version and back, as far as there is a way; or why nothing becomes of it.
    fn after(&self, text: &str, at: usize) -> Result<String, String> {
        let latest = self.ladder.rungs.len() - 1;
        let original = self.ladder.bare(text);
        let walk = || -> Result<Record, Failure> {
            let up = self.ladder.convert(&original, at, latest)?;
            if self.ladder.goes_back(latest, at) {
                self.ladder.convert(&up, latest, at)
            } else {
                self.ladder.convert(&original, at, at)
            }
        };
        match caught(walk)? {
            Ok(record) => Ok(record.text),
            Err(Failure::Refused(text) | Failure::Wrong(text)) => Err(text),
            Err(Failure::TooLarge) => Err("its carry is too large".to_owned()),
        }
    }

    fn same(&self, at: usize, left: &str, right: &str) -> bool {
        let (left, right) = (self.ladder.bare(left), self.ladder.bare(right));
        let (before, after) = (self.ladder.payload(&left), self.ladder.payload(&right));
        let payload = self.ladder.compare(at, &before, &after, &Excuse::Nothing);
        let sorted = |record: &Record| record.carry().map(Tree::sorted);
        matches!(payload, Ok(Excused::No)) && sorted(&left) == sorted(&right)
    }
}

/// The record with texts that say where they stand and small numbers, wherever the version reads them: a difference is seen at once.
fn readable(ladder: &Ladder, at: usize, mut record: String) -> String {
    const MOST: usize = 100;
    for place in 0..payload(&record, ladder.tag).count().min(MOST) {
        let mut tree = payload(&record, ladder.tag);
        let names = tree.names();
        let (Some(value), Some(name)) = (tree.nth(place), names.get(place)) else { break };
        *value = match value {
            Tree::Text(_) => Tree::Text(format!("{name} {place}")),
            Tree::Number(_) => Tree::Number(place.to_string()),
            _ => continue,
        };
        record = (ladder.rungs[at].canonical)(&tree.to_string()).unwrap_or(record);
    }
    record
}

/// A number that some names stand for: FNV-1a.
pub(super) fn seed(names: &[&str]) -> u64 {
    let bytes = names.iter().flat_map(|name| name.bytes().chain([0]));
    bytes.fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

/// An entity may be called anything, and a folder not.
fn file_name(entity: &str) -> String {
    let plain = |c: char| if c.is_alphanumeric() || c == '_' { c } else { '-' };
    entity.chars().map(plain).collect()
}

/// What lies in a folder; nothing, where there is none.
fn names(folder: &Path) -> Result<Vec<String>, Broke> {
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(broke(folder, &error)),
    };
    let name = |entry: io::Result<fs::DirEntry>| {
        entry.map(|entry| entry.file_name().to_string_lossy().into_owned())
    };
    entries.map(name).collect::<io::Result<_>>().map_err(|error| broke(folder, &error))
}

fn read(path: &Path) -> Result<String, Broke> {
    let text = fs::read_to_string(path).map_err(|error| broke(path, &error))?;
    Ok(text.trim_end().to_owned())
}

fn write(path: &Path, text: &str) -> Result<(), Broke> {
    fs::write(path, format!("{text}\n")).map_err(|error| broke(path, &error))
}

fn broke(path: &Path, error: &io::Error) -> Broke {
    Broke::new(format!("{}: {error}", path.display()))
}
