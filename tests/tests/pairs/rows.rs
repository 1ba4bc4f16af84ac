//! The kinds of change that the suite is about: each has a pair.

use std::collections::BTreeSet;

use crate::pair::Pair;

/// All pairs of the suite.
pub(crate) fn all() -> Vec<Pair> {
    let families = [
        crate::adjacent::pairs,
        crate::containers::pairs,
        crate::external::pairs,
        crate::fields::pairs,
        crate::flatten::pairs,
        crate::internal::pairs,
        crate::maps::pairs,
        crate::names::pairs,
        crate::numbers::pairs,
        crate::options::pairs,
        crate::recursion::pairs,
        crate::skip::pairs,
        crate::std_types::pairs,
        crate::strings::pairs,
        crate::untagged::pairs,
    ];
    families.into_iter().flat_map(|pairs| pairs()).collect()
}

const ROWS: &[&str] = &[
    "add Option field / default field",
    "same, both versions deny unknown",
    "add required field",
    "remove required field",
    "remove Option field",
    "remove field, new reader denies unknown",
    "add deny_unknown_fields",
    "rename required field / change rename_all",
    "rename + alias to the old name",
    "rename Option or default field",
    "alias clashes",
    "Option to required",
    "required to Option",
    "Option to default non-Option",
    "Option + skip_serializing_if to default non-Option",
    "default, always written, to required",
    "default + skip_serializing_if to required",
    "default value changed",
    "skip_serializing_if of an Option",
    "integers",
    "i32→i64",
    "u8→u16, u32→i64",
    "i32→u32",
    "u64→i64",
    "i32→f64",
    "integers beyond a float",
    "f32→f64",
    "u8→NonZeroU8",
    "char→String, unit enum→String, IpAddr→String",
    "String→IpAddr or any format-only type",
    "formats within formats",
    "same text",
    "change of kind",
    "enum: add variant",
    "enum: remove variant",
    "remove variant, add #[serde(other)]",
    "add variant, old reader has #[serde(other)]",
    "rename variant / with alias",
    "variant gains Option field",
    "same, internal tag + deny_unknown_fields",
    "unit → struct variant with only Option fields: external",
    "… internal tag",
    "… adjacent, unit → newtype Option",
    "newtype → struct variant, tuple arity, tag or content rename, change of representation",
    "newtype of a struct → struct variant",
    "change of representation of words",
    "enum ↔ struct",
    "enum in an enum",
    "struct with a tag",
    "untagged: a wider variant put first",
    "untagged: order",
    "T → untagged (T or more)",
    "field order, newtype, transparent, Box/Arc",
    "newtype, transparent, flatten-extract",
    "unrolled recursion",
    "recursion begins",
    "recursion ends",
    "recursive: Option added",
    "[T;3]→Vec, (T,T)→Vec<T>",
    "tuple structs read as structs by position",
    "tuple arity with a default",
    "Vec→set (uniqueItems)",
    "element, map value, recursive value widened",
    "map → struct of options",
    "struct → map",
    "string keys → integer keys",
    "integer keys behind flatten or tags",
    "i128 behind flatten",
    "add flattened catch-all map (value type fits / does not)",
    "flattened catch-all map gains a field",
    "flattened tagged enum: add variant",
    "flattened Option",
    "flattened Option of a map",
    "flattened enum beside a map",
    "deny_unknown_fields with flatten",
    "skip / skip_deserializing",
    "skip_serializing / with default",
    "typed → Value",
];

#[test]
fn each_row_has_a_pair_and_each_pair_a_row() {
    let pairs = all();
    let covered: BTreeSet<&str> = pairs.iter().map(|pair| pair.row).collect();
    assert_eq!(covered, ROWS.iter().copied().collect());
}

#[test]
fn there_are_at_least_500_pairs() {
    let pairs = all();
    let names: BTreeSet<String> = pairs.iter().map(Pair::name).collect();
    assert!(names.len() >= 500, "{} names, {} pairs", names.len(), pairs.len());
}
