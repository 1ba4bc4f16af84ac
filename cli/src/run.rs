//! From the command line to the exit code.

use std::process::ExitCode;
use std::thread;

use clap::Parser as _;

use crate::adopt;
use crate::arguments::{Arguments, Cargo, Common, Schemas, Verb};
use crate::compat;
use crate::error::{Problem, Result};
use crate::history;
use crate::locks;
use crate::new;
use crate::output::{self, Form};
use crate::rebase;

/// As much as the compiler gives itself, many times over; what is not used costs nothing.
const STACK: usize = 256 << 20;

/// What a command has found out, for its exit code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Outcome {
    /// It is done: 0.
    Done,
    /// It is done, and there is something that was asked about: 1.
    Finding,
}

/// Runs the command that the process was started with.
pub fn run() -> ExitCode {
    // Answers `--help` and refuses mistakes by itself, with 0 and 2.
    let Cargo::Heirloom(arguments) = Cargo::parse();
    match with_room(move || perform(&arguments)) {
        Ok(Outcome::Done) => ExitCode::SUCCESS,
        Ok(Outcome::Finding) => ExitCode::from(1),
        Err(error) => {
            output::error(&error);
            ExitCode::from(2)
        }
    }
}

/// Runs something on a stack on which deeply nested source can be read, and makes a panic an error like others.
fn with_room<T: Send + 'static>(task: impl FnOnce() -> Result<T> + Send + 'static) -> Result<T> {
    let thread = thread::Builder::new().stack_size(STACK).spawn(task);
    let thread = thread.map_err(|source| Problem::Print { source })?;
    thread.join().unwrap_or_else(|_| Err(Problem::Broken.into()))
}

fn perform(Arguments { verb, common }: &Arguments) -> Result<Outcome> {
    match verb {
        Verb::Compat(schemas) => compare(schemas, common),
        Verb::New { entity, cascade } => {
            output::result(common.form(), &new::start(entity, *cascade, common)?)?;
            Ok(Outcome::Done)
        }
        Verb::Adopt { file } => {
            output::result(common.form(), &adopt::adopt(file, common)?)?;
            Ok(Outcome::Done)
        }
        Verb::Init { entities, draft } => {
            output::result(common.form(), &locks::init(entities, *draft, common)?)?;
            Ok(Outcome::Done)
        }
        Verb::Diff { entity } => {
            output::result(common.form(), &history::diff(entity.as_ref(), common)?)?;
            Ok(Outcome::Done)
        }
        Verb::Check { against } => {
            let checked = history::check(against.as_ref(), common)?;
            output::result(common.form(), &checked)?;
            Ok(if checked.findings.is_empty() { Outcome::Done } else { Outcome::Finding })
        }
        Verb::Freeze { entities, release } => {
            let frozen = history::freeze(entities, release.as_deref(), common)?;
            output::result(common.form(), &frozen)?;
            Ok(Outcome::Done)
        }
        Verb::Rebase { entities, onto } => {
            let rebased = rebase::rebase(entities, onto.as_deref(), common)?;
            output::result(common.form(), &rebased)?;
            Ok(if rebased.left.is_empty() { Outcome::Done } else { Outcome::Finding })
        }
        Verb::Graph { entities, format } => {
            output::result(common.form(), &history::graph(entities, *format, common)?)?;
            Ok(Outcome::Done)
        }
        Verb::Plan { entity } => {
            output::result(common.form(), &history::plan(entity.as_ref(), common)?)?;
            Ok(Outcome::Done)
        }
    }
}

fn compare(schemas: &Schemas, common: &Common) -> Result<Outcome> {
    match schemas {
        Schemas { batch: Some(file), .. } => {
            let refused = compat::pairs(file)?;
            if refused > 0 {
                output::remark(&format!("{refused} lines were no pairs; their answers say why"));
            }
            Ok(Outcome::Done)
        }
        Schemas { old: Some(old), new: Some(new), batch: None } => {
            let comparison = compat::files(old, new)?;
            output::result(common.form(), &comparison)?;
            Ok(if comparison.finds_a_no() { Outcome::Finding } else { Outcome::Done })
        }
        // clap asks for both.
        _ => Ok(Outcome::Done),
    }
}

impl Common {
    fn form(&self) -> Form {
        if self.json { Form::Json } else { Form::Text }
    }
}
