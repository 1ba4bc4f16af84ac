//! Brings a directory of Jupyter notebooks to one version of their format, up or down.
//!
//! ```text
//! cargo run --example notebooks -- examples/notebooks/samples --to 4.5 --out target/notebooks
//! ```
//!
//! What to read, in this order:
//!
//! - [`format`]: seven versions of a format that nobody here controls, as Rust types. Most steps
//!   are words in an attribute; where members change place, they are functions.
//! - [`convert`]: the version is known when the program runs, the types when it is compiled.
//! - [`store`]: the notebooks in SQLite, each at its own version, and the run that brings them all
//!   to one.
//! - The rest is a command line tool: [`intake`] reads a directory, [`output`] writes one and
//!   checks what it wrote, [`report`] says what happened.

// The modules are laid out as those of a library would be, where `pub` means something.
#![expect(unreachable_pub, reason = "an example shows the code that a library would hold")]

mod convert;
mod format;
mod intake;
mod losses;
mod numbers;
mod output;
mod refusal;
mod report;
mod store;

use std::{
    error::Error,
    io::{self, Write},
    path::PathBuf,
    process::ExitCode,
};

use clap::Parser;
use heirloom::Version;

use crate::{
    intake::File,
    report::Outcome,
    store::{Brought, Store},
};

/// Brings Jupyter notebooks to one version of their format, up or down.
///
/// Notebooks that cannot be brought there are refused, each with the reason; that is no failure. The exit status is
/// not 0 when DIR holds no notebooks, when a file cannot be written, or when the self-check finds a fault.
#[derive(Parser)]
struct Args {
    /// The directory whose `.ipynb` files are converted; directories in it are not searched
    dir: PathBuf,

    /// The version to bring them to: 3.0 or 4.0 to 4.5
    #[arg(long, value_name = "VERSION", default_value = "4.5", value_parser = convert::target)]
    to: Version,

    /// The directory to write the results to, each under its own name; files of that name are replaced.
    /// Without it, notebooks are converted and checked, and nothing is written
    #[arg(long, value_name = "OUT")]
    out: Option<PathBuf>,
}

fn main() -> ExitCode {
    let done = run(&Args::parse(), &mut io::stdout().lock());
    let Err(error) = done else { return ExitCode::SUCCESS };
    // Nobody can be told when stderr is gone as well.
    let _ = writeln!(io::stderr(), "error: {}", refusal::chain(&*error));
    ExitCode::FAILURE
}

fn run(args: &Args, terminal: &mut impl Write) -> Result<(), Box<dyn Error>> {
    let files = intake::notebooks(&args.dir)?;
    let out = args.out.as_deref().map(|out| output::directory(out, &args.dir)).transpose()?;

    let mut store = Store::open()?;
    for File { name, text } in &files {
        if let Ok(text) = text {
            store.insert(name, text)?;
        }
    }
    let Brought { upgraded, downgraded, mut refused } = store.bring_all_to(args.to)?;
    let mut results = store.all()?;
    results.retain(|(name, _)| !refused.contains_key(name));

    let outcome = |file: File| {
        let refusal = refused.remove(&file.name);
        Outcome::new(file, refusal, args.to)
    };
    let outcomes: Vec<Outcome> = files.into_iter().map(outcome).collect();
    report::print(&outcomes, terminal)?;
    writeln!(terminal, "\nupgraded in bulk: {upgraded}\ndowngraded: {downgraded}")?;

    for (name, text) in &results {
        match &out {
            Some(out) => output::check(name, &output::write(out, name, text)?, args.to)?,
            None => output::check(name, text, args.to)?,
        }
    }
    report::print_end(results.len(), args.to, out.as_deref(), terminal)?;
    Ok(())
}
