//! Fields that come and go.

changes! {
    an_option_is_added "add Option field / default field" [yes loss]
    root field nested list array map tuple option boxed result recursive external internal content adjacent untagged
    flat flat_field flat_option flat_map
    { pub(crate) struct T { a: u8 } } =>
    { pub(crate) struct T { a: u8, b: Option<u8> } }

    an_option_that_is_skipped_is_added "add Option field / default field" [yes loss]
    root list content flat untagged
    { pub(crate) struct T { a: u8 } } =>
    { pub(crate) struct T { a: u8, #[serde(skip_serializing_if = "Option::is_none")] b: Option<u8> } }

    a_default_is_added "add Option field / default field" [yes loss]
    root map internal content adjacent flat flat_option untagged
    { pub(crate) struct T { a: u8 } } =>
    { pub(crate) struct T { a: u8, #[serde(default)] b: String } }

    a_default_of_its_own_is_added "add Option field / default field" [yes loss]
    root external content flat
    { pub(crate) struct T { a: u8 } } =>
    { pub(crate) struct T { a: u8, #[serde(default = "seven")] b: u8 } }

    a_default_of_the_whole_is_added "add Option field / default field" [yes loss]
    root list content flat
    { pub(crate) struct T { a: u8 } } =>
    { #[derive(Default)] #[serde(default)] pub(crate) struct T { a: u8, b: Vec<bool> } }

    a_default_that_is_skipped_is_added "add Option field / default field" [yes loss]
    root map content flat
    { pub(crate) struct T { a: u8 } } =>
    { pub(crate) struct T { a: u8, #[serde(default, skip_serializing_if = "Vec::is_empty")] b: Vec<u8> } }

    an_option_is_added_to_closed_structs "same, both versions deny unknown" [yes no]
    root field list map option recursive external internal content adjacent untagged
    { #[serde(deny_unknown_fields)] pub(crate) struct T { a: u8 } } =>
    { #[serde(deny_unknown_fields)] pub(crate) struct T { a: u8, b: Option<u8> } }

    a_default_is_added_to_closed_structs "same, both versions deny unknown" [yes no]
    root content
    { #[serde(deny_unknown_fields)] pub(crate) struct T { a: u8 } } =>
    { #[serde(deny_unknown_fields)] pub(crate) struct T { a: u8, #[serde(default)] b: u8 } }

    a_field_is_added "add required field" [no loss]
    root field nested list map tuple option boxed result recursive external internal content adjacent untagged
    flat flat_field flat_option flat_map
    { pub(crate) struct T { a: u8 } } =>
    { pub(crate) struct T { a: u8, b: String } }

    a_field_of_a_struct_is_added "add required field" [no loss]
    root content flat
    { pub(crate) struct T { a: u8 } } =>
    { pub(crate) struct T { a: u8, b: Inner } pub(crate) struct Inner { c: Option<u8> } }

    a_first_field_is_added "add required field" [no loss]
    root flat
    { pub(crate) struct T {} } =>
    { pub(crate) struct T { a: bool } }

    a_field_is_removed "remove required field" [loss no]
    root list option external internal content adjacent untagged flat flat_option
    { pub(crate) struct T { a: u8, b: String } } =>
    { pub(crate) struct T { a: u8 } }

    a_last_field_is_removed "remove required field" [loss no]
    root field flat
    { pub(crate) struct T { a: u8 } } =>
    { pub(crate) struct T {} }

    an_option_is_removed "remove Option field" [loss yes]
    root map content flat untagged
    { pub(crate) struct T { a: u8, b: Option<String> } } =>
    { pub(crate) struct T { a: u8 } }

    a_default_is_removed "remove Option field" [loss yes]
    root content flat
    { pub(crate) struct T { a: u8, #[serde(default)] b: Vec<u8> } } =>
    { pub(crate) struct T { a: u8 } }

    a_field_is_removed_and_others_denied "remove field, new reader denies unknown" [no no]
    root list external internal content adjacent untagged
    { pub(crate) struct T { a: u8, b: u8 } } =>
    { #[serde(deny_unknown_fields)] pub(crate) struct T { a: u8 } }

    an_option_is_removed_and_others_denied "remove field, new reader denies unknown" [no yes]
    root content
    { pub(crate) struct T { a: u8, b: Option<u8> } } =>
    { #[serde(deny_unknown_fields)] pub(crate) struct T { a: u8 } }

    a_skipped_field_is_removed_and_others_denied "remove field, new reader denies unknown" [no no]
    root content
    { pub(crate) struct T { a: u8, #[serde(skip_serializing_if = "is_zero")] b: u8 } } =>
    { #[serde(deny_unknown_fields)] pub(crate) struct T { a: u8 } }

    unknown_fields_are_denied "add deny_unknown_fields" [yes yes]
    root field list map option external internal content adjacent untagged recursive
    { pub(crate) struct T { a: u8, b: Option<u8> } } =>
    { #[serde(deny_unknown_fields)] pub(crate) struct T { a: u8, b: Option<u8> } }

    a_field_that_is_always_null_is_removed "remove required field" [yes no]
    root content
    { pub(crate) struct T { a: u8, b: () } } =>
    { pub(crate) struct T { a: u8 } }

    a_field_changes_its_kind "change of kind" [no no]
    root list content flat untagged flat_option
    { pub(crate) struct T { a: u8, b: u8 } } =>
    { pub(crate) struct T { a: u8, b: bool } }

    a_struct_becomes_a_list "change of kind" [no no]
    root untagged
    { pub(crate) struct T { a: u8, b: u8 } } =>
    { #[serde(transparent)] pub(crate) struct T(Vec<u8>); }

    fields_are_put_in_another_order "field order, newtype, transparent, Box/Arc" [yes yes]
    root flat untagged
    { pub(crate) struct T { a: u8, b: String, c: bool } } =>
    { pub(crate) struct T { c: bool, a: u8, b: String } }
}
