//! Enums that do not name the variant.

changes! {
    a_variant_is_added_at_the_end "enum: add variant" [yes no]
    root field list map option external internal content adjacent flat flat_option recursive
    { #[serde(untagged)] pub(crate) enum T { Few { x: u8 } } } =>
    { #[serde(untagged)] pub(crate) enum T { Few { x: u8 }, Many { y: u8 } } }

    a_value_is_added_at_the_end "enum: add variant" [yes no]
    root list option
    { #[serde(untagged)] pub(crate) enum T { Bare(u8) } } =>
    { #[serde(untagged)] pub(crate) enum T { Bare(u8), Word(String), Parts(Vec<u8>) } }

    a_wider_one_is_put_first "untagged: a wider variant put first" [loss no]
    root list external internal flat
    { #[serde(untagged)] pub(crate) enum T { Few { x: u8 } } } =>
    { #[serde(untagged)] pub(crate) enum T { Many { x: u16 }, Few { x: u8 } } }

    a_wider_number_is_put_first "untagged: a wider variant put first" [loss no]
    root list option
    { #[serde(untagged)] pub(crate) enum T { Bare(u8), Word(String) } } =>
    { #[serde(untagged)] pub(crate) enum T { Whole(i64), Bare(u8), Word(String) } }

    a_narrower_number_is_put_first "untagged: a wider variant put first" [loss no]
    root list
    { #[serde(untagged)] pub(crate) enum T { Bare(u16) } } =>
    { #[serde(untagged)] pub(crate) enum T { Few(u8), Bare(u16), Rest(bool) } }

    a_variant_that_takes_all_is_put_first "untagged: a wider variant put first" [loss no]
    root list
    { #[serde(untagged)] pub(crate) enum T { Few { x: u8 }, Many { y: u8 } } } =>
    { #[serde(untagged)] pub(crate) enum T { Rest { z: Option<u8> }, Few { x: u8 }, Many { y: u8 } } }

    one_that_fits_in_part_is_put_first "untagged: a wider variant put first" [loss no]
    root
    { #[serde(untagged)] pub(crate) enum T { Few { x: u8, y: u8 } } } =>
    { #[serde(untagged)] pub(crate) enum T { Rest { x: u8 }, Few { x: u8, y: u8 } } }

    the_order_changes_where_nothing_overlaps "untagged: order" [yes yes]
    root list flat
    { #[serde(untagged)] pub(crate) enum T { Bare(u8), Word(String), Fields { x: u8 } } } =>
    { #[serde(untagged)] pub(crate) enum T { Fields { x: u8 }, Word(String), Bare(u8) } }

    the_order_changes_where_they_overlap "untagged: order" [loss loss]
    root list
    { #[serde(untagged)] pub(crate) enum T { Few(u8), Many(u16) } } =>
    { #[serde(untagged)] pub(crate) enum T { Many(u16), Few(u8) } }

    a_variant_is_removed "enum: remove variant" [no yes]
    root list
    { #[serde(untagged)] pub(crate) enum T { Bare(u8), Word(String) } } =>
    { #[serde(untagged)] pub(crate) enum T { Word(String) } }

    a_value_becomes_one_of_two "T → untagged (T or more)" [yes no]
    root list map option external internal
    { pub(crate) struct T(u8); } =>
    { #[serde(untagged)] pub(crate) enum T { Bare(u8), Word(String) } }

    a_value_becomes_a_list_too "T → untagged (T or more)" [yes no]
    root field
    { pub(crate) struct T(String); } =>
    { #[serde(untagged)] pub(crate) enum T { Word(String), Parts(Vec<String>) } }

    a_struct_becomes_one_of_two "T → untagged (T or more)" [yes no]
    root content flat list
    { pub(crate) struct T { x: u8 } } =>
    { #[serde(untagged)] pub(crate) enum T { Fields { x: u8 }, Rest { y: u8 } } }

    a_number_becomes_one_of_two_that_overlap "T → untagged (T or more)" [yes yes]
    root list
    { pub(crate) struct T(u16); } =>
    { #[serde(untagged)] pub(crate) enum T { Few(u8), Many(u16) } }

    a_number_becomes_one_of_two_of_which_one_rounds "T → untagged (T or more)" [loss no]
    root
    { pub(crate) struct T(u64); } =>
    { #[serde(untagged)] pub(crate) enum T { Bare(f64), Whole(u64) } }

    a_variant_gains_an_option "variant gains Option field" [yes loss]
    root list flat content internal
    { #[serde(untagged)] pub(crate) enum T { Few { x: u8 }, Bare(u8) } } =>
    { #[serde(untagged)] pub(crate) enum T { Few { x: u8, y: Option<u8> }, Bare(u8) } }

    a_variant_gains_a_field_and_falls_to_the_next "add required field" []
    root list
    { #[serde(untagged)] pub(crate) enum T { Few { x: u8 }, Rest { z: Option<u8> } } } =>
    { #[serde(untagged)] pub(crate) enum T { Few { x: u8, y: u8 }, Rest { z: Option<u8> } } }

    a_closed_variant_keeps_out_what_is_not_its "add deny_unknown_fields" []
    root list
    { #[serde(untagged)] pub(crate) enum T { Few { x: u8 }, Many { x: u8, y: u8 } } } =>
    { #[serde(untagged, deny_unknown_fields)] pub(crate) enum T { Few { x: u8 }, Many { x: u8, y: u8 } } }

    null_is_added "enum: add variant" [yes no]
    root list
    { #[serde(untagged)] pub(crate) enum T { Bare(u8) } } =>
    { #[serde(untagged)] pub(crate) enum T { Bare(u8), Word } }

    an_option_becomes_null_or_a_value "T → untagged (T or more)" [yes yes]
    root list field
    { pub(crate) struct T(Option<u8>); } =>
    { #[serde(untagged)] pub(crate) enum T { Word, Bare(u8) } }

    an_integer_or_a_float "T → untagged (T or more)" []
    root list
    { pub(crate) struct T(f64); } =>
    { #[serde(untagged)] pub(crate) enum T { Whole(i64), Bare(f64) } }

    keys_of_numbers_are_not_read_where_serde_buffers "integer keys behind flatten or tags" [no yes]
    root
    { pub(crate) struct T(BTreeMap<u8, u8>); } =>
    { #[serde(untagged)] pub(crate) enum T { Whole(BTreeMap<u8, u8>) } }

    a_tuple_does_not_become_a_struct_by_position "tuple structs read as structs by position" [no no]
    root
    { #[serde(untagged)] pub(crate) enum T { Parts(u8, bool) } } =>
    { #[serde(untagged)] pub(crate) enum T { Parts { x: u8, y: bool } } }

    a_date_or_a_word "T → untagged (T or more)" [yes no]
    root list
    { pub(crate) struct T(std::net::Ipv4Addr); } =>
    { #[serde(untagged)] pub(crate) enum T { Parts(std::net::Ipv4Addr), Word(String) } }

    the_first_of_two_that_overlap_is_removed "enum: remove variant" []
    root list
    { #[serde(untagged)] pub(crate) enum T { Few(u8), Many(u16) } } =>
    { #[serde(untagged)] pub(crate) enum T { Many(u16) } }

    both_variants_gain_an_option "variant gains Option field" []
    root list
    { #[serde(untagged)] pub(crate) enum T { Few { x: u8 }, Many { y: u8 } } } =>
    { #[serde(untagged)] pub(crate) enum T { Few { x: u8, z: Option<u8> }, Many { y: u8, z: Option<u8> } } }
}
