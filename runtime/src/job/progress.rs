//! How far a job is, for people and programs that watch it.

use std::fmt;
use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressState, ProgressStyle};

use crate::job::Tally;

/// How far a job is, after a batch; given to [`Bulk::on_batch`](crate::job::Bulk::on_batch).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Progress {
    /// The pass, from 1 on. The first upgrades; later ones look for what old programs have written behind it.
    pub pass: u32,
    /// What became of the rows that this pass has visited, in earlier runs too.
    pub tally: Tally,
    /// How many rows the table had when this run began.
    pub rows: u64,
    /// How long this run has taken so far.
    pub elapsed: Duration,
}

/// A function that is told after each batch.
pub(super) type OnBatch<'a> = Box<dyn FnMut(&Progress) + 'a>;

/// Who is told.
pub(super) struct Watch<'a> {
    bar: ProgressBar,
    pass: u32,
    on_batch: Option<OnBatch<'a>>,
}

impl<'a> Watch<'a> {
    /// Nothing is drawn unless `bar` is wanted and the error output is a terminal.
    pub(super) fn new(name: &str, bar: bool, on_batch: Option<OnBatch<'a>>) -> Self {
        let bar = if bar {
            ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr())
        } else {
            ProgressBar::hidden()
        };
        let style = "{prefix} {msg} {wide_bar} {human_pos}/{human_len} rows, {rate}, {eta} left";
        let style = ProgressStyle::with_template(style).expect("a template of ours");
        bar.set_style(style.with_key("rate", |state: &ProgressState, out: &mut dyn fmt::Write| {
            // Nothing to do about a terminal that cannot be written to.
            let _ = write!(out, "{:.0}/s", state.per_sec());
        }));
        bar.set_prefix(name.to_owned());
        Self { bar, pass: 0, on_batch }
    }

    /// Whether the number of rows is worth asking for.
    pub(super) fn is_watched(&self) -> bool {
        !self.bar.is_hidden() || self.on_batch.is_some()
    }

    pub(super) fn tell(&mut self, progress: &Progress) {
        if self.pass != progress.pass {
            self.pass = progress.pass;
            self.bar.set_message(if progress.pass == 1 { "upgrading" } else { "checking" });
            self.bar.set_length(progress.rows);
            // Rows of an earlier run, or pass, say nothing about the speed of this one.
            self.bar.set_position(progress.tally.scanned);
            self.bar.reset_eta();
        }
        self.bar.set_position(progress.tally.scanned);
        if let Some(on_batch) = &mut self.on_batch {
            on_batch(progress);
        }
    }

    pub(super) fn finish(&self) {
        self.bar.finish_and_clear();
    }
}
