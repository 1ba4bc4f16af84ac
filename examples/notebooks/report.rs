//! What the run found, converted and refused, for people.

use std::{
    collections::BTreeMap,
    io::{self, Write},
    path::Path,
};

use heirloom::{Version, json};

use crate::{
    convert::{Notebook, in_full},
    intake::File,
    losses,
    refusal::{Refusal, chain},
};

/// What became of one notebook.
#[derive(Debug)]
pub struct Outcome {
    pub name: String,
    /// The version that the file says it has.
    pub found: Option<Version>,
    /// What it left behind, or why it was refused.
    pub result: Result<Vec<String>, Refusal>,
}

impl Outcome {
    /// What became of a file that was refused by the store, or was not.
    pub fn new(file: File, refusal: Option<Refusal>, to: Version) -> Self {
        let File { name, text } = file;
        let found = text.as_ref().ok().and_then(|text| json::version_of::<Notebook>(text).ok());
        let result = match (text, refusal) {
            (Err(refusal), _) | (Ok(_), Some(refusal)) => Err(refusal),
            (Ok(text), None) => losses::of(&text, to),
        };
        Self { name, found, result }
    }
}

/// Prints a line for each notebook of which there is something to say, then how many there were of
/// each version.
pub fn print(outcomes: &[Outcome], terminal: &mut impl Write) -> io::Result<()> {
    let width = outcomes.iter().map(|outcome| outcome.name.chars().count()).max().unwrap_or(0);
    for Outcome { name, result, .. } in outcomes {
        match result {
            Err(refusal) => writeln!(terminal, "refused    {name:width$}  {}", chain(refusal))?,
            Ok(lost) if !lost.is_empty() => {
                writeln!(terminal, "converted  {name:width$}  without {}", lost.join(", "))?;
            }
            Ok(_) => {}
        }
    }
    let mut counts: BTreeMap<Option<Version>, (usize, usize)> = BTreeMap::new();
    for Outcome { found, result, .. } in outcomes {
        let (converted, refused) = counts.entry(*found).or_default();
        *(if result.is_ok() { converted } else { refused }) += 1;
    }
    writeln!(terminal, "\n{:<9}{:>7}{:>11}{:>9}", "version", "found", "converted", "refused")?;
    let mut line = |version: &str, (converted, refused): (usize, usize)| {
        writeln!(terminal, "{version:<9}{:>7}{converted:>11}{refused:>9}", converted + refused)
    };
    for (version, count) in &counts {
        line(&version.map_or_else(|| "unknown".to_owned(), in_full), *count)?;
    }
    let total = counts.values().fold((0, 0), |sum, count| (sum.0 + count.0, sum.1 + count.1));
    line("total", total)
}

/// Prints what was written, and that all of it was checked.
pub fn print_end(
    checked: usize,
    to: Version,
    out: Option<&Path>,
    terminal: &mut impl Write,
) -> io::Result<()> {
    match out {
        Some(out) => writeln!(terminal, "written to {}: {checked}", out.display())?,
        None => writeln!(
            terminal,
            "written: none, name a directory with --out to keep the {checked} results"
        )?,
    }
    writeln!(
        terminal,
        "self-check passed: each result reads as version {}, and a second run would not change it",
        in_full(to)
    )
}
