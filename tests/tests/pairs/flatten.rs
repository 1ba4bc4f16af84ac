//! Members of one type among those of another.

changes! {
    fields_are_put_into_a_flattened_struct "newtype, transparent, flatten-extract" [yes yes]
    root list internal content untagged flat
    { pub(crate) struct T { a: u8, b: u8, c: Option<String> } } =>
    { pub(crate) struct T { a: u8, #[serde(flatten)] it: S } pub(crate) struct S { b: u8, c: Option<String> } }

    fields_are_put_into_a_flattened_option "newtype, transparent, flatten-extract" [yes no]
    root content
    { pub(crate) struct T { a: u8, b: u8, c: u8 } } =>
    { pub(crate) struct T { a: u8, #[serde(flatten)] it: Option<S> } pub(crate) struct S { b: u8, c: u8 } }

    an_option_is_put_into_a_flattened_option "newtype, transparent, flatten-extract" []
    root
    { pub(crate) struct T { a: u8, b: u8, #[serde(skip_serializing_if = "Option::is_none")] c: Option<u8> } } =>
    { pub(crate) struct T { a: u8, #[serde(flatten)] it: Option<S> } pub(crate) struct S { b: u8, c: u8 } }

    two_structs_are_flattened "newtype, transparent, flatten-extract" [yes yes]
    root
    { pub(crate) struct T { a: u8, b: u8, c: bool } } =>
    { pub(crate) struct T { #[serde(flatten)] one: S, #[serde(flatten)] two: R }
      pub(crate) struct S { a: u8 } pub(crate) struct R { b: u8, c: bool } }

    a_flattened_struct_is_flattened_once_more "newtype, transparent, flatten-extract" [yes yes]
    root
    { pub(crate) struct T { #[serde(flatten)] it: S } pub(crate) struct S { a: u8, b: u8 } } =>
    { pub(crate) struct T { #[serde(flatten)] it: S }
      pub(crate) struct S { a: u8, #[serde(flatten)] it: R } pub(crate) struct R { b: u8 } }

    a_map_for_the_rest_is_added "add flattened catch-all map (value type fits / does not)" [yes loss]
    root list content untagged
    { pub(crate) struct T { a: u8 } } =>
    { pub(crate) struct T { a: u8, #[serde(flatten)] rest: BTreeMap<String, u8> } }

    a_map_for_what_is_removed_is_added "add flattened catch-all map (value type fits / does not)" [yes no]
    root content flat
    { pub(crate) struct T { a: u8, b: u8 } } =>
    { pub(crate) struct T { a: u8, #[serde(flatten)] rest: BTreeMap<String, u8> } }

    a_map_of_another_type_is_added "add flattened catch-all map (value type fits / does not)" [no no]
    root content flat
    { pub(crate) struct T { a: u8, b: String } } =>
    { pub(crate) struct T { a: u8, #[serde(flatten)] rest: BTreeMap<String, u8> } }

    a_map_of_anything_is_added "add flattened catch-all map (value type fits / does not)" [yes no]
    root content
    { pub(crate) struct T { a: u8, b: String } } =>
    { pub(crate) struct T { a: u8, #[serde(flatten)] rest: BTreeMap<String, V> }
      pub(crate) struct V(#[arbitrary(with = any_json)] Value); }

    a_field_is_taken_out_of_the_rest "flattened catch-all map gains a field" [no yes]
    root content
    { pub(crate) struct T { a: u8, #[serde(flatten)] rest: BTreeMap<String, u8> } } =>
    { pub(crate) struct T { a: u8, b: u8, #[serde(flatten)] rest: BTreeMap<String, u8> } }

    an_option_is_taken_out_of_the_rest "flattened catch-all map gains a field" [yes no]
    root content
    { pub(crate) struct T { a: u8, #[serde(flatten)] rest: BTreeMap<String, u8> } } =>
    { pub(crate) struct T { a: u8, b: Option<u8>, #[serde(flatten)] rest: BTreeMap<String, u8> } }

    an_option_of_another_type_is_taken_out_of_the_rest "flattened catch-all map gains a field" [no no]
    root content
    { pub(crate) struct T { a: u8, #[serde(flatten)] rest: BTreeMap<String, u8> } } =>
    { pub(crate) struct T { a: u8, b: Option<bool>, #[serde(flatten)] rest: BTreeMap<String, u8> } }

    a_skipped_option_beside_the_rest "flattened catch-all map gains a field" []
    root
    { pub(crate) struct T { #[serde(skip_serializing_if = "Option::is_none")] a: Option<bool>, #[serde(flatten)] rest: BTreeMap<String, u8> } } =>
    { pub(crate) struct T { #[serde(flatten)] rest: BTreeMap<String, u8> } }

    the_rest_is_read_as_one_map_alone "flattened catch-all map gains a field" [yes no]
    root
    { pub(crate) struct T { a: u8, #[serde(flatten)] rest: BTreeMap<String, u8> } } =>
    { pub(crate) struct T(BTreeMap<String, u8>); }

    an_alias_in_the_rest "alias clashes" []
    root
    { pub(crate) struct T { a: u8, #[serde(flatten)] rest: BTreeMap<String, u8> } } =>
    { pub(crate) struct T { #[serde(alias = "b")] a: u8, #[serde(flatten)] rest: BTreeMap<String, u8> } }

    the_rest_is_of_an_option "flattened Option of a map" []
    root
    { pub(crate) struct T { a: u8, b: String } } =>
    { pub(crate) struct T { a: u8, #[serde(flatten)] rest: Option<BTreeMap<String, u8>> } }

    the_rest_has_few_keys "flattened catch-all map gains a field" []
    root
    { pub(crate) struct T { a: u8, b: u8 } } =>
    { pub(crate) struct T { a: u8, #[serde(flatten)] rest: BTreeMap<K, u8> }
      #[derive(PartialEq, Eq, PartialOrd, Ord)] #[serde(rename_all = "lowercase")] pub(crate) enum K { B, C } }

    a_flattened_inside_tag_gains_a_variant "flattened tagged enum: add variant" [yes no]
    root list content untagged
    { pub(crate) struct T { a: u8, #[serde(flatten)] it: E } #[serde(tag = "sort")] pub(crate) enum E { A, B { x: u8 } } } =>
    { pub(crate) struct T { a: u8, #[serde(flatten)] it: E }
      #[serde(tag = "sort")] pub(crate) enum E { A, B { x: u8 }, C { y: u8 } } }

    a_flattened_outside_tag_gains_a_variant "flattened tagged enum: add variant" [yes no]
    root content
    { pub(crate) struct T { a: u8, #[serde(flatten)] it: E } pub(crate) enum E { A, B { x: u8 } } } =>
    { pub(crate) struct T { a: u8, #[serde(flatten)] it: E } pub(crate) enum E { A, B { x: u8 }, C(u8) } }

    a_flattened_tag_beside_gains_a_variant "flattened tagged enum: add variant" [yes no]
    root content
    { pub(crate) struct T { a: u8, #[serde(flatten)] it: E }
      #[serde(tag = "t", content = "c")] pub(crate) enum E { A, B(u8) } } =>
    { pub(crate) struct T { a: u8, #[serde(flatten)] it: E }
      #[serde(tag = "t", content = "c")] pub(crate) enum E { A, B(u8), C { y: u8 } } }

    a_flattened_enum_is_optional "flattened Option" [yes no]
    root content
    { pub(crate) struct T { a: u8, #[serde(flatten)] it: E } #[serde(tag = "sort")] pub(crate) enum E { A, B { x: u8 } } } =>
    { pub(crate) struct T { a: u8, #[serde(flatten)] it: Option<E> }
      #[serde(tag = "sort")] pub(crate) enum E { A, B { x: u8 } } }

    a_flattened_option_loses_a_variant "flattened Option" [loss yes]
    root content
    { pub(crate) struct T { a: u8, #[serde(flatten)] it: Option<E> }
      #[serde(tag = "sort")] pub(crate) enum E { A, B { x: u8 } } } =>
    { pub(crate) struct T { a: u8, #[serde(flatten)] it: Option<E> } #[serde(tag = "sort")] pub(crate) enum E { A } }

    a_flattened_option_with_its_tag_outside_loses_a_variant "flattened Option" [loss yes]
    root
    { pub(crate) struct T { a: u8, #[serde(flatten)] it: Option<E> } pub(crate) enum E { A(u8), B { x: u8 } } } =>
    { pub(crate) struct T { a: u8, #[serde(flatten)] it: Option<E> } pub(crate) enum E { A(u8) } }

    a_flattened_enum_beside_a_map "flattened enum beside a map" []
    root
    { pub(crate) struct T { #[serde(flatten)] it: E, #[serde(flatten)] rest: BTreeMap<String, u8> }
      pub(crate) enum E { A(u8), B { x: u8 } } } =>
    { pub(crate) struct T { #[serde(flatten)] it: E, #[serde(flatten)] rest: BTreeMap<String, u8> }
      pub(crate) enum E { A(u8), B { x: u8 }, C(u8) } }

    a_flattened_tag_inside_beside_a_map "flattened enum beside a map" []
    root
    { pub(crate) struct T { #[serde(flatten)] it: E, #[serde(flatten)] rest: BTreeMap<String, u8> }
      #[serde(tag = "t")] pub(crate) enum E { A, B { x: u8 } } } =>
    { pub(crate) struct T { #[serde(flatten)] it: E, #[serde(flatten)] rest: BTreeMap<String, V> }
      #[serde(tag = "t")] pub(crate) enum E { A, B { x: u8 } }
      pub(crate) struct V(#[arbitrary(with = any_json)] Value); }

    two_flattened_enums "flattened tagged enum: add variant" [yes no]
    root
    { pub(crate) struct T { #[serde(flatten)] one: E, #[serde(flatten)] two: F }
      #[serde(tag = "t")] pub(crate) enum E { A, B { x: u8 } } #[serde(tag = "u")] pub(crate) enum F { A, C { y: u8 } } } =>
    { pub(crate) struct T { #[serde(flatten)] one: E, #[serde(flatten)] two: F }
      #[serde(tag = "t")] pub(crate) enum E { A, B { x: u8 } }
      #[serde(tag = "u")] pub(crate) enum F { A, C { y: u8 }, D { z: u8 } } }

    a_flattened_closed_enum "flattened tagged enum: add variant" []
    root
    { pub(crate) struct T { own: u8, #[serde(flatten)] it: E, #[serde(flatten)] two: S }
      #[serde(tag = "t", deny_unknown_fields)] pub(crate) enum E { A, B { x: u8 } }
      pub(crate) struct S { y: u8 } } =>
    { pub(crate) struct T { own: u8, #[serde(flatten)] it: E, #[serde(flatten)] two: S }
      #[serde(tag = "t")] pub(crate) enum E { A, B { x: u8 } }
      pub(crate) struct S { y: u8 } }

    a_flattened_struct_gains_a_field "add required field" [no loss]
    root content flat_option
    { pub(crate) struct T { #[serde(flatten)] it: S } pub(crate) struct S { a: u8 } } =>
    { pub(crate) struct T { #[serde(flatten)] it: S } pub(crate) struct S { a: u8, b: u8 } }

    a_flattened_struct_gains_an_option "add Option field / default field" [yes loss]
    root content
    { pub(crate) struct T { #[serde(flatten)] it: S } pub(crate) struct S { a: u8 } } =>
    { pub(crate) struct T { #[serde(flatten)] it: S } pub(crate) struct S { a: u8, b: Option<u8> } }

    a_flattened_struct_with_a_default "add Option field / default field" []
    root
    { pub(crate) struct T { a: u8 } } =>
    { pub(crate) struct T { a: u8, #[serde(flatten, default)] it: S } #[derive(Default)] pub(crate) struct S { b: u8 } }

    integers_of_128_bits_are_flattened "i128 behind flatten" [no yes]
    root
    { pub(crate) struct T { a: u8, b: i128 } } =>
    { pub(crate) struct T { a: u8, #[serde(flatten)] it: S } pub(crate) struct S { b: i128 } }

    integer_keys_are_flattened "integer keys behind flatten or tags" [no yes]
    root
    { pub(crate) struct T { a: u8, b: BTreeMap<u8, u8> } } =>
    { pub(crate) struct T { a: u8, #[serde(flatten)] it: S } pub(crate) struct S { b: BTreeMap<u8, u8> } }

    a_struct_that_flattens_closes "deny_unknown_fields with flatten" [unknown yes]
    root
    { pub(crate) struct T { a: u8, #[serde(flatten)] it: S } pub(crate) struct S { b: u8 } } =>
    { #[serde(deny_unknown_fields)] pub(crate) struct T { a: u8, #[serde(flatten)] it: S } pub(crate) struct S { b: u8 } }
}
