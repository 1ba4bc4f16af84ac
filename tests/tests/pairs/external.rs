//! Enums that name the variant outside: serde's default.

changes! {
    a_word_is_added "enum: add variant" [yes no]
    root list map map_key option tuple external internal adjacent untagged flat recursive
    { #[derive(PartialEq, Eq, PartialOrd, Ord)] pub(crate) enum T { A, B } } =>
    { #[derive(PartialEq, Eq, PartialOrd, Ord)] pub(crate) enum T { A, B, C } }

    a_variant_is_added "enum: add variant" [yes no]
    root field list map option external internal adjacent untagged flat flat_option recursive
    { pub(crate) enum T { A, B { x: u8 }, C(String) } } =>
    { pub(crate) enum T { A, B { x: u8 }, C(String), D(Vec<u8>) } }

    a_tuple_variant_is_added "enum: add variant" [yes no]
    root flat
    { pub(crate) enum T { A { x: u8 } } } =>
    { pub(crate) enum T { A { x: u8 }, B(u8, bool) } }

    a_word_is_removed "enum: remove variant" [no yes]
    root map_key flat untagged
    { #[derive(PartialEq, Eq, PartialOrd, Ord)] pub(crate) enum T { A, B, C } } =>
    { #[derive(PartialEq, Eq, PartialOrd, Ord)] pub(crate) enum T { A, C } }

    a_variant_is_removed "enum: remove variant" [no yes]
    root list flat untagged
    { pub(crate) enum T { A, B { x: u8 } } } =>
    { pub(crate) enum T { A } }

    a_word_becomes_one_of_others "remove variant, add #[serde(other)]" [loss no]
    root list adjacent internal
    { pub(crate) enum T { A, B, C } } =>
    { pub(crate) enum T { A, #[serde(other)] Other } }

    a_variant_with_content_becomes_one_of_others "remove variant, add #[serde(other)]" [no no]
    root
    { pub(crate) enum T { A, B(u8) } } =>
    { pub(crate) enum T { A, #[serde(other)] Other } }

    a_word_is_added_for_a_reader_with_others "add variant, old reader has #[serde(other)]" [yes loss]
    root list
    { pub(crate) enum T { A, #[serde(other)] Other } } =>
    { pub(crate) enum T { A, B, #[serde(other)] Other } }

    a_variant_is_renamed "rename variant / with alias" [no no]
    root list flat untagged
    { pub(crate) enum T { A, B(u8) } } =>
    { pub(crate) enum T { A, C(u8) } }

    all_variants_are_renamed "rename variant / with alias" [no no]
    root
    { pub(crate) enum T { First, Second } } =>
    { #[serde(rename_all = "snake_case")] pub(crate) enum T { First, Second } }

    a_word_is_renamed_with_an_alias "rename variant / with alias" [yes no]
    root list map_key flat untagged
    { #[derive(PartialEq, Eq, PartialOrd, Ord)] pub(crate) enum T { Former, B } } =>
    { #[derive(PartialEq, Eq, PartialOrd, Ord)] pub(crate) enum T { #[serde(alias = "Former")] Current, B } }

    a_variant_is_renamed_with_an_alias "rename variant / with alias" [yes no]
    root flat untagged
    { pub(crate) enum T { Former(u8), B } } =>
    { pub(crate) enum T { #[serde(alias = "Former")] Current(u8), B } }

    a_variant_gains_an_option "variant gains Option field" [yes loss]
    root field list map option external internal adjacent untagged flat flat_option recursive
    { pub(crate) enum T { A, B { x: u8 } } } =>
    { pub(crate) enum T { A, B { x: u8, y: Option<u8> } } }

    a_variant_gains_a_field "add required field" [no loss]
    root list flat untagged flat_option
    { pub(crate) enum T { A, B { x: u8 } } } =>
    { pub(crate) enum T { A, B { x: u8, y: u8 } } }

    a_closed_variant_gains_an_option "same, internal tag + deny_unknown_fields" [yes no]
    root flat
    { #[serde(deny_unknown_fields)] pub(crate) enum T { A, B { x: u8 } } } =>
    { #[serde(deny_unknown_fields)] pub(crate) enum T { A, B { x: u8, y: Option<u8> } } }

    a_unit_becomes_a_struct_of_options "unit → struct variant with only Option fields: external" [no no]
    root list flat untagged
    { pub(crate) enum T { A, B } } =>
    { pub(crate) enum T { A, B { x: Option<u8> } } }

    a_unit_becomes_an_option "unit → struct variant with only Option fields: external" [no no]
    root flat
    { pub(crate) enum T { A, B } } =>
    { pub(crate) enum T { A, B(Option<u8>) } }

    a_unit_becomes_an_empty_struct "unit → struct variant with only Option fields: external" [no no]
    root flat
    { pub(crate) enum T { A, B } } =>
    { pub(crate) enum T { A, B {} } }

    a_unit_becomes_null "unit → struct variant with only Option fields: external" [no yes]
    root flat
    { pub(crate) enum T { A, B } } =>
    { pub(crate) enum T { A, B(()) } }

    a_newtype_becomes_a_struct "newtype → struct variant, tuple arity, tag or content rename, change of representation" [no no]
    root list flat untagged
    { pub(crate) enum T { A, B(u8) } } =>
    { pub(crate) enum T { A, B { x: u8 } } }

    a_newtype_of_a_struct_becomes_its_fields "newtype of a struct → struct variant" [yes yes]
    root list flat untagged
    { pub(crate) enum T { A, B(S) } pub(crate) struct S { x: u8 } } =>
    { pub(crate) enum T { A, B { x: u8 } } }

    a_newtype_of_a_tuple_becomes_a_tuple "newtype of a struct → struct variant" [yes yes]
    root flat
    { pub(crate) enum T { A, B((u8, bool)) } } =>
    { pub(crate) enum T { A, B(u8, bool) } }

    a_tuple_variant_grows "newtype → struct variant, tuple arity, tag or content rename, change of representation" [no no]
    root flat
    { pub(crate) enum T { A(u8, u8) } } =>
    { pub(crate) enum T { A(u8, u8, u8) } }

    a_tuple_variant_becomes_a_struct_by_position "tuple structs read as structs by position" [yes no]
    root untagged
    { pub(crate) enum T { A(u8, bool) } } =>
    { pub(crate) enum T { A { x: u8, y: bool } } }

    the_tag_moves_inside "newtype → struct variant, tuple arity, tag or content rename, change of representation" [no no]
    root list flat untagged
    { pub(crate) enum T { A { x: u8 }, B } } =>
    { #[serde(tag = "kind")] pub(crate) enum T { A { x: u8 }, B } }

    the_tag_moves_beside "newtype → struct variant, tuple arity, tag or content rename, change of representation" [no no]
    root flat
    { pub(crate) enum T { A { x: u8 }, B } } =>
    { #[serde(tag = "kind", content = "content")] pub(crate) enum T { A { x: u8 }, B } }

    the_tag_goes "newtype → struct variant, tuple arity, tag or content rename, change of representation" [no no]
    root flat
    { pub(crate) enum T { A { x: u8 }, B(u8) } } =>
    { #[serde(untagged)] pub(crate) enum T { Fields { x: u8 }, Bare(u8) } }

    words_become_strings "char→String, unit enum→String, IpAddr→String" [yes no]
    root list map_key field option internal untagged flat_field
    { #[derive(PartialEq, Eq, PartialOrd, Ord)] pub(crate) enum T { A, B } } =>
    { #[derive(PartialEq, Eq, PartialOrd, Ord)] pub(crate) struct T(String); }

    words_become_chars "char→String, unit enum→String, IpAddr→String" [yes no]
    root
    { pub(crate) enum T { A, B } } =>
    { pub(crate) struct T(char); }

    long_words_become_chars "char→String, unit enum→String, IpAddr→String" [no no]
    root
    { pub(crate) enum T { A, Long } } =>
    { pub(crate) struct T(char); }

    an_enum_becomes_a_struct_of_options "enum ↔ struct" [yes no]
    root flat untagged
    { #[serde(rename_all = "lowercase")] pub(crate) enum T { A(u8), B { x: u8 } } } =>
    { pub(crate) struct T { a: Option<u8>, b: Option<B> } pub(crate) struct B { x: u8 } }

    an_enum_becomes_a_map "enum ↔ struct" [yes no]
    root flat
    { pub(crate) enum T { A(u8), B(u8) } } =>
    { pub(crate) struct T(BTreeMap<String, u8>); }

    a_struct_becomes_an_enum "enum ↔ struct" [yes no]
    root flat
    { pub(crate) struct T { a: u8 } } =>
    { #[serde(rename_all = "lowercase")] pub(crate) enum T { A(u8), B } }

    a_variant_is_not_read "skip / skip_deserializing" [no yes]
    root flat
    { pub(crate) enum T { A, B(u8) } } =>
    { pub(crate) enum T { A, #[serde(skip_deserializing)] B(u8) } }

    a_variant_is_not_written "skip_serializing / with default" [yes yes]
    root flat
    { pub(crate) enum T { A, B(u8) } } =>
    { pub(crate) enum T { A, B(u8), #[serde(skip_serializing)] C } }

    a_variant_is_skipped "skip / skip_deserializing" [no yes]
    root flat
    { pub(crate) enum T { A, B(u8) } } =>
    { pub(crate) enum T { A, #[serde(skip)] B(u8) } }

    the_content_of_a_variant_widens "element, map value, recursive value widened" [yes no]
    root flat untagged
    { pub(crate) enum T { A(u8), B { x: u8 }, C(u8, bool) } } =>
    { pub(crate) enum T { A(u16), B { x: i64 }, C(i16, bool) } }
}
