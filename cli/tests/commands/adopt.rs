//! `cargo heirloom adopt`.

use std::path::Path;

use crate::support::{Folder, manifest};

const MODEL: &str = r#"//! What the shop stores.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::money::Money;

/// An order.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Order {
    pub id: u64,
    pub lines: Vec<OrderLine>, // never empty
    pub paid: Option<Money>,
    pub by_day: BTreeMap<String, [u8; 2]>,
}

#[derive(Serialize, Deserialize, Debug, Clone, PartialEq)]
pub struct OrderLine {
    sku: String,
    kind: Kind,
}

#[derive(Serialize, Deserialize, Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Copy, Default)]
pub enum Kind {
    #[default]
    Goods,
    Service {
        hours: u32,
    },
}

/// A folder holds folders.
#[derive(Serialize, Deserialize)]
pub struct FolderV1(pub Vec<FolderV1>);

/// Something that nobody can make up.
#[derive(Serialize, Deserialize)]
pub struct Page {
    #[serde(with = "as_text")]
    pub body: Body,
}

#[derive(Serialize, Deserialize)]
pub struct Body(pub &'static [u8]);

#[derive(Serialize)]
pub struct Answer<'a> {
    pub text: &'a str,
}

mod inner {
    #[derive(serde::Serialize, serde::Deserialize)]
    enum Setting {
        On,
        Off,
    }
}
"#;

const MONEY: &str = r"use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Money {
    pub cents: i64,
}
";

fn shop(model: &str) -> Folder {
    let folder = Folder::new(&[
        ("Cargo.toml", &manifest("shop")),
        ("src/lib.rs", "pub mod model;\npub mod money;\n"),
        ("src/model.rs", model),
        ("src/money.rs", MONEY),
    ]);
    folder.lock_versions();
    folder
}

/// Without the type that nobody knows the shape of.
fn known() -> String {
    let (before, rest) = MODEL.split_once("/// Something that nobody").unwrap();
    format!("{before}{}", &rest[rest.find("#[derive(Serialize)]").unwrap()..])
}

#[test]
fn plain_types_become_version_one_with_lock_and_tests() {
    let folder = shop(&known());
    let ran = folder.heirloom(&["adopt", "src/model.rs"]).ended(0);
    folder.write("said.txt", &ran.out);
    folder.write("manifest.toml", &folder.read("Cargo.toml").replace(&manifest_path(), "…"));
    folder.is_golden(Path::new("tests/adopted"));
    assert!(folder.path().join("tests/golden/order/v1/typical.json").exists());
    folder.is_formatted("src/model.rs");
    folder.cargo(&["test", "--quiet"]);

    // And what was adopted goes on.
    for entity in ["order", "folder", "setting"] {
        folder.heirloom(&["new", entity]).ended(0);
    }
    folder.cargo(&["check", "--quiet", "--tests"]);
    let ran = folder.heirloom(&["adopt", "src/model.rs"]).ended(2);
    assert!(ran.err.contains("no type in src/model.rs derives both"), "{ran:?}");
}

fn manifest_path() -> String {
    format!("{}/../runtime", env!("CARGO_MANIFEST_DIR"))
}

#[test]
fn what_cannot_be_adopted_leaves_everything_as_it_was() {
    let folder = shop(&known().replace("pub id: u64", "pub id: Missing"));
    let before = folder.files();
    for (file, said) in [
        ("src/model.rs", "`shop` does not compile, or its tests fail"),
        ("src/other.rs", "cannot read src/other.rs"),
        ("Cargo.toml", "Cargo.toml is no module of `shop`; declare it with `mod`"),
        ("src/lib.rs", "no type in src/lib.rs derives both `Serialize` and `Deserialize`"),
    ] {
        let ran = folder.heirloom(&["adopt", file]).ended(2);
        assert!(ran.err.contains(said), "{ran:?}");
        assert_eq!(folder.files(), before);
    }
    let twice = known()
        + "mod twice {\n    #[derive(serde::Serialize, serde::Deserialize)]\n    struct Order;\n}\n";
    folder.write("src/model.rs", &twice);
    let ran = folder.heirloom(&["adopt", "src/model.rs"]).ended(2);
    assert!(ran.err.contains("`Order` would be the entity `order`, and there is one"), "{ran:?}");
}

#[test]
fn a_type_without_a_shape_waits_for_a_word() {
    let model = "use serde::{Deserialize, Serialize};\n\n\
        #[derive(Serialize, Deserialize)]\npub struct Page {\n    pub body: Body,\n}\n\n\
        pub struct Body;\n\
        impl Serialize for Body {\n    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {\n        serializer.serialize_unit()\n    }\n}\n\
        impl<'de> Deserialize<'de> for Body {\n    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {\n        <()>::deserialize(deserializer).map(|()| Self)\n    }\n}\n";
    let folder = shop(model);
    let ran = folder.heirloom(&["adopt", "src/model.rs", "--json"]).ended(0).json();
    assert_eq!(ran["entities"][0]["entity"], "page");
    assert_eq!(ran["locks"].as_array().unwrap().len(), 0);
    let notes = ran["notes"].to_string();
    assert!(
        notes.contains("`body: unknown") && notes.contains("then `cargo heirloom init`"),
        "{notes}"
    );
    folder.cargo(&["check", "--quiet"]);
}
