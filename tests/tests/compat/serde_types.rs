//! What schemars writes for serde types, over the kinds of change that types go through.
#![expect(dead_code, reason = "the types are here for their schemas")]

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::net::{IpAddr, Ipv4Addr};
use std::num::NonZeroU8;

use heirloom::compat::{Verdict, compare, correct};
use schemars::{JsonSchema, schema_for};
use serde::Deserialize;
use serde_json::Value;

use crate::referee::confirm;

fn corrected<T: JsonSchema>() -> Value {
    let mut schema = schema_for!(T).to_value();
    correct::integers(&mut schema);
    schema
}

/// Both verdicts, from the schemas as schemars writes them; counterexamples are confirmed under the corrected ones.
#[track_caller]
fn check<Old: JsonSchema, New: JsonSchema>(backward: &str, forward: &str) {
    let (old, new) = (schema_for!(Old).to_value(), schema_for!(New).to_value());
    let found = compare(&old, &new);
    assert_eq!(
        (found.backward.word(), found.forward.word()),
        (backward, forward),
        "{found:?}\n{old}\n{new}"
    );
    let (old, new) = (corrected::<Old>(), corrected::<New>());
    for (verdict, sub, sup) in [(found.backward, &old, &new), (found.forward, &new, &old)] {
        if let Verdict::No(counterexample) = verdict {
            confirm(counterexample.document(), sub, sup);
        }
    }
}

/// Types that are only here, one version after the other.
macro_rules! change {
    ($name:ident, $backward:literal, $forward:literal, { $($old:tt)* } => { $($new:tt)* }) => {
        #[test]
        fn $name() {
            mod old {
                use super::*;
                #[derive(JsonSchema, Deserialize)]
                $($old)*
            }
            mod new {
                use super::*;
                #[derive(JsonSchema, Deserialize)]
                $($new)*
            }
            check::<old::T, new::T>($backward, $forward);
        }
    };
}

#[test]
fn numbers() {
    check::<i32, i64>("yes", "no");
    check::<u8, u16>("yes", "no");
    check::<u32, i64>("yes", "no");
    check::<i32, u32>("no", "no");
    check::<u64, i64>("no", "no");
    check::<i32, f64>("yes", "no");
    check::<f32, f64>("yes", "yes");
    check::<u8, NonZeroU8>("no", "yes");
    check::<u64, u64>("yes", "yes");
}

#[test]
fn strings_and_formats() {
    check::<char, String>("yes", "no");
    check::<Ipv4Addr, String>("yes", "no");
    check::<String, Ipv4Addr>("no", "yes");
    let (ip, text) = (schema_for!(IpAddr).to_value(), schema_for!(String).to_value());
    assert_eq!(compare(&ip, &text).backward.word(), "yes");
    assert_eq!(compare(&ip, &text).forward.word(), "no");
    let ipv4 = schema_for!(Ipv4Addr).to_value();
    assert_eq!(compare(&ipv4, &ip).backward.word(), "yes");
    assert_eq!(compare(&ipv4, &ip).forward.word(), "no");
}

#[test]
fn containers() {
    check::<[u8; 3], Vec<u8>>("yes", "no");
    check::<(u8, u8), Vec<u8>>("yes", "no");
    check::<Vec<u8>, BTreeSet<u8>>("no", "yes");
    check::<Vec<u8>, Vec<u16>>("yes", "no");
    check::<BTreeMap<String, u8>, HashMap<String, u16>>("yes", "no");
    check::<BTreeMap<String, u8>, BTreeMap<u32, u8>>("no", "yes");
    check::<u8, Option<u8>>("yes", "no");
    check::<Box<u8>, std::sync::Arc<u8>>("yes", "yes");
    check::<Vec<String>, Value>("yes", "no");
    // An object with both members is two variants at once for `u8`, and one for `u16`: schemars leaves them open.
    check::<Result<u8, String>, Result<u16, String>>("no", "no");
}

change!(an_optional_field_is_added, "no", "yes",
    { pub(super) struct T { a: u8 } } => { pub(super) struct T { a: u8, b: Option<u8> } });
change!(a_field_with_a_default_is_added, "no", "yes",
    { pub(super) struct T { a: u8 } } => { pub(super) struct T { a: u8, #[serde(default)] b: u8 } });
change!(an_optional_field_is_added_to_closed_structs, "yes", "no",
    { #[serde(deny_unknown_fields)] pub(super) struct T { a: u8 } } =>
    { #[serde(deny_unknown_fields)] pub(super) struct T { a: u8, b: Option<u8> } });
change!(a_required_field_is_added, "no", "yes",
    { pub(super) struct T { a: u8 } } => { pub(super) struct T { a: u8, b: String } });
change!(a_required_field_is_removed_and_others_denied, "no", "no",
    { pub(super) struct T { a: u8, b: u8 } } => { #[serde(deny_unknown_fields)] pub(super) struct T { a: u8 } });
change!(unknown_fields_are_denied, "no", "yes",
    { pub(super) struct T { a: u8 } } => { #[serde(deny_unknown_fields)] pub(super) struct T { a: u8 } });
change!(a_field_is_renamed, "no", "no",
    { pub(super) struct T { a: u8 } } => { pub(super) struct T { b: u8 } });
change!(an_optional_field_is_renamed, "no", "no",
    { pub(super) struct T { a: Option<u8> } } => { pub(super) struct T { b: Option<u8> } });
change!(an_optional_field_becomes_required, "no", "yes",
    { pub(super) struct T { a: Option<u8> } } => { pub(super) struct T { a: u8 } });
change!(a_default_changes, "yes", "yes",
    { pub(super) struct T { #[serde(default)] a: u8 } } =>
    { #[serde(default)] #[derive(Default)] pub(super) struct T { a: u8 } });
change!(a_variant_is_added, "yes", "no",
    { pub(super) enum T { A, B } } => { pub(super) enum T { A, B, C } });
change!(a_variant_is_added_externally, "yes", "no",
    { pub(super) enum T { A, B { x: u8 }, C(String) } } =>
    { pub(super) enum T { A, B { x: u8 }, C(String), D(Vec<u8>) } });
change!(a_variant_is_added_internally, "yes", "no",
    { #[serde(tag = "kind")] pub(super) enum T { A, B { x: u8 } } } =>
    { #[serde(tag = "kind")] pub(super) enum T { A, B { x: u8 }, C { y: u8 } } });
change!(a_variant_is_added_adjacently, "yes", "no",
    { #[serde(tag = "t", content = "c")] pub(super) enum T { A, B { x: u8 } } } =>
    { #[serde(tag = "t", content = "c")] pub(super) enum T { A, B { x: u8 }, C(u8) } });
change!(a_variant_is_added_untagged, "yes", "no",
    { #[serde(untagged)] pub(super) enum T { A { x: u8 }, B(String) } } =>
    { #[serde(untagged)] pub(super) enum T { A { x: u8 }, B(String), C { y: Vec<u8> } } });
change!(a_variant_gains_an_optional_field, "no", "yes",
    { #[serde(tag = "kind")] pub(super) enum T { A, B { x: u8 } } } =>
    { #[serde(tag = "kind")] pub(super) enum T { A, B { x: u8, y: Option<u8> } } });
change!(a_unit_variant_becomes_a_struct, "no", "no",
    { pub(super) enum T { A, B } } => { pub(super) enum T { A, B { x: Option<u8> } } });
change!(the_representation_changes, "no", "no",
    { pub(super) enum T { A { x: u8 }, B } } =>
    { #[serde(tag = "kind")] pub(super) enum T { A { x: u8 }, B } });
change!(a_tuple_grows, "no", "no",
    { pub(super) struct T(u8, u8); } => { pub(super) struct T(u8, u8, u8); });
change!(a_newtype_is_transparent, "yes", "yes",
    { pub(super) struct T { a: u8 } } =>
    { pub(super) struct T { a: N } #[derive(JsonSchema, Deserialize)] pub(super) struct N(u8); });
change!(a_recursive_type_gains_an_optional_field, "no", "yes",
    { pub(super) struct T { next: Option<Box<T>> } } =>
    { pub(super) struct T { next: Option<Box<T>>, note: Option<String> } });
change!(a_recursive_value_is_widened, "yes", "no",
    { pub(super) struct T { value: u8, next: Vec<T> } } => { pub(super) struct T { value: u16, next: Vec<T> } });
change!(a_recursive_type_is_unrolled, "yes", "yes",
    { pub(super) struct T { next: Option<Box<T>> } } =>
    { pub(super) struct T { next: Option<Box<N>> }
      #[derive(JsonSchema, Deserialize)] pub(super) struct N { next: Option<Box<T>> } });
change!(a_recursive_tagged_enum_gains_a_variant, "yes", "no",
    { #[serde(tag = "op")] pub(super) enum T { Const { value: i64 }, Not { inner: Box<T> },
      And { left: Box<T>, right: Box<T> }, All { parts: Vec<T> } } } =>
    { #[serde(tag = "op")] pub(super) enum T { Const { value: i64 }, Not { inner: Box<T> },
      And { left: Box<T>, right: Box<T> }, All { parts: Vec<T> }, Any { parts: Vec<T> } } });
change!(flattened_fields_are_inlined, "yes", "yes",
    { pub(super) struct T { a: u8, #[serde(flatten)] rest: N }
      #[derive(JsonSchema, Deserialize)] pub(super) struct N { b: u8 } } =>
    { pub(super) struct T { a: u8, b: u8 } });
change!(a_flattened_map_appears, "no", "yes",
    { pub(super) struct T { a: u8 } } =>
    { pub(super) struct T { a: u8, #[serde(flatten)] rest: BTreeMap<String, u8> } });
change!(a_flattened_enum_gains_a_variant, "yes", "no",
    { pub(super) struct T { a: u8, #[serde(flatten)] rest: N }
      #[derive(JsonSchema, Deserialize)] #[serde(tag = "kind")] pub(super) enum N { A, B { x: u8 } } } =>
    { pub(super) struct T { a: u8, #[serde(flatten)] rest: N }
      #[derive(JsonSchema, Deserialize)] #[serde(tag = "kind")]
      pub(super) enum N { A, B { x: u8 }, C } });
change!(a_flattened_enum_in_a_closed_struct_gains_a_variant, "yes", "no",
    { #[schemars(deny_unknown_fields)] pub(super) struct T { a: u8, #[serde(flatten)] rest: N }
      #[derive(JsonSchema, Deserialize)] pub(super) enum N { A { x: u8 }, B(u8) } } =>
    { #[schemars(deny_unknown_fields)] pub(super) struct T { a: u8, #[serde(flatten)] rest: N }
      #[derive(JsonSchema, Deserialize)] pub(super) enum N { A { x: u8 }, B(u8), C(String) } });
change!(a_map_becomes_a_struct, "no", "no",
    { pub(super) struct T { m: BTreeMap<String, u8> } } =>
    { pub(super) struct T { m: N } #[derive(JsonSchema, Deserialize)] pub(super) struct N { a: u8 } });
change!(a_value_becomes_anything, "yes", "no",
    { pub(super) struct T { a: u8 } } => { pub(super) struct T { a: Value } });
change!(a_length_is_limited, "no", "yes",
    { pub(super) struct T { a: String } } => { pub(super) struct T { #[schemars(length(max = 10))] a: String } });
change!(a_pattern_is_relaxed, "yes", "no",
    { pub(super) struct T { #[schemars(regex(pattern = "^[a-z]{2}$"))] a: String } } =>
    { pub(super) struct T { #[schemars(regex(pattern = "^[a-z]+$"))] a: String } });
change!(a_range_is_moved, "no", "no",
    { pub(super) struct T { #[schemars(range(min = 1, max = 5))] a: u8 } } =>
    { pub(super) struct T { #[schemars(range(min = 2, max = 6))] a: u8 } });
change!(docs_and_order_change, "yes", "yes",
    { pub(super) struct T { a: u8, b: String } } =>
    { /** Documented. */ pub(super) struct T { /** A string. */ b: String, a: u8 } });
change!(a_required_field_is_removed, "yes", "no",
    { pub(super) struct T { a: u8, b: u8 } } => { pub(super) struct T { a: u8 } });
change!(a_variant_is_removed, "no", "yes",
    { pub(super) enum T { A, B, C } } => { pub(super) enum T { A, B } });
change!(an_alias_is_not_in_the_schema, "no", "no",
    { pub(super) struct T { a: u8 } } =>
    { pub(super) struct T { #[serde(alias = "a")] b: u8 } });
change!(a_catch_all_is_not_in_the_schema, "no", "no",
    { #[serde(tag = "kind")] pub(super) enum T { A, B, C { x: u8 } } } =>
    { #[serde(tag = "kind")] pub(super) enum T { A, B, #[serde(other)] Other } });

#[test]
fn aliases_can_be_said() {
    #[derive(JsonSchema, Deserialize)]
    struct Old {
        name: String,
        size: u8,
    }
    #[derive(JsonSchema, Deserialize)]
    struct New {
        #[serde(alias = "name")]
        full_name: String,
        size: u8,
    }
    let closed = |mut schema: Value| {
        schema["additionalProperties"] = false.into();
        schema
    };
    let old = closed(schema_for!(Old).to_value());
    let mut new = schema_for!(New).to_value();
    assert_eq!(compare(&old, &new).backward.word(), "no");
    correct::alias(&mut new, "full_name", &["name"]).unwrap();
    assert_eq!(compare(&old, &new).backward, Verdict::Yes);
    assert!(correct::alias(&mut new, "nothing", &["name"]).is_err());
}

#[test]
fn catch_alls_can_be_said() {
    #[derive(JsonSchema, Deserialize)]
    #[serde(tag = "kind")]
    enum Shape {
        Point,
        Circle { radius: u32 },
    }
    #[derive(JsonSchema, Deserialize)]
    #[serde(tag = "kind")]
    enum Other {
        Point,
        #[serde(other)]
        Unknown,
    }
    let old = schema_for!(Shape).to_value();
    let mut new = schema_for!(Other).to_value();
    assert_eq!(compare(&old, &new).backward.word(), "no");
    correct::catch_all(&mut new, Some("kind")).unwrap();
    assert_eq!(compare(&old, &new).backward, Verdict::Yes);
    assert_eq!(compare(&old, &new).forward.word(), "no");
}
