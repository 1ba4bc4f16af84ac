//! Types at the ends of what is followed.

use heirloom::Shape;
use heirloom::shape::{Verdict, of, reads};
use serde::{Deserialize, Serialize};

/// The verdict, as a constant and at run time.
macro_rules! verdict {
    ($old:ty, $new:ty) => {{
        const FOUND: Verdict = reads(of::<$old>(), of::<$new>()).verdict();
        assert_eq!(FOUND, reads(of::<$old>(), of::<$new>()).verdict());
        FOUND
    }};
}

/// A struct in a struct. Without serde, which follows them less far.
macro_rules! within {
    ($($outer:ident $inner:ident;)*) => { $(
        #[derive(Shape)]
        #[expect(dead_code, reason = "for its shape")]
        struct $outer { it: Vec<$inner> }
    )* };
}

#[derive(Serialize, Deserialize, Shape)]
struct N0 {
    it: u8,
}

include!("deep.rs");

#[test]
fn types_inside_each_other_are_followed_far_and_never_an_error() {
    assert_eq!(verdict!(N9, N9), Verdict::Yes);
    assert_eq!(verdict!(N39, N39), Verdict::Yes);
    assert_eq!(verdict!(N99, N99), Verdict::Yes);
    assert_eq!(verdict!(N98, N99), Verdict::No);
    assert_eq!(verdict!(N150, N150), Verdict::Unknown);
    let found = reads(of::<N150>(), of::<N150>()).to_string();
    assert!(found.ends_with(": more types inside each other than are followed"), "{found}");
}

macro_rules! nested_enums {
    ($inner:ident;) => {};
    ($inner:ident; $outer:ident $($rest:ident)*) => {
        #[derive(Serialize, Deserialize, Shape)]
        #[serde(tag = "t")]
        enum $outer { A { it: Vec<Option<$inner>> }, B { z: u8 } }
        nested_enums!($outer; $($rest)*);
    };
}

nested_enums!(N0;
    T1 T2 T3 T4 T5 T6 T7 T8 T9 T10 T11 T12 T13 T14 T15 T16 T17 T18 T19 T20 T21 T22 T23 T24
);

/// Each is looked into twice by the one around it.
macro_rules! nested_untagged {
    ($inner:ident;) => {};
    ($inner:ident; $outer:ident $($rest:ident)*) => {
        #[derive(Serialize, Deserialize, Shape)]
        #[serde(untagged)]
        enum $outer { A { it: Vec<$inner>, z: u8 }, B { it: Vec<$inner> } }
        nested_untagged!($outer; $($rest)*);
    };
}

nested_untagged!(N0; U1 U2 U3 U4);

#[test]
fn enums_inside_each_other_are_judged_or_too_deep_and_never_an_error() {
    assert_eq!(verdict!(T4, T4), Verdict::Yes);
    assert_eq!(verdict!(T24, T24), Verdict::Yes);
    assert_eq!(verdict!(T23, T24), Verdict::No);
    assert_eq!(verdict!(U3, U3), Verdict::Yes);
    assert_eq!(verdict!(U4, U4), Verdict::Yes);
}

macro_rules! wide {
    ($name:ident: $($field:ident)*) => {
        #[derive(Serialize, Deserialize, Shape)]
        struct $name { $($field: u8),* }
    };
}

include!("wide.rs");

#[test]
fn a_struct_of_more_than_256_fields_is_too_much() {
    assert_eq!(verdict!(Wide256, Wide256), Verdict::Yes);
    assert_eq!(verdict!(Wide257, Wide257), Verdict::Unknown);
    assert_eq!(verdict!(Wide300, Wide300), Verdict::Unknown);
    let found = reads(of::<Wide257>(), of::<Wide257>()).to_string();
    assert!(found.contains("more members, or flattened ones, than are followed"), "{found}");
}

#[derive(Serialize, Deserialize, Shape)]
enum Never {}

#[derive(Serialize, Deserialize, Shape)]
enum Sole {
    Sole,
}

#[test]
fn an_enum_without_variants_is_never_written_and_reads_nothing() {
    assert_eq!(verdict!(Never, u8), Verdict::Yes);
    assert_eq!(verdict!(Never, Never), Verdict::Yes);
    assert_eq!(verdict!(Sole, Never), Verdict::No);
    assert_eq!(verdict!(Option<Never>, Option<u8>), Verdict::Yes);
    assert_eq!(verdict!(Option<Sole>, Option<Never>), Verdict::No);
}

#[derive(Serialize, Deserialize, Shape)]
#[serde(from = "String", into = "String")]
struct ByString(u8);

impl From<String> for ByString {
    fn from(text: String) -> Self {
        Self(text.len().try_into().unwrap_or(u8::MAX))
    }
}

impl From<ByString> for String {
    fn from(it: ByString) -> Self {
        "x".repeat(it.0.into())
    }
}

impl Clone for ByString {
    fn clone(&self) -> Self {
        Self(self.0)
    }
}

#[derive(Serialize, Deserialize, Shape)]
#[serde(try_from = "u8")]
struct Even(u8);

impl TryFrom<u8> for Even {
    type Error = String;

    fn try_from(it: u8) -> Result<Self, String> {
        if it.is_multiple_of(2) { Ok(Self(it)) } else { Err("odd".to_owned()) }
    }
}

#[derive(Serialize, Deserialize, Shape)]
struct ByHand {
    #[serde(with = "by_hand")]
    it: u8,
}

mod by_hand {
    use serde::{Deserialize as _, Deserializer, Serializer};

    #[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes a reference")]
    pub(super) fn serialize<S: Serializer>(it: &u8, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_u8(*it)
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<u8, D::Error> {
        u8::deserialize(from)
    }
}

#[test]
fn what_code_writes_or_reads_is_followed_where_it_cannot_refuse() {
    assert_eq!(verdict!(ByString, String), Verdict::Yes);
    assert_eq!(verdict!(String, ByString), Verdict::Yes);
    assert_eq!(verdict!(u8, ByString), Verdict::No);
    assert_eq!(verdict!(u8, Even), Verdict::Unknown);
    assert_eq!(verdict!(ByHand, ByHand), Verdict::Unknown);
}
