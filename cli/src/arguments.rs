//! The command line as clap reads it.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

/// What cargo calls: `cargo-heirloom heirloom VERB`.
#[derive(Parser, Debug)]
#[command(name = "cargo", bin_name = "cargo")]
pub enum Cargo {
    /// Versions of stored types: start one, freeze it, compare, plan its rollout
    #[command(version)]
    Heirloom(Arguments),
}

/// All that follows `cargo heirloom`.
#[derive(Args, Debug)]
pub struct Arguments {
    /// What to do.
    #[command(subcommand)]
    pub verb: Verb,
    /// What every verb takes.
    #[command(flatten)]
    pub common: Common,
}

/// What every verb takes.
#[derive(Args, Debug, Default)]
pub struct Common {
    /// Print one JSON object instead of text
    #[arg(long, global = true)]
    pub json: bool,
    /// The Cargo.toml of the package, or of its workspace
    #[arg(long, global = true, value_name = "PATH")]
    pub manifest_path: Option<PathBuf>,
    /// The package of the workspace
    #[arg(long, short, global = true, value_name = "NAME")]
    pub package: Option<String>,
    /// Change files that have uncommitted changes
    #[arg(long, global = true)]
    pub allow_dirty: bool,
}

/// What to do.
#[derive(Subcommand, Debug)]
pub enum Verb {
    /// Write a lock for each entity without one, and tie it to the code
    Init {
        /// The entities; all without a lock if none is named
        #[arg(value_name = "ENTITY")]
        entities: Vec<String>,
        /// Leave the latest version a draft
        #[arg(long)]
        draft: bool,
    },
    /// Start the next version of an entity: a copy of the latest one, to edit
    New {
        /// The entity, as `entity = "…"` names it
        entity: String,
        /// Also start one for each entity that holds it
        #[arg(long)]
        cascade: bool,
    },
    /// What the draft changes against the lock
    Diff {
        /// The entity; all if none is named
        entity: Option<String>,
    },
    /// Whether lock and code agree, and nothing shipped was edited
    Check {
        /// A revision: what shipped there has to be there still
        #[arg(long, value_name = "REV")]
        against: Option<String>,
    },
    /// Put the draft into the lock: it is shipped
    Freeze {
        /// The entities; all with a draft if none is named
        #[arg(value_name = "ENTITY")]
        entities: Vec<String>,
        /// A name for people: the release that ships it
        #[arg(long, value_name = "NAME")]
        release: Option<String>,
    },
    /// After a merge conflict of a lock: their versions stay, ours moves behind them
    Rebase {
        /// The entities; all with a conflict if none is named
        #[arg(value_name = "ENTITY")]
        entities: Vec<String>,
        /// The other side
        #[arg(long, value_name = "REV")]
        onto: Option<String>,
    },
    /// Draw the chain, with what each step loses and breaks
    Graph {
        /// The entities; all if none is named
        #[arg(value_name = "ENTITY")]
        entities: Vec<String>,
        /// In which language
        #[arg(long, value_enum, default_value_t = Drawing::Mermaid)]
        format: Drawing,
    },
    /// The rollout of the newest step: what to do in which order
    Plan {
        /// The entity; all if none is named
        entity: Option<String>,
    },
    /// Make plain serde types version 1, with tests
    Adopt {
        /// The source file that has them
        file: PathBuf,
    },
    /// Compare two JSON Schemas, or many pairs
    Compat(Schemas),
}

/// Schemas to compare.
#[derive(Args, Debug)]
pub struct Schemas {
    /// The schema of the older version
    #[arg(required_unless_present = "batch", conflicts_with = "batch")]
    pub old: Option<PathBuf>,
    /// The schema of the newer version
    #[arg(required_unless_present = "batch", conflicts_with = "batch")]
    pub new: Option<PathBuf>,
    /// Pairs, one JSON object `{"id", "old", "new"}` a line; `-` reads standard input
    #[arg(long, value_name = "FILE")]
    pub batch: Option<PathBuf>,
}

/// The language of a drawing.
#[derive(ValueEnum, Clone, Copy, Debug, PartialEq, Eq)]
pub enum Drawing {
    /// For Markdown
    Mermaid,
    /// For Graphviz
    Dot,
    /// A picture
    Svg,
}
