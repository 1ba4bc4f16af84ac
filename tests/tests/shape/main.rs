//! Shapes, verdicts and demands, from outside.

mod companions;
mod text;
