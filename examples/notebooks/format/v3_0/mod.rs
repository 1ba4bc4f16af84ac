//! Version 3.0, the floor of the chain.
//!
//! Much is optional here that later versions demand: these files were written by hand-grown
//! programs before there was a schema. What is absent stays absent when a file is written again
//! as 3.0.

mod cell;
mod heading;
mod notebook;
mod output;
mod text;

pub use cell::{Cell, CodeCell, Prompt, TextCell};
pub use heading::HeadingCell;
pub use notebook::{Metadata, Notebook, Worksheet};
pub use output::{DisplayData, Output, Pyerr, Pyout, Stream};
pub use text::Text;
