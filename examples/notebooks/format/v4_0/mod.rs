//! Version 4.0: the one change that old readers could not follow.
//!
//! Its steps are functions, since members move between objects: from the cell into its metadata,
//! from an output into its data. They do what Jupyter's own converter does, and where a file of
//! 3.0 has no valid form in 4.0 they say why.

mod cell;
mod metadata;
mod notebook;
mod output;
mod text;

pub use cell::{Cell, CodeCell, MarkdownCell, RawCell};
pub use metadata::{
    CellMetadata, CodeMetadata, Kernelspec, LanguageInfo, Metadata, RawMetadata, Scrolled,
};
pub use notebook::Notebook;
pub use output::Output;
pub use text::Text;
