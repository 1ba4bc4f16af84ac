//! `cargo heirloom init`, and the lines and files of locks.

use std::path::Path;

use crate::support::{Folder, manifest};

const LIB: &str = r#"use heirloom::{Migrate, Shape};
use serde::{Deserialize, Serialize};

pub mod v1 {
    use super::*;

    #[derive(Serialize, Deserialize, Migrate)]
    #[migrate(entity = "user", version = 1)]
    pub struct User {
        pub name: String,
        pub fax: String,
    }
}

pub mod v2 {
    use super::*;

    #[derive(Serialize, Deserialize, Migrate)]
    #[migrate(from = v1::User, drop(fax, keep))]
    pub struct User {
        pub name: String,
        #[migrate(default = Status::Active, accept_loss = "said \"so\"")]
        pub status: Status,
    }
}

#[derive(Serialize, Deserialize, Shape)]
pub enum Status {
    Active,
    Gone,
}

pub use v2::User;
pub use std::collections::BTreeMap;

#[derive(Serialize, Deserialize, Migrate)]
#[migrate(entity = "price list", version = 1)]
pub struct Prices(pub BTreeMap<String, u32>);
"#;

fn package(lib: &str) -> Folder {
    Folder::new(&[("Cargo.toml", &manifest("locked")), ("src/lib.rs", lib)])
}

#[test]
fn init_writes_locks_that_the_compiler_holds_the_code_to() {
    let folder = package(LIB);
    folder.lock_versions();
    let ran = folder.heirloom(&["init", "--draft", "user"]).ended(0);
    assert!(
        ran.out.starts_with("user: heirloom/user.lock holds version 1; 2 is a draft\n"),
        "{ran:?}"
    );
    let again = folder.heirloom(&["init", "user"]).ended(2);
    assert!(
        again.err.contains("`user` has a lock: heirloom/user.lock; to add its draft: "),
        "{again:?}"
    );
    let ran = folder.heirloom(&["init", "--json"]).ended(0);
    assert_eq!(ran.json()["locks"][0]["lock"], "heirloom/price_list.lock");
    assert_eq!(
        folder.heirloom(&["init"]).ended(0).out,
        "nothing to do: every version is in a lock\n"
    );
    std::fs::remove_file(folder.path().join("heirloom/price_list.lock")).unwrap();
    let ran = folder.heirloom(&["init"]).ended(0);
    assert!(
        ran.out.starts_with("price list: heirloom/price_list.lock holds version 1\n"),
        "{ran:?}"
    );
    folder.is_golden(Path::new("tests/locks/init"));
    folder.cargo(&["check", "--quiet"]);

    // A draft is free, what has shipped is not.
    let text = folder.read("src/lib.rs");
    folder.write("src/lib.rs", &text.replace("pub fax: String", "pub fax: u8"));
    let ran = folder.cargo_says(&["check", "--quiet"]);
    assert!(ran.err.contains("user v1 has shipped and cannot change"), "{ran:?}");
}

#[test]
fn init_leaves_everything_as_it_was_if_a_shape_is_not_known() {
    let folder = package(&LIB.replace("Deserialize, Shape)", "Deserialize)"));
    folder.lock_versions();
    let before = folder.files();
    let ran = folder.heirloom(&["init"]).ended(2);
    assert!(
        ran.err.contains("`user` version 2 has a member without a shape: `status: unknown \"Status\"`; derive `heirloom::Shape`"),
        "{ran:?}"
    );
    assert_eq!(folder.files(), before);

    folder.write("src/lib.rs", &LIB.replace("drop(fax, keep)", ""));
    let before = folder.files();
    let ran = folder.heirloom(&["init"]).ended(2);
    assert!(ran.err.contains("`locked` does not compile, or its tests fail"), "{ran:?}");
    assert_eq!(folder.files(), before);
}

#[test]
fn a_version_from_its_draft_to_the_next_release() {
    let folder = package(LIB);
    folder.lock_versions();
    let mut told = Vec::new();
    let mut tell = |arguments: &[&str], code: i32| {
        let ran = folder.heirloom(arguments).ended(code);
        told.push(format!("$ cargo heirloom {}\n{}", arguments.join(" "), ran.out));
        ran
    };
    let missing = folder.heirloom(&["diff", "user"]).ended(2);
    assert!(
        missing.err.contains("`user` has no lock; write one: `cargo heirloom init user`"),
        "{missing:?}"
    );
    tell(&["init"], 0);
    folder.git(&["init", "-q"]);
    folder.write(".gitignore", "Cargo.lock\n");
    folder.git(&["add", "."]);
    folder.git(&["commit", "-q", "-m", "a"]);
    tell(&["new", "user"], 0);
    let text = folder.read("src/lib.rs");
    let (before, third) = text.split_once("pub mod v3").unwrap();
    let third = third
        .replacen(
            "migrate(from = super::v2::User)",
            "migrate(from = super::v2::User, drop(status = Status::Gone))",
            1,
        )
        .replacen("pub status: Status", "#[migrate(default)]\n        pub tags: Vec<String>", 1);
    folder.write("src/lib.rs", &format!("{before}pub mod v3{third}"));
    tell(&["diff"], 0);
    tell(&["plan", "user"], 0);
    tell(&["graph", "user"], 0);
    tell(&["graph", "user", "--format", "dot"], 0);
    tell(&["graph", "--format", "svg"], 0);
    let json = folder.heirloom(&["diff", "user", "--json"]).ended(0).json();
    assert_eq!(json["entities"][0]["drafts"][0]["rollout"], "through_pin");
    tell(&["check", "--against", "HEAD"], 0);
    tell(&["freeze", "--release", "2026.11"], 0);
    tell(&["freeze"], 0);
    tell(&["check", "--against", "HEAD"], 0);
    let unknown = folder.heirloom(&["check", "--against", "nowhere"]).ended(2);
    assert!(unknown.err.contains("git cannot compare with `nowhere`"), "{unknown:?}");

    // Lock and code edited together: only the other revision knows.
    folder.git(&["commit", "-q", "-a", "-m", "b"]);
    let lock = folder.read("heirloom/user.lock");
    folder.write("heirloom/user.lock", &lock.replace("release 2026.11", "release 2026.12"));
    let broken = tell(&["check"], 1);
    assert!(
        broken.err.contains("the lines of this version are not those that were frozen"),
        "{broken:?}"
    );
    let edited: heirloom::lock::Lock = lock.parse().unwrap();
    let mut edited = edited;
    edited.entries.remove(1);
    folder.write("heirloom/user.lock", &edited.to_string());
    std::fs::remove_file(folder.path().join("heirloom/price_list.lock")).unwrap();
    let text = folder.read("src/lib.rs");
    folder.write(
        "src/lib.rs",
        &text.replace("heirloom::lock!(Prices in \"heirloom/price_list.lock\");\n", ""),
    );
    tell(&["check", "--against", "HEAD"], 1);
    folder.write("told.txt", &told.join("\n").replace(&*folder.path().to_string_lossy(), "."));
    let only = Folder::new(&[("told.txt", &folder.read("told.txt"))]);
    only.is_golden(Path::new("tests/locks/life"));
}

#[test]
fn a_draft_is_edited_and_gets_no_version_after_it() {
    let lib = "use heirloom::Migrate;\nuse serde::{Deserialize, Serialize};\n\n\
        #[derive(Serialize, Deserialize, Migrate)]\n#[migrate(entity = \"line\", version = 1)]\npub struct LineV1 {\n    pub sku: String,\n}\n\npub type Line = LineV1;\n\n\
        #[derive(Serialize, Deserialize, Migrate)]\n#[migrate(entity = \"order\", version = 1)]\npub struct OrderV1 {\n    pub lines: Vec<LineV1>,\n    pub first: Line,\n}\n";
    let folder = package(lib);
    folder.lock_versions();
    folder.heirloom(&["init"]).ended(0);
    folder.heirloom(&["new", "order"]).ended(0);
    let ran = folder.heirloom(&["new", "order"]).ended(2);
    assert!(ran.err.contains("`order` has a draft: version 2 (src/lib.rs:"), "{ran:?}");
    let text = folder.read("src/lib.rs");
    let (before, draft) = text.rsplit_once("    pub first: Line,").unwrap();
    folder.write(
        "src/lib.rs",
        &format!("{before}    #[migrate(from = first)]\n    pub best: Line,{draft}"),
    );
    let ran = folder.heirloom(&["new", "line", "--cascade"]).ended(0);
    assert!(
        ran.out
            .contains("note: `crate::OrderV2` has not shipped, and holds the new version itself\n"),
        "{ran:?}"
    );
    let text = folder.read("src/lib.rs");
    let draft = "pub struct OrderV2 {\n    #[migrate(nested)]\n    pub lines: Vec<LineV2>,\n    #[migrate(nested, from = first)]\n    pub best: Line,\n}\n";
    assert!(text.contains(draft) && text.contains("    pub first: LineV1,\n"), "{text}");
    folder.cargo(&["check", "--quiet"]);
}

#[test]
fn a_lock_that_git_has_is_taken_back_and_not_made_anew() {
    let folder = package(LIB);
    folder.lock_versions();
    folder.heirloom(&["init"]).ended(0);
    folder.git(&["init", "-q"]);
    folder.git(&["add", "."]);
    folder.git(&["commit", "-q", "-m", "a"]);
    std::fs::remove_file(folder.path().join("heirloom/user.lock")).unwrap();
    for arguments in [&["init"][..], &["init", "user"], &["new", "user"]] {
        let ran = folder.heirloom(arguments).ended(2);
        assert!(
            ran.err.contains("heirloom/user.lock is gone, and git has it; take it back: `git checkout HEAD -- heirloom/user.lock`"),
            "{ran:?}"
        );
    }
}

#[test]
fn a_renamed_entity_says_what_it_was() {
    let folder = package(LIB);
    folder.lock_versions();
    folder.heirloom(&["init"]).ended(0);
    let renamed = folder.read("src/lib.rs").replace("entity = \"user\"", "entity = \"member\"");
    folder.write("src/lib.rs", &renamed);
    let ran = folder.heirloom(&["freeze"]).ended(2);
    assert!(
        ran.err.contains("src/lib.rs:7: this is `member`, and heirloom/user.lock is the lock of `user`; if it was renamed, say so behind `entity`: `was = \"user\"`"),
        "{ran:?}"
    );
    let was = renamed.replace("entity = \"member\"", "entity = \"member\", was = \"user\"");
    folder.write("src/lib.rs", &was);
    let ran = folder.heirloom(&["freeze"]).ended(0);
    assert!(ran.out.starts_with("member: its lock does not say `user` any more\n"), "{ran:?}");
    folder.cargo(&["check", "--quiet"]);
}

#[test]
fn a_version_that_forgot_where_it_comes_from_is_the_compiler_s_to_explain() {
    let folder = package(LIB);
    folder.lock_versions();
    folder.heirloom(&["init"]).ended(0);
    let text = folder.read("src/lib.rs");
    folder.write("src/lib.rs", &text.replace("#[migrate(from = v1::User, drop(fax, keep))]", ""));
    let ran = folder.heirloom(&["diff", "user"]).ended(2);
    assert!(ran.err.contains("does not say which version of what it is"), "{ran:?}");
}
