//! Maps: their keys, and objects of few names that become one.

changes! {
    a_map_becomes_a_struct_of_options "map → struct of options" [loss no]
    root list option internal untagged flat
    { pub(crate) struct T(BTreeMap<String, u8>); } =>
    { pub(crate) struct T { a: Option<u8>, b: Option<u8> } }

    a_map_becomes_a_struct_of_other_types "map → struct of options" [no no]
    root internal flat
    { pub(crate) struct T(BTreeMap<String, u8>); } =>
    { pub(crate) struct T { a: Option<u8>, b: Option<bool> } }

    a_map_becomes_a_closed_struct "map → struct of options" [no no]
    root
    { pub(crate) struct T(BTreeMap<String, u8>); } =>
    { #[serde(deny_unknown_fields)] pub(crate) struct T { a: Option<u8> } }

    a_map_becomes_a_struct_with_an_alias "map → struct of options" [no no]
    root
    { pub(crate) struct T(BTreeMap<String, u8>); } =>
    { pub(crate) struct T { #[serde(alias = "b")] a: Option<u8> } }

    a_map_becomes_a_struct "map → struct of options" [no yes]
    root content
    { pub(crate) struct T(BTreeMap<String, u8>); } =>
    { pub(crate) struct T { a: u8 } }

    a_map_becomes_an_empty_struct "map → struct of options" [loss yes]
    root
    { pub(crate) struct T(BTreeMap<String, u8>); } =>
    { pub(crate) struct T {} }

    a_map_of_few_names_becomes_a_struct "map → struct of options" [yes no]
    root internal content flat
    { pub(crate) struct T(BTreeMap<K, u8>);
      #[derive(PartialEq, Eq, PartialOrd, Ord)] #[serde(rename_all = "lowercase")] pub(crate) enum K { A, B } } =>
    { pub(crate) struct T { a: Option<u8>, b: Option<u8>, c: Option<bool> } }

    a_struct_becomes_a_map "struct → map" [yes no]
    root list option internal content untagged flat
    { pub(crate) struct T { a: u8, b: u8 } } =>
    { pub(crate) struct T(BTreeMap<String, u8>); }

    a_struct_of_options_becomes_a_map "struct → map" [no no]
    root content
    { pub(crate) struct T { a: Option<u8>, b: u8, c: bool } } =>
    { pub(crate) struct T(BTreeMap<String, u8>); }

    a_struct_of_skipped_options_becomes_a_map "struct → map" [yes loss]
    root content flat
    { pub(crate) struct T { #[serde(skip_serializing_if = "Option::is_none")] a: Option<u8> } } =>
    { pub(crate) struct T(BTreeMap<String, u8>); }

    a_struct_becomes_a_map_of_few_names "struct → map" [yes no]
    root
    { pub(crate) struct T { a: u8 } } =>
    { pub(crate) struct T(BTreeMap<K, u8>);
      #[derive(PartialEq, Eq, PartialOrd, Ord)] #[serde(rename_all = "lowercase")] pub(crate) enum K { A, B } }

    keys_become_integers "string keys → integer keys" [no yes]
    root list option internal adjacent untagged
    { pub(crate) struct T(BTreeMap<String, u8>); } =>
    { pub(crate) struct T(BTreeMap<u32, u8>); }

    keys_become_flattened_integers "string keys → integer keys" [no yes]
    root
    { pub(crate) struct T { own: u8, #[serde(flatten)] it: BTreeMap<String, u8> } } =>
    { pub(crate) struct T { own: u8, #[serde(flatten)] it: BTreeMap<u32, u8> } }

    keys_become_chars "string keys → integer keys" [no yes]
    root internal flat
    { pub(crate) struct T(BTreeMap<String, u8>); } =>
    { pub(crate) struct T(BTreeMap<char, u8>); }

    keys_become_few "string keys → integer keys" [no yes]
    root internal flat untagged
    { pub(crate) struct T(BTreeMap<String, u8>); } =>
    { pub(crate) struct T(BTreeMap<K, u8>);
      #[derive(PartialEq, Eq, PartialOrd, Ord)] pub(crate) enum K { A, B } }

    integer_keys_become_chars "string keys → integer keys" [no no]
    root
    { pub(crate) struct T(BTreeMap<u8, u8>); } =>
    { pub(crate) struct T(BTreeMap<char, u8>); }

    integer_keys_become_few "string keys → integer keys" [no no]
    root
    { pub(crate) struct T(BTreeMap<u8, u8>); } =>
    { pub(crate) struct T(BTreeMap<K, u8>);
      #[derive(PartialEq, Eq, PartialOrd, Ord)] pub(crate) enum K { #[serde(rename = "1")] A, B } }

    few_keys_become_integers "string keys → integer keys" []
    root
    { pub(crate) struct T(BTreeMap<K, u8>);
      #[derive(PartialEq, Eq, PartialOrd, Ord)] pub(crate) enum K { #[serde(rename = "1")] A } } =>
    { pub(crate) struct T(BTreeMap<u8, u8>); }

    keys_are_named "field order, newtype, transparent, Box/Arc" [yes yes]
    root internal flat
    { pub(crate) struct T(BTreeMap<String, u8>); } =>
    { pub(crate) struct T(BTreeMap<N, u8>); #[derive(PartialEq, Eq, PartialOrd, Ord)] pub(crate) struct N(String); }

    integer_keys_are_named "field order, newtype, transparent, Box/Arc" [yes yes]
    root
    { pub(crate) struct T(BTreeMap<u8, u8>); } =>
    { pub(crate) struct T(BTreeMap<N, u8>); #[derive(PartialEq, Eq, PartialOrd, Ord)] pub(crate) struct N(u8); }

    keys_with_others "add variant, old reader has #[serde(other)]" []
    root
    { pub(crate) struct T(BTreeMap<K, u8>);
      #[derive(PartialEq, Eq, PartialOrd, Ord)] pub(crate) enum K { A, B } } =>
    { pub(crate) struct T(BTreeMap<K, u8>);
      #[derive(PartialEq, Eq, PartialOrd, Ord)] pub(crate) enum K { A, #[serde(other)] Other } }

    a_value_widens "element, map value, recursive value widened" [yes no]
    root list internal flat untagged
    { pub(crate) struct T(BTreeMap<String, u8>); } =>
    { pub(crate) struct T(HashMap<String, u16>); }

    a_value_becomes_an_option "required to Option" [yes no]
    root flat
    { pub(crate) struct T(BTreeMap<String, u8>); } =>
    { pub(crate) struct T(BTreeMap<String, Option<u8>>); }

    a_value_of_a_map_gains_a_field "add required field" [no loss]
    root flat internal
    { pub(crate) struct T(BTreeMap<String, S>); pub(crate) struct S { x: u8 } } =>
    { pub(crate) struct T(BTreeMap<String, S>); pub(crate) struct S { x: u8, y: u8 } }

    a_map_becomes_pairs "change of kind" [no no]
    root
    { pub(crate) struct T(BTreeMap<String, u8>); } =>
    { pub(crate) struct T(Vec<(String, u8)>); }

    a_map_becomes_anything "typed → Value" [yes no]
    root list
    { pub(crate) struct T(BTreeMap<u8, Vec<u8>>); } =>
    { pub(crate) struct T(#[arbitrary(with = any_json)] Value); }

    a_map_becomes_an_object_of_anything "typed → Value" [yes no]
    root flat
    { pub(crate) struct T(BTreeMap<String, u8>); } =>
    { pub(crate) struct T(BTreeMap<String, V>); pub(crate) struct V(#[arbitrary(with = any_json)] Value); }
}
