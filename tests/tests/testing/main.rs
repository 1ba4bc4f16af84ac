//! The laws as users test them: they hold for honest types, and no mutant survives them.

mod by_hand;
mod entities;
mod golden;
mod mutants;
mod operations;
mod records;
