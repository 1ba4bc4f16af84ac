//! What is known of the versions of an entity, from its lock and from the compiler: what a draft changes, how it rolls out,
//! how it is frozen, what the chain looks like, and whether what has shipped is as it was.

mod check;
mod diff;
mod freeze;
mod graph;
mod lines;
mod plan;
mod rollout;
mod standing;
mod svg;

pub use check::{Checked, Kind, Wrong, check};
pub use diff::{Changed, Diff, Step, diff};
pub use freeze::freeze;
pub use graph::{Graph, graph};
pub use plan::{Plan, Planned, plan};
pub use rollout::Rollout;
pub use standing::{Standing, standings};
