//! Types and traits that bear the names of std's; all but `str`, `usize`, `u8` and `u64`, which serde's own derive needs.
#![allow(
    non_camel_case_types,
    dead_code,
    clippy::allow_attributes,
    missing_docs,
    missing_debug_implementations,
    clippy::all,
    clippy::pedantic,
    reason = "the names are the point"
)]

pub struct Option;
pub struct Result;
pub struct Some;
pub struct None;
pub struct Ok;
pub struct Err;
pub struct Vec;
pub struct String;
pub struct Box;
pub struct bool;
pub struct u32;
pub struct Version;
pub struct Migrate;
pub struct Step;
pub struct StepError;
pub struct Tag;
pub trait Default {}
pub trait Into {}
pub trait From {}
pub trait TryFrom {}
pub trait Clone {}
pub trait Sized {}
pub mod core {}
pub mod std {}
pub mod alloc {}
pub mod heirloom {}

#[derive(::serde::Serialize, ::serde::Deserialize, ::inheritance::Migrate)]
#[migrate(entity = "record", version = 1, crate = ::inheritance)]
pub struct Record1 {
    pub name: ::std::primitive::u32,
    pub state: State1,
}

#[derive(::serde::Serialize, ::serde::Deserialize, ::inheritance::Migrate)]
#[migrate(from = Record1, version = 2, crate = ::inheritance)]
pub struct Record2 {
    #[migrate(from = name, into)]
    pub title: ::std::primitive::u64,
    #[migrate(nested)]
    pub state: State2,
    #[migrate(default)]
    pub count: ::std::primitive::u8,
    #[migrate(default = "text")]
    pub text: ::std::string::String,
}

#[derive(::serde::Serialize, ::serde::Deserialize, ::inheritance::Migrate)]
#[migrate(entity = "state", version = 1, untagged, crate = ::inheritance)]
pub enum State1 {
    Open(::std::primitive::u8),
}

#[derive(::serde::Serialize, ::serde::Deserialize, ::inheritance::Migrate)]
#[migrate(from = State1, crate = ::inheritance)]
pub enum State2 {
    Open(::std::primitive::u8),
    #[migrate(added, down = fail)]
    Closed,
}
