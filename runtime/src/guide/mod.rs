#![doc = include_str!("../../docs/guide/index.md")]

#[doc = include_str!("../../docs/guide/first_day.md")]
pub mod first_day {}
#[doc = include_str!("../../docs/guide/the_carry.md")]
pub mod the_carry {}
#[doc = include_str!("../../docs/guide/keep_a_field.md")]
pub mod keep_a_field {}
#[doc = include_str!("../../docs/guide/rename_a_field.md")]
pub mod rename_a_field {}
#[doc = include_str!("../../docs/guide/add_a_field.md")]
pub mod add_a_field {}
#[doc = include_str!("../../docs/guide/drop_a_field.md")]
pub mod drop_a_field {}
#[doc = include_str!("../../docs/guide/widen_a_field.md")]
pub mod widen_a_field {}
#[doc = include_str!("../../docs/guide/parse_a_field.md")]
pub mod parse_a_field {}
#[doc = include_str!("../../docs/guide/convert_a_field.md")]
pub mod convert_a_field {}
#[doc = include_str!("../../docs/guide/map_values.md")]
pub mod map_values {}
#[doc = include_str!("../../docs/guide/make_a_field_optional.md")]
pub mod make_a_field_optional {}
#[doc = include_str!("../../docs/guide/make_a_field_required.md")]
pub mod make_a_field_required {}
#[doc = include_str!("../../docs/guide/make_a_field_a_list.md")]
pub mod make_a_field_a_list {}
#[doc = include_str!("../../docs/guide/make_a_list_a_field.md")]
pub mod make_a_list_a_field {}
#[doc = include_str!("../../docs/guide/key_a_list.md")]
pub mod key_a_list {}
#[doc = include_str!("../../docs/guide/compute_a_field.md")]
pub mod compute_a_field {}
#[doc = include_str!("../../docs/guide/change_only_the_meaning.md")]
pub mod change_only_the_meaning {}
#[doc = include_str!("../../docs/guide/check_a_field.md")]
pub mod check_a_field {}
#[doc = include_str!("../../docs/guide/reuse_a_name.md")]
pub mod reuse_a_name {}
#[doc = include_str!("../../docs/guide/hoist_fields.md")]
pub mod hoist_fields {}
#[doc = include_str!("../../docs/guide/nest_fields.md")]
pub mod nest_fields {}
#[doc = include_str!("../../docs/guide/split_a_field.md")]
pub mod split_a_field {}
#[doc = include_str!("../../docs/guide/merge_fields.md")]
pub mod merge_fields {}
#[doc = include_str!("../../docs/guide/nest_versions.md")]
pub mod nest_versions {}
#[doc = include_str!("../../docs/guide/nest_tagged_values.md")]
pub mod nest_tagged_values {}
#[doc = include_str!("../../docs/guide/change_only_the_form.md")]
pub mod change_only_the_form {}
#[doc = include_str!("../../docs/guide/convert_the_whole_type.md")]
pub mod convert_the_whole_type {}
#[doc = include_str!("../../docs/guide/rename_a_variant.md")]
pub mod rename_a_variant {}
#[doc = include_str!("../../docs/guide/add_a_variant.md")]
pub mod add_a_variant {}
#[doc = include_str!("../../docs/guide/remove_a_variant.md")]
pub mod remove_a_variant {}
#[doc = include_str!("../../docs/guide/join_variants.md")]
pub mod join_variants {}
#[doc = include_str!("../../docs/guide/split_a_variant.md")]
pub mod split_a_variant {}
#[doc = include_str!("../../docs/guide/change_a_variant.md")]
pub mod change_a_variant {}
#[doc = include_str!("../../docs/guide/keep_unknown_variants.md")]
pub mod keep_unknown_variants {}
#[doc = include_str!("../../docs/guide/step_with_a_context.md")]
pub mod step_with_a_context {}
#[doc = include_str!("../../docs/guide/split_a_record.md")]
pub mod split_a_record {}
#[doc = include_str!("../../docs/guide/join_records.md")]
pub mod join_records {}
#[doc = include_str!("../../docs/guide/remove_records.md")]
pub mod remove_records {}
#[doc = include_str!("../../docs/guide/rename_an_entity.md")]
pub mod rename_an_entity {}
#[doc = include_str!("../../docs/guide/take_a_shortcut.md")]
pub mod take_a_shortcut {}
#[doc = include_str!("../../docs/guide/roll_out_a_version.md")]
pub mod roll_out_a_version {}
#[doc = include_str!("../../docs/guide/retire_versions.md")]
pub mod retire_versions {}
#[doc = include_str!("../../docs/guide/go_one_way.md")]
pub mod go_one_way {}
#[doc = include_str!("../../docs/guide/promise_compatibility.md")]
pub mod promise_compatibility {}
#[doc = include_str!("../../docs/guide/freeze_shipped_versions.md")]
pub mod freeze_shipped_versions {}
