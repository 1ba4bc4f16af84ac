//! Fields that are not written, or not read.

changes! {
    a_field_is_skipped "skip / skip_deserializing" [loss no]
    root list content flat untagged
    { pub(crate) struct T { a: u8, b: u8 } } =>
    { pub(crate) struct T { a: u8, #[serde(skip)] b: u8 } }

    an_option_is_skipped "skip / skip_deserializing" [loss yes]
    root content
    { pub(crate) struct T { a: u8, b: Option<u8> } } =>
    { pub(crate) struct T { a: u8, #[serde(skip)] b: Option<u8> } }

    a_skipped_field_is_refused "skip / skip_deserializing" [no no]
    root
    { #[serde(deny_unknown_fields)] pub(crate) struct T { a: u8, b: u8 } } =>
    { #[serde(deny_unknown_fields)] pub(crate) struct T { a: u8, #[serde(skip)] b: u8 } }

    a_field_is_written_and_not_read "skip / skip_deserializing" [loss yes]
    root content flat
    { pub(crate) struct T { a: u8, b: u8 } } =>
    { pub(crate) struct T { a: u8, #[serde(skip_deserializing)] b: u8 } }

    a_field_is_written_and_refused "skip / skip_deserializing" [no yes]
    root
    { #[serde(deny_unknown_fields)] pub(crate) struct T { a: u8, b: u8 } } =>
    { #[serde(deny_unknown_fields)] pub(crate) struct T { a: u8, #[serde(skip_deserializing)] b: u8 } }

    a_field_is_read_and_not_written "skip_serializing / with default" [loss no]
    root list content flat untagged
    { pub(crate) struct T { a: u8, b: u8 } } =>
    { pub(crate) struct T { a: u8, #[serde(skip_serializing)] b: u8 } }

    a_default_is_read_and_not_written "skip_serializing / with default" [loss no]
    root content flat
    { pub(crate) struct T { a: u8, b: u8 } } =>
    { pub(crate) struct T { a: u8, #[serde(skip_serializing, default)] b: u8 } }

    an_option_is_read_and_not_written "skip_serializing / with default" [loss yes]
    root
    { pub(crate) struct T { a: u8, b: Option<u8> } } =>
    { pub(crate) struct T { a: u8, #[serde(skip_serializing)] b: Option<u8> } }

    a_skipped_field_is_added "skip / skip_deserializing" [yes yes]
    root content flat
    { pub(crate) struct T { a: u8 } } =>
    { pub(crate) struct T { a: u8, #[serde(skip)] b: u8 } }

    a_phantom_is_added "remove required field" [no yes]
    root content flat
    { pub(crate) struct T { a: u8 } } =>
    { pub(crate) struct T { a: u8, b: std::marker::PhantomData<u8> } }

    a_skipped_field_of_a_variant "skip / skip_deserializing" [loss no]
    root flat
    { #[serde(tag = "t")] pub(crate) enum T { A { x: u8, y: u8 } } } =>
    { #[serde(tag = "t")] pub(crate) enum T { A { x: u8, #[serde(skip)] y: u8 } } }

    a_skipped_field_of_a_tuple_variant "skip / skip_deserializing" []
    root
    { pub(crate) enum T { A(u8, u8) } } =>
    { pub(crate) enum T { A(#[serde(skip)] u8, u8) } }
}
