//! Which packages a command is about, and where their sources begin.

mod metadata;

pub use metadata::{Package, Target, select};
