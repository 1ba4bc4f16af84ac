//! Shapes, verdicts and demands, from outside.

mod text;
