//! Enums that name the variant among its members.

changes! {
    a_variant_is_added "enum: add variant" [yes no]
    root field list map option tuple external internal content adjacent untagged flat flat_option recursive
    { #[serde(tag = "t")] pub(crate) enum T { A, B { x: u8 } } } =>
    { #[serde(tag = "t")] pub(crate) enum T { A, B { x: u8 }, C { y: u8 } } }

    a_newtype_is_added "enum: add variant" [yes no]
    root flat
    { #[serde(tag = "t")] pub(crate) enum T { A } } =>
    { #[serde(tag = "t")] pub(crate) enum T { A, B(S) } pub(crate) struct S { x: u8 } }

    a_variant_is_removed "enum: remove variant" [no yes]
    root list flat untagged
    { #[serde(tag = "t")] pub(crate) enum T { A, B { x: u8 } } } =>
    { #[serde(tag = "t")] pub(crate) enum T { A } }

    a_variant_becomes_one_of_others "remove variant, add #[serde(other)]" [loss no]
    root list content flat untagged
    { #[serde(tag = "t")] pub(crate) enum T { A, B, C { x: u8 } } } =>
    { #[serde(tag = "t")] pub(crate) enum T { A, #[serde(other)] Other } }

    a_variant_is_added_for_a_reader_with_others "add variant, old reader has #[serde(other)]" [yes loss]
    root list flat untagged
    { #[serde(tag = "t")] pub(crate) enum T { A, #[serde(other)] Other } } =>
    { #[serde(tag = "t")] pub(crate) enum T { A, B { x: u8 }, #[serde(other)] Other } }

    a_variant_is_renamed "rename variant / with alias" [no no]
    root flat
    { #[serde(tag = "t")] pub(crate) enum T { A, B { x: u8 } } } =>
    { #[serde(tag = "t")] pub(crate) enum T { A, C { x: u8 } } }

    a_variant_is_renamed_with_an_alias "rename variant / with alias" [yes no]
    root list content flat untagged
    { #[serde(tag = "t")] pub(crate) enum T { Former { x: u8 }, B } } =>
    { #[serde(tag = "t")] pub(crate) enum T { #[serde(alias = "Former")] Current { x: u8 }, B } }

    a_variant_gains_an_option "variant gains Option field" [yes loss]
    root field list option external internal content adjacent untagged flat flat_option recursive
    { #[serde(tag = "t")] pub(crate) enum T { A, B { x: u8 } } } =>
    { #[serde(tag = "t")] pub(crate) enum T { A, B { x: u8, y: Option<u8> } } }

    a_variant_gains_a_field "add required field" [no loss]
    root list content flat flat_option untagged
    { #[serde(tag = "t")] pub(crate) enum T { A, B { x: u8 } } } =>
    { #[serde(tag = "t")] pub(crate) enum T { A, B { x: u8, y: u8 } } }

    a_closed_variant_gains_an_option "same, internal tag + deny_unknown_fields" [yes no]
    root list content untagged
    { #[serde(tag = "t", deny_unknown_fields)] pub(crate) enum T { A, B { x: u8 } } } =>
    { #[serde(tag = "t", deny_unknown_fields)] pub(crate) enum T { A, B { x: u8, y: Option<u8> } } }

    a_unit_becomes_a_struct_of_options "… internal tag" [yes loss]
    root list content flat untagged
    { #[serde(tag = "t")] pub(crate) enum T { A, B } } =>
    { #[serde(tag = "t")] pub(crate) enum T { A, B { x: Option<u8> } } }

    a_closed_unit_becomes_a_struct_of_options "… internal tag" [yes loss]
    root content
    { #[serde(tag = "t", deny_unknown_fields)] pub(crate) enum T { A, B } } =>
    { #[serde(tag = "t", deny_unknown_fields)] pub(crate) enum T { A, B { x: Option<u8> } } }

    a_unit_becomes_an_empty_struct "… internal tag" [yes yes]
    root content flat
    { #[serde(tag = "t")] pub(crate) enum T { A, B } } =>
    { #[serde(tag = "t", deny_unknown_fields)] pub(crate) enum T { A, B {} } }

    a_newtype_becomes_its_fields "newtype of a struct → struct variant" [yes yes]
    root content flat untagged
    { #[serde(tag = "t")] pub(crate) enum T { A(S) } pub(crate) struct S { x: u8, y: Option<u8> } } =>
    { #[serde(tag = "t")] pub(crate) enum T { A { x: u8, y: Option<u8> } } }

    a_newtype_becomes_a_map "newtype of a struct → struct variant" [yes no]
    root content
    { #[serde(tag = "t")] pub(crate) enum T { A(S) } pub(crate) struct S { x: u8, y: u8 } } =>
    { #[serde(tag = "t")] pub(crate) enum T { A(BTreeMap<String, u8>) } }

    a_unit_becomes_a_newtype_of_null "… internal tag" [yes yes]
    root content flat
    { #[serde(tag = "t")] pub(crate) enum T { A } } =>
    { #[serde(tag = "t")] pub(crate) enum T { A(()) } }

    a_unit_becomes_a_newtype_of_a_unit "… internal tag" [yes yes]
    root
    { #[serde(tag = "t")] pub(crate) enum T { A } } =>
    { #[serde(tag = "t")] pub(crate) enum T { A(U) } pub(crate) struct U; }

    the_tag_is_renamed "newtype → struct variant, tuple arity, tag or content rename, change of representation" [no no]
    root content flat untagged
    { #[serde(tag = "t")] pub(crate) enum T { A { x: u8 }, B } } =>
    { #[serde(tag = "type")] pub(crate) enum T { A { x: u8 }, B } }

    the_tag_moves_beside "newtype → struct variant, tuple arity, tag or content rename, change of representation" [no no]
    root flat
    { #[serde(tag = "t")] pub(crate) enum T { A { x: u8 } } } =>
    { #[serde(tag = "t", content = "c")] pub(crate) enum T { A { x: u8 } } }

    the_tag_moves_beside_of_words "change of representation of words" [yes yes]
    root flat
    { #[serde(tag = "t")] pub(crate) enum T { A, B } } =>
    { #[serde(tag = "t", content = "c")] pub(crate) enum T { A, B } }

    the_tag_is_not_asked_for "newtype → struct variant, tuple arity, tag or content rename, change of representation" [loss no]
    root content flat
    { #[serde(tag = "t")] pub(crate) enum T { A { x: u8 }, B { x: u8 } } } =>
    { #[serde(untagged)] pub(crate) enum T { Fields { x: u8 } } }

    the_tag_becomes_a_field "enum ↔ struct" [yes no]
    root content flat untagged
    { #[serde(tag = "t")] pub(crate) enum T { A { x: u8 }, B } } =>
    { pub(crate) struct T { t: String, x: Option<u8> } }

    the_tag_becomes_an_enum_of_words "enum ↔ struct" [yes no]
    root content flat
    { #[serde(tag = "t")] pub(crate) enum T { A { x: u8 }, B } } =>
    { pub(crate) struct T { t: W, x: Option<u8> } pub(crate) enum W { A, B } }

    a_struct_says_its_name "struct with a tag" [yes loss]
    root content flat untagged
    { pub(crate) struct T { x: u8 } } =>
    { #[serde(tag = "t")] pub(crate) struct T { x: u8 } }

    a_struct_changes_its_name "struct with a tag" [loss loss]
    root flat
    { #[serde(tag = "t")] pub(crate) struct T { x: u8 } } =>
    { #[serde(tag = "t", rename = "U")] pub(crate) struct T { x: u8 } }

    a_closed_struct_says_its_name "struct with a tag" [yes loss]
    root
    { pub(crate) struct T { x: u8 } } =>
    { #[serde(tag = "t", deny_unknown_fields)] pub(crate) struct T { x: u8 } }

    a_variant_holds_another_tagged_enum "enum in an enum" [yes no]
    root flat
    { #[serde(tag = "t")] pub(crate) enum T { A(E) } #[serde(tag = "u")] pub(crate) enum E { X, Y { z: u8 } } } =>
    { #[serde(tag = "t")] pub(crate) enum T { A(E) } #[serde(tag = "u")] pub(crate) enum E { X, Y { z: u8 }, Z } }

    a_variant_holds_an_untagged_enum "enum in an enum" [yes no]
    root flat
    { #[serde(tag = "t")] pub(crate) enum T { A(E) }
      #[serde(untagged)] pub(crate) enum E { Few { x: u8 } } } =>
    { #[serde(tag = "t")] pub(crate) enum T { A(E) }
      #[serde(untagged)] pub(crate) enum E { Few { x: u8 }, Many { y: u8 } } }

    one_without_a_tag_comes_last "enum: add variant" [yes no]
    root list untagged
    { #[serde(tag = "t")] pub(crate) enum T { A, B { x: u8 } } } =>
    { #[serde(tag = "t")] pub(crate) enum T { A, B { x: u8 }, #[serde(untagged)] Bare(u8) } }

    one_without_a_tag_takes_what_is_removed "enum: remove variant" [loss no]
    root
    { #[serde(tag = "t")] pub(crate) enum T { A, B { x: u8 } } } =>
    { #[serde(tag = "t")] pub(crate) enum T { A, #[serde(untagged)] Fields { x: u8 } } }

    a_newtype_of_an_enum_with_its_tag_outside "enum in an enum" [yes no]
    root flat
    { #[serde(tag = "t")] pub(crate) enum T { A(E) } pub(crate) enum E { X, Y { z: u8 } } } =>
    { #[serde(tag = "t")] pub(crate) enum T { A(E) } pub(crate) enum E { X, Y { z: u8 }, Z(u8) } }

    a_content_widens "element, map value, recursive value widened" [yes no]
    root flat
    { #[serde(tag = "t")] pub(crate) enum T { A { x: u8 }, B { y: Option<i32> } } } =>
    { #[serde(tag = "t")] pub(crate) enum T { A { x: i64 }, B { y: Option<i64> } } }
}
