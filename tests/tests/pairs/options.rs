//! Fields that may be `null`, or absent.

changes! {
    an_option_becomes_required "Option to required" [no yes]
    root list map option external internal content adjacent untagged flat flat_option flat_field
    { pub(crate) struct T { a: Option<u8> } } =>
    { pub(crate) struct T { a: u8 } }

    a_skipped_option_becomes_required "Option to required" [no yes]
    root content flat flat_option
    { pub(crate) struct T { b: u8, #[serde(skip_serializing_if = "Option::is_none")] a: Option<u8> } } =>
    { pub(crate) struct T { b: u8, a: u8 } }

    required_becomes_an_option "required to Option" [yes no]
    root field list external internal content adjacent untagged flat flat_option
    { pub(crate) struct T { a: String } } =>
    { pub(crate) struct T { a: Option<String> } }

    an_option_becomes_a_default "Option to default non-Option" [no yes]
    root list content adjacent untagged flat
    { pub(crate) struct T { a: Option<u8> } } =>
    { pub(crate) struct T { #[serde(default)] a: u8 } }

    a_skipped_option_becomes_a_default "Option + skip_serializing_if to default non-Option" [yes yes]
    root map internal content untagged flat flat_option
    { pub(crate) struct T { #[serde(skip_serializing_if = "Option::is_none")] a: Option<u8> } } =>
    { pub(crate) struct T { #[serde(default)] a: u8 } }

    a_default_becomes_required "default, always written, to required" [yes yes]
    root option content external flat untagged
    { pub(crate) struct T { #[serde(default)] a: u8, b: u8 } } =>
    { pub(crate) struct T { a: u8, b: u8 } }

    a_default_of_the_whole_becomes_required "default, always written, to required" [yes yes]
    root content flat
    { #[derive(Default)] #[serde(default)] pub(crate) struct T { a: u8, b: u8 } } =>
    { pub(crate) struct T { a: u8, b: u8 } }

    // The table has a loss here: the old type leaves a default out when it writes again. It has read it, though.
    a_skipped_default_becomes_required "default + skip_serializing_if to required" [no yes]
    root list content flat untagged flat_option
    { pub(crate) struct T { a: u8, #[serde(default, skip_serializing_if = "is_zero")] spare: u8 } } =>
    { pub(crate) struct T { a: u8, spare: u8 } }

    a_skipped_list_becomes_required "default + skip_serializing_if to required" [no yes]
    root content flat
    { pub(crate) struct T { #[serde(default, skip_serializing_if = "Vec::is_empty")] spare: Vec<u8> } } =>
    { pub(crate) struct T { spare: Vec<u8> } }

    a_default_changes "default value changed" [yes yes]
    root field content flat
    { pub(crate) struct T { #[serde(default)] a: u8 } } =>
    { pub(crate) struct T { #[serde(default = "seven")] a: u8 } }

    an_option_is_skipped "skip_serializing_if of an Option" [yes yes]
    root content flat flat_option untagged
    { pub(crate) struct T { a: Option<u8>, b: u8 } } =>
    { pub(crate) struct T { #[serde(skip_serializing_if = "Option::is_none")] a: Option<u8>, b: u8 } }

    an_option_in_an_option_becomes_one "required to Option" [yes yes]
    root content flat untagged
    { pub(crate) struct T { a: Option<Option<u8>> } } =>
    { pub(crate) struct T { a: Option<u8> } }

    an_option_of_null_becomes_null "Option to required" [yes yes]
    root list
    { #[serde(transparent)] pub(crate) struct T { a: Option<()> } } =>
    { #[serde(transparent)] pub(crate) struct T { a: () } }

    null_becomes_an_option "required to Option" [yes no]
    root list content
    { pub(crate) struct T { a: () } } =>
    { pub(crate) struct T { a: Option<u8> } }

    elements_become_options "required to Option" [yes no]
    root content untagged
    { pub(crate) struct T { a: Vec<u8>, b: BTreeMap<String, u8> } } =>
    { pub(crate) struct T { a: Vec<Option<u8>>, b: BTreeMap<String, Option<u8>> } }

    an_option_is_named "field order, newtype, transparent, Box/Arc" [yes yes]
    root content
    { pub(crate) struct T { a: Option<u8> } } =>
    { pub(crate) struct T { a: N } pub(crate) struct N(Option<u8>); }

    a_skipped_option_is_named "Option to required" [no yes]
    root content
    { pub(crate) struct T { #[serde(skip_serializing_if = "Option::is_none")] a: Option<u8> } } =>
    { pub(crate) struct T { a: N } pub(crate) struct N(Option<u8>); }

    a_skipped_option_is_transparent "Option to required" [yes yes]
    root content flat
    { pub(crate) struct T { #[serde(skip_serializing_if = "Option::is_none")] a: Option<u8> } } =>
    { pub(crate) struct T { a: N } #[serde(transparent)] pub(crate) struct N { it: Option<u8> } }

    a_field_is_never_null_and_not_always_there "Option to required" [no yes]
    root content
    { pub(crate) struct T { #[serde(skip_serializing_if = "Option::is_none")] a: Option<()>, b: u8 } } =>
    { pub(crate) struct T { a: (), b: u8 } }
}
