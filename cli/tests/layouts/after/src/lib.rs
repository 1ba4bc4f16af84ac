#![deny(unused_imports, private_interfaces)]

pub mod order;
pub mod inline;
pub mod flat;
pub mod plain;
pub mod event;
pub mod account;
pub mod join;
pub mod shop;
