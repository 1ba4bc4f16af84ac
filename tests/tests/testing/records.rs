//! Honest types: the record as a whole, each layout, and long chains.

use std::collections::BTreeMap;

use heirloom::Migrate;
use heirloom::testing::{Laws, any_json, arbitrary};
use serde::{Deserialize, Serialize};

mod one_way {
    use super::*;

    #[derive(Serialize, Deserialize, Migrate, arbitrary::Arbitrary)]
    #[migrate(entity = "login", version = 1)]
    struct V1 {
        name: String,
        password: String,
    }

    #[derive(Serialize, Deserialize, Migrate, arbitrary::Arbitrary)]
    #[migrate(from = V1, one_way = "passwords are hashed", drop(password))]
    struct V2 {
        name: String,
        #[migrate(default)]
        hash: String,
    }

    #[derive(Serialize, Deserialize, Migrate, arbitrary::Arbitrary)]
    #[migrate(from = V2)]
    struct V3 {
        #[migrate(from = name)]
        full_name: String,
        hash: String,
    }

    #[test]
    fn a_step_that_goes_one_way_is_not_gone_back() {
        let summary = Laws::<V3>::new().cases(100).run().expect("the laws hold");
        // Down and up again between 2 and 3 alone; the three pairs upwards, and one downwards.
        assert_eq!(summary.held(2), summary.held(1), "{summary}");
        assert_eq!(summary.held(5), 4 * summary.held(1), "{summary}");
    }
}

mod shortcut {
    use super::*;

    #[derive(Serialize, Deserialize, Migrate, arbitrary::Arbitrary)]
    #[migrate(entity = "user", version = 1)]
    struct V1 {
        name: String,
        fax: String,
    }

    #[derive(Serialize, Deserialize, Migrate, arbitrary::Arbitrary)]
    #[migrate(from = V1, drop(fax, keep))]
    struct V2 {
        #[migrate(from = name)]
        full_name: String,
    }

    #[derive(Serialize, Deserialize, Migrate, arbitrary::Arbitrary)]
    #[migrate(from = V2, shortcut(V1; up = straight))]
    struct V3 {
        full_name: String,
        #[migrate(default)]
        tags: Vec<String>,
    }

    fn straight(old: V1) -> V3 {
        V3 { full_name: old.name, tags: vec![] }
    }

    #[test]
    fn a_shortcut_equals_the_chain() {
        Laws::<V3>::new().cases(100).check();
    }
}

mod facts {
    use super::*;

    #[derive(Serialize, Deserialize, Migrate, arbitrary::Arbitrary)]
    #[migrate(entity = "cart", version = 1, named)]
    struct V1 {
        prices: Vec<u16>,
        note: String,
    }

    /// The sum is no fact of its own.
    #[derive(Serialize, Deserialize, Migrate, arbitrary::Arbitrary)]
    #[migrate(from = V1, entity = "basket", was = "cart", drop(note, keep))]
    struct V2 {
        prices: Vec<u16>,
        #[migrate(computed = sum)]
        total: u64,
    }

    fn sum(new: &V2) -> u64 {
        new.prices.iter().copied().map(u64::from).sum()
    }

    #[derive(Serialize, Deserialize, Migrate, arbitrary::Arbitrary)]
    #[migrate(from = V2)]
    struct V3 {
        prices: Vec<u16>,
        total: u64,
        #[migrate(default, reuse = "free again since 2")]
        note: Option<String>,
    }

    #[test]
    fn what_is_computed_need_not_come_back() {
        let summary = Laws::<V3>::new().cases(100).run();
        assert!(summary.is_ok(), "{summary:?}");
    }
}

mod layouts {
    use super::*;

    #[derive(Serialize, Deserialize, Migrate, arbitrary::Arbitrary)]
    #[migrate(entity = "config", version = 1, tag = "schema_version", untagged, named)]
    #[serde(deny_unknown_fields)]
    struct Config1 {
        size: u8,
    }

    #[derive(Serialize, Deserialize, Migrate, arbitrary::Arbitrary)]
    #[migrate(from = Config1, version = "1.1", compat = "none")]
    #[serde(deny_unknown_fields)]
    struct Config2 {
        size: u8,
        #[migrate(default)]
        depth: Option<u8>,
    }

    type Json = BTreeMap<String, serde_json::Value>;

    fn json(bytes: &mut arbitrary::Unstructured<'_>) -> arbitrary::Result<Json> {
        (0..bytes.int_in_range(0..=3)?)
            .map(|_| Ok((bytes.arbitrary()?, any_json(bytes)?)))
            .collect()
    }

    #[derive(Serialize, Deserialize, Migrate, arbitrary::Arbitrary)]
    #[migrate(entity = "sheet", version = "3.0", tag(major = "format", minor = "format_minor"))]
    struct Sheet3 {
        #[serde(flatten)]
        #[arbitrary(with = json)]
        rest: Json,
    }

    #[derive(Serialize, Deserialize, Migrate, arbitrary::Arbitrary)]
    #[migrate(
        from = Sheet3,
        version = "4.1",
        split(rest => title, rest; try_up = take_title, down = put_title),
    )]
    struct Sheet4 {
        #[serde(rename = "$title", default, skip_serializing_if = "Option::is_none")]
        title: Option<String>,
        #[serde(flatten)]
        #[arbitrary(with = json)]
        rest: Json,
    }

    /// What had the name of the new field before there was one is its value now, if it can be.
    fn take_title(mut rest: Json) -> Result<(Option<String>, Json), &'static str> {
        match rest.remove("$title") {
            None => Ok((None, rest)),
            Some(serde_json::Value::String(title)) => Ok((Some(title), rest)),
            Some(_) => Err("`$title` is no text"),
        }
    }

    fn put_title(title: Option<String>, mut rest: Json) -> Json {
        rest.extend(title.map(|title| ("$title".to_owned(), title.into())));
        rest
    }

    #[derive(Serialize, Deserialize, Migrate, arbitrary::Arbitrary)]
    #[migrate(entity = "size", version = 1)]
    struct Size1(u32, u32);

    #[derive(Serialize, Deserialize, Migrate, arbitrary::Arbitrary)]
    #[migrate(from = Size1)]
    struct Size2(#[migrate(from = 1)] u32, #[migrate(from = 0)] u32, #[migrate(default)] i128);

    #[test]
    fn tags_of_other_names_hold_the_laws() {
        Laws::<Config2>::new().cases(100).check();
    }

    #[test]
    fn foreign_tags_hold_the_laws_with_a_column_for_the_carry() {
        Laws::<Sheet4>::new().cases(100).check();
    }

    #[test]
    fn payloads_that_are_no_objects_hold_the_laws() {
        Laws::<Size2>::new().cases(100).check();
    }
}

mod long {
    use super::*;

    macro_rules! versions {
        ($first:ident $($old:ident $new:ident $field:ident ($($before:ident)*),)*) => {
            #[derive(Serialize, Deserialize, Migrate, arbitrary::Arbitrary)]
            #[migrate(entity = "long", version = 1)]
            struct $first { name: String }
            $(
                #[derive(Serialize, Deserialize, Migrate, arbitrary::Arbitrary)]
                #[migrate(from = $old)]
                struct $new { name: String, $($before: u8,)* #[migrate(default = 7)] $field: u8 }
            )*
        };
    }

    versions!(V1
        V1 V2 b (),
        V2 V3 c (b),
        V3 V4 d (b c),
        V4 V5 e (b c d),
        V5 V6 f (b c d e),
        V6 V7 g (b c d e f),
    );

    #[test]
    fn in_a_long_chain_each_version_meets_each_other_one() {
        let summary = Laws::<V7>::new().cases(60).run().expect("the laws hold");
        let pairs = summary.to_string().lines().filter(|line| line.starts_with("law 5,")).count();
        assert_eq!(pairs, 7 * 6, "{summary}");
    }
}
