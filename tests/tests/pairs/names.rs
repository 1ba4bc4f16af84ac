//! Names that change.

changes! {
    a_field_is_renamed "rename required field / change rename_all" [no no]
    root list map external internal content adjacent untagged flat flat_option
    { pub(crate) struct T { a: u8 } } =>
    { pub(crate) struct T { b: u8 } }

    a_field_is_renamed_by_an_attribute "rename required field / change rename_all" [no no]
    root content flat
    { pub(crate) struct T { a: u8 } } =>
    { pub(crate) struct T { #[serde(rename = "the a")] a: u8 } }

    all_fields_are_renamed "rename required field / change rename_all" [no no]
    root content flat
    { pub(crate) struct T { first_name: u8 } } =>
    { #[serde(rename_all = "camelCase")] pub(crate) struct T { first_name: u8 } }

    fields_of_variants_are_renamed "rename required field / change rename_all" [no no]
    root list flat
    { pub(crate) enum T { A { first_name: u8 } } } =>
    { #[serde(rename_all_fields = "SCREAMING-KEBAB-CASE")] pub(crate) enum T { A { first_name: u8 } } }

    a_field_is_renamed_with_an_alias "rename + alias to the old name" [yes no]
    root field list map option recursive external internal content adjacent untagged flat flat_option
    { pub(crate) struct T { former: u8 } } =>
    { pub(crate) struct T { #[serde(alias = "former")] current: u8 } }

    a_field_is_renamed_with_aliases_in_a_closed_struct "rename + alias to the old name" [yes no]
    root content
    { #[serde(deny_unknown_fields)] pub(crate) struct T { former: u8 } } =>
    { #[serde(deny_unknown_fields)] pub(crate) struct T { #[serde(alias = "x", alias = "former")] current: u8 } }

    a_field_is_written_under_a_new_name "rename + alias to the old name" [yes no]
    root content flat
    { pub(crate) struct T { former: u8 } } =>
    { pub(crate) struct T { #[serde(rename(serialize = "current", deserialize = "former"))] a: u8 } }

    a_field_is_read_under_both_names_before_it_is_renamed "rename + alias to the old name" [yes yes]
    root content flat
    { pub(crate) struct T { #[serde(alias = "current", rename = "former")] a: u8 } } =>
    { pub(crate) struct T { #[serde(alias = "former", rename = "current")] a: u8 } }

    an_option_is_renamed "rename Option or default field" [loss loss]
    root list content flat untagged
    { pub(crate) struct T { a: Option<u8> } } =>
    { pub(crate) struct T { b: Option<u8> } }

    a_default_is_renamed "rename Option or default field" [loss loss]
    root content flat
    { pub(crate) struct T { #[serde(default)] a: u8 } } =>
    { pub(crate) struct T { #[serde(default)] b: u8 } }

    an_alias_clashes_with_another_field "alias clashes" [no no]
    root content flat flat_option untagged
    { pub(crate) struct T { a: u8, b: u8 } } =>
    { pub(crate) struct T { #[serde(alias = "b")] a: u8 } }

    an_alias_clashes_with_a_skipped_field "alias clashes" [no loss]
    root content flat
    { pub(crate) struct T { a: u8, #[serde(skip_serializing_if = "Option::is_none")] b: Option<u8> } } =>
    { pub(crate) struct T { #[serde(alias = "b")] a: u8, c: u8 } }

    two_fields_swap_names "rename required field / change rename_all" [no no]
    root content
    { pub(crate) struct T { a: u8, b: String } } =>
    { pub(crate) struct T { #[serde(rename = "b")] a: u8, #[serde(rename = "a")] b: String } }

    a_raw_name_is_spelled_out "field order, newtype, transparent, Box/Arc" [yes yes]
    root
    { pub(crate) struct T { r#type: u8 } } =>
    { pub(crate) struct T { #[serde(rename = "type")] kind: u8 } }
}
