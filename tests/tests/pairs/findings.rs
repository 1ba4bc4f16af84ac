//! What is said of typical changes.

use crate::rows::all;

/// What the one reading of a pair says: what the new type makes of old records, or the old one of new records.
fn says(pair: &str, direction: &str) -> String {
    let pairs = all();
    let found = pairs.iter().find(|it| it.name() == pair).expect("a pair of the suite");
    let directions = found.directions();
    let direction = directions.iter().find(|it| it.name == direction).expect("a direction");
    direction.reading().expect("a shape at run time").to_string()
}

macro_rules! says {
    ($($name:ident: $pair:literal, $direction:literal => $text:literal;)*) => { $(
        #[test]
        fn $name() {
            assert_eq!(says($pair, $direction), $text);
        }
    )* };
}

says! {
    a_field_that_was_never_written_is_named:
        "a_field_is_added (list)", "new reads old" =>
            "no\n  [].b: required by the reader, never written";
    a_field_that_an_old_program_drops_is_named:
        "an_option_is_added (nested)", "old reads new" =>
            "loss\n  .it.it.b: written, never read";
    a_member_that_is_refused_is_named:
        "a_field_is_removed_and_others_denied (list)", "new reads old" =>
            "no\n  [].b: written, and the reader refuses unknown members";
    a_null_that_is_not_taken_is_named:
        "an_option_becomes_a_default (root)", "new reads old" =>
            "no\n  .a: `null` is written, and the reader does not take it";
    a_variant_that_is_not_known_is_named:
        "a_variant_is_added (recursive)", "old reads new" =>
            "no\n  .it(D): the reader does not know the variant `D`";
    a_variant_for_others_is_a_loss:
        "a_variant_becomes_one_of_others (list)", "new reads old" =>
            "loss\n  [](B): the reader has only its catch-all for `B`\n  [](C): the reader has only its catch-all for `C`";
    a_number_that_does_not_fit_is_named:
        "i32 → i64 (map)", "old reads new" =>
            "no\n  {}: i64 is written, and does not always fit i32";
    a_number_that_is_rounded_is_named:
        "i64 → f64 (list)", "new reads old" =>
            "loss\n  []: i64 is written, and comes out rounded as f64";
    a_list_that_becomes_a_set_is_a_loss:
        "a_list_becomes_a_set (field)", "new reads old" =>
            "loss\n  .it: equal elements, or their order, are lost";
    two_names_of_one_field_clash:
        "an_alias_clashes_with_another_field (root)", "new reads old" =>
            "no\n  .a: written under two names that are one to the reader";
    a_flattened_option_is_dropped:
        "a_field_is_added (flat_option)", "new reads old" =>
            "loss\n  .a: dropped: the flattened `Option` is `None` where a part of it does not fit";
    an_untagged_variant_that_comes_first_is_a_loss:
        "a_wider_one_is_put_first (root)", "new reads old" =>
            "loss\n  (Few): another variant of the reader may fit first";
    what_serde_collects_has_no_wide_integers:
        "integers_of_128_bits_are_flattened (root)", "new reads old" =>
            "no\n  .b: an integer of 128 bits cannot be read behind `flatten`, `tag` or `untagged`";
    what_is_not_written_again_is_a_loss:
        "a_field_is_read_and_not_written (root)", "new reads old" =>
            "loss\n  .b: read, and not written again";
    another_representation_is_named:
        "the_tag_moves_inside (root)", "new reads old" =>
            "no\n  (A): the reader looks for the name of the variant elsewhere\n  (B): the reader looks for the name of the variant elsewhere";
    a_flattened_struct_that_denies_is_not_decided:
        "a_struct_that_flattens_closes (root)", "new reads old" =>
            "unknown\n  `deny_unknown_fields` with `flatten`: serde does not say what it refuses";
}
