//! `cargo heirloom rebase`: two branches each have a next version, and the one that is not on the main line moves behind.
//!
//! `sides` finds out who is who, `locks` puts the text of the locks in order, `conflict` takes source apart in which git left
//! markers, `split` makes two of a type that keeps its name, `order` finds the types that both come from one version and moves ours, and `fields` gives it what theirs brought.
//! Nothing here asks the compiler: in the middle of a merge it has other things to say.

mod conflict;
mod fields;
mod locks;
mod order;
mod perform;
mod result;
mod sides;
mod split;

pub use perform::rebase;
pub use result::{Moved, Rebased, Settled};
