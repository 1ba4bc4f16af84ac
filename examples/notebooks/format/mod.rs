//! The notebook format, one module for each of its versions.
//!
//! | version | what it changed |
//! |---|---|
//! | 3.0 | the floor: cells lie in worksheets, headings are cells, outputs name their data by short words |
//! | 4.0 | one list of cells, headings are markdown, output data is keyed by mime type |
//! | 4.1 | nothing that a file shows |
//! | 4.2 | `title` and `authors` of the notebook have a fixed form |
//! | 4.3 | `jupyter` in a cell's metadata has a fixed form |
//! | 4.4 | `execution` in a code cell's metadata has a fixed form |
//! | 4.5 | each cell has an id |
//!
//! A module defines what its version changed and re-exports the rest from the version before, so
//! that `v4_2::Cell` is `v4_0::Cell`. Each type reads what the JSON Schema of its version allows,
//! and nothing else: a notebook that comes out is valid because no other value has a type.
//!
//! Its minor versions are minor by its own rules, not by ours (`compat = "none"`): an older reader refuses some of what a
//! newer minor wrote, and a member that nobody had named may have had another form before it was.
//!
//! Every object that the format leaves open ends in a flattened map, `other`, which keeps the
//! members that nobody has named yet.

mod bundle;
mod labels;
mod members;

pub mod v3_0;
pub mod v4_0;
pub mod v4_1;
pub mod v4_2;
pub mod v4_3;
pub mod v4_4;
pub mod v4_5;

pub use bundle::{MimeBundle, MimeData};
pub use labels::{CellId, CellName, Tags};
pub use members::Misfit;
