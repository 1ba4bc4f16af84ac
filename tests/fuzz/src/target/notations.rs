//! TOML and YAML.

use heirloom::chain::versions;
use heirloom::{toml, yaml};
use heirloom_tests::user::User;

use crate::laws::{self, Record, notations};
use crate::model::asset::Asset;
use crate::model::layouts::{Page, Sheet};
use crate::model::samples;

pub(super) fn toml(bytes: &[u8]) {
    each::<0>(bytes);
}

pub(super) fn yaml(bytes: &[u8]) {
    each::<1>(bytes);
}

fn each<const AT: usize>(bytes: &[u8]) {
    laws::notation(&notations::<User>()[AT], bytes);
    laws::notation(&notations::<Asset>()[AT], bytes);
    laws::notation(&notations::<Page>()[AT], bytes);
    laws::notation(&notations::<Sheet>()[AT], bytes);
}

macro_rules! seeds {
    ($module:ident, $more:expr) => {{
        fn of<T: Record>(value: &T) -> Vec<Vec<u8>> {
            let at = |version| $module::to_vec_at(value.clone(), version).ok();
            versions::<T>().into_iter().filter_map(at).collect()
        }
        let mut seeds =
            [of(&samples::user()), of(&samples::page()), of(&samples::sheet())].concat();
        seeds.extend(samples::assets().iter().flat_map(of));
        seeds.extend($more.iter().map(|text: &&str| text.as_bytes().to_vec()));
        seeds
    }};
}

pub(super) fn toml_seeds() -> Vec<Vec<u8>> {
    seeds!(
        toml,
        [
            "\"$v\" = 1\nname = \"Ada Lovelace\"\nemail = '''a'''\n",
            "\"$v\" = 1 # one\r\nname = \"\\u00e9\"\nemail = \"\"\"\na\\\n  b\"\"\"\n[\"$c\"]\nx = 1_0.5e3\ny = [1, {z = 1979-05-27T07:32:00Z}]\n",
        ]
    )
}

pub(super) fn yaml_seeds() -> Vec<Vec<u8>> {
    seeds!(
        yaml,
        [
            "$v: 1\nname: Ada Lovelace\nemail: \"\"\n",
            "%YAML 1.2\n---\n$v: 1\nname: &a !!str no\nemail: *a\nmore: [~, 0o7, .nan, 1e3, {? x : y}]\n...\n",
            "{\"$v\": 1, name: 'it''s', email: >-\n  a\n  b\n}",
            "$v: 1\nname: |+\n  a\n\n  b\n\nemail: - x\n",
        ]
    )
}
