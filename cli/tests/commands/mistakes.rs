//! What stops a command: each with a message that says what to do, and with every file as it was.

use cargo_heirloom::error::Problem;
use serde_json::json;

use crate::support::{Folder, Ran, manifest};

const USER: &str = "\
use heirloom::Migrate;
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, Migrate)]
#[migrate(entity = \"user\", version = 1)]
pub struct UserV1 {
    pub name: String,
}
";

fn package(files: &[(&str, &str)]) -> Folder {
    let folder = Folder::new(&[("Cargo.toml", &manifest("app"))]);
    for (path, text) in files {
        folder.write(path, text);
    }
    folder
}

/// Runs a command that has to fail, and leave everything as it is.
fn refused(folder: &Folder, arguments: &[&str]) -> Ran {
    let before = folder.files();
    let ran = folder.heirloom(arguments).ended(2);
    assert_eq!(folder.files(), before);
    assert_eq!(ran.out, "");
    assert!(ran.err.starts_with("error: "), "{ran:?}");
    ran
}

#[test]
fn an_entity_that_is_not_there() {
    let folder = package(&[("src/lib.rs", USER)]);
    let ran = refused(&folder, &["new", "order"]);
    assert_eq!(
        ran.err,
        "error: no type says `#[migrate(entity = \"order\", …)]`; there are `user`\n"
    );
    let ran = refused(&folder, &["new", "User", "--json"]);
    assert!(ran.err.contains("did you mean `user`?"), "{ran:?}");
}

#[test]
fn no_package() {
    let folder = Folder::new(&[]);
    let ran = refused(&folder, &["new", "user"]);
    assert!(
        ran.err.starts_with("error: cargo does not know this package: could not find"),
        "{ran:?}"
    );

    let folder = package(&[("src/lib.rs", USER)]);
    let ran = refused(&folder, &["new", "user", "--package", "other"]);
    assert_eq!(ran.err, "error: there is no package `other`; the workspace has `app`\n");
    let ran = refused(&folder, &["new", "user", "--manifest-path", "nowhere/Cargo.toml"]);
    assert!(ran.err.contains("nowhere"), "{ran:?}");
}

#[test]
fn a_source_file_that_is_no_rust() {
    let folder = package(&[("src/lib.rs", "pub mod user;\n"), ("src/user.rs", "\nstruct {\n")]);
    let ran = refused(&folder, &["new", "user"]);
    assert!(
        ran.err.contains("src/user.rs:2 is no Rust; make it compile first\n  because: "),
        "{ran:?}"
    );
    folder.write("src/lib.rs", "pub mod other;\n");
    let ran = refused(&folder, &["new", "user"]);
    assert!(ran.err.contains("src/lib.rs:1: module `other` has no file; looked for "), "{ran:?}");
}

#[test]
fn two_entities_of_one_name() {
    let folder =
        package(&[("src/lib.rs", &format!("pub mod a {{\n{USER}}}\npub mod b {{\n{USER}}}\n"))]);
    let ran = refused(&folder, &["new", "user"]);
    assert!(
        ran.err
            .starts_with("error: two entities are called `user`: src/lib.rs:5 and src/lib.rs:15; "),
        "{ran:?}"
    );
}

#[test]
fn a_name_that_is_taken() {
    let folder = package(&[("src/lib.rs", &format!("{USER}\npub struct UserV2;\n"))]);
    let ran = refused(&folder, &["new", "user"]);
    assert_eq!(
        ran.err,
        "error: src/lib.rs:4: `UserV2` is the name for the next type here, and it is taken; \
         rename what bears it, or move `UserV1` into a module `v1`\n"
    );

    let first = USER.replace("UserV1", "User");
    let folder =
        package(&[("src/lib.rs", "pub mod v1;\n"), ("src/v1.rs", &first), ("src/v2.rs", "")]);
    let ran = refused(&folder, &["new", "user"]);
    assert_eq!(ran.err, "error: src/v2.rs is there already; move it away, and try again\n");
}

#[test]
fn a_file_that_does_not_bear_its_module_s_name() {
    let lib = "#[path = \"one.rs\"]\npub mod v1;\n";
    let folder = package(&[("src/lib.rs", lib), ("src/one.rs", &USER.replace("UserV1", "User"))]);
    let ran = refused(&folder, &["new", "user"]);
    assert!(
        ran.err.contains("the file of module `v1` does not bear its name; rename src/one.rs"),
        "{ran:?}"
    );
}

#[test]
fn uncommitted_changes_are_not_mixed_with_new_ones() {
    let folder = package(&[("src/lib.rs", USER), ("src/main.rs", "fn main() {}\n")]);
    folder.git(&["init", "-q"]);
    let ran = refused(&folder, &["new", "user"]);
    assert_eq!(
        ran.err,
        "error: uncommitted changes in src/lib.rs; commit them, or add `--allow-dirty`\n"
    );
    folder.git(&["add", "."]);
    folder.git(&["commit", "-q", "-m", "a"]);
    // What is not written may be in any state.
    folder.write("src/main.rs", "fn main() { }\n");
    let ran = folder.heirloom(&["new", "user", "--json"]).ended(0);
    let path = folder.path().canonicalize().unwrap().join("src/lib.rs");
    assert_eq!(
        ran.json(),
        json!({
            "versions": [{
                "entity": "user", "version": "2", "type": "crate::UserV2", "from": "crate::UserV1",
            }],
            "files": [{ "path": path, "action": "edited" }],
            "notes": [],
        })
    );
    refused(&folder, &["new", "user"]);
    folder.heirloom(&["new", "user", "--allow-dirty"]).ended(0);
    assert!(folder.read("src/lib.rs").contains("#[migrate(from = UserV2)]\npub struct UserV3 {"));
}

#[test]
fn lines_end_as_those_of_the_file_do() {
    let folder = package(&[("src/lib.rs", &USER.replace('\n', "\r\n"))]);
    folder.heirloom(&["new", "user"]).ended(0);
    let text = folder.read("src/lib.rs");
    assert_eq!(text.replace("\r\n", "").matches(['\r', '\n']).count(), 0, "{text:?}");
}

/// Each line of a file left out, one at a time: whatever is left is refused, or continued with what is Rust.
#[test]
fn half_written_source_is_refused_or_continued() {
    use cargo_heirloom::arguments::Common;

    let before = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/layouts/before/src");
    let mut continued = 0;
    for (file, entity) in [("inline.rs", "user"), ("order.rs", "line"), ("plain.rs", "note")] {
        let text = std::fs::read_to_string(before.join(file)).unwrap();
        let folder = package(&[("src/lib.rs", &text)]);
        let path = folder.path().join("src/lib.rs");
        let manifest_path = Some(folder.path().join("Cargo.toml"));
        let common = Common { manifest_path, ..Common::default() };
        let lines: Vec<&str> = text.lines().collect();
        for left_out in 0..lines.len() {
            let mut some = lines.clone();
            some.remove(left_out);
            let some = some.join("\n");
            std::fs::write(&path, &some).unwrap();
            match cargo_heirloom::new::start(entity, true, &common) {
                Ok(_) => continued += 1,
                Err(error) => {
                    assert!(!matches!(error.problem(), Problem::Spoiled { .. }), "{error}\n{some}");
                    assert_eq!(std::fs::read_to_string(&path).unwrap(), some);
                }
            }
        }
    }
    assert!(continued > 50, "{continued}");
}

#[test]
fn deep_source_is_no_crash() {
    let deep = format!("const A: u8 = {}0{};\n{USER}", "(".repeat(5_000), ")".repeat(5_000));
    let folder = package(&[("src/lib.rs", &deep)]);
    folder.heirloom(&["new", "user"]).ended(0);
}
