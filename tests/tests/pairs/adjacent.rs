//! Enums that name the variant beside its content.

changes! {
    a_variant_is_added "enum: add variant" [yes no]
    root field list map option external internal content adjacent untagged flat flat_option recursive
    { #[serde(tag = "t", content = "c")] pub(crate) enum T { A, B { x: u8 }, C(u8) } } =>
    { #[serde(tag = "t", content = "c")] pub(crate) enum T { A, B { x: u8 }, C(u8), D(bool, u8) } }

    a_variant_is_removed "enum: remove variant" [no yes]
    root list flat untagged
    { #[serde(tag = "t", content = "c")] pub(crate) enum T { A, B(u8) } } =>
    { #[serde(tag = "t", content = "c")] pub(crate) enum T { A } }

    a_variant_becomes_one_of_others "remove variant, add #[serde(other)]" [loss no]
    root content flat
    { #[serde(tag = "t", content = "c")] pub(crate) enum T { A, B } } =>
    { #[serde(tag = "t", content = "c")] pub(crate) enum T { A, #[serde(other)] Other } }

    a_variant_with_content_becomes_one_of_others "remove variant, add #[serde(other)]" [no no]
    root flat
    { #[serde(tag = "t", content = "c")] pub(crate) enum T { A, B(u8) } } =>
    { #[serde(tag = "t", content = "c")] pub(crate) enum T { A, #[serde(other)] Other } }

    a_variant_is_renamed_with_an_alias "rename variant / with alias" [yes no]
    root content flat
    { #[serde(tag = "t", content = "c")] pub(crate) enum T { Former(u8), B } } =>
    { #[serde(tag = "t", content = "c")] pub(crate) enum T { #[serde(alias = "Former")] Current(u8), B } }

    a_variant_gains_an_option "variant gains Option field" [yes loss]
    root list content flat untagged flat_option
    { #[serde(tag = "t", content = "c")] pub(crate) enum T { A, B { x: u8 } } } =>
    { #[serde(tag = "t", content = "c")] pub(crate) enum T { A, B { x: u8, y: Option<u8> } } }

    a_closed_variant_gains_an_option "same, both versions deny unknown" [yes no]
    root flat
    { #[serde(tag = "t", content = "c", deny_unknown_fields)] pub(crate) enum T { A, B { x: u8 } } } =>
    { #[serde(tag = "t", content = "c", deny_unknown_fields)] pub(crate) enum T { A, B { x: u8, y: Option<u8> } } }

    a_unit_becomes_an_option "… adjacent, unit → newtype Option" [yes no]
    root list content flat untagged
    { #[serde(tag = "t", content = "c")] pub(crate) enum T { A, B } } =>
    { #[serde(tag = "t", content = "c")] pub(crate) enum T { A, B(Option<u8>) } }

    a_unit_becomes_null "… adjacent, unit → newtype Option" []
    root flat
    { #[serde(tag = "t", content = "c")] pub(crate) enum T { A, B } } =>
    { #[serde(tag = "t", content = "c")] pub(crate) enum T { A, B(()) } }

    a_unit_becomes_a_struct_of_options "… adjacent, unit → newtype Option" [no no]
    root flat
    { #[serde(tag = "t", content = "c")] pub(crate) enum T { A, B } } =>
    { #[serde(tag = "t", content = "c")] pub(crate) enum T { A, B { x: Option<u8> } } }

    the_content_is_renamed "newtype → struct variant, tuple arity, tag or content rename, change of representation" [no no]
    root content flat
    { #[serde(tag = "t", content = "c")] pub(crate) enum T { A(u8), B } } =>
    { #[serde(tag = "t", content = "content")] pub(crate) enum T { A(u8), B } }

    the_content_of_an_option_is_renamed "newtype → struct variant, tuple arity, tag or content rename, change of representation" [loss loss]
    root flat
    { #[serde(tag = "t", content = "c")] pub(crate) enum T { A(Option<u8>), B } } =>
    { #[serde(tag = "t", content = "content")] pub(crate) enum T { A(Option<u8>), B } }

    the_tag_is_renamed "newtype → struct variant, tuple arity, tag or content rename, change of representation" [no no]
    root flat
    { #[serde(tag = "t", content = "c")] pub(crate) enum T { A(u8), B } } =>
    { #[serde(tag = "type", content = "c")] pub(crate) enum T { A(u8), B } }

    a_newtype_becomes_a_struct "newtype → struct variant, tuple arity, tag or content rename, change of representation" [no no]
    root flat
    { #[serde(tag = "t", content = "c")] pub(crate) enum T { A(u8) } } =>
    { #[serde(tag = "t", content = "c")] pub(crate) enum T { A { x: u8 } } }

    a_tuple_grows "newtype → struct variant, tuple arity, tag or content rename, change of representation" [no no]
    root flat
    { #[serde(tag = "t", content = "c")] pub(crate) enum T { A(u8, u8) } } =>
    { #[serde(tag = "t", content = "c")] pub(crate) enum T { A(u8, u8, u8) } }

    a_tuple_does_not_become_a_struct_by_position "tuple structs read as structs by position" [no no]
    root untagged
    { #[serde(tag = "t", content = "c")] pub(crate) enum T { A(u8, bool) } } =>
    { #[serde(tag = "t", content = "c")] pub(crate) enum T { A { x: u8, y: bool } } }

    the_tag_becomes_a_field "enum ↔ struct" [yes no]
    root content flat
    { #[serde(tag = "t", content = "c")] pub(crate) enum T { A(u8), B } } =>
    { pub(crate) struct T { t: String, c: Option<u8> } }

    a_struct_becomes_a_content "enum ↔ struct" [no yes]
    root
    { pub(crate) struct T { t: String, c: u8 } } =>
    { #[serde(tag = "t", content = "c")] pub(crate) enum T { A(u8) } }

    a_content_widens "element, map value, recursive value widened" [yes no]
    root content flat untagged
    { #[serde(tag = "t", content = "c")] pub(crate) enum T { A(u8), B { x: u8 } } } =>
    { #[serde(tag = "t", content = "c")] pub(crate) enum T { A(u16), B { x: u16 } } }

    it_closes "add deny_unknown_fields" [yes yes]
    root content
    { #[serde(tag = "t", content = "c")] pub(crate) enum T { A(u8), B, C { x: u8 } } } =>
    { #[serde(tag = "t", content = "c", deny_unknown_fields)] pub(crate) enum T { A(u8), B, C { x: u8 } } }
}
