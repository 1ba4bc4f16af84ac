//! Lists, sets, arrays and tuples.

changes! {
    an_array_becomes_a_list "[T;3]→Vec, (T,T)→Vec<T>" [yes no]
    root list map option internal adjacent untagged flat_field
    { pub(crate) struct T([u8; 3]); } =>
    { pub(crate) struct T(Vec<u8>); }

    a_tuple_becomes_a_list "[T;3]→Vec, (T,T)→Vec<T>" [yes no]
    root field internal untagged
    { pub(crate) struct T(u8, u8); } =>
    { pub(crate) struct T(Vec<u8>); }

    a_tuple_of_two_types_becomes_a_list "[T;3]→Vec, (T,T)→Vec<T>" [yes no]
    root
    { pub(crate) struct T(u8, u16); } =>
    { pub(crate) struct T(Vec<u16>); }

    a_tuple_becomes_an_array "[T;3]→Vec, (T,T)→Vec<T>" [yes yes]
    root untagged
    { pub(crate) struct T(u8, u8); } =>
    { pub(crate) struct T([u8; 2]); }

    a_tuple_grows "newtype → struct variant, tuple arity, tag or content rename, change of representation" [no no]
    root list untagged
    { pub(crate) struct T(u8, u8); } =>
    { pub(crate) struct T(u8, u8, u8); }

    an_array_grows "newtype → struct variant, tuple arity, tag or content rename, change of representation" [no no]
    root untagged
    { pub(crate) struct T([u8; 2]); } =>
    { pub(crate) struct T([u8; 3]); }

    a_tuple_gains_an_option "newtype → struct variant, tuple arity, tag or content rename, change of representation" [no no]
    root
    { pub(crate) struct T(u8, u8); } =>
    { pub(crate) struct T(u8, u8, Option<u8>); }

    a_tuple_skips_a_field "tuple arity with a default" [yes yes]
    root
    { pub(crate) struct T(u8, u8); } =>
    { pub(crate) struct T(u8, #[serde(skip)] u8, u8); }

    a_newtype_becomes_a_tuple_of_one "newtype → struct variant, tuple arity, tag or content rename, change of representation" [no no]
    root
    { pub(crate) struct T(u8); } =>
    { pub(crate) struct T((u8,)); }

    a_list_becomes_a_set "Vec→set (uniqueItems)" [loss yes]
    root field list option internal adjacent untagged flat_field
    { pub(crate) struct T(Vec<u8>); } =>
    { pub(crate) struct T(BTreeSet<u8>); }

    a_list_becomes_a_hash_set "Vec→set (uniqueItems)" [loss yes]
    map
    { pub(crate) struct T(Vec<String>); } =>
    { pub(crate) struct T(BTreeSet<String>); }

    a_set_loses_its_order "Vec→set (uniqueItems)" [yes yes]
    root untagged
    { pub(crate) struct T { set: BTreeSet<u8> } } =>
    { pub(crate) struct T { set: std::collections::HashSet<u8> } }

    an_array_becomes_a_set "Vec→set (uniqueItems)" [loss no]
    root
    { pub(crate) struct T([u8; 2]); } =>
    { pub(crate) struct T(BTreeSet<u8>); }

    a_set_widens "element, map value, recursive value widened" [yes no]
    root
    { pub(crate) struct T(BTreeSet<u8>); } =>
    { pub(crate) struct T(BTreeSet<u16>); }

    an_element_widens "element, map value, recursive value widened" [yes no]
    root map internal untagged
    { pub(crate) struct T(Vec<u8>); } =>
    { pub(crate) struct T(Vec<u64>); }

    an_inner_element_widens "element, map value, recursive value widened" [yes no]
    root
    { pub(crate) struct T(Vec<Vec<[u8; 2]>>); } =>
    { pub(crate) struct T(Vec<Vec<(i16, i16)>>); }

    an_element_becomes_another "change of kind" [no no]
    root map
    { pub(crate) struct T(Vec<u8>); } =>
    { pub(crate) struct T(Vec<String>); }

    a_part_of_a_tuple_widens "element, map value, recursive value widened" [yes no]
    root list untagged
    { pub(crate) struct T(bool, u8); } =>
    { pub(crate) struct T(bool, u16); }

    an_array_of_none_takes_anything "newtype → struct variant, tuple arity, tag or content rename, change of representation" [yes yes]
    root
    { pub(crate) struct T([u8; 0]); } =>
    { pub(crate) struct T([bool; 0]); }

    an_empty_array_becomes_a_list "[T;3]→Vec, (T,T)→Vec<T>" [yes no]
    root
    { pub(crate) struct T([bool; 0]); } =>
    { pub(crate) struct T(Vec<u8>); }

    a_tuple_becomes_a_struct "tuple structs read as structs by position" [yes no]
    root list internal untagged adjacent
    { pub(crate) struct T(u8, String); } =>
    { pub(crate) struct T { x: u8, a: String } }

    a_tuple_becomes_a_struct_in_another_order "tuple structs read as structs by position" [no no]
    root
    { pub(crate) struct T(u8, String); } =>
    { pub(crate) struct T { a: String, x: u8 } }

    a_tuple_becomes_a_longer_struct "tuple structs read as structs by position" [yes no]
    root untagged
    { pub(crate) struct T(u8, String); } =>
    { pub(crate) struct T { x: u8, a: String, #[serde(default)] b: u8 } }

    a_tuple_becomes_a_struct_with_an_option_more "tuple structs read as structs by position" [no no]
    root
    { pub(crate) struct T(u8, String); } =>
    { pub(crate) struct T { x: u8, a: String, b: Option<u8> } }

    a_tuple_becomes_a_shorter_struct "tuple structs read as structs by position" [no no]
    root
    { pub(crate) struct T(u8, String); } =>
    { pub(crate) struct T { x: u8 } }

    a_list_becomes_a_struct "tuple structs read as structs by position" [no no]
    root
    { pub(crate) struct T(Vec<u8>); } =>
    { pub(crate) struct T { x: u8 } }

    a_list_becomes_a_struct_of_defaults "tuple structs read as structs by position" [no no]
    root
    { pub(crate) struct T(Vec<u8>); } =>
    { pub(crate) struct T { #[serde(default)] x: u8 } }

    an_array_becomes_a_struct "tuple structs read as structs by position" [yes no]
    root
    { pub(crate) struct T([u8; 2]); } =>
    { pub(crate) struct T { x: u8, y: u16 } }

    a_tuple_becomes_a_struct_that_flattens "tuple structs read as structs by position" [no no]
    root
    { pub(crate) struct T(u8, u8); } =>
    { pub(crate) struct T { x: u8, #[serde(flatten)] s: S } pub(crate) struct S { y: u8 } }

    a_tuple_becomes_a_struct_that_skips "tuple structs read as structs by position" [yes no]
    root
    { pub(crate) struct T(u8, bool); } =>
    { pub(crate) struct T { x: u8, #[serde(skip)] s: u8, y: bool } }

    a_list_becomes_null "change of kind" [no no]
    root
    { pub(crate) struct T(Vec<u8>); } =>
    { pub(crate) struct T; }

    a_newtype_is_taken_off "field order, newtype, transparent, Box/Arc" [yes yes]
    root internal flat untagged content
    { pub(crate) struct T { a: N } pub(crate) struct N(u8); } =>
    { pub(crate) struct T { a: u8 } }

    a_transparent_struct_is_taken_off "field order, newtype, transparent, Box/Arc" [yes yes]
    root flat
    { pub(crate) struct T { a: N } #[serde(transparent)] pub(crate) struct N { it: Vec<u8> } } =>
    { pub(crate) struct T { a: Vec<u8> } }

    boxes_are_taken_off "field order, newtype, transparent, Box/Arc" [yes yes]
    root untagged
    { pub(crate) struct T { a: Box<u8>, b: Box<[u8]>, c: String, d: std::cell::Cell<u8> } } =>
    { pub(crate) struct T { a: u8, b: Vec<u8>, c: String, d: u8 } }

    a_definition_is_renamed "field order, newtype, transparent, Box/Arc" [yes yes]
    root flat
    { pub(crate) struct T { a: One } pub(crate) struct One { x: u8 } } =>
    { pub(crate) struct T { a: Other } pub(crate) struct Other { x: u8 } }

    a_value_becomes_anything "typed → Value" [yes no]
    root list internal content flat untagged
    { pub(crate) struct T { a: Vec<Option<S>> } pub(crate) struct S { x: f64, y: String } } =>
    { pub(crate) struct T { #[arbitrary(with = any_json)] a: Value } }

    a_wide_integer_becomes_anything "integers beyond a float" [loss no]
    root untagged
    { pub(crate) struct T { a: Vec<Option<i128>> } } =>
    { pub(crate) struct T { #[arbitrary(with = any_json)] a: Value } }

    all_becomes_anything "typed → Value" [yes no]
    root flat
    { pub(crate) struct T { a: u8, b: Option<u8> } } =>
    { pub(crate) struct T(#[arbitrary(with = any_json)] Value); }
}
